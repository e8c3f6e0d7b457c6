/**
 * The entries of a batch, with the state of each: booked, refused with Core View's reason, unknown, outstanding.
 */
import { useMemo } from "react";
import { EmptyState } from "../feedback/empty-state.tsx";
import type { Answer } from "../api/routes.ts";
import { minorOf, sumOf, type Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { WhyAmount } from "../why/why-amount.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { BatchStateBadge, isBatchState, STATE_WORDS, type Batch, type BatchState } from "./batch-state.tsx";
import { BATCH_WORDS } from "./batch-words.ts";

type Entry = Answer<"get", "/deliveries/{id}">["entries"][number];
type EntryWords = (typeof BATCH_WORDS)["en"];

interface Shown {
  readonly batch: Batch;
  readonly text: EntryWords;
  readonly figures: Figures;
  readonly stateName: (state: string) => string;
}

function entryColumns({ batch, text, figures, stateName }: Shown): Column<Entry>[] {
  const kinds: Readonly<Record<string, string>> = text.kinds;
  return [
    { key: "agent", head: text.agent, show: (e) => e.agentId, sortBy: (e) => e.agentId, findBy: (e) => e.agentId },
    {
      key: "contract",
      head: text.contract,
      show: (e) => e.contractId,
      sortBy: (e) => e.contractId,
      findBy: (e) => e.contractId,
    },
    {
      key: "state",
      head: text.state,
      show: (e) => <BatchStateBadge state={e.state} />,
      sortBy: (e) => stateName(e.state),
      findBy: (e) => stateName(e.state),
    },
    {
      key: "amount",
      head: text.amount(batch.currency),
      figures: true,
      show: (e) => (
        <WhyAmount of={{ period: e.period, market: batch.market, agent: e.agentId, contract: e.contractId }}>
          {figures.amount(e.amount)}
        </WhyAmount>
      ),
      sortBy: (e) => minorOf(e.amount),
      total: (rows) => figures.amount(sumOf(rows.map((e) => e.amount))),
    },
    {
      key: "kind",
      head: text.kind,
      show: (e) => kinds[e.kind] ?? e.kind,
      sortBy: (e) => kinds[e.kind] ?? e.kind,
      findBy: (e) => kinds[e.kind] ?? e.kind,
    },
    { key: "earned", head: text.earned, show: (e) => figures.shortMonth(e.period), sortBy: (e) => e.period },
    {
      key: "reason",
      head: text.reason,
      show: (e) => <span lang="en">{e.reason ?? "–"}</span>,
      sortBy: (e) => e.reason,
      findBy: (e) => e.reason ?? "",
    },
  ];
}

interface BatchEntriesProps {
  readonly batch: Batch;
  readonly entries: readonly Entry[];
}

/** Refused and unknown ones first: they are what somebody opens a batch for. */
const FIRST: readonly BatchState[] = ["refused", "unknown", "partly-accepted", "pending", "sent", "accepted"];

function placeOf(entry: Entry): number {
  return FIRST.findIndex((state) => state === entry.state);
}

export function BatchEntries({ batch, entries }: BatchEntriesProps) {
  const text = useWords(BATCH_WORDS);
  const states = useWords(STATE_WORDS);
  const figures = useFigures();
  const columns = useMemo(
    () =>
      entryColumns({
        batch,
        text,
        figures,
        stateName: (state) => (isBatchState(state) ? states[state].name : state),
      }),
    [batch, text, figures, states],
  );
  const rows = useMemo(() => entries.toSorted((a, b) => placeOf(a) - placeOf(b)), [entries]);
  return (
    <DataTable
      name={text.entries}
      takeAs="batch-entries"
      rows={rows}
      columns={columns}
      rowKey={(e) => e.entryId}
      empty={<EmptyState title={text.entries} text={text.noEntries} />}
      ownState
      maxHeightPx={420}
    />
  );
}
