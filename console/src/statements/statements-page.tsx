/**
 * The statements of the month and market: all of them as a table, or the one that the address opens by its agent.
 */
import { LONG_PAGE, useAllRows } from "../api/queries.ts";
import { useScope } from "../app/scope.ts";
import { useSearchTexts } from "../app/search.ts";
import { OpenedStatement } from "./opened-statement.tsx";
import type { ListedStatement } from "./statement-columns.tsx";
import { StatementsTable } from "./statements-table.tsx";

export function StatementsPage() {
  const { period, market, loading } = useScope();
  const { agent, open } = useSearchTexts();
  const found = useAllRows(
    "/statements",
    { query: { period, market: market ?? undefined, lines: "false", limit: LONG_PAGE } },
    (page) => page.statements,
    { enabled: !loading },
  );
  const where = open ?? market ?? marketOf(found.rows, agent);
  if (agent !== undefined && where !== null)
    return (
      <OpenedStatement
        key={`${period} ${where} ${agent}`}
        period={period}
        market={where}
        agent={agent}
        all={found.rows}
      />
    );
  return <StatementsTable period={period} market={market} found={found} waiting={loading} />;
}

/** Where an address names the agent alone. */
function marketOf(rows: readonly ListedStatement[], agent: string | undefined): string | null {
  return rows.find((s) => s.agentId === agent)?.market ?? null;
}
