/**
 * A table as a workbook of one sheet: header frozen and filtered, widths by content, numbers as the exact decimals that they are, texts never
 * formulas. In: rows as they come. Out: the bytes, the same for the same rows. What does not fit Excel is told, never cut in silence.
 *
 * Written here and not by a library: those take amounts as floating numbers, and money is never one (docs/adr/0031-exports.md).
 */
import { strToU8, Zip, ZipDeflate } from "fflate";
import { formatMinor } from "../domain/money.ts";
import type { ColumnKind, ExportTable } from "./export-table.ts";

/** A sheet holds 1 048 576 rows; long before that nobody scrolls, and the file costs more memory than its reader has. */
export const MOST_XLSX_ROWS = 200_000;
/** The most that a cell of Excel holds. */
const MOST_CHARACTERS = 32_767;
/** Excel keeps 15 digits of a number; one with more is written as text, which keeps all. */
const MOST_DIGITS = 15;
const WIDEST = 60;
const ROWS_FOR_WIDTHS = 1_000;

/** Positions in `cellXfs` of the styles below: money by its decimals comes last. */
const STYLE = { header: 1, text: 2, quoted: 3, count: 4, rate: 5, money: 6 } as const;
const MONEY_DECIMALS = 5;

/** @returns null when there are more rows than a workbook takes */
export async function tableXlsx(
  name: string,
  { columns, rows }: ExportTable,
): Promise<{ bytes: Uint8Array; rows: number } | null> {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const widths = columns.map((column) => column.title.length);
  const letters = columns.map((_, index) => columnLetters(index));
  // Widths stand before the rows, so the first rows wait for them.
  let held = rowXml(
    1,
    columns.map(({ title }, i) => textXml(`${letters[i]}1`, title, STYLE.header)),
  );
  let count = 0;
  const part = startPart(zip, "xl/worksheets/sheet1.xml");
  let begun = false;
  const begin = (): void => {
    part.push(strToU8(sheetHead(widths)));
    begun = true;
  };
  for await (const row of rows) {
    count += 1;
    if (count > MOST_XLSX_ROWS) return null;
    if (count <= ROWS_FOR_WIDTHS)
      columns.forEach((_, i) => (widths[i] = Math.max(widths[i] ?? 0, Math.min(WIDEST, (row[i] ?? "").length))));
    held += rowXml(
      count + 1,
      columns.map(({ kind }, i) => cellXml(`${letters[i]}${count + 1}`, kind, row[i] ?? null)),
    );
    if (count < ROWS_FOR_WIDTHS || held.length < 65_536) continue;
    if (!begun) begin();
    part.push(strToU8(held));
    held = "";
  }
  if (!begun) begin();
  part.push(
    strToU8(`${held}</sheetData><autoFilter ref="A1:${letters.at(-1) ?? "A"}${count + 1}"/></worksheet>`),
    true,
  );
  for (const [path, xml] of otherParts(name)) startPart(zip, path).push(strToU8(xml), true);
  zip.end();
  return { bytes: Buffer.concat(chunks), rows: count };
}

function startPart(zip: Zip, path: string): ZipDeflate {
  const part = new ZipDeflate(path, { level: 6 });
  part.mtime = FIXED_TIME;
  zip.add(part);
  return part;
}

// The same rows are the same bytes: no file says when it was made. The least that a zip can say.
const FIXED_TIME = new Date(1980, 0, 1);

function rowXml(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.join("")}</row>`;
}

// Excel's own way to hold a text that looks like a formula: as if its writer had put an apostrophe before it.
const RUNS_AS_FORMULA = /^'*[=+\-@\t\r]/;

function cellXml(place: string, kind: ColumnKind, value: string | null): string {
  if (value === null || value === "") return "";
  switch (kind) {
    case "text":
      return textXml(place, value, RUNS_AS_FORMULA.test(value) ? STYLE.quoted : STYLE.text);
    case "count":
      return numberXml(place, value, STYLE.count);
    case "money":
      return numberXml(place, value, STYLE.money + (value.split(".")[1]?.length ?? 0));
    case "rate":
      return numberXml(place, formatMinor(BigInt(value), 6), STYLE.rate);
    default:
      return kind satisfies never;
  }
}

function numberXml(place: string, decimal: string, style: number): string {
  if (decimal.replaceAll(/[-.]/g, "").replace(/^0+/, "").length > MOST_DIGITS)
    return textXml(place, decimal, STYLE.text);
  return `<c r="${place}" s="${style}"><v>${decimal}</v></c>`;
}

function textXml(place: string, text: string, style: number): string {
  const told =
    text.length <= MOST_CHARACTERS
      ? text
      : `${text.slice(0, MOST_CHARACTERS - 40).toWellFormed()} … (cut: the CSV has all)`;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(told)}</t></is></c>`;
}

/** XML has no way to say most control characters; a workbook says them, and what looks like it, as `_x0007_`. */
function xmlText(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll(/[^\t\n\x20-\uFFFD]/g, (c) =>
      /[\uD800-\uDFFF]/.test(c) ? c : `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

function sheetHead(widths: readonly number[]): string {
  const cols = widths
    .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width + 3}" customWidth="1"/>`)
    .join("");
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const view = `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`;
  return `${XML}<worksheet ${MAIN}>${view}<cols>${cols}</cols><sheetData>`;
}

function otherParts(name: string): [string, string][] {
  const office = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const override = (part: string, type: string): string =>
    `<Override PartName="${part}" ContentType="${office}.${type}+xml"/>`;
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const relations = (...all: string[]): string =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
  return [
    [
      "[Content_Types].xml",
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Default Extension="xml" ContentType="application/xml"/>${override("/xl/workbook.xml", "sheet.main")}` +
        `${override("/xl/worksheets/sheet1.xml", "worksheet")}${override("/xl/styles.xml", "styles")}</Types>`,
    ],
    ["_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))],
    [
      "xl/workbook.xml",
      `${XML}<workbook ${MAIN} xmlns:r="${RELATIONS}"><sheets><sheet name="${xmlText(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      relations(relation("rId1", "worksheet", "worksheets/sheet1.xml"), relation("rId2", "styles", "styles.xml")),
    ],
    ["xl/styles.xml", stylesXml()],
  ];
}

function stylesXml(): string {
  const decimals = Array.from({ length: MONEY_DECIMALS }, (_, n) => n);
  const formats = [
    '<numFmt numFmtId="164" formatCode="0.00##%"/>',
    ...decimals.map((n) => `<numFmt numFmtId="${165 + n}" formatCode="#,##0${n === 0 ? "" : `.${"0".repeat(n)}`}"/>`),
  ];
  const cell = (format: number, more = ""): string =>
    `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${more}/>`;
  const cells = [
    cell(0),
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>',
    cell(49),
    cell(49, ' quotePrefix="1"'),
    cell(1),
    cell(164),
    ...decimals.map((n) => cell(165 + n)),
  ];
  return (
    `${XML}<styleSheet ${MAIN}><numFmts count="${formats.length}">${formats.join("")}</numFmts>` +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE7ECF3"/></patternFill></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${cells.length}">${cells.join("")}</cellXfs></styleSheet>`
  );
}
