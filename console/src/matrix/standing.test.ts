import { describe, expect, test } from "vitest";
import { SE_2024 } from "../../../test/support/se-2024.ts";
import { byNearness, isPlaced, standingOf } from "./standing.ts";
import { cellName, readCellName, spotsOf } from "./spots.ts";
import type { StatementRow } from "./statement-facts.ts";

function row(agentId: string, financed: number, total: number, volume: string): StatementRow {
  return {
    agentId,
    market: "SE",
    period: "2024-01",
    status: "payable",
    reason: null,
    total,
    financed,
    volume,
    target: "1000000.00",
    currency: "SEK",
    penetration: { numerator: financed, denominator: total, text: "" },
    achievement: { numerator: volume, denominator: "1000000.00", text: "" },
    ratePpm: 0,
    commission: "0.00",
    final: false,
    matrixVersion: 1,
    lines: [{ contractId: "C1", amount: volume, commission: null }],
  };
}

describe("where an agent stands before the next cliff", () => {
  test("the nearest step up that pays more is told; who lacks a cent stands just before it", () => {
    const standing = standingOf(row("A", 7, 10, "849999.99"), SE_2024);
    expect(standing).toMatchObject({ isNear: true, lackingPpm: 0, next: { by: "volume", step: 1n, ratePpm: 21_000 } });
    expect(standing.outcome).toMatchObject({ status: "payable", ratePpm: 20_000 });
  });

  test("who lacks many contracts and much volume does not", () => {
    expect(standingOf(row("A", 400, 1000, "900000.00"), SE_2024)).toMatchObject({
      isNear: false,
      next: { by: "conversions", step: 100n },
    });
  });

  test("a step that pays nothing is no cliff: both axes are under their lowest", () => {
    expect(standingOf(row("A", 1, 10, "1000.00"), SE_2024)).toMatchObject({
      next: null,
      lackingPpm: null,
      isNear: false,
    });
  });

  test("without a matrix the agent is blocked and has no place", () => {
    const standing = standingOf(row("A", 7, 10, "850000.00"), null);
    expect([isPlaced(standing), standing.distances]).toEqual([false, []]);
    expect(standing.outcome).toMatchObject({ status: "blocked", reason: "matrix-missing" });
  });

  test("the nearest come first; who can reach nothing, last", () => {
    const rows = [row("far", 400, 1000, "900000.00"), row("none", 1, 10, "1000.00"), row("near", 7, 10, "849999.99")];
    const standings = byNearness(rows.map((one) => standingOf(one, SE_2024)));
    expect(standings.map((standing) => standing.row.agentId)).toEqual(["near", "far", "none"]);
  });
});

describe("dots of one cell", () => {
  test("who stands apart has a dot of one's own, who stands at the same place shares one", () => {
    const placed = [row("A", 7, 10, "860000.00"), row("B", 70, 100, "861000.00"), row("C", 7, 10, "990000.00")]
      .map((one) => standingOf(one, SE_2024))
      .filter(isPlaced);
    const names = spotsOf(placed, SE_2024).map((spot) => spot.agents.map((agent) => agent.row.agentId));
    expect(names).toEqual([["A", "B"], ["C"]]);
  });

  test.each([
    ["5.2", [5, 2]],
    ["-1.0", [-1, 0]],
    ["5", null],
    ["-2.0", null],
    [undefined, null],
  ])("the cell %s of the address is %o", (text, cell) => {
    expect(readCellName(text)).toEqual(cell);
    if (cell !== null) expect(cellName(cell[0] ?? 0, cell[1] ?? 0)).toBe(text);
  });
});
