import { describe, expect, test } from "vitest";
import { minimalXlsx } from "../../test/support/minimal-xlsx.ts";
import { runIsolated } from "./read-isolated.ts";

const context = {
  knownAgents: new Set<string>(),
  highestRatePpm: 200_000,
  highestRatePpmOf: new Map<string, number>(),
};
const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const TARGETS = minimalXlsx({
  sheets: [
    {
      name: "Sweden",
      rows: `<row r="1"><c r="B1" t="inlineStr"><is><t>2024-01</t></is></c></row><row r="2">${inline("MINI Agent 1")}<c><v>1000000</v></c></row>`,
    },
  ],
});

describe("a workbook is read in a process of its own", () => {
  test("what it says comes back, bigints included", async () => {
    const reading = await runIsolated({ fileName: "targets_2024.xlsx", bytes: TARGETS, context });
    expect(reading.named).toEqual({ kind: "sales-targets", year: 2024 });
    expect(reading.content).toMatchObject({
      kind: "sales-targets",
      targets: [{ amount: { unit: "minor", value: 100_000_000n } }],
    });
  });

  test("what the door refuses comes back as its problem", async () => {
    const bytes = new TextEncoder().encode("<html></html>");
    expect(await runIsolated({ fileName: "targets_2024.xlsx", bytes, context })).toMatchObject({
      content: null,
      problems: [{ code: "not-xlsx" }],
    });
    const large = new Uint8Array(11 * 1024 * 1024);
    expect(await runIsolated({ fileName: "targets_2024.xlsx", bytes: large, context })).toMatchObject({
      problems: [{ code: "file-too-large" }],
    });
    expect(await runIsolated({ fileName: "a.xlsx", bytes: large, context })).toMatchObject({
      named: null,
      problems: [{ code: "file-name" }, { code: "file-too-large" }],
    });
  });

  test("a workbook that outgrows the memory is refused, and this process lives on (fault 25)", async () => {
    const row = `<row>${`<c><v>1</v></c>`.repeat(100)}</row>`.repeat(1900);
    const bytes = minimalXlsx({ sheets: Array.from({ length: 3 }, () => ({ rows: row })) });
    const reading = await runIsolated(
      { fileName: "targets_2024.xlsx", bytes, context },
      { heapMib: 40, deadlineMs: 60_000 },
    );
    expect(reading).toMatchObject({ named: { year: 2024 }, content: null, problems: [{ code: "zip-bomb" }] });
  }, 60_000);

  test("a workbook that is not read in time is refused (fault 25)", async () => {
    const reading = await runIsolated(
      { fileName: "targets_2024.xlsx", bytes: TARGETS, context },
      { heapMib: 288, deadlineMs: 1 },
    );
    expect(reading).toMatchObject({ content: null, problems: [{ code: "too-slow" }] });
  });
});
