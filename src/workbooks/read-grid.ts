/**
 * The grid reader: a workbook's parts become sheets of cells.
 * In: the parts that passed the door. Out: the grid, or every fault that makes a part unreadable.
 * The XML is read here and by no library, since numbers must keep the digits of the file and formulas without a result,
 * values from outside, hidden rows, filters and merges must all be seen.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { readCellFormats } from "./cell-formats.ts";
import type { CellValue, Grid, Sheet } from "./grid.ts";
import { SPREADSHEET, streamVocabulary } from "./namespaced-xml.ts";
import { relationshipsOf, workbookPart } from "./package.ts";
import type { SheetContext } from "./sheet-context.ts";
import { readSheetPart } from "./sheet-part.ts";
import { numberRenderer, shownText } from "./shown-text.ts";
import { readSharedStrings } from "./string-item.ts";
import { readWorkbookPart } from "./workbook-part.ts";

export type GridReading = { readonly grid: Grid } | { readonly problems: readonly WorkbookProblem[] };

/** @param parts by lower-case name, as `inspectWorkbook` gives them */
export function readGrid(parts: ReadonlyMap<string, Uint8Array>): GridReading {
  const workbook = workbookPart(parts);
  if (workbook === null) throw new Error("assertion: the parts passed the door and hold no workbook");
  const { dateSystem, sheets: entries, externalNames, problems: found } = readWorkbookPart(parts, workbook);
  const related = relationshipsOf(parts, workbook);
  const partOf = (type: string) => related.find((r) => r.type === type)?.part ?? null;
  const strings = readSharedStrings(parts, partOf("sharedStrings"));
  const formats = readCellFormats(parts, partOf("styles"));
  const problems = [...found, ...strings.problems, ...formats.problems];
  const context: SheetContext = {
    strings: strings.texts,
    formats: formats.codes,
    externalNames,
    dateSystem,
    show: shower(dateSystem),
  };
  const sheets: Sheet[] = [];
  for (const { name, hidden, part } of entries) {
    const bytes = part === null ? undefined : parts.get(part);
    if (part === null || !bytes) continue;
    const { problems: faults, filtered, ...sheet } = readSheetPart(bytes, name, context);
    problems.push(...faults);
    sheets.push({ name, hidden, ...sheet, filtered: filtered || hasFilteredTable(parts, part) });
  }
  return problems.length > 0 ? { problems } : { grid: { dateSystem, sheets } };
}

/** Shows values; each format is taken apart once. */
function shower(dateSystem: 1900 | 1904): (value: CellValue, format: string) => string {
  const renderers = new Map<string, (digits: string) => string>();
  return (value, format) => {
    if (value.kind !== "number") return shownText(value, format, dateSystem);
    let render = renderers.get(format);
    if (!render) renderers.set(format, (render = numberRenderer(format, dateSystem)));
    return render(value.digits);
  };
}

/** Every table has filter buttons; only one with a criterion may hide rows. */
function hasFilteredTable(parts: ReadonlyMap<string, Uint8Array>, sheetPart: string): boolean {
  return relationshipsOf(parts, sheetPart).some(({ type, part }) => {
    const bytes = type === "table" && part !== null ? parts.get(part) : undefined;
    let filtered = false;
    if (bytes) {
      streamVocabulary(bytes, SPREADSHEET, {
        open: (_name, _attributes, path) => (filtered ||= path.at(-1) === "filterColumn"),
      });
    }
    return filtered;
  });
}
