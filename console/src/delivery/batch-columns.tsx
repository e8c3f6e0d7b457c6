/**
 * The columns of the list of batches.
 */
import { Code } from "@mantine/core";
import { minorOf, type Column } from "../table/column.ts";
import { currencySum } from "../table/currency-totals.tsx";
import type { Figures } from "../words/figures.ts";
import { BatchProblemLine } from "./batch-problem.tsx";
import { BATCH_STATES, BatchStateBadge, type Batch } from "./batch-state.tsx";

interface ColumnWords {
  readonly batch: string;
  readonly market: string;
  readonly bookedIn: string;
  readonly close: string;
  readonly entries: string;
  readonly sum: string;
  readonly state: string;
  readonly attempts: string;
  readonly next: string;
  readonly problem: string;
  readonly byHand: string;
}

interface Shown {
  readonly text: ColumnWords;
  readonly states: Readonly<Record<Batch["state"], { readonly name: string }>>;
  readonly figures: Figures;
  readonly until: (instant: string) => string;
}

export function batchColumns(shown: Shown): Column<Batch>[] {
  return [...placeColumns(shown), ...fateColumns(shown)];
}

function placeColumns({ text, figures }: Shown): Column<Batch>[] {
  return [
    { key: "batch", head: text.batch, show: (b) => <Code>{b.id}</Code>, sortBy: (b) => b.id, findBy: (b) => b.id },
    {
      key: "market",
      head: text.market,
      show: (b) => figures.market(b.market),
      sortBy: (b) => figures.market(b.market),
      findBy: (b) => `${figures.market(b.market)} ${b.market}`,
    },
    {
      key: "booked",
      head: text.bookedIn,
      show: (b) => figures.shortMonth(b.bookedIn),
      sortBy: (b) => b.bookedIn,
      findBy: (b) => `${b.bookedIn} ${b.close}`,
    },
    {
      key: "entries",
      head: text.entries,
      figures: true,
      show: (b) => figures.count(b.entries),
      sortBy: (b) => b.entries,
      total: (rows) => figures.count(rows.reduce((sum, b) => sum + b.entries, 0)),
    },
    {
      key: "sum",
      head: text.sum,
      figures: true,
      show: (b) => figures.money(b.sum, b.currency),
      sortBy: (b) => minorOf(b.sum),
      sum: currencySum((b) => b.sum, figures.money),
    },
  ];
}

function fateColumns({ text, states, figures, until }: Shown): Column<Batch>[] {
  return [
    {
      key: "state",
      head: text.state,
      show: (b) => <BatchStateBadge state={b.state} />,
      sortBy: (b) => BATCH_STATES.indexOf(b.state),
      findBy: (b) => states[b.state].name,
    },
    {
      key: "attempts",
      head: text.attempts,
      figures: true,
      show: (b) => figures.count(b.attempts),
      sortBy: (b) => b.attempts,
    },
    {
      key: "next",
      head: text.next,
      show: (b) => (b.nextAttemptAt === null ? whenNone(b, text) : until(b.nextAttemptAt)),
      sortBy: (b) => b.nextAttemptAt,
    },
    {
      key: "problem",
      head: text.problem,
      show: (b) => <BatchProblemLine code={b.code} problem={b.problem} />,
      sortBy: (b) => b.code,
      findBy: (b) => `${b.code ?? ""} ${b.problem ?? ""}`,
    },
  ];
}

/** One that was never tried is due now; one that was refused waits for a person. */
function whenNone(batch: Batch, text: ColumnWords): string {
  return batch.state === "refused" || batch.state === "partly-accepted" ? text.byHand : "–";
}
