/**
 * What the package says of itself: macros, parts that are named and missing, too many sheets or cells.
 * In: the unpacked, well-formed parts and the workbook's part. Out: a problem, or null.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { fileProblem, quoted } from "./file-problem.ts";
import { contentTypeOf, contentTypes, relationshipsOf } from "./package.ts";
import { readWorkbookPart } from "./workbook-part.ts";
import { MOST_CELLS, xmlProblem } from "./xml-check.ts";

export const MOST_SHEETS = 64;

const MACRO_RELATIONSHIPS: ReadonlySet<string> = new Set(["vbaProject", "xlMacrosheet", "xlIntlMacrosheet"]);

const READ_TYPES: ReadonlySet<string> = new Set(["officeDocument", "worksheet", "sharedStrings", "styles", "table"]);

/** A macro-enabled content type, VBA, or a sheet of Excel 4 macros. */
export function macroProblem(parts: ReadonlyMap<string, Uint8Array>, workbook: string): WorkbookProblem | null {
  const types = contentTypes(parts);
  const isMacroPart = (part: string) => {
    const type = contentTypeOf(types, part);
    return (
      type.includes("macro") ||
      type.includes("vba") ||
      part.endsWith("vbaproject.bin") ||
      part.startsWith("xl/macrosheets/")
    );
  };
  const found =
    [...parts.keys()].find(isMacroPart) ??
    relationshipsOf(parts, workbook).find((r) => MACRO_RELATIONSHIPS.has(r.type))?.type;
  if (found === undefined) return null;
  return fileProblem(
    "macro",
    `macros (${quoted(found)})`,
    "a workbook without macros",
    "The workbook can hold macros. Save it as an Excel workbook (.xlsx), not as a macro-enabled one, and upload that.",
  );
}

/** A part that the content types, the workbook or a relationship of the package, the workbook or a sheet name, and that is not there. */
export function missingPartProblem(parts: ReadonlyMap<string, Uint8Array>, workbook: string): WorkbookProblem | null {
  if (!parts.has("[content_types].xml")) return missing("[Content_Types].xml");
  const named = [...contentTypes(parts).overrides.keys()].find((part) => !parts.has(part));
  if (named !== undefined) return missing(named);
  const ofWorkbook = relationshipsOf(parts, workbook);
  const sheets = ofWorkbook.filter((r) => r.type === "worksheet" && r.part !== null).map((r) => r.part ?? "");
  for (const source of ["", workbook, ...new Set(sheets)]) {
    for (const { part, external, type } of relationshipsOf(parts, source)) {
      if (external) continue;
      if (part === null || !parts.has(part)) return missing(part ?? type);
      if (isUnchecked(part, type)) return xmlProblem(part, { code: "xml-invalid", found: "a name that is not of XML" });
    }
  }
  return readWorkbookPart(parts, workbook).problems[0] ?? null;
}

/** Parts that will be read for their content must have been checked as XML, which goes by their names. */
function isUnchecked(part: string, type: string): boolean {
  return READ_TYPES.has(type) && !part.endsWith(".xml");
}

function missing(part: string): WorkbookProblem {
  return xmlProblem(part, { code: "xml-invalid", found: "a part that is named but missing:" });
}

/** Too many sheets, or too many cells that hold something in one. */
export function cellCountProblem(
  parts: ReadonlyMap<string, Uint8Array>,
  workbook: string,
  cellCounts: ReadonlyMap<string, number>,
): WorkbookProblem | null {
  const { sheets } = readWorkbookPart(parts, workbook);
  if (sheets.length > MOST_SHEETS) return tooMany(`${sheets.length} sheets`, `at most ${MOST_SHEETS} sheets`);
  const large = sheets.find((sheet) => sheet.part !== null && (cellCounts.get(sheet.part) ?? 0) > MOST_CELLS);
  if (!large) return null;
  const problem = tooMany(
    `over ${MOST_CELLS} cells in the sheet ${quoted(large.name)}`,
    `at most ${MOST_CELLS} cells a sheet`,
  );
  return { ...problem, sheet: large.name };
}

function tooMany(found: string, expected: string): WorkbookProblem {
  return fileProblem(
    "too-many-cells",
    found,
    expected,
    `The workbook has ${found}. Split it or delete what is not needed, and upload it again.`,
  );
}
