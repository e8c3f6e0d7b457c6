/**
 * The check of all parts as XML, before any of them is understood.
 * In: the unpacked parts. Out: what is wrong with them, and how many cells that hold something each worksheet has.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { fileProblem, quoted } from "./file-problem.ts";
import { declaresEntities, streamXml, type XmlFault } from "./xml-stream.ts";

export const MOST_CELLS = 200_000;

export interface XmlCheck {
  readonly problems: readonly WorkbookProblem[];
  /** By part; they mean something for worksheets alone. Counting ends soon after MOST_CELLS. */
  readonly cellCounts: ReadonlyMap<string, number>;
}

/** Checks every part that is XML by its name, and those that look like it for DTDs. Images and other parts are not looked at. */
export function checkXmlParts(parts: ReadonlyMap<string, Uint8Array>): XmlCheck {
  const problems: WorkbookProblem[] = [];
  const cellCounts = new Map<string, number>();
  for (const [name, bytes] of parts) {
    if (name.endsWith(".xml") || name.endsWith(".rels")) {
      const { fault, cells } = checkPart(bytes);
      if (fault) problems.push(xmlProblem(name, fault));
      cellCounts.set(name, cells);
    } else if (looksLikeMarkup(bytes) && declaresEntities(bytes)) {
      // Drawings in VML are often not well-formed, and never read.
      problems.push(xmlProblem(name, { code: "xml-entity", found: "a DTD or an entity declaration" }));
    }
  }
  return { problems, cellCounts };
}

export function xmlProblem(part: string, fault: XmlFault): WorkbookProblem {
  const found = `${fault.found} in ${quoted(part)}`;
  return fault.code === "xml-entity"
    ? fileProblem(
        "xml-entity",
        found,
        "XML without DTD and entities",
        "The file holds an XML declaration that no spreadsheet program writes. Save it anew from Excel and upload that.",
      )
    : fileProblem(
        "xml-invalid",
        found,
        "well-formed XML",
        "A part of the file is damaged. Open it in Excel, let it repair the file, save it anew and upload that.",
      );
}

function checkPart(bytes: Uint8Array): { fault: XmlFault | null; cells: number } {
  let cells = 0;
  // In a cell that holds nothing so far.
  let waiting = false;
  const count = () => {
    if (waiting) cells++;
    waiting = false;
  };
  const fault = streamXml(bytes, {
    open: (name) => {
      const local = name.slice(name.indexOf(":") + 1);
      if (local === "c") waiting = true;
      else if (local === "f") count();
    },
    text: (text) => {
      if (waiting && text.trim() !== "") count();
    },
    close: (name) => {
      if (name === "c" || name.endsWith(":c")) waiting = false;
    },
    enough: () => cells > MOST_CELLS,
  });
  return { fault, cells };
}

function looksLikeMarkup(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(64, bytes.byteLength)).toString("latin1");
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*</.test(start);
}
