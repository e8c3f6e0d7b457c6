/**
 * The annotated workbook in the eyes of LibreOffice: every note is there with its whole text, and no cell has changed.
 * Without LibreOffice on the machine this is skipped, but never in CI.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { WorkbookProblem } from "../../src/domain/problem.ts";
import { annotateWorkbook } from "../../src/workbooks/annotate.ts";
import { readFods } from "../support/fods-notes.ts";
import { convertWorkbook, findLibreOffice } from "../support/libreoffice.ts";

const program = findLibreOffice();
const inCi = process.env["CI"] === "true";
const WITHIN = { timeout: 180_000 };

function sample(name: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, "../../samples", name));
}

function problem(sheet: string | null, cell: string | null, message: string): WorkbookProblem {
  return {
    severity: "error",
    code: "test",
    sheet,
    cell,
    found: `<${cell}> & "ö"`,
    expected: "a rate\nsuch as 2.2 %",
    message,
  };
}

function note(cell: string | null, message: string): string {
  return `OpenCommission\nError: ${message}\nFound: <${cell}> & "ö"\nExpected: a rate\nsuch as 2.2 %`;
}

function mapParts(bytes: Uint8Array, change: (name: string, xml: string) => string): Uint8Array {
  const parts = Object.entries(unzipSync(bytes)).map(
    ([name, part]) => [name, strToU8(change(name, strFromU8(part)))] as const,
  );
  return zipSync(Object.fromEntries(parts), { mtime: new Date(2024, 0, 1, 12) });
}

/** The sheets' and the workbook's elements under a prefix, as some programs write them. */
function prefixed(bytes: Uint8Array): Uint8Array {
  return mapParts(bytes, (name, xml) =>
    /^xl\/(workbook|worksheets\/.*)\.xml$/.test(name)
      ? xml.replace(/<(\/?)([a-zA-Z])/g, "<$1x:$2").replace(' xmlns="', ' xmlns:x="')
      : xml,
  );
}

/** The strict form of the same workbook. */
function strict(bytes: Uint8Array): Uint8Array {
  return mapParts(bytes, (_, xml) =>
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
}

const MATRICES = "commission_matrices_2024.xlsx";
const SOURCES: readonly (readonly [title: string, bytes: () => Uint8Array, sheets: readonly string[]])[] = [
  ["from Excel", () => sample(MATRICES), ["Sweden", "Suomi", "Deutschland", "GB"]],
  ["from LibreOffice", () => sample("agent_volume_sales_targets_2024.xlsx"), ["Sweden", "Germany", "FI and NO"]],
  ["from Google Sheets", () => sample("corrections/commission_matrices_2024.xlsx"), ["Sverige"]],
  ["with prefixes", () => prefixed(sample(MATRICES)), ["Sweden", "GB"]],
  ["in the strict form", () => strict(sample(MATRICES)), ["Sweden", "GB"]],
  ["saved by LibreOffice itself", () => convertWorkbook(program ?? "", sample(MATRICES), "xlsx"), ["Sweden", "GB"]],
];

test.runIf(inCi)("LibreOffice is there in CI", () => {
  expect(program).not.toBeNull();
});

describe.skipIf(program === null)("LibreOffice", () => {
  const soffice = program ?? "";

  test.each(SOURCES)(
    "shows every note of a workbook %s and leaves its cells as they are",
    WITHIN,
    (_, bytesOf, sheets) => {
      const bytes = bytesOf();
      // A cell with a figure, one without any element in the sheet, and the far corner.
      const cells = ["B3", "J77", "XFD1048576"];
      const problems = sheets.flatMap((sheet) => cells.map((cell) => problem(sheet, cell, `Look at ${sheet}.`)));
      const before = readFods(convertWorkbook(soffice, bytes, "fods"));
      const after = readFods(convertWorkbook(soffice, annotateWorkbook(bytes, problems), "fods"));
      const expected = sheets.flatMap((sheet) =>
        cells.map((cell) => [`${sheet}!${cell}`, note(cell, `Look at ${sheet}.`)] as const),
      );
      expect(after.notes).toEqual(new Map(expected));
      expect(after.cells).toEqual(before.cells);
    },
  );

  test("shows notes that it wrote itself together with ours, in one note where they meet", WITHIN, () => {
    const first = annotateWorkbook(sample(MATRICES), [
      problem("Sweden", "B3", "First."),
      problem("Sweden", "C4", "First."),
    ]);
    // Without our heading they are notes of a person, written in LibreOffice's own way.
    const saved = mapParts(convertWorkbook(soffice, first, "xlsx"), (name, xml) =>
      /comments\d*\.xml$/.test(name) ? xml.replaceAll("OpenCommission", "Anna:") : xml,
    );
    const again = annotateWorkbook(saved, [problem("Sweden", "C4", "Second."), problem("Sweden", "D5", "Second.")]);
    const { notes } = readFods(convertWorkbook(soffice, again, "fods"));
    const annas = (cell: string): string => note(cell, "First.").replace("OpenCommission", "Anna:");
    expect(notes).toEqual(
      new Map([
        ["Sweden!B3", annas("B3")],
        ["Sweden!C4", `${annas("C4")}\n\n${note("C4", "Second.")}`],
        ["Sweden!D5", note("D5", "Second.")],
      ]),
    );
  });

  test("shows only the newest notes when an annotated workbook that it saved is annotated again", WITHIN, () => {
    const first = annotateWorkbook(sample(MATRICES), [
      problem("Sweden", "B3", "First."),
      problem("Sweden", "C4", "First."),
    ]);
    const again = annotateWorkbook(convertWorkbook(soffice, first, "xlsx"), [problem("Sweden", "C4", "Second.")]);
    const { notes } = readFods(convertWorkbook(soffice, again, "fods"));
    expect(notes).toEqual(new Map([["Sweden!C4", note("C4", "Second.")]]));
  });
});
