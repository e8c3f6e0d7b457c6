import { expect, test } from "vitest";
import type { Answer } from "../api/routes.ts";
import { firstPeriod, monthState } from "./scope.ts";

type Status = Answer<"get", "/status">;
type Market = Status["markets"][number];

function market(code: string, newestClosed: string | null, ...notClosed: string[]): Market {
  return {
    market: code,
    newestClosed,
    notClosed,
    waiting: null,
    blocked: [],
    batches: [],
    deliveryEnabled: true,
    differences: null,
    comparedAt: null,
  };
}

function status(...markets: Market[]): Status {
  return { markets, rejected: null, alarms: [] };
}

const [JAN, FEB, MAR] = ["2024-01", "2024-02", "2024-03"] as const;

test.each<[string, Market[], string]>([
  [
    "where most markets begin, not at a single old contract",
    [market("DE", null, JAN, FEB), market("FI", null, JAN, FEB), market("SE", null, "2023-08", JAN)],
    JAN,
  ],
  ["at the market that is behind, once one is closed", [market("DE", null, JAN, FEB), market("SE", JAN, FEB)], JAN],
  ["never before the first close", [market("NO", null, "2023-08", JAN, FEB), market("SE", FEB, MAR)], MAR],
  ["at the newest closed month when nothing is open", [market("SE", FEB)], FEB],
  ["at this month when nothing is known", [], "2026-11"],
])("the first look is %s", (_rule, markets, expected) => {
  expect(firstPeriod(status(...markets), "2026-11-24")).toBe(expected);
});

test("a month is open as long as it is open in one of the markets that are looked at", () => {
  const found = status(market("DE", null, JAN, FEB), market("SE", JAN, FEB));
  expect([monthState(found, JAN, null), monthState(found, JAN, "SE"), monthState(found, FEB, "SE")]).toEqual([
    "open",
    "closed",
    "open",
  ]);
  expect(monthState(found, "2022-01", "DE")).toBeNull();
});
