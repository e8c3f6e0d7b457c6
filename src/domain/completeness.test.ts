import { describe, expect, test } from "vitest";
import { completenessState, completenessText, type Completeness } from "./completeness.ts";
import { parsePeriod } from "./period.ts";

const period = parsePeriod("2024-01") ?? expect.fail("a period");
const WAIVER = { reason: "test cars", by: "frida", at: "2024-02-02T08:00:00.000Z" };

/** Received and expected as `[contracts, minor units]`. */
function found(received: [number, number], expected: [number, number], waiver: Completeness["waiver"]): Completeness {
  const figures = ([contracts, amount]: [number, number]) => ({
    contracts: BigInt(contracts),
    amountMinor: BigInt(amount),
  });
  return {
    market: "SE",
    period,
    currency: "SEK",
    received: figures(received),
    expected: figures(expected),
    asOf: "2024-02-01T03:00:00.000Z",
    event: { source: "midas/se", id: "t1" },
    waiver,
  };
}

describe("any difference is a gap", () => {
  test.each<[[number, number], [number, number], string, string]>([
    [[0, 0], [0, 0], "complete", "0 of 0 contracts received"],
    [[1206, 500], [1206, 500], "complete", "1 206 of 1 206 contracts received"],
    [[1204, 400], [1206, 500], "missing", "1 204 of 1 206 contracts received"],
    [[1204, 500], [1206, 500], "missing", "1 204 of 1 206 contracts received"],
    [[1207, 600], [1206, 500], "missing", "1 207 of 1 206 contracts received"],
    [[2, 123_456], [2, 123_457], "missing", "2 of 2 contracts received, with 1 234.56 of 1 234.57 SEK"],
    [[2, 123_458], [2, 123_457], "missing", "2 of 2 contracts received, with 1 234.58 of 1 234.57 SEK"],
  ])("%j received of %j is %s", (received, expected, state, text) => {
    expect(completenessState(found(received, expected, null))).toBe(state);
    expect(completenessText(found(received, expected, null))).toBe(text);
  });

  test("that a waiver lets pass, where there is one", () => {
    expect(completenessState(found([1, 0], [2, 0], WAIVER))).toBe("waived");
    expect(completenessState(found([2, 0], [2, 0], WAIVER))).toBe("complete");
  });
});
