import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { inspectWorkbook } from "../workbooks/door.ts";
import { readGrid } from "../workbooks/read-grid.ts";
import { columnsOf, type ExportRow } from "./export-table.ts";
import { MOST_XLSX_ROWS, tableXlsx } from "./table-xlsx.ts";

async function* each(rows: Iterable<ExportRow>): AsyncGenerator<ExportRow> {
  for (const row of rows) yield await Promise.resolve(row);
}

const COLUMNS = "seq:count name rate:rate amount:money";

async function written(rows: Iterable<ExportRow>, columns = COLUMNS): Promise<Uint8Array> {
  const file = await tableXlsx("ledger", { columns: columnsOf(columns), rows: each(rows) });
  if (file === null) throw new Error("assertion: it fits");
  return file.bytes;
}

/** As the program's own reader of workbooks sees it, through its door. */
async function cellsOf(rows: Iterable<ExportRow>) {
  const inspected = inspectWorkbook(await written(rows));
  if (!inspected.ok) throw new Error(`assertion: the door refused it: ${inspected.problems[0]?.found}`);
  const read = readGrid(inspected.parts);
  if ("problems" in read) throw new Error("assertion: unreadable");
  return read.grid.sheets[0]?.cells ?? [];
}

function sheetXml(bytes: Uint8Array): string {
  return strFromU8(unzipSync(bytes)["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
}

test.each([
  ["=1+1"],
  ["+46 8 123"],
  ["-2"],
  ["@SUM(A1)"],
  ["\t=1"],
  ["'=1"],
  ['<b>&amp;</b> "quoted"'],
  ["東京 MINI 🚗"],
  ["_x0041_"],
  ["a\u0007b"],
  [" outer  space "],
])("the text %j stays that text, and no formula", async (text) => {
  const cells = await cellsOf([["1", text, null, null]]);
  const found = cells.find((cell) => cell.row === 2 && cell.column === 2);
  expect(found).toMatchObject({ value: { kind: "text", text }, fromFormula: false });
});

test("a text that would run as a formula is quoted, as if somebody had put an apostrophe before it; another is not", async () => {
  const xml = sheetXml(
    await written([
      ["1", "=1", null, null],
      ["2", "MINI", null, null],
    ]),
  );
  const styles = strFromU8(unzipSync(await written([]))["xl/styles.xml"] ?? new Uint8Array());
  const quoted = [...styles.slice(styles.indexOf("<cellXfs")).matchAll(/<xf [^>]*>/g)].findIndex(([xf]) =>
    xf.includes("quotePrefix"),
  );
  expect([...xml.matchAll(/r="B[23]" s="(\d+)"/g)].map(([, style]) => Number(style) === quoted)).toEqual([true, false]);
});

test.each([
  ["5248.43", "number", "#,##0.00"],
  ["-4200.00", "number", "#,##0.00"],
  ["1000", "number", "#,##0"],
  ["0.001", "number", "#,##0.000"],
  ["1234567890123.45", "number", "#,##0.00"],
  // Excel would round the sixteenth digit away.
  ["12345678901234.56", "text", "@"],
])("the amount %s is written as it is, as a %s with the format %s", async (amount, kind, format) => {
  const rows: ExportRow[] = [["1", "x", "22200", amount]];
  const cells = await cellsOf(rows);
  const at = (column: number) => cells.find((cell) => cell.row === 2 && cell.column === column);
  expect(at(4)).toMatchObject({ format, value: { kind } });
  expect(at(3)).toMatchObject({ format: "0.00##%" });
  const xml = sheetXml(await written(rows));
  expect(xml).toContain("<v>0.022200</v>");
  expect(xml).toContain(kind === "number" ? `<v>${amount}</v>` : `>${amount}</t>`);
});

test("the same rows are the same bytes", async () => {
  const rows: ExportRow[] = Array.from({ length: 3_000 }, (_, i) => [String(i), `agent ${i}`, "20000", `${i}.50`]);
  expect(Buffer.from(await written(rows)).equals(Buffer.from(await written(rows)))).toBe(true);
  const xml = sheetXml(await written(rows));
  expect(xml.match(/<row /g)).toHaveLength(3_001);
  expect(xml).toContain('<autoFilter ref="A1:D3001"/>');
});

test("a list that is longer than a workbook takes is not cut in silence", async () => {
  function* many(): Generator<ExportRow> {
    for (let i = 0; i <= MOST_XLSX_ROWS; i += 1) yield ["1"];
  }
  expect(await tableXlsx("long", { columns: columnsOf("seq:count"), rows: each(many()) })).toBeNull();
});
