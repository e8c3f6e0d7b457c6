/**
 * Writes sample workbooks as .xlsx, each sheet with the XML habits of the program that it is to come from:
 * - Excel: 17 significant digits, built-in number formats, row spans, document properties;
 * - LibreOffice: every attribute spelled out, its own number format ids from 164 on, shortest digits;
 * - Google Sheets: no dimension, no document properties, a row for every styled empty line.
 * In: sheets of cells. Out: the bytes of the file, the same for the same input. Used by the generator of the samples only.
 */
import { strToU8, zipSync } from "fflate";
import { escapeXml } from "./escape-xml.ts";
import { columnNumber, type Dialect, type SampleCell, type SampleSheet, type SampleWorkbook } from "./sample-cell.ts";
import { createStyles, type Styles } from "./write-styles.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Zip stores local time; built from local parts it is the same in every time zone. */
const WRITTEN_AT = new Date(2024, 0, 8, 12, 0, 0);

/** The digits as the program would store them: Excel keeps 17 significant ones, the others the shortest that read back. */
export function storedDigits(digits: string, dialect: Dialect): string {
  if (dialect !== "excel" || !digits.includes(".")) return digits;
  const [mantissa = "", exponent = "0"] = Number(digits).toExponential(16).split("e");
  const trimmed = mantissa.replace(/\.?0+$/, "");
  if (Number(exponent) < -1 && trimmed.length > 10) return `${trimmed}E${Number(exponent)}`;
  return trimmed.length > 10 ? Number(digits).toPrecision(17).replace(/0+$/, "") : digits;
}

interface Strings {
  indexOf(value: string): number;
  list(): readonly string[];
}

function createStrings(): Strings {
  const indexes = new Map<string, number>();
  return {
    indexOf: (value) => {
      const index = indexes.get(value) ?? indexes.size;
      indexes.set(value, index);
      return index;
    },
    list: () => [...indexes.keys()],
  };
}

function formulaXml(cell: SampleCell, dialect: Dialect): string {
  if (!cell.formula) return "";
  const { text, shared } = cell.formula;
  const calculated = dialect === "libreoffice" ? ' aca="false"' : "";
  if (!shared) return `<f${calculated}>${escapeXml(text)}</f>`;
  if (shared.range === undefined) return `<f t="shared"${calculated} si="${shared.index}"/>`;
  return `<f t="shared"${calculated} ref="${shared.range}" si="${shared.index}">${escapeXml(text)}</f>`;
}

function cellXml(
  name: string,
  cell: SampleCell,
  sheet: SampleSheet,
  dialect: Dialect,
  styles: Styles,
  strings: Strings,
): string {
  const style = styles.indexOf(cell.look);
  const open = `<c r="${name}"${style === 0 && dialect !== "libreoffice" ? "" : ` s="${style}"`}`;
  const { content } = cell;
  const formula = formulaXml(cell, dialect);
  switch (content.kind) {
    case "blank":
      return formula === "" ? `${open}/>` : `${open}>${formula}</c>`;
    case "number": {
      const type = dialect === "libreoffice" ? ' t="n"' : "";
      return `${open}${type}>${formula}<v>${storedDigits(content.digits, dialect)}</v></c>`;
    }
    case "error":
      return `${open} t="e">${formula}<v>${content.code}</v></c>`;
    case "text": {
      const value = escapeXml(content.text);
      if (formula !== "") return `${open} t="str">${formula}<v>${value}</v></c>`;
      if (sheet.inlineStrings) return `${open} t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
      return `${open} t="s"><v>${strings.indexOf(content.text)}</v></c>`;
    }
    default:
      return content satisfies never;
  }
}

interface PlacedCell {
  readonly name: string;
  readonly row: number;
  readonly column: number;
  readonly cell: SampleCell;
}

function placed(sheet: SampleSheet): readonly PlacedCell[] {
  const list = [...sheet.cells].map(([name, cell]) => {
    const match = /^([A-Z]+)(\d+)$/.exec(name);
    if (!match) throw new Error(`assertion: ${name} is not a cell`);
    return { name, row: Number(match[2]), column: columnNumber(match[1] ?? ""), cell };
  });
  return list.toSorted((a, b) => a.row - b.row || a.column - b.column);
}

const ROW_ATTRIBUTES: Readonly<Record<Dialect, (hidden: boolean, from: number, to: number) => string>> = {
  excel: (hidden, from, to) => ` spans="${from}:${to}"${hidden ? ' hidden="1"' : ""}`,
  libreoffice: (hidden) =>
    ` customFormat="false" ht="15" hidden="${hidden}" customHeight="false" outlineLevel="0" collapsed="false"`,
  google: (hidden) => (hidden ? ' hidden="1"' : ""),
};

const SHEET_HEADS: Readonly<Record<Dialect, (dimension: string) => string>> = {
  excel: (dimension) =>
    `<dimension ref="${dimension}"/><sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>`,
  libreoffice: (dimension) =>
    `<sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr><dimension ref="${dimension}"/><sheetViews><sheetView showFormulas="false" showGridLines="true" showRowColHeaders="true" showZeros="true" rightToLeft="false" tabSelected="false" workbookViewId="0"/></sheetViews><sheetFormatPr defaultColWidth="11.53515625" defaultRowHeight="12.8" zeroHeight="false" outlineLevelRow="0" outlineLevelCol="0"/>`,
  google: () =>
    '<sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/>',
};

function columnsXml(sheet: SampleSheet, dialect: Dialect): string {
  const hidden = sheet.hiddenColumns ?? [];
  const names = [...new Set([...Object.keys(sheet.widths ?? {}), ...hidden])].toSorted(
    (a, b) => columnNumber(a) - columnNumber(b),
  );
  if (names.length === 0) return "";
  const columns = names.map((name) => {
    const n = columnNumber(name);
    const width = sheet.widths?.[name] ?? 12;
    return dialect === "libreoffice"
      ? `<col collapsed="false" customWidth="true" hidden="${hidden.includes(name)}" outlineLevel="0" max="${n}" min="${n}" style="0" width="${width}"/>`
      : `<col min="${n}" max="${n}" width="${width}"${hidden.includes(name) ? ' hidden="1"' : ""} customWidth="1"/>`;
  });
  return `<cols>${columns.join("")}</cols>`;
}

function sheetXml(sheet: SampleSheet, workbook: SampleWorkbook, styles: Styles, strings: Strings): string {
  const dialect = sheet.dialect ?? workbook.dialect;
  const cells = placed(sheet);
  const rows = new Map<number, PlacedCell[]>();
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  const lastColumn = Math.max(...cells.map((c) => c.column));
  const lines = [...rows].map(([row, inRow]) => {
    const hidden = sheet.hiddenRows?.includes(row) ?? false;
    const xml = inRow.map((c) => cellXml(c.name, c.cell, sheet, dialect, styles, strings)).join("");
    return `<row r="${row}"${ROW_ATTRIBUTES[dialect](hidden, inRow[0]?.column ?? 1, lastColumn)}>${xml}</row>`;
  });
  const dimension = sheet.dimension ?? `${cells[0]?.name ?? "A1"}:${cells.at(-1)?.name ?? "A1"}`;
  const merges = (sheet.merges ?? []).map((range) => `<mergeCell ref="${range}"/>`);
  return [
    `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">`,
    SHEET_HEADS[dialect](dimension),
    columnsXml(sheet, dialect),
    `<sheetData>${lines.join("")}</sheetData>`,
    merges.length === 0 ? "" : `<mergeCells count="${merges.length}">${merges.join("")}</mergeCells>`,
    dialect === "google"
      ? ""
      : '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
    dialect === "google" ? "" : '<pageSetup paperSize="9" orientation="landscape"/>',
    "</worksheet>",
  ].join("");
}

function workbookXml(workbook: SampleWorkbook): string {
  const sheets = workbook.sheets.map(
    (sheet, i) =>
      `<sheet name="${escapeXml(sheet.name)}" sheetId="${i + 1}"${sheet.hidden ? ' state="hidden"' : ""} r:id="rId${i + 3}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr/><sheets>${sheets.join("")}</sheets></workbook>`;
}

function relationsXml(relations: readonly (readonly [id: string, type: string, target: string])[]): string {
  const lines = relations.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`);
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lines.join("")}</Relationships>`;
}

function contentTypesXml(sheets: number, withProperties: boolean): string {
  const overrides = [
    ["/xl/workbook.xml", `${TYPES}.sheet.main+xml`],
    ["/xl/styles.xml", `${TYPES}.styles+xml`],
    ["/xl/sharedStrings.xml", `${TYPES}.sharedStrings+xml`],
    ...Array.from({ length: sheets }, (_, i) => [`/xl/worksheets/sheet${i + 1}.xml`, `${TYPES}.worksheet+xml`]),
    ...(withProperties
      ? [["/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"]]
      : []),
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`);
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`;
}

/** The bytes of the workbook as an .xlsx file. */
export function writeXlsx(workbook: SampleWorkbook): Uint8Array {
  const styles = createStyles(workbook.dialect);
  const strings = createStrings();
  const sheets = workbook.sheets.map((sheet) => sheetXml(sheet, workbook, styles, strings));
  const withProperties = workbook.dialect !== "google";
  const application = workbook.dialect === "excel" ? "Microsoft Excel" : "LibreOffice";
  const shared = strings.list().map((value) => `<si><t xml:space="preserve">${escapeXml(value)}</t></si>`);
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypesXml(sheets.length, withProperties),
    "_rels/.rels": relationsXml([
      ["rId1", `${RELATIONS}/officeDocument`, "xl/workbook.xml"],
      ...(withProperties ? ([["rId2", `${RELATIONS}/extended-properties`, "docProps/app.xml"]] as const) : []),
    ]),
    "xl/workbook.xml": workbookXml(workbook),
    "xl/_rels/workbook.xml.rels": relationsXml([
      ["rId1", `${RELATIONS}/styles`, "styles.xml"],
      ["rId2", `${RELATIONS}/sharedStrings`, "sharedStrings.xml"],
      ...sheets.map((_, i) => [`rId${i + 3}`, `${RELATIONS}/worksheet`, `worksheets/sheet${i + 1}.xml`] as const),
    ]),
    "xl/styles.xml": styles.xml(),
    "xl/sharedStrings.xml": `${HEAD}<sst xmlns="${MAIN}" uniqueCount="${shared.length}">${shared.join("")}</sst>`,
  };
  for (const [i, xml] of sheets.entries()) parts[`xl/worksheets/sheet${i + 1}.xml`] = xml;
  if (withProperties) {
    parts["docProps/app.xml"] =
      `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>${application}</Application></Properties>`;
  }
  const bytes = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]));
  return zipSync(bytes, { mtime: WRITTEN_AT, level: 9 });
}
