import { describe, expect, test } from "vitest";
import { effectRows, marketEffects, type Effect, type Outcome } from "./effects.ts";

function outcome(commission: string | null): Outcome {
  return { status: commission === null ? "blocked" : "payable", reason: null, ratePpm: null, commission };
}

function effect(
  over: Partial<Effect>,
  statements: readonly (readonly [string, string | null, string | null])[],
): Effect {
  return {
    market: "SE",
    period: "2024-01",
    currency: "SEK",
    before: "0.00",
    after: "0.00",
    difference: "0.00",
    statements: statements.map(([agentId, before, after]) => ({
      agentId,
      before: outcome(before),
      after: outcome(after),
    })),
    ...over,
  };
}

describe("the effect of a workbook", () => {
  test("lists the largest difference first, whichever way it goes", () => {
    const rows = effectRows([
      effect({}, [
        ["small", "100.00", "100.01"],
        ["down", "500.00", "0.10"],
        ["up", "0.00", "499.89"],
      ]),
    ]);
    expect(rows.map(({ agentId, difference }) => [agentId, difference])).toEqual([
      ["down", "-499.90"],
      ["up", "499.89"],
      ["small", "0.01"],
    ]);
  });

  test("counts what is blocked as nothing", () => {
    expect(effectRows([effect({}, [["a", null, "12.50"]])])[0]?.difference).toBe("12.50");
    expect(effectRows([effect({}, [["a", "12.50", null]])])[0]?.difference).toBe("-12.50");
  });

  test("is exact in currencies without decimals, and beyond what a float holds", () => {
    const yen = effect({ currency: "JPY", difference: "1" }, [["a", "9007199254740993", null]]);
    expect(effectRows([yen])[0]?.difference).toBe("-9007199254740993");
  });

  test("sums each market over its months, and never two currencies", () => {
    const totals = marketEffects([
      effect({ difference: "1.10", before: "1.00", after: "2.10" }, [["a", "1.00", "2.10"]]),
      effect({ period: "2024-02", difference: "-0.20", before: "1.00", after: "0.80" }, [["a", "1.00", "0.80"]]),
      effect({ currency: "EUR", difference: "5.00" }, [["b", "0.00", "5.00"]]),
    ]);
    expect(totals).toMatchObject([
      { currency: "SEK", before: "2.00", after: "2.90", difference: "0.90", agents: 1, statements: 2 },
      { currency: "EUR", difference: "5.00", agents: 1 },
    ]);
  });
});
