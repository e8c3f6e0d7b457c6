/**
 * The inputs of a calculation as of one revision: matrices, targets and the plan of one market.
 * In: market, periods, revision. Out: look-ups that a calculation asks; `withChanges` answers "what if this were imported".
 */
import type { MatrixInForce, TargetInForce } from "../calculation/statement.ts";
import { counts } from "../domain/contract.ts";
import { exponentOf } from "../domain/currency.ts";
import { currencyAt, marketByCode } from "../domain/market.ts";
import type { Period } from "../domain/period.ts";
import type { Settings } from "../domain/settings.ts";
import { targetMinor, type TargetAmount } from "../domain/target.ts";
import type { Database } from "../platform/postgres/database.ts";
import { streamElsewhere, type AgentRange } from "../store/places.sql.ts";
import { settingsAsOf, type SettingsInForce } from "../store/settings.sql.ts";
import { matricesAsOf, type StoredMatrixVersion } from "../store/matrices.sql.ts";
import { targetsAsOf, type StoredTarget } from "../store/targets.sql.ts";

/** One market's inputs for one period. */
export interface PeriodInputs {
  readonly market: string;
  readonly period: Period;
  readonly currency: string;
  /** Decimals of the currency. */
  readonly exponent: number;
  readonly settings: Settings;
  readonly matrix: MatrixInForce | null;
  readonly matrixVersion: StoredMatrixVersion | null;
  targetOf(agentId: string): TargetInForce | null;
  /** The stored target that names the market, or (null) the one that names none, with where it stood. */
  storedTarget(agentId: string, market: string | null): StoredTarget | null;
  soldElsewhere(agentId: string): boolean;
}

export interface InputScope {
  readonly market: string;
  readonly period: Period;
  readonly agentId?: string | undefined;
  /** Only these agents' targets and other sales, when given. */
  readonly agents?: AgentRange | undefined;
  readonly asOf: bigint;
}

export async function loadInputs(db: Database, scope: InputScope, settings?: SettingsInForce): Promise<PeriodInputs> {
  const { market, period, asOf } = scope;
  const inForce = settings ?? (await settingsAsOf(db, asOf));
  const year = Number(period.slice(0, 4));
  const [matrixVersion = null] = await matricesAsOf(db, asOf, { market, years: [year] });
  const targets = targetIndex(
    await targetsAsOf(db, asOf, { market, agentId: scope.agentId, agents: scope.agents, periods: [period] }),
  );
  const { currency, exponent } = currencyOf(market, period);
  const sellers = await agentsSellingElsewhere(db, scope, inForce);
  const storedTarget = (agentId: string, named: string | null): StoredTarget | null =>
    targets.get(targetKey(agentId, named)) ?? null;
  return {
    market,
    period,
    currency,
    exponent,
    settings: inForce.of(market),
    matrix: matrixVersion === null ? null : { version: matrixVersion.version, matrix: matrixVersion.matrix },
    matrixVersion,
    storedTarget,
    targetOf: (agentId) => targetInForce(storedTarget(agentId, market) ?? storedTarget(agentId, null), exponent),
    soldElsewhere: (agentId) => sellers.has(agentId),
  };
}

/** The market's currency in a period and its decimals. */
export function currencyOf(market: string, period: Period): { currency: string; exponent: number } {
  const found = marketByCode(market);
  if (found === null) throw new Error(`assertion: unknown market in the store: ${market}`);
  const currency = currencyAt(found, period);
  const exponent = exponentOf(currency);
  if (exponent === null) throw new Error(`assertion: no exponent for ${currency}`);
  return { currency, exponent };
}

function targetInForce(
  target: { readonly market: string | null; readonly amount: TargetAmount | null } | null,
  exponent: number,
): TargetInForce | null {
  if (target === null || target.amount === null) return null;
  return { minor: targetMinor(target.amount, exponent), namesMarket: target.market !== null };
}

function targetKey(agentId: string, market: string | null): string {
  return `${market ?? ""}\0${agentId}`;
}

/** Targets by agent and market; those taken away are left out, so that one without a market can step in. */
function targetIndex(targets: readonly StoredTarget[]): ReadonlyMap<string, StoredTarget> {
  return new Map(targets.filter((t) => t.amount !== null).map((t) => [targetKey(t.agentId, t.market), t]));
}

async function agentsSellingElsewhere(
  db: Database,
  scope: InputScope,
  settings: SettingsInForce,
): Promise<ReadonlySet<string>> {
  const sellers = new Set<string>();
  for await (const { agentId, market, contract } of streamElsewhere(db, scope)) {
    if (counts(contract, settings.of(market))) sellers.add(agentId);
  }
  return sellers;
}

/** A matrix or targets that are not in force: what a workbook would change. */
export interface ProposedInputs {
  readonly matrix?: MatrixInForce | undefined;
  /** By agent, for the market itself or (null) for any: an amount, or null where it would be taken away. */
  readonly targets?: readonly {
    readonly agentId: string;
    readonly market: string | null;
    readonly amount: TargetAmount | null;
  }[];
}

/** The same inputs as they would be with a workbook imported. */
export function withProposed(inputs: PeriodInputs, proposed: ProposedInputs): PeriodInputs {
  const changed = new Map(
    (proposed.targets ?? []).map((t) => [targetKey(t.agentId, t.market), { market: t.market, amount: t.amount }]),
  );
  const targetFor = (agentId: string, market: string | null): TargetInForce | null => {
    const change = changed.get(targetKey(agentId, market));
    if (change !== undefined) return targetInForce(change, inputs.exponent);
    const stored = inputs.storedTarget(agentId, market);
    return targetInForce(stored, inputs.exponent);
  };
  return {
    ...inputs,
    matrix: proposed.matrix ?? inputs.matrix,
    targetOf: (agentId) => targetFor(agentId, inputs.market) ?? targetFor(agentId, null),
  };
}
