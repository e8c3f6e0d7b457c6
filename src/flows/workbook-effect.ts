/**
 * What a workbook would do to the statements, in money, before it is imported.
 * In: what it would change. Out: per market and period, the statements that would come out otherwise. Writes nothing.
 */
import type { MatrixInForce } from "../calculation/statement.ts";
import type { Minor } from "../domain/money.ts";
import { addMonths, parsePeriod, type Period } from "../domain/period.ts";
import type { Statement } from "../domain/statement.ts";
import { marketsWithContracts } from "../store/places.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import type { TargetCell } from "../workbooks/read-targets.ts";
import { calculateAgent, calculatePeriod } from "./calculate-period.ts";
import type { FlowDeps } from "./deps.ts";
import { loadInputs, withProposed, type ProposedInputs } from "./load-inputs.ts";
import type { ReadMatrix } from "./workbook-changes.ts";

export interface PeriodEffect {
  readonly market: string;
  readonly period: Period;
  readonly currency: string;
  /** Decimals of the currency. */
  readonly exponent: number;
  /** Sums over all statements of the market and period; a blocked one counts nothing. */
  readonly beforeMinor: Minor;
  readonly afterMinor: Minor;
  /** The statements whose status, rate or commission would be another. */
  readonly statements: readonly { readonly before: Statement; readonly after: Statement }[];
}

/** The effect on every market and period that has contracts. */
export async function workbookEffect(
  deps: Pick<FlowDeps, "db" | "progress">,
  asOf: bigint,
  year: number,
  proposed: { readonly matrices: readonly ReadMatrix[]; readonly targets: readonly TargetCell[] },
): Promise<PeriodEffect[]> {
  const settings = await settingsAsOf(deps.db, asOf);
  const effects: PeriodEffect[] = [];
  for (const period of periodsOfYear(year)) {
    deps.progress({ what: "effect on statements", done: Number(period.slice(5)), total: 12 });
    for (const market of await marketsWithContracts(deps.db, { period, asOf })) {
      const change = proposedFor(proposed, market, period);
      if (change === null) continue;
      const effect = await periodEffect(deps, { market, period, asOf }, change, settings);
      if (effect.statements.length > 0) effects.push(effect);
    }
  }
  return effects;
}

function proposedFor(
  proposed: { readonly matrices: readonly ReadMatrix[]; readonly targets: readonly TargetCell[] },
  market: string,
  period: Period,
): ProposedInputs | null {
  const matrix = proposed.matrices.find((m) => m.matrix.market === market)?.matrix;
  const targets = proposed.targets.filter((t) => t.period === period && (t.market === null || t.market === market));
  if (matrix === undefined && targets.length === 0) return null;
  // Its version is not given yet; no result of a dry run shows one.
  const inForce: MatrixInForce | undefined = matrix === undefined ? undefined : { version: 0, matrix };
  return { matrix: inForce, targets };
}

async function periodEffect(
  deps: Pick<FlowDeps, "db">,
  scope: { market: string; period: Period; asOf: bigint },
  change: ProposedInputs,
  settings: Awaited<ReturnType<typeof settingsAsOf>>,
): Promise<PeriodEffect> {
  const inputs = await loadInputs(deps.db, scope, settings);
  const then = withProposed(inputs, change);
  let beforeMinor = 0n;
  let afterMinor = 0n;
  const statements: { before: Statement; after: Statement }[] = [];
  for await (const result of calculatePeriod(deps.db, inputs, { asOf: scope.asOf, ledgerSeq: 0n, closing: null })) {
    const before = result.statement;
    const after = calculateAgent(result.agentId, result.places, then, null).statement;
    if (before === null || after === null) continue;
    beforeMinor += before.commissionMinor ?? 0n;
    afterMinor += after.commissionMinor ?? 0n;
    if (
      before.status !== after.status ||
      before.ratePpm !== after.ratePpm ||
      before.commissionMinor !== after.commissionMinor
    ) {
      statements.push({ before, after });
    }
  }
  const { market, period, currency, exponent } = inputs;
  return { market, period, currency, exponent, beforeMinor, afterMinor, statements };
}

function periodsOfYear(year: number): Period[] {
  const january = parsePeriod(`${year}-01`);
  if (january === null) throw new Error(`assertion: ${year} is not a year`);
  return Array.from({ length: 12 }, (_, month) => addMonths(january, month));
}
