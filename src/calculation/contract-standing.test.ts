import { describe, expect, test } from "vitest";
import type { CountableContract } from "../domain/contract.ts";
import { parseCalendarDate } from "../domain/period.ts";
import { DEFAULT_PLAN } from "../domain/plan.ts";
import { contractStanding } from "./contract-standing.ts";

function date(text: string) {
  const parsed = parseCalendarDate(text);
  if (parsed === null) throw new Error(`assertion: ${text}`);
  return parsed;
}

function contract(change: Partial<CountableContract> = {}): CountableContract {
  return {
    contractId: "C1",
    contractDate: date("2024-01-31"),
    category: "retail",
    financed: true,
    amountMinor: 10_000_000n,
    cancellation: null,
    ...change,
  };
}

function cancelled(on: string, reason: string | null = null): Partial<CountableContract> {
  return { cancellation: { date: date(on), reason } };
}

describe("why a contract counts or does not; its category is asked first", () => {
  test.each([
    [contract(), "financed", true],
    [contract({ financed: false }), "cash", true],
    [contract({ category: "staff" }), "category-not-eligible", false],
    [contract(cancelled("2024-01-31")), "cancelled-in-period", false],
    [contract(cancelled("2024-02-01")), "financed", true],
    [contract({ category: "staff", ...cancelled("2024-01-31") }), "category-not-eligible", false],
  ])("case %#", (given, standing, counts) => {
    expect(contractStanding(given, DEFAULT_PLAN)).toMatchObject({ standing, counts });
  });
});

describe("a cancellation tells from which close on the commission is clawed back", () => {
  const plan = { ...DEFAULT_PLAN, exemptReasons: ["recall"] };
  test.each([
    ["2024-03-15", null, "2024-03"],
    ["2024-07-31", null, "2024-07"],
    ["2024-08-01", null, null],
    ["2024-03-15", "recall", null],
    ["2024-01-31", null, "2024-01"],
    // Before the contract's own period there is no close that could look at it.
    ["2023-12-01", null, "2024-01"],
  ])("cancelled on %s for %j: %s", (on, reason, clawedBackFrom) => {
    expect(contractStanding(contract(cancelled(on, reason)), plan).cancellation).toMatchObject({ clawedBackFrom });
  });

  test("a contract that is not cancelled has none", () => {
    expect(contractStanding(contract(), plan).cancellation).toBeNull();
  });
});
