/**
 * The columns of the ledger.
 */
import { Anchor, Button, Code, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../api/routes.ts";
import { minorOf, type Column } from "../table/column.ts";
import { CurrencyTotals } from "../table/currency-totals.tsx";
import { WhyAmount } from "../why/why-amount.tsx";
import type { Figures } from "../words/figures.ts";
import type { LEDGER_WORDS } from "./ledger-words.ts";

export type Entry = Answer<"get", "/ledger">["entries"][number];

interface Shown {
  readonly text: (typeof LEDGER_WORDS)["en"];
  readonly figures: Figures;
}

const SHORT_HASH = 10;

export function entryColumns(shown: Shown): Column<Entry>[] {
  return [...placeColumns(shown), ...figureColumns(shown), ...proofColumns(shown)];
}

function placeColumns({ text, figures }: Shown): Column<Entry>[] {
  const kinds: Readonly<Record<string, string>> = text.kinds;
  return [
    { key: "seq", head: text.seq, figures: true, show: (e) => figures.count(e.seq), sortBy: (e) => e.seq },
    { key: "agent", head: text.agent, show: (e) => e.agentId, sortBy: (e) => e.agentId, findBy: (e) => e.agentId },
    {
      key: "market",
      head: text.market,
      show: (e) => figures.market(e.market),
      sortBy: (e) => figures.market(e.market),
      findBy: (e) => `${figures.market(e.market)} ${e.market}`,
    },
    {
      key: "contract",
      head: text.contract,
      show: (e) => e.contractId,
      sortBy: (e) => e.contractId,
      findBy: (e) => e.contractId,
    },
    {
      key: "kind",
      head: text.kind,
      show: (e) => kinds[e.kind] ?? e.kind,
      sortBy: (e) => kinds[e.kind] ?? e.kind,
      findBy: (e) => kinds[e.kind] ?? e.kind,
    },
    {
      key: "earned",
      head: text.earned,
      show: (e) => figures.shortMonth(e.period),
      sortBy: (e) => e.period,
      findBy: (e) => e.period,
    },
    {
      key: "booked",
      head: text.booked,
      show: (e) => figures.shortMonth(e.bookedIn),
      sortBy: (e) => e.bookedIn,
      findBy: (e) => e.bookedIn,
    },
  ];
}

function figureColumns({ text, figures }: Shown): Column<Entry>[] {
  return [
    {
      key: "rate",
      head: text.rate,
      figures: true,
      show: (e) => figures.tableRate(e.ratePpm),
      sortBy: (e) => e.ratePpm,
    },
    {
      key: "amount",
      head: text.amount,
      figures: true,
      show: (e) => (
        <WhyAmount of={{ period: e.period, market: e.market, agent: e.agentId, contract: e.contractId }}>
          {figures.money(e.amount, e.currency)}
        </WhyAmount>
      ),
      sortBy: (e) => minorOf(e.amount),
      findBy: (e) => e.amount,
      total: (rows) => <CurrencyTotals of={rows} figures={figures} />,
    },
  ];
}

function proofColumns({ text }: Shown): Column<Entry>[] {
  return [
    {
      key: "close",
      head: text.close,
      show: (e) => (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/closes" search={{ open: e.close, market: e.market, period: e.bookedIn }} {...props} />
          )}
        >
          {e.close}
        </Anchor>
      ),
      sortBy: (e) => e.close,
      findBy: (e) => e.close,
    },
    {
      key: "hash",
      head: text.hash,
      show: (e) => (
        <CopyButton value={e.hash}>
          {({ copied, copy }) => (
            <Button
              variant="subtle"
              size="compact-sm"
              color={copied ? "green" : "gray"}
              aria-label={`${copied ? text.copied : text.copy} ${e.seq}: ${e.hash.slice(0, SHORT_HASH)}`}
              title={e.hash}
              rightSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              onClick={copy}
            >
              <Code>{e.hash.slice(0, SHORT_HASH)}</Code>
            </Button>
          )}
        </CopyButton>
      ),
      findBy: (e) => e.hash,
    },
  ];
}
