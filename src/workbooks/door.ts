/**
 * The door: a workbook is data from outside, and is inspected before anything reads it.
 * In: the bytes of an upload. Out: its unpacked parts, or why it is refused; the first stage that finds something ends it,
 * in the order size, magic bytes, zip directory, measured unpacking, kind of file, XML, package, cells.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { fileProblem } from "./file-problem.ts";
import {
  foreignFileKind,
  foreignZipKind,
  holdsEncryptedPackage,
  isOleContainer,
  oleContainerKind,
} from "./foreign-format.ts";
import { workbookPart } from "./package.ts";
import { cellCountProblem, macroProblem, missingPartProblem } from "./package-check.ts";
import { checkXmlParts } from "./xml-check.ts";
import { readZipDirectory } from "./zip-directory.ts";
import { unpackEntries } from "./zip-unpack.ts";

export const MOST_FILE_BYTES = 10 * 1024 * 1024;

/** `parts` by lower-case name, since names of parts know no case. */
export type Inspection =
  | { readonly ok: true; readonly parts: ReadonlyMap<string, Uint8Array> }
  | { readonly ok: false; readonly problems: readonly WorkbookProblem[] };

/** Decides whether a file is a harmless workbook. Each refusal has its own code; nothing is thrown, whatever the bytes. */
export function inspectWorkbook(bytes: Uint8Array): Inspection {
  const outside = sizeProblem(bytes) ?? magicProblem(bytes);
  if (outside) return refuse([outside]);
  const directory = readZipDirectory(bytes);
  if (!directory.ok) return refuse([directory.problem]);
  const unpacked = unpackEntries(directory.entries, bytes.length);
  if (!unpacked.ok) return refuse([unpacked.problem]);
  const { parts } = unpacked;
  const foreign = foreignZipKind(new Set(parts.keys()), mimetype(parts));
  if (foreign !== null) return refuse([notXlsx(foreign)]);
  const xml = checkXmlParts(parts);
  if (xml.problems.length > 0) return refuse(xml.problems);
  const workbook = workbookPart(parts);
  if (workbook === null) return refuse([notXlsx("a zip without a workbook in it")]);
  const inside =
    macroProblem(parts, workbook) ??
    missingPartProblem(parts, workbook) ??
    cellCountProblem(parts, workbook, xml.cellCounts);
  return inside ? refuse([inside]) : { ok: true, parts };
}

function refuse(problems: readonly WorkbookProblem[]): Inspection {
  return { ok: false, problems };
}

function sizeProblem(bytes: Uint8Array): WorkbookProblem | null {
  if (bytes.length <= MOST_FILE_BYTES) return null;
  return fileProblem(
    "file-too-large",
    `${bytes.length} bytes`,
    `at most ${MOST_FILE_BYTES} bytes (10 MiB)`,
    "The file is too large. Remove sheets, pictures and formats that are not needed, or split it, and upload it again.",
  );
}

function magicProblem(bytes: Uint8Array): WorkbookProblem | null {
  const [p, k, three, four] = bytes;
  if (p === 0x50 && k === 0x4b && three === 3 && four === 4) return null;
  // An end record alone is a zip with nothing in it.
  if (p === 0x50 && k === 0x4b && three === 5 && four === 6) return notXlsx("an empty zip");
  if (!isOleContainer(bytes)) return notXlsx(foreignFileKind(bytes));
  if (!holdsEncryptedPackage(bytes)) return notXlsx(oleContainerKind(bytes));
  return fileProblem(
    "encrypted",
    "a password-protected workbook",
    "a workbook without a password",
    "The file is protected by a password. Save it without one (File, Info, Protect Workbook) and upload it again.",
  );
}

function notXlsx(found: string): WorkbookProblem {
  return fileProblem(
    "not-xlsx",
    found,
    "an .xlsx workbook",
    `The file is ${found}, whatever its name says. Save it as an Excel workbook (.xlsx) and upload that.`,
  );
}

/** OpenDocument and e-books say what they are in a part of this name. */
function mimetype(parts: ReadonlyMap<string, Uint8Array>): string | null {
  const bytes = parts.get("mimetype");
  return bytes ? new TextDecoder().decode(bytes.subarray(0, 200)).trim() : null;
}
