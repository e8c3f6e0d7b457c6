import { describe, expect, test } from "vitest";
import { clawbackWindow } from "./clawback.ts";
import { parseCalendarDate } from "./period.ts";

function date(text: string) {
  const parsed = parseCalendarDate(text);
  if (parsed === null) throw new Error(`assertion: ${text}`);
  return parsed;
}

describe("the clawback window is 6 calendar months, its last day included (domain.md, the ledger)", () => {
  test.each([
    ["2024-01-31", "2024-07-31", "2024-07-31", true],
    ["2024-01-31", "2024-08-01", "2024-07-31", false],
    ["2023-08-31", "2024-02-29", "2024-02-29", true],
    ["2023-08-31", "2024-03-01", "2024-02-29", false],
    ["2024-02-29", "2024-08-29", "2024-08-29", true],
    ["2024-02-29", "2024-08-30", "2024-08-29", false],
  ])("a contract of %s cancelled on %s: until %s, inside: %s", (contract, cancelled, lastDay, inside) => {
    const cancellation = { date: date(cancelled), reason: null };
    const plan = { clawbackMonths: 6, exemptReasons: [] };
    expect(clawbackWindow(date(contract), cancellation, plan)).toEqual({ lastDay, inside, exempt: false });
  });
});

describe("an exempt reason is compared exactly after trimming", () => {
  test.each([
    ["recall", true],
    [" recall ", true],
    ["Recall", false],
    ["recalled", false],
    ["", false],
    [null, false],
  ])("%j: %s", (reason, exempt) => {
    const plan = { clawbackMonths: 6, exemptReasons: ["recall "] };
    expect(clawbackWindow(date("2024-01-31"), { date: date("2024-03-01"), reason }, plan).exempt).toBe(exempt);
  });
});
