/**
 * Statements on request: computed from the facts of this moment by the rules of the close, touching no ledger.
 * In: period, market, agent. Out: statements by market and agent, each with whether it is final.
 */
import { normaliseName } from "../domain/name.ts";
import type { Period } from "../domain/period.ts";
import type { Statement } from "../domain/statement.ts";
import { closedRange } from "../store/closes.sql.ts";
import { ledgerHead } from "../store/ledger.sql.ts";
import { marketsWithContracts, type AgentRange } from "../store/places.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import { calculatePeriod } from "./calculate-period.ts";
import type { FlowDeps } from "./deps.ts";
import { loadInputs } from "./load-inputs.ts";

export interface StatementScope {
  readonly period: Period;
  readonly market?: string | undefined;
  readonly agentId?: string | undefined;
  /** Only these of each market, when given. */
  readonly agents?: AgentRange | undefined;
}

export interface StatementOnRequest {
  readonly statement: Statement;
  /** Decimals of the statement's currency. */
  readonly exponent: number;
  /** The period is closed in its market, and closing its newest closed month again would post nothing for this statement. */
  readonly final: boolean;
}

export async function* readStatements(
  deps: Pick<FlowDeps, "db">,
  scope: StatementScope,
): AsyncGenerator<StatementOnRequest> {
  const { db } = deps;
  const { period, agents } = scope;
  const asOf = await currentRevision(db);
  const ledgerSeq = (await ledgerHead(db))?.seq ?? 0n;
  const settings = await settingsAsOf(db, asOf);
  const agentId = scope.agentId === undefined ? undefined : normaliseName(scope.agentId);
  const markets = await marketsWithContracts(db, { period, asOf, agentId });
  for (const market of markets.filter((m) => scope.market === undefined || m === scope.market)) {
    const closed = await closedRange(db, market);
    const isClosed = closed !== null && closed.first <= period && period <= closed.last;
    const inputs = await loadInputs(db, { market, period, agentId, agents, asOf }, settings);
    const closing = isClosed ? closed.last : null;
    const calculated = calculatePeriod(db, inputs, { asOf, ledgerSeq, agentId, agents, closing });
    for await (const { statement, entries } of calculated) {
      if (statement !== null) yield { statement, exponent: inputs.exponent, final: isClosed && entries.length === 0 };
    }
  }
}
