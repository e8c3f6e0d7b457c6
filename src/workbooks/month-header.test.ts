import { describe, expect, test } from "vitest";
import { gridOf, type CellSpec } from "../../test/support/grid-builder.ts";
import { readMonthHeader } from "./month-header.ts";

function read(cell: CellSpec, dateSystem: 1900 | 1904 = 1900): string {
  const [built] = gridOf({ sheets: [{ name: "S", rows: [[cell]] }] }).sheets[0]?.cells ?? [];
  if (!built) throw new Error("assertion: the cell is built");
  const reading = readMonthHeader(built, dateSystem);
  if (reading.kind === "month") return reading.period;
  return reading.kind === "ambiguous" ? reading.periods.join("|") : "unreadable";
}

describe("a heading of text", () => {
  test.each([
    ["2024-01", "2024-01"],
    ["2024/01", "2024-01"],
    ["2024.1", "2024-01"],
    ["01.2024", "2024-01"],
    ["1/2024", "2024-01"],
    ["12-2024", "2024-12"],
    ["Jan-24", "2024-01"],
    ["jan 24", "2024-01"],
    ["JAN-2024", "2024-01"],
    ["Sept. 2024", "2024-09"],
    ["January 2024", "2024-01"],
    ["  January\u00a0 2024 ", "2024-01"],
    ["January, 2024", "2024-01"],
    ["2024 January", "2024-01"],
    ["2024-Jan", "2024-01"],
    ["März 2024", "2024-03"],
    ["Ma\u0308rz 2024", "2024-03"],
    ["Dez-24", "2024-12"],
    ["augusti 2024", "2024-08"],
    ["maj 2024", "2024-05"],
    ["2024-01-01", "2024-01"],
    ["2024-01-31", "2024-01"],
    ["2024/02/29", "2024-02"],
    ["31/01/2024", "2024-01"],
    ["01/31/2024", "2024-01"],
    ["01/01/2024", "2024-01"],
    ["2023-12", "2023-12"],
  ])("%j is %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ["01/02/2024", "2024-01|2024-02"],
    ["01.02.2024", "2024-01|2024-02"],
    ["2-1-2024", "2024-01|2024-02"],
    ["01/01/24", "2001-01|2024-01"],
    ["01/02/24", "2001-02|2024-01|2024-02"],
  ])("%j can be read in several ways", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    "January",
    "24",
    "2024",
    "202401",
    "01-24",
    "2024-13",
    "2024-00",
    "13.2024",
    "2023-02-29",
    "32/01/2024",
    "Foo 2024",
    "Q1 2024",
    "Jan-024",
    "2024-01/02",
    "Total",
    `January${" ".repeat(40)}2024`,
  ])("%j is no month", (text) => {
    expect(read(text)).toBe("unreadable");
  });
});

describe("a heading that is a number", () => {
  test.each<[string, string, 1900 | 1904, string]>([
    ["45292", "yyyy-mm", 1900, "2024-01"],
    ["45292", "mmm-yy", 1900, "2024-01"],
    ["45322", "dd/mm/yyyy", 1900, "2024-01"],
    ["45322.75", "yyyy-mm-dd hh:mm", 1900, "2024-01"],
    ["43830", "yyyy-mm", 1904, "2024-01"],
    ["45292", "yyyy-mm", 1904, "2028-01"],
    ["45292", "General", 1900, "unreadable"],
    ["45292", "#,##0", 1900, "unreadable"],
    ["202401", "0", 1900, "unreadable"],
    ["-1", "yyyy-mm", 1900, "unreadable"],
  ])("%s with format %s in the %i system is %s", (number, format, dateSystem, expected) => {
    expect(read({ number, format }, dateSystem)).toBe(expected);
  });

  test.each<CellSpec>([{ boolean: true }, { error: "#REF!" }, { uncached: true }, { external: true }])(
    "%j is no month",
    (cell) => {
      expect(read(cell)).toBe("unreadable");
    },
  );
});
