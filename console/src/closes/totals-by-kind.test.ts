import { expect, test } from "vitest";
import { atOnce } from "../table/work.ts";
import { totalsByKind } from "./totals-by-kind.ts";

test("entries are summed exactly, by currency and kind, in the order commission, correction, clawback", () => {
  const entry = (kind: string, amount: string, currency = "SEK") => ({ kind, amount, currency });
  expect(
    atOnce(
      totalsByKind([
        entry("clawback", "-0.30"),
        entry("commission", "0.10"),
        entry("commission", "0.20"),
        entry("correction", "90071992547409.93", "EUR"),
      ]),
    ),
  ).toEqual([
    { kind: "correction", currency: "EUR", entries: 1, amount: "90071992547409.93" },
    { kind: "commission", currency: "SEK", entries: 2, amount: "0.30" },
    { kind: "clawback", currency: "SEK", entries: 1, amount: "-0.30" },
  ]);
});
