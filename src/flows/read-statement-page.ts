/**
 * Statements on request, a page at a time, by market and agent. In: the month, the markets that may be seen, where the last page ended.
 * Out: the next ones. Only the agents of the page are calculated: a page costs the same wherever it stands in the list.
 */
import type { Period } from "../domain/period.ts";
import { lastOfNextAgents, marketsWithContracts } from "../store/places.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { readStatements, type StatementOnRequest } from "./read-statements.ts";

export interface StatementPageScope {
  readonly period: Period;
  /** Null: every one. */
  readonly markets: readonly string[] | null;
  readonly agentId: string | undefined;
}

export interface StatementPage {
  readonly after: { readonly market: string; readonly agentId: string } | null;
  readonly limit: number;
}

export async function readStatementPage(
  deps: Pick<FlowDeps, "db">,
  { period, markets, agentId }: StatementPageScope,
  { after, limit }: StatementPage,
): Promise<StatementOnRequest[]> {
  const { db } = deps;
  const asOf = await currentRevision(db);
  const found: StatementOnRequest[] = [];
  for (const market of await marketsWithContracts(db, { period, asOf, agentId })) {
    if ((markets !== null && !markets.includes(market)) || (after !== null && market < after.market)) continue;
    let last = after?.market === market ? after.agentId : null;
    // An agent of whose contracts none counts has no statement: then there are fewer than agents, and one looks on.
    while (found.length < limit) {
      const through = await lastOfNextAgents(
        db,
        { market, period, asOf, agentId },
        { after: last, limit: limit - found.length },
      );
      if (through === null) break;
      const agents = { after: last, through };
      for await (const one of readStatements(deps, { period, market, agentId, agents })) found.push(one);
      last = through;
    }
    if (found.length >= limit) break;
  }
  return found;
}
