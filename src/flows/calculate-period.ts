/**
 * One market and one period: every agent's statement, and what a close would post for it.
 * In: inputs as of a revision, the ledger up to an entry, the period that is being closed.
 * Out: one `AgentResult` an agent, streamed in agent order; the facts of one agent at a time are held.
 * Statements, closes, approvals, verification, dry runs and explanations all go through here.
 */
import { calculateStatement } from "../calculation/statement.ts";
import type { ProposedEntry } from "../domain/ledger-entry.ts";
import type { Period } from "../domain/period.ts";
import type { Statement } from "../domain/statement.ts";
import { settle } from "../ledger/settle.ts";
import type { Database } from "../platform/postgres/database.ts";
import { streamPlaces, type AgentRange, type PlaceRow } from "../store/places.sql.ts";
import type { PeriodInputs } from "./load-inputs.ts";

export interface AgentResult {
  readonly agentId: string;
  readonly places: readonly PlaceRow[];
  /** Null when no contract counts: there may still be entries, for places that a contract left. */
  readonly statement: Statement | null;
  /** What the close would post; empty when it is not asked for. */
  readonly entries: readonly ProposedEntry[];
}

export interface CalculationScope {
  readonly asOf: bigint;
  readonly ledgerSeq: bigint;
  readonly agentId?: string | undefined;
  readonly agents?: AgentRange | undefined;
  /** The period whose close is calculated, or null when no entries are asked for. */
  readonly closing: Period | null;
}

export async function* calculatePeriod(
  db: Database,
  inputs: PeriodInputs,
  scope: CalculationScope,
): AsyncGenerator<AgentResult> {
  const { market, period } = inputs;
  let group: PlaceRow[] = [];
  for await (const place of streamPlaces(db, {
    market,
    period,
    agentId: scope.agentId,
    agents: scope.agents,
    asOf: scope.asOf,
    ledgerSeq: scope.ledgerSeq,
  })) {
    if (group[0] !== undefined && group[0].agentId !== place.agentId) {
      yield calculateAgent(group[0].agentId, group, inputs, scope.closing);
      group = [];
    }
    group.push(place);
  }
  if (group[0] !== undefined) yield calculateAgent(group[0].agentId, group, inputs, scope.closing);
}

/** One agent's statement and proposed entries from its places. Pure. */
export function calculateAgent(
  agentId: string,
  places: readonly PlaceRow[],
  inputs: PeriodInputs,
  closing: Period | null,
): AgentResult {
  const { market, period, currency, settings } = inputs;
  const statement = calculateStatement({
    agentId,
    market,
    period,
    currency,
    plan: settings,
    contracts: places.flatMap((place) => (place.standing === null ? [] : [place.standing])),
    matrix: inputs.matrix,
    target: inputs.targetOf(agentId),
    soldElsewhere: inputs.soldElsewhere(agentId),
  });
  const entries =
    closing === null ? [] : settle({ market, period, agentId, currency, closing, plan: settings, statement, places });
  return { agentId, places, statement, entries };
}
