/**
 * The workbook part: its sheets in their order, its date system, its names that stand for other workbooks' values.
 * In: the parts and the name of the workbook's. Out: what it says, and its faults.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { quoted } from "./file-problem.ts";
import { isExternalFormula } from "./formula-source.ts";
import { relationshipId, SPREADSHEET, streamVocabulary } from "./namespaced-xml.ts";
import { relationshipsOf } from "./package.ts";
import { decodeEscapes } from "./string-item.ts";
import { xmlProblem } from "./xml-check.ts";

export interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  /** The part that holds its cells; null for a sheet without cells (a chart), or whose part is missing. */
  readonly part: string | null;
}

export interface WorkbookPart {
  readonly dateSystem: 1900 | 1904;
  readonly sheets: readonly SheetEntry[];
  /** Lower-case names that are defined as a value of another workbook. */
  readonly externalNames: ReadonlySet<string>;
  readonly problems: readonly WorkbookProblem[];
}

const CHART_SHEETS: ReadonlySet<string> = new Set(["chartsheet", "dialogsheet"]);
/** More than any limit asks for; a forged list of millions is not kept. */
const MOST_LISTED = 1000;

export function readWorkbookPart(parts: ReadonlyMap<string, Uint8Array>, workbook: string): WorkbookPart {
  const relationships = new Map(relationshipsOf(parts, workbook).map((r) => [r.id, r]));
  const problems: WorkbookProblem[] = [];
  const invalid = (found: string) => problems.push(xmlProblem(workbook, { code: "xml-invalid", found }));
  const sheets: SheetEntry[] = [];
  const externalNames = new Set<string>();
  const names = new Set<string>();
  const used = new Set<string>();
  let dateSystem: 1900 | 1904 = 1900;
  let isWorkbook = false;
  let definedName: { name: string; formula: string } | null = null;
  const addSheet = (attributes: Readonly<Record<string, string>>) => {
    const name = decodeEscapes(attributes["name"] ?? "");
    const relationship = relationships.get(relationshipId(attributes) ?? "");
    const isChart = relationship !== undefined && CHART_SHEETS.has(relationship.type);
    const part = relationship?.type === "worksheet" ? relationship.part : null;
    if (!isChart && (part === null || !part.endsWith(".xml"))) invalid(`no part for the sheet ${quoted(name)}`);
    if (part !== null && used.has(part)) invalid(`two sheets with one part, one of them ${quoted(name)}`);
    if (name.trim() === "" || names.has(name.toLowerCase()))
      invalid(`a sheet without a name of its own, ${quoted(name)}`);
    names.add(name.toLowerCase());
    if (part !== null) used.add(part);
    sheets.push({ name, hidden: attributes["state"] === "hidden" || attributes["state"] === "veryHidden", part });
  };
  const fault = streamVocabulary(mustHave(parts, workbook), SPREADSHEET, {
    open: (name, attributes, path) => {
      if (path.length === 0) isWorkbook = name === "workbook";
      else if (name === "workbookPr" && isTrue(attributes["date1904"])) dateSystem = 1904;
      else if (name === "sheet" && path.at(-1) === "sheets" && sheets.length < MOST_LISTED) addSheet(attributes);
      else if (name === "definedName") definedName = { name: (attributes["name"] ?? "").toLowerCase(), formula: "" };
    },
    text: (text) => {
      if (definedName) definedName.formula += text;
    },
    close: (name) => {
      if (name !== "definedName" || !definedName) return;
      if (isExternalFormula(definedName.formula, externalNames)) externalNames.add(definedName.name);
      definedName = null;
    },
  });
  if (fault) problems.push(xmlProblem(workbook, fault));
  else if (!isWorkbook) invalid("no workbook");
  else if (sheets.length === 0) invalid("no sheet");
  return { dateSystem, sheets, externalNames, problems };
}

/** An xsd:boolean. */
export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true" || value === "on";
}

function mustHave(parts: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = parts.get(name);
  if (!bytes) throw new Error(`assertion: ${name} passed the door and is missing`);
  return bytes;
}
