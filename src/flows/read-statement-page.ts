/**
 * Statements on request, a page at a time, by market and agent. In: the month, the markets that may be seen, where the last page ended.
 * Out: the next ones. Markets before that place are not calculated; agents before it in its own market are, since one reads them in order.
 */
import { compareCodePoints } from "../domain/code-point-order.ts";
import type { Period } from "../domain/period.ts";
import { marketsWithContracts } from "../store/places.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { readStatements, type StatementOnRequest } from "./read-statements.ts";

export interface StatementPageScope {
  readonly period: Period;
  /** Null: every one. */
  readonly markets: readonly string[] | null;
  readonly agentId: string | undefined;
}

export async function readStatementPage(
  deps: Pick<FlowDeps, "db">,
  { period, markets, agentId }: StatementPageScope,
  page: { readonly after: { readonly market: string; readonly agentId: string } | null; readonly limit: number },
): Promise<StatementOnRequest[]> {
  const { after, limit } = page;
  const asOf = await currentRevision(deps.db);
  const found: StatementOnRequest[] = [];
  for (const market of await marketsWithContracts(deps.db, { period, asOf, agentId })) {
    if ((markets !== null && !markets.includes(market)) || (after !== null && market < after.market)) continue;
    for await (const one of readStatements(deps, { period, market, agentId })) {
      if (after?.market === market && compareCodePoints(one.statement.agentId, after.agentId) <= 0) continue;
      found.push(one);
      if (found.length === limit) return found;
    }
  }
  return found;
}
