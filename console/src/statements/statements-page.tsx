/**
 * The statements of the month and market: one row an agent, with its ratios, rate and commission.
 */
import { Badge } from "@mantine/core";
import { useScope } from "../app/scope.ts";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { useAllRows } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { PageHead } from "../feedback/page-head.tsx";
import { minorOf, type Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { WhyAmount } from "../why/why-amount.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";

type Statement = Answer<"get", "/statements">["statements"][number];

function columnsOf(figures: Figures): Column<Statement>[] {
  return [
    { key: "agent", head: "Agent", show: (s) => s.agentId, sortBy: (s) => s.agentId, findBy: (s) => s.agentId },
    {
      key: "market",
      head: "Market",
      show: (s) => figures.market(s.market),
      sortBy: (s) => figures.market(s.market),
      findBy: (s) => figures.market(s.market),
    },
    {
      key: "status",
      head: "Status",
      show: (s) => <Badge variant="light">{s.status}</Badge>,
      sortBy: (s) => s.status,
      findBy: (s) => s.status,
    },
    {
      key: "commission",
      head: "Commission",
      figures: true,
      sortBy: (s) => minorOf(s.commission),
      show: (s) =>
        s.commission === null ? (
          "–"
        ) : (
          <WhyAmount of={{ period: s.period, market: s.market, agent: s.agentId }}>
            {figures.money(s.commission, s.currency)}
          </WhyAmount>
        ),
    },
  ];
}

export function StatementsPage() {
  const names = useWords(WORKPLACE_NAMES);
  const figures = useFigures();
  const { period, market, loading } = useScope();
  const found = useAllRows(
    "/statements",
    { query: { period, market: market ?? undefined, limit: 1000 } },
    (page) => page.statements,
    { enabled: !loading },
  );
  return (
    <>
      <PageHead title={names.statements} about={figures.month(period)} />
      <DataTable
        name={names.statements}
        rows={found.rows}
        columns={columnsOf(figures)}
        rowKey={(s) => `${s.market} ${s.agentId}`}
        loading={found.loading}
        error={found.error}
        empty={<EmptyState title="No statements" text="…" />}
      />
    </>
  );
}
