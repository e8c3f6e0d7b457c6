import { describe, expect, test } from "vitest";
import {
  minimalXlsx,
  minimalXlsxParts,
  relationships,
  type MinimalSheet,
  type MinimalXlsx,
} from "../../test/support/minimal-xlsx.ts";
import { rawZip } from "../../test/support/raw-zip.ts";
import { inspectWorkbook } from "./door.ts";
import { cellName, type CellValue, type Grid, type GridCell, type Sheet } from "./grid.ts";
import { readGrid } from "./read-grid.ts";

function reading(workbook: MinimalXlsx | Uint8Array) {
  const inspection = inspectWorkbook(workbook instanceof Uint8Array ? workbook : minimalXlsx(workbook));
  if (!inspection.ok) throw new Error(`assertion: the door refused it: ${inspection.problems[0]?.found}`);
  return readGrid(inspection.parts);
}

function gridOf(workbook: MinimalXlsx | Uint8Array): Grid {
  const result = reading(workbook);
  if ("problems" in result) throw new Error(`assertion: unreadable: ${result.problems[0]?.found}`);
  return result.grid;
}

function sheetOf(sheet: MinimalSheet, workbook: MinimalXlsx = {}): Sheet {
  const [first] = gridOf({ ...workbook, sheets: [sheet] }).sheets;
  if (!first) throw new Error("assertion: no sheet");
  return first;
}

/** The cells of one row of XML cells, by name. */
function cellsOf(cells: string, workbook: MinimalXlsx = {}): Record<string, GridCell> {
  const { cells: list } = sheetOf({ rows: `<row r="1">${cells}</row>` }, workbook);
  return Object.fromEntries(list.map((cell) => [cellName(cell.row, cell.column), cell]));
}

function valueOf(cell: string, workbook: MinimalXlsx = {}): CellValue | undefined {
  return cellsOf(cell, workbook)["A1"]?.value;
}

const number = (digits: string) => ({ kind: "number", digits });
const text = (content: string) => ({ kind: "text", text: content });

describe("the value of a cell", () => {
  test.each<[string, string, unknown]>([
    ["a number keeps its digits", "<c><v>0.022199999999999998</v></c>", number("0.022199999999999998")],
    ["a number with an exponent is written out", `<c t="n"><v>2.2E-2</v></c>`, number("0.022")],
    ["a shared string", `<c t="s"><v>1</v></c>`, text("Sweden")],
    ["rich text is one text, without phonetic hints", `<c t="s"><v>2</v></c>`, text("Sverige")],
    ["a text of a formula", `<c t="str"><f>A2</f><v>&gt;115%</v></c>`, text(">115%")],
    [
      "an inline text",
      `<c t="inlineStr"><is><t>a</t><r><rPr><b/></rPr><t xml:space="preserve"> b</t></r></is></c>`,
      text("a b"),
    ],
    ["outer space is layout unless preserved", `<c t="inlineStr"><is><t>\n a </t></is></c>`, text("a")],
    ["preserved space is text", `<c t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>`, text(" a ")],
    ["an escaped character", `<c t="inlineStr"><is><t>a_x000D_b</t></is></c>`, text("a\rb")],
    ["an escaped underscore", `<c t="inlineStr"><is><t>_x005F_x000D_</t></is></c>`, text("_x000D_")],
    ["CDATA", `<c t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>`, text("a<b")],
    ["true", `<c t="b"><v>1</v></c>`, { kind: "boolean", value: true }],
    ["false", `<c t="b"><v>0</v></c>`, { kind: "boolean", value: false }],
    ["an error", `<c t="e"><f>A2</f><v>#REF!</v></c>`, { kind: "error", code: "#REF!" }],
    ["a date written out is a number of days", `<c t="d"><v>2024-01-01T12:00:00</v></c>`, number("45292")],
    ["a date that is none stays text", `<c t="d"><v>2024-02-30</v></c>`, text("2024-02-30")],
    ["a formula with its result", "<c><f>1+1</f><v>2</v></c>", number("2")],
    ["a formula without a result", "<c><f>1+1</f></c>", { kind: "uncached" }],
    ["a formula with an empty result", "<c><f>1+1</f><v/></c>", { kind: "uncached" }],
    ["a text formula without a result", `<c t="str"><f>A2</f></c>`, { kind: "uncached" }],
    ["a formula that gives empty text", `<c t="str"><f>A2</f><v></v></c>`, undefined],
    ["no value", `<c s="0"/>`, undefined],
    ["an empty value", `<c t="s"><v/></c>`, undefined],
    ["only spaces", `<c t="inlineStr"><is><t xml:space="preserve"> \u00a0\u2007 </t></is></c>`, undefined],
    ["only a shared space", `<c t="s"><v>3</v></c>`, undefined],
  ])("%s", (_, cell, expected) => {
    const strings = [
      "<t>x</t>",
      "<t>Sweden</t>",
      `<r><t>Sve</t></r><r><rPr><b/></rPr><t>rige</t></r><rPh sb="0" eb="1"><t>hint</t></rPh>`,
      `<t xml:space="preserve"> </t>`,
    ];
    expect(valueOf(cell, { strings })).toEqual(expected);
  });

  test("a formula is told from a value", () => {
    const cells = cellsOf(`<c><v>1</v></c><c><f>A1</f><v>1</v></c><c><f t="shared" si="0"/><v>1</v></c>`);
    expect([cells["A1"]?.fromFormula, cells["B1"]?.fromFormula, cells["C1"]?.fromFormula]).toEqual([false, true, true]);
  });
});

describe("a value from outside the workbook", () => {
  test.each([
    ["[1]Sheet1!A1"],
    ["'[1]My Sheet'!A1"],
    ["'C:\\data\\[rates.xlsx]SE'!$B$2"],
    ["[rates.xlsx]SE!$B$2*2"],
    ["SUM([1]SE!A1:A3)"],
    ["1+[2]!Rate"],
    ["VLOOKUP(A2,[1]SE!A:B,2,0)"],
    ["cmd|'/c calc'!A1"],
    ["IF(1,Excel|'book'!R1C1,2)"],
    ['RTD("server",,"x")'],
    ['_xlfn.WEBSERVICE("http://example.com")'],
    ['IFERROR(__xludf.DUMMYFUNCTION("IMPORTRANGE(""key"",""SE!A1"")"),5)'],
    ['INDIRECT("[rates.xlsx]SE!A1")'],
    ["FarRate*2"],
  ])("%s is external, cached value or not", (formula) => {
    const definedNames = '<definedName name="FarRate">[1]SE!$A$1</definedName>';
    const escaped = formula.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    expect(valueOf(`<c><f>${escaped}</f><v>5</v></c>`, { definedNames })).toEqual({ kind: "external" });
    expect(valueOf(`<c><f>${escaped}</f></c>`, { definedNames })).toEqual({ kind: "external" });
  });

  test.each([
    ["Sheet2!A1"],
    ["'My | Sheet'!A1"],
    ["Table1[Rate]"],
    ["SUM(Table1[[#This Row],[Jan]:[Feb]])"],
    ["Table1[[#Headers],[a]]&Sheet2!A1"],
    ['"[1]Sheet1!A1"'],
    ['"a|b"'],
    ["NearRate"],
    ["WORDING(1)"],
    ["{1,2;3,4}"],
  ])("%s is the workbook's own", (formula) => {
    const definedNames = `<definedName name="NearRate">Sheet1!$A$1</definedName>`;
    expect(valueOf(`<c><f>${formula.replaceAll("&", "&amp;")}</f><v>5</v></c>`, { definedNames })).toEqual(number("5"));
  });

  test("the cells that share an external formula are external, others are not", () => {
    const cells = cellsOf(
      `<c><f t="shared" ref="A1:B1" si="0">[1]S!A1</f><v>1</v></c><c><f t="shared" si="0"/><v>1</v></c>` +
        `<c><f t="shared" ref="C1:D1" si="1">S!A1</f><v>1</v></c><c><f t="shared" si="1"/><v>1</v></c>`,
    );
    expect(Object.values(cells).map((c) => c.value.kind)).toEqual(["external", "external", "number", "number"]);
  });

  test("the cells that an external array formula fills are external", () => {
    const cells = cellsOf(`<c><f t="array" ref="A1:B1">[1]S!A1:B1</f><v>1</v></c><c><v>2</v></c><c><v>3</v></c>`);
    expect(Object.values(cells).map((c) => c.value.kind)).toEqual(["external", "external", "number"]);
  });
});

describe("formats", () => {
  test("a cell shows its value with its own format or a built-in one", () => {
    const cells = cellsOf(`<c s="1"><v>1.15</v></c><c s="2"><v>45292</v></c><c s="9"><v>0.5</v></c><c><v>0.5</v></c>`, {
      formats: ['">"0%', "yyyy-mm"],
    });
    expect(Object.values(cells).map((c) => [c.format, c.shown])).toEqual([
      ['">"0%', ">115%"],
      ["yyyy-mm", "2024-01"],
      ["General", "0.5"],
      ["General", "0.5"],
    ]);
  });

  test("a format can be named by its built-in number, which the file may define anew", () => {
    const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const styles = `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="2" formatCode="0.000"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="10"/><xf numFmtId="2"/><xf numFmtId="17"/></cellXfs></styleSheet>`;
    const cells = cellsOf(`<c><v>0.5</v></c><c s="1"><v>0.5</v></c><c s="2"><v>45292</v></c>`, {
      parts: { "xl/styles.xml": styles },
    });
    expect(Object.values(cells).map((c) => c.shown)).toEqual(["50.00%", "0.500", "Jan-24"]);
  });

  test("a date written out shows as a date in either system", () => {
    for (const date1904 of [false, true]) {
      expect(cellsOf(`<c t="d"><v>2024-01-01</v></c>`, { date1904 })["A1"]).toMatchObject({
        format: "yyyy-mm-dd",
        shown: "2024-01-01",
      });
    }
  });

  test("the date system is the workbook's", () => {
    expect([gridOf({}).dateSystem, gridOf({ date1904: true }).dateSystem]).toEqual([1900, 1904]);
  });
});

describe("where cells stand", () => {
  const names = (rows: string) => sheetOf({ rows }).cells.map((c) => cellName(c.row, c.column));

  test("a cell or row without a reference follows the one before", () => {
    const rows = `<row><c><v>1</v></c><c r="D1"><v>1</v></c><c><v>1</v></c></row><row r="5"><c><v>1</v></c></row><row><c r="B6"><v>1</v></c></row>`;
    expect(names(rows)).toEqual(["A1", "D1", "E1", "A5", "B6"]);
  });

  test("cells come by row, then by column, however the file has them", () => {
    const rows = `<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row><row r="1"><c r="XFD1"><v>1</v></c></row>`;
    expect(names(rows)).toEqual(["XFD1", "A2", "B2"]);
  });

  test("a dimension of the whole sheet and empty cells with a style are nothing", () => {
    const sheet = sheetOf({
      before: `<dimension ref="A1:XFD1048576"/>`,
      rows: `<row r="1048576" s="1"><c r="XFD1048576" s="0"/></row>`,
    });
    expect(sheet.cells).toEqual([]);
  });

  test.each([
    ["a cell of another row", `<row r="1"><c r="A2"><v>1</v></c></row>`],
    ["a cell beyond XFD", `<row r="1"><c r="XFE1"><v>1</v></c></row>`],
    ["a cell after XFD", `<row r="1"><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>`],
    ["a row beyond the last", `<row r="1048577"><c><v>1</v></c></row>`],
    ["a cell twice", `<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`],
    ["a row twice with one cell", `<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>`],
    ["a number that is none", `<row r="1"><c><v>abc</v></c></row>`],
    ["a number beyond all", `<row r="1"><c><v>1e999999999</v></c></row>`],
    ["a shared string that is not there", `<row r="1"><c t="s"><v>7</v></c></row>`],
    ["an unknown type", `<row r="1"><c t="x"><v>7</v></c></row>`],
    [
      "a text longer than a cell can hold",
      `<row r="1"><c t="inlineStr"><is><t>${"x".repeat(32_768)}</t></is></c></row>`,
    ],
  ])("%s makes the sheet unreadable", (_, rows) => {
    expect(reading({ sheets: [{ name: "SE", rows }] })).toMatchObject({
      problems: [{ code: "xml-invalid", sheet: "SE" }],
    });
  });

  test("every unreadable cell is named", () => {
    const rows = `<row r="1"><c><v>a</v></c><c><v>1</v></c><c t="x"><v>b</v></c></row>`;
    expect(reading({ sheets: [{ rows }] })).toMatchObject({ problems: [{ cell: "A1" }, { cell: "C1" }] });
  });
});

describe("what is hidden", () => {
  const rows = `<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>`;

  test("a sheet is hidden by either state, and sheets keep their order", () => {
    const { sheets } = gridOf({
      sheets: [{ name: "b" }, { name: "a", state: "hidden" }, { name: "c", state: "veryHidden" }],
    });
    expect(sheets.map((s) => [s.name, s.hidden])).toEqual([
      ["b", false],
      ["a", true],
      ["c", true],
    ]);
  });

  test("rows that are hidden or have no height, as far as they hold cells", () => {
    const hidden = `<row r="1" hidden="1"><c><v>1</v></c></row><row r="2" ht="0"><c><v>1</v></c></row><row r="3" hidden="true"/><row r="4" ht="15"><c><v>1</v></c></row>`;
    expect([...sheetOf({ rows: hidden }).hiddenRows]).toEqual([1, 2]);
  });

  test.each([
    [`<col min="2" max="16384" hidden="1"/>`, [2, 16384]],
    [`<col min="1" max="1" width="0"/>`, [1]],
    [`<col min="1" max="9" width="8.5"/><col min="5" max="2" hidden="1"/>`, []],
    [`<col min="2" max="99999999999" hidden="true"/>`, [2, 16384]],
  ])("columns of %s", (cols, expected) => {
    expect([...sheetOf({ before: `<cols>${cols}</cols>`, rows }).hiddenColumns]).toEqual(expected);
  });

  test("an autofilter of the sheet may hide rows", () => {
    expect(sheetOf({ rows }).filtered).toBe(false);
    expect(sheetOf({ rows, after: `<autoFilter ref="A1:B9"/>` }).filtered).toBe(true);
  });

  test.each([
    [`<autoFilter ref="A1:B2"/>`, false],
    [`<autoFilter ref="A1:B2"><filterColumn colId="0" hiddenButton="1"/></autoFilter>`, false],
    [
      `<autoFilter ref="A1:B2"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn></autoFilter>`,
      true,
    ],
  ])("a table with %s is filtered: %s", (filter, expected) => {
    const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const parts = {
      "xl/tables/table1.xml": `<table xmlns="${main}" id="1" name="T" displayName="T" ref="A1:B2">${filter}</table>`,
      "xl/worksheets/_rels/sheet1.xml.rels": relationships([["rId1", "table", "../tables/table1.xml"]]),
    };
    expect(sheetOf({ rows }, { parts }).filtered).toBe(expected);
  });

  test("merged ranges", () => {
    expect(sheetOf({ rows, after: `<mergeCells><mergeCell ref="B2:C5"/></mergeCells>` }).merges).toEqual([
      { top: 2, left: 2, bottom: 5, right: 3 },
    ]);
  });
});

describe("the same workbook in other words", () => {
  const expected = gridOf({
    sheets: [{ name: "Sweden", rows: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>` }],
    strings: ["<t>x</t>"],
  });
  const parts = minimalXlsxParts({
    sheets: [{ name: "Sweden", rows: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>` }],
    strings: ["<t>x</t>"],
  });
  const rewritten = (change: (xml: string, name: string) => string) =>
    rawZip(Object.entries(parts).map(([name, data]) => ({ name, data: change(String(data), name) })));

  test("strict Open XML", () => {
    const strict = rewritten((xml) =>
      xml
        .replaceAll(
          "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
          "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        .replaceAll(
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
          "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    );
    expect(gridOf(strict)).toEqual(expected);
  });

  test("elements with a prefix", () => {
    const prefixed = rewritten((xml, name) =>
      name.startsWith("xl/") && name.endsWith(".xml")
        ? xml.replace("xmlns=", "xmlns:x=").replace(/<(\/?)(?=[a-zA-Z])/g, "<$1x:")
        : xml,
    );
    expect(gridOf(prefixed)).toEqual(expected);
  });

  test("names of parts in other case", () => {
    const upper = rawZip(Object.entries(parts).map(([name, data]) => ({ name: name.toUpperCase(), data })));
    expect(gridOf(upper)).toEqual(expected);
  });

  test("elements of other vocabularies hold no cells", () => {
    const foreign = `<row r="9" xmlns="urn:other"><c r="A9" xmlns="urn:other"><v>9</v></c></row>`;
    const other = rewritten((xml) => xml.replace("<sheetData>", `<sheetData>${foreign}`));
    expect(gridOf(other)).toEqual(expected);
  });

  test("cells outside the sheet's data are no cells", () => {
    const other = rewritten((xml) =>
      xml.replace("</sheetData>", `</sheetData><extLst><ext><row r="9"><c r="A9"><v>9</v></c></row></ext></extLst>`),
    );
    expect(gridOf(other)).toEqual(expected);
  });

  test("charts on sheets of their own are passed over", () => {
    const withChart = minimalXlsx({
      sheets: [{ name: "Data" }, { name: "Chart" }],
      parts: {
        "xl/_rels/workbook.xml.rels": relationships([
          ["rId1", "worksheet", "worksheets/sheet1.xml"],
          ["rId2", "chartsheet", "worksheets/sheet2.xml"],
        ]),
      },
    });
    expect(gridOf(withChart).sheets.map((s) => s.name)).toEqual(["Data"]);
  });
});
