import { describe, expect, test } from "vitest";
import { readTrial, writeTrial } from "./try-out.ts";
import type { StatementRow } from "../matrix/statement-facts.ts";

const ROW: StatementRow = {
  agentId: "A",
  market: "SE",
  period: "2024-01",
  status: "payable",
  reason: null,
  total: 10,
  financed: 7,
  volume: "850000.00",
  target: "1000000.00",
  currency: "SEK",
  penetration: { numerator: 7, denominator: 10, text: "70.00 %" },
  achievement: { numerator: "850000.00", denominator: "1000000.00", text: "85.00 %" },
  ratePpm: 21_000,
  commission: "17850.00",
  final: false,
  matrixVersion: 1,
  lines: [],
};
const AS_IT_IS = { financed: 7, total: 10, volumeMinor: 85_000_000n, targetMinor: 100_000_000n };

describe("a what-if stands in the address", () => {
  test.each([
    ["nothing", {}, AS_IT_IS],
    ["a volume to the last decimal", { volume: "850000.01" }, { ...AS_IT_IS, volumeMinor: 85_000_001n }],
    ["a target", { target: "1.00" }, { ...AS_IT_IS, targetMinor: 100n }],
    ["more financed than all: all grow", { financed: "12" }, { ...AS_IT_IS, financed: 12, total: 12 }],
    ["fewer than are financed: those that are financed stay", { total: "3" }, { ...AS_IT_IS, total: 7 }],
    ["none financed: there is no volume", { financed: "0" }, { ...AS_IT_IS, financed: 0, volumeMinor: 0n }],
    ["what cannot be read", { financed: "-1", total: "1e3", volume: "850000.001", target: "0.00" }, AS_IT_IS],
    ["a count beyond reason", { financed: "999999" }, AS_IT_IS],
  ])("%s", (_title, search, trial) => {
    expect(readTrial(ROW, search)).toEqual(trial);
  });

  test("only what is other than the statement is written, and read again as it was", () => {
    expect(writeTrial(ROW, AS_IT_IS)).toEqual({});
    const trial = { financed: 8, total: 11, volumeMinor: 1n, targetMinor: 2n };
    expect(writeTrial(ROW, trial)).toEqual({ financed: "8", total: "11", volume: "0.01", target: "0.02" });
    expect(readTrial(ROW, writeTrial(ROW, trial))).toEqual(trial);
  });
});
