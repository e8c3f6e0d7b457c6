import { describe, expect, test } from "vitest";
import { CATEGORIES } from "./category.ts";
import { counts } from "./contract.ts";
import { parseCalendarDate } from "./period.ts";
import { DEFAULT_PLAN } from "./plan.ts";

function date(text: string) {
  const parsed = parseCalendarDate(text);
  if (parsed === null) throw new Error(`no such date: ${text}`);
  return parsed;
}

const contractDate = date("2024-02-10");

describe("only retail contracts count by default", () => {
  test.each(CATEGORIES)("%s", (category) => {
    expect(counts({ category, contractDate, cancellation: null }, DEFAULT_PLAN)).toBe(category === "retail");
  });

  test("the plan says which categories are eligible", () => {
    const plan = { ...DEFAULT_PLAN, eligibleCategories: ["staff"] as const };
    expect(counts({ category: "staff", contractDate, cancellation: null }, plan)).toBe(true);
    expect(counts({ category: "retail", contractDate, cancellation: null }, plan)).toBe(false);
  });
});

describe("a contract cancelled on or before the last day of its period does not count", () => {
  test.each([
    ["2024-02-10", false],
    ["2024-02-28", false],
    ["2024-02-29", false],
    ["2024-03-01", true],
    ["2024-08-10", true],
    ["2030-01-01", true],
  ])("cancelled on %s: counts %s", (cancelled, expected) => {
    const cancellation = { date: date(cancelled), reason: null };
    expect(counts({ category: "retail", contractDate, cancellation }, DEFAULT_PLAN)).toBe(expected);
  });
});
