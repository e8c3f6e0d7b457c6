/**
 * What a workbook would change, cell by cell, against what is in force. Pure.
 * In: what was read and what is stored. Out: the changes with their cells, and which parts are new at all.
 */
import { compareBounds, boundText, type Bound, type CommissionMatrix, type MatrixOrigin } from "../domain/matrix.ts";
import { formatMinor } from "../domain/money.ts";
import { percentText } from "../domain/rate.ts";
import type { TargetAmount } from "../domain/target.ts";
import type { TargetCell } from "../workbooks/read-targets.ts";
import type { StoredMatrixVersion } from "../store/matrices.sql.ts";
import type { StoredTarget } from "../store/targets.sql.ts";

/** One figure that would be another. `before` or `after` is null where there is none. */
export interface WorkbookChange {
  readonly market: string | null;
  /** The year of a matrix, the period of a target. */
  readonly at: string;
  /** Such as `rate at penetration ≥70%, achievement ≥85%` or `target of MINI Agent 1`. */
  readonly what: string;
  readonly sheet: string;
  /** The new figure's cell; null where a figure is gone. */
  readonly cell: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ReadMatrix {
  readonly matrix: CommissionMatrix;
  readonly origin: MatrixOrigin;
}

/** The figures that differ; empty when the matrix is the one in force. */
export function matrixChanges({ matrix, origin }: ReadMatrix, stored: StoredMatrixVersion | null): WorkbookChange[] {
  const changes: WorkbookChange[] = [];
  const note = (what: string, cell: string | null, before: string | null, after: string | null): void => {
    changes.push({ market: matrix.market, at: String(matrix.year), what, sheet: origin.sheet, cell, before, after });
  };
  const before = new Map(stored === null ? [] : ratesByBounds(stored.matrix, stored.origin).map((r) => [r.what, r]));
  for (const rate of ratesByBounds(matrix, origin)) {
    const old = before.get(rate.what);
    before.delete(rate.what);
    if (old?.ppm !== rate.ppm)
      note(rate.what, rate.cell, old === undefined ? null : percentText(old.ppm), percentText(rate.ppm));
  }
  for (const gone of before.values()) note(gone.what, null, percentText(gone.ppm), null);
  return changes;
}

function ratesByBounds(matrix: CommissionMatrix, origin: MatrixOrigin): { what: string; ppm: number; cell: string }[] {
  return matrix.ratesPpm.flatMap((row, p) =>
    row.map((ppm, a) => ({
      what: `rate at penetration ${boundAt(matrix.penetrationBounds, p)}, achievement ${boundAt(matrix.achievementBounds, a)}`,
      ppm,
      cell: origin.rateCells[p]?.[a]?.cell ?? "",
    })),
  );
}

function boundAt(bounds: readonly Bound[], index: number): string {
  const bound = bounds[index];
  if (bound === undefined) throw new Error(`assertion: a matrix has no bound ${index}`);
  return boundText(bound);
}

/** Whether two matrices say the same, whatever cells they stood in. */
export function sameMatrix(a: CommissionMatrix, b: CommissionMatrix): boolean {
  const sameBounds = (x: readonly Bound[], y: readonly Bound[]): boolean =>
    x.length === y.length && x.every((bound, i) => compareBounds(bound, y[i] ?? { ppm: -1, exclusive: false }) === 0);
  return (
    sameBounds(a.penetrationBounds, b.penetrationBounds) &&
    sameBounds(a.achievementBounds, b.achievementBounds) &&
    a.ratesPpm.every((row, p) => row.every((ppm, i) => ppm === b.ratesPpm[p]?.[i]))
  );
}

/** The target cells that say something else than what is in force. */
export function changedTargets(read: readonly TargetCell[], stored: readonly StoredTarget[]): TargetCell[] {
  const inForce = new Map(stored.map((t) => [targetName(t), t.amount]));
  return read.filter((t) => !sameAmount(t.amount, inForce.get(targetName(t)) ?? null));
}

export function targetChanges(
  changed: readonly TargetCell[],
  stored: readonly StoredTarget[],
  exponentOf: (market: string, period: TargetCell["period"]) => number,
): WorkbookChange[] {
  const inForce = new Map(stored.map((t) => [targetName(t), t.amount]));
  const text = (amount: TargetAmount | null, t: TargetCell): string | null => {
    if (amount === null) return null;
    return amount.unit === "whole" || t.market === null
      ? String(amount.value)
      : formatMinor(amount.value, exponentOf(t.market, t.period));
  };
  return changed.map((t) => ({
    market: t.market,
    at: t.period,
    what: `target of ${t.agentId}`,
    sheet: t.sheet,
    cell: t.cell,
    before: text(inForce.get(targetName(t)) ?? null, t),
    after: text(t.amount, t),
  }));
}

function targetName(t: { readonly agentId: string; readonly market: string | null; readonly period: string }): string {
  return JSON.stringify([t.agentId, t.market, t.period]);
}

function sameAmount(a: TargetAmount | null, b: TargetAmount | null): boolean {
  return a === null || b === null ? a === b : a.unit === b.unit && a.value === b.value;
}
