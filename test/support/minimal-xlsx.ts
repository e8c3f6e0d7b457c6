/**
 * The smallest workbook that Excel opens, from XML strings, for tests.
 * In: sheets as XML, formats, shared strings, parts to add or replace. Out: its parts, or the bytes of the .xlsx.
 */
import { rawZip } from "./raw-zip.ts";

export interface MinimalSheet {
  readonly name?: string;
  /** What stands inside `<sheetData>`, such as `<row r="1"><c r="A1"><v>1</v></c></row>`. */
  readonly rows?: string;
  /** XML before `<sheetData>` (dimension, cols) and after it (autoFilter, mergeCells). */
  readonly before?: string;
  readonly after?: string;
  readonly state?: "hidden" | "veryHidden";
}

export interface MinimalXlsx {
  readonly sheets?: readonly MinimalSheet[];
  /** Number formats: a cell with `s="1"` has the first, `s="2"` the second, …; `s="0"` is General. */
  readonly formats?: readonly string[];
  /** `<si>` elements by their inner XML: `<t>Sweden</t>`. */
  readonly strings?: readonly string[];
  readonly date1904?: boolean;
  readonly definedNames?: string;
  /** Parts that are added, replace one of the same name, or take it away (null). */
  readonly parts?: Readonly<Record<string, string | Uint8Array | null>>;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The parts by name, `[Content_Types].xml` first. */
export function minimalXlsxParts(workbook: MinimalXlsx = {}): Record<string, string | Uint8Array> {
  const sheets = workbook.sheets ?? [{ rows: `<row r="1"><c r="A1"><v>1</v></c></row>` }];
  const numbers = sheets.map((_, index) => index + 1);
  const all: Record<string, string | Uint8Array | null> = {
    "[Content_Types].xml": contentTypes(numbers),
    "_rels/.rels": relationships([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": workbookXml(workbook, sheets),
    "xl/_rels/workbook.xml.rels": relationships([
      ...numbers.map((n) => [`rId${n}`, "worksheet", `worksheets/sheet${n}.xml`] as const),
      ["rIdStyles", "styles", "styles.xml"],
      ["rIdStrings", "sharedStrings", "sharedStrings.xml"],
    ]),
    "xl/styles.xml": stylesXml(workbook.formats ?? []),
    "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${(workbook.strings ?? []).map((s) => `<si>${s}</si>`).join("")}</sst>`,
  };
  for (const [index, sheet] of sheets.entries()) {
    all[`xl/worksheets/sheet${index + 1}.xml`] =
      `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}">${sheet.before ?? ""}<sheetData>${sheet.rows ?? ""}</sheetData>${sheet.after ?? ""}</worksheet>`;
  }
  const parts: Record<string, string | Uint8Array> = {};
  for (const [name, content] of Object.entries({ ...all, ...workbook.parts }))
    if (content !== null) parts[name] = content;
  return parts;
}

/** The same, zipped. */
export function minimalXlsx(workbook: MinimalXlsx = {}): Uint8Array {
  return rawZip(Object.entries(minimalXlsxParts(workbook)).map(([name, data]) => ({ name, data })));
}

/** A `.rels` part of `[id, last word of the type, target]` rows. */
export function relationships(rows: readonly (readonly [id: string, type: string, target: string])[]): string {
  const items = rows.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${items.join("")}</Relationships>`;
}

function contentTypes(sheetNumbers: readonly number[]): string {
  const override = (part: string, type: string) => `<Override PartName="${part}" ContentType="${TYPE}.${type}+xml"/>`;
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="${PACKAGE}/content-types">`,
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    `<Default Extension="xml" ContentType="application/xml"/>`,
    override("/xl/workbook.xml", "sheet.main"),
    ...sheetNumbers.map((n) => override(`/xl/worksheets/sheet${n}.xml`, "worksheet")),
    override("/xl/styles.xml", "styles"),
    override("/xl/sharedStrings.xml", "sharedStrings"),
    `</Types>`,
  ].join("");
}

function workbookXml(workbook: MinimalXlsx, sheets: readonly MinimalSheet[]): string {
  const items = sheets.map((sheet, index) => {
    const state = sheet.state === undefined ? "" : ` state="${sheet.state}"`;
    return `<sheet name="${escapeXml(sheet.name ?? `Sheet${index + 1}`)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
  });
  const dates = workbook.date1904 ? `<workbookPr date1904="1"/>` : "";
  const names = workbook.definedNames ? `<definedNames>${workbook.definedNames}</definedNames>` : "";
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}">${dates}<sheets>${items.join("")}</sheets>${names}</workbook>`;
}

function stylesXml(formats: readonly string[]): string {
  const codes = formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(code)}"/>`);
  const xfs = [`<xf numFmtId="0"/>`, ...formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`)];
  return `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join("")}</numFmts><cellXfs>${xfs.join("")}</cellXfs></styleSheet>`;
}

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
