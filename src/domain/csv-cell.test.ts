import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../delivery/read-csv.ts";
import { csvRow, numberCell, textCell, undefusedText } from "./csv-cell.ts";

describe("a text cell is defused when a spreadsheet would run it, and quoted when RFC 4180 asks for it", () => {
  test.each([
    ["MINI Agent 1", "MINI Agent 1"],
    ["", ""],
    ["=1+1", "'=1+1"],
    ["+46 8 123", "'+46 8 123"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["\rx", '"\'\rx"'],
    ["\0x", "'\0x"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ["a=b", "a=b"],
    ["O'Neill", "O'Neill"],
    ["'quoted'", "'quoted'"],
    // Else it would be the same cell as the one of "=1".
    ["'=1", "''=1"],
    ["a,b", '"a,b"'],
    ['the "best"', '"the ""best"""'],
    ["two\nlines", '"two\nlines"'],
    ["Ülkü, 株式会社 🚗", '"Ülkü, 株式会社 🚗"'],
  ])("%j is written %j", (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });

  test("half a surrogate pair is a mistake of ours", () => {
    expect(() => textCell("a\ud800")).toThrow("assertion");
  });
});

describe("a number cell stays a number, a negative one too", () => {
  test.each(["0", "-4200.00", "2.2200", "100"])("%s", (decimal) => {
    expect(numberCell(decimal)).toBe(decimal);
  });

  test.each(["", "=1", "1,5", "--1", "1e3", "-", "-1+2"])("%j is none", (text) => {
    expect(() => numberCell(text)).toThrow("assertion");
  });
});

describe("rows are read back", () => {
  test("whatever the texts are", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", "\n", "\0", '"', ",", "a", "é", "🚗") }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const written = rows.map((row) => csvRow(row.map(textCell))).join("");
        expect(parseCsv(written)?.map((row) => row.map(undefusedText))).toEqual(rows);
        const starts = (parseCsv(written) ?? []).flat().map((cell) => cell.charAt(0));
        expect(starts.filter((start) => "=+-@\t\r\0".includes(start) && start !== "")).toEqual([]);
      }),
    );
  });

  test.each([
    ["a,b", "no line end"],
    ["a,b\n", "a bare line feed"],
    ["a\rb\r\n", "a bare carriage return"],
    ['a"b\r\n', "a quote inside a plain cell"],
    ['"a"b\r\n', "text after a quoted cell"],
    ['"a\r\n', "a quote that never ends"],
    ["a,", "a row that stops at a comma"],
  ])("%j is no CSV: %s", (text) => {
    expect(parseCsv(text)).toBeNull();
  });

  test("an empty text has no rows, an empty line has one empty cell", () => {
    expect(parseCsv("")).toEqual([]);
    expect(parseCsv("\r\n")).toEqual([[""]]);
    expect(parseCsv(",\r\n")).toEqual([["", ""]]);
  });
});
