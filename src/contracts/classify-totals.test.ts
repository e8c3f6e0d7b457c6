import { describe, expect, test } from "vitest";
import { parsePeriod } from "../domain/period.ts";
import { classifyTotals, type KnownTotals } from "./classify-totals.ts";

const period = parsePeriod("2024-01") ?? expect.fail("a period");
const EVENT = {
  envelope: { id: "t1", source: "s", time: null },
  totals: { market: "SE", period, contracts: 2n, amountMinor: 5n, currency: "SEK", asOf: "2024-02-05T00:00:00.000Z" },
  contentHash: "x",
};

const content = (contentHash: string) => ({ contentHash });
/** What is stored as of a day of February. */
const stored = (day: number, contentHash: string) => ({ asOf: `2024-02-0${day}T00:00:00.000Z`, contentHash });

describe("totals as of 5 February with content `x`", () => {
  test.each<[string, KnownTotals, string]>([
    ["are accepted when nothing is known", { sameId: null, stored: null }, "accepted"],
    ["are accepted over an older time", { sameId: null, stored: stored(4, "w") }, "accepted"],
    ["are stale under a newer time", { sameId: null, stored: stored(6, "y") }, "stale"],
    ["are a duplicate of the same time and figures", { sameId: null, stored: stored(5, "x") }, "duplicate"],
    [
      "conflict with other figures of their time",
      { sameId: null, stored: stored(5, "y") },
      "data.asOf totals-conflict",
    ],
    ["are a duplicate by their id first", { sameId: content("x"), stored: stored(6, "y") }, "duplicate"],
    ["conflict by their id first", { sameId: content("y"), stored: stored(5, "z") }, "id id-conflict"],
    ["conflict by their id before they are accepted", { sameId: content("y"), stored: null }, "id id-conflict"],
  ])("%s", (_title, known, expected) => {
    const decision = classifyTotals(EVENT, known);
    expect(typeof decision === "string" ? decision : `${decision.rejected.field} ${decision.rejected.code}`).toBe(
      expected,
    );
  });
});
