/**
 * The agents behind a bar, and, when one is opened, its contracts with their shares of it.
 */
import { Text } from "@mantine/core";
import { useMemo } from "react";
import { useAllRows } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { minorOf, sumOf, type Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { WhyAmount } from "../why/why-amount.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import type { Close } from "./close-status.tsx";
import { CLOSE_WORDS, type CloseWords } from "./close-words.ts";
import type { WaterfallStep } from "./waterfall-step.ts";

type Waterfall = Answer<"get", "/closes/{id}/waterfall">;
type Agent = Waterfall["agents"][number];
type Contract = Waterfall["contracts"][number];

interface BehindProps {
  readonly close: Close;
  readonly step: WaterfallStep;
}

const TABLE_PX = 320;

/** Of an agent, what this bar holds. */
function shareOf({ causes }: Agent, cause: string): string {
  return causes.find((c) => c.cause === cause)?.amount ?? "0";
}

function agentColumns(text: CloseWords, figures: Figures, cause: string): Column<Agent>[] {
  return [
    { key: "agent", head: text.agent, show: (a) => a.agentId, sortBy: (a) => a.agentId, findBy: (a) => a.agentId },
    { key: "month", head: text.month, show: (a) => figures.shortMonth(a.period), sortBy: (a) => a.period },
    {
      key: "contracts",
      head: text.contracts,
      figures: true,
      show: (a) => figures.count(a.causes.reduce((sum, c) => sum + c.places, 0)),
      sortBy: (a) => a.causes.reduce((sum, c) => sum + c.places, 0),
    },
    {
      key: "amount",
      head: text.amount,
      figures: true,
      show: (a) => figures.change(shareOf(a, cause)),
      sortBy: (a) => minorOf(shareOf(a, cause)),
      total: (rows) => figures.change(sumOf(rows.map((a) => shareOf(a, cause)))),
    },
  ];
}

function contractColumns(text: CloseWords, figures: Figures, market: string): Column<Contract>[] {
  return [
    {
      key: "contract",
      head: text.contract,
      show: (c) => c.contractId,
      sortBy: (c) => c.contractId,
      findBy: (c) => c.contractId,
    },
    { key: "month", head: text.month, show: (c) => figures.shortMonth(c.period), sortBy: (c) => c.period },
    {
      key: "amount",
      head: text.amount,
      figures: true,
      sortBy: (c) => minorOf(c.amount),
      show: (c) => (
        <WhyAmount of={{ period: c.period, market, agent: c.agentId, contract: c.contractId }}>
          {figures.change(c.amount)}
        </WhyAmount>
      ),
      total: (rows) => figures.change(sumOf(rows.map((c) => c.amount))),
    },
  ];
}

export function WaterfallAgents({ close, step }: BehindProps) {
  const text = useWords(CLOSE_WORDS);
  const figures = useFigures();
  const { agent } = useSearchTexts();
  const setSearch = useSetSearch();
  const { cause, currency } = step;
  const asked = { params: { id: close.id }, query: { cause, limit: 1000 } };
  const found = useAllRows("/closes/{id}/waterfall", asked, (page) => page.agents);
  const rows = useMemo(() => found.rows.filter((a) => a.currency === currency), [found.rows, currency]);
  const columns = useMemo(() => agentColumns(text, figures, cause), [text, figures, cause]);
  return (
    <>
      <DataTable
        name={text.agents}
        rows={rows}
        columns={columns}
        rowKey={(a) => `${a.agentId} ${a.period}`}
        loading={found.loading}
        error={found.error}
        empty={null}
        ownState
        maxHeightPx={TABLE_PX}
        isOpen={(a) => a.agentId === agent}
        onOpen={(a) => {
          setSearch({ agent: a.agentId === agent ? undefined : a.agentId }, { replace: true });
        }}
      />
      {agent !== undefined && rows.some((a) => a.agentId === agent) && (
        <AgentContracts close={close} step={step} agent={agent} />
      )}
    </>
  );
}

function AgentContracts({ close, step, agent }: BehindProps & { readonly agent: string }) {
  const text = useWords(CLOSE_WORDS);
  const figures = useFigures();
  const { cause, currency } = step;
  const asked = { params: { id: close.id }, query: { cause, agent, limit: 1000 } };
  const found = useAllRows("/closes/{id}/waterfall", asked, (page) => page.contracts);
  const rows = useMemo(() => found.rows.filter((c) => c.currency === currency), [found.rows, currency]);
  const columns = useMemo(() => contractColumns(text, figures, close.market), [text, figures, close.market]);
  return (
    <>
      <Text fw={600} mt="md" mb="xs">
        {`${agent}: ${text.contracts}`}
      </Text>
      <DataTable
        name={`${agent}: ${text.contracts}`}
        rows={rows}
        columns={columns}
        rowKey={(c) => `${c.contractId} ${c.period}`}
        loading={found.loading}
        error={found.error}
        empty={null}
        ownState
        maxHeightPx={TABLE_PX}
      />
    </>
  );
}
