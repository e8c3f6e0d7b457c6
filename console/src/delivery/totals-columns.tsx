/**
 * The columns of the list of control totals.
 */
import { Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconMessageCheck, type Icon } from "@tabler/icons-react";
import type { Answer } from "../api/routes.ts";
import { may, type Me } from "../app/session.ts";
import { ActButton } from "../feedback/act-button.tsx";
import { StateBadge } from "../feedback/state-badge.tsx";
import { differenceOf, minorOf, type Column } from "../table/column.ts";
import type { Figures } from "../words/figures.ts";
import type { TOTALS_WORDS } from "./totals-words.ts";

export type Totals = Answer<"get", "/totals">["totals"][number];

const SIGNS: Readonly<Record<Totals["state"], { readonly icon: Icon; readonly color: string }>> = {
  complete: { icon: IconCheck, color: "green" },
  missing: { icon: IconAlertTriangle, color: "red" },
  waived: { icon: IconMessageCheck, color: "gray" },
};

interface Shown {
  readonly text: (typeof TOTALS_WORDS)["en"];
  readonly figures: Figures;
  readonly me: Me;
  readonly onWaive: (gap: Totals) => void;
}

export function totalsColumns(shown: Shown): Column<Totals>[] {
  return [...stateColumns(shown), ...figureColumns(shown), ...sourceColumns(shown)];
}

function stateColumns({ text, figures }: Shown): Column<Totals>[] {
  return [
    {
      key: "market",
      head: text.market,
      show: (t) => figures.market(t.market),
      sortBy: (t) => figures.market(t.market),
      findBy: (t) => `${figures.market(t.market)} ${t.market}`,
    },
    {
      key: "month",
      head: text.month,
      show: (t) => figures.shortMonth(t.period),
      sortBy: (t) => t.period,
      findBy: (t) => `${t.period} ${figures.month(t.period)}`,
    },
    {
      key: "state",
      head: text.state,
      show: (t) => <StateBadge {...SIGNS[t.state]} label={text.states[t.state]} />,
      sortBy: (t) => t.state,
      findBy: (t) => text.states[t.state],
    },
  ];
}

function figureColumns({ text, figures }: Shown): Column<Totals>[] {
  const contracts = (t: Totals): number => t.received.contracts - t.expected.contracts;
  const amount = (t: Totals): string => differenceOf(t.received.amount, t.expected.amount);
  return [
    {
      key: "contracts",
      head: text.contracts,
      figures: true,
      show: (t) => `${figures.count(t.received.contracts)} ${text.of} ${figures.count(t.expected.contracts)}`,
      sortBy: (t) => t.received.contracts,
    },
    {
      key: "difference",
      head: text.difference,
      figures: true,
      show: (t) => figures.change(String(contracts(t))),
      sortBy: contracts,
    },
    {
      key: "amount",
      head: text.amount,
      figures: true,
      show: (t) => `${figures.amount(t.received.amount)} ${text.of} ${figures.money(t.expected.amount, t.currency)}`,
      sortBy: (t) => minorOf(t.received.amount),
    },
    {
      key: "amountDifference",
      head: text.amountDifference,
      figures: true,
      show: (t) => `${figures.change(amount(t))}\u00a0${t.currency}`,
      sortBy: (t) => minorOf(amount(t)),
    },
  ];
}

function sourceColumns({ text, figures, me, onWaive }: Shown): Column<Totals>[] {
  return [
    {
      key: "act",
      head: text.act,
      control: true,
      show: (t) =>
        t.state === "missing" ? (
          <ActButton
            because={may(me, "approve", t.market) ? null : text.waiveWho}
            size="compact-sm"
            variant="light"
            onAct={() => {
              onWaive(t);
            }}
          >
            {text.waive}
          </ActButton>
        ) : null,
    },
    {
      key: "waiver",
      head: text.waiver,
      show: (t) =>
        t.waiver === null ? (
          "–"
        ) : (
          <Text size="sm" truncate maw={300} title={t.waiver.reason}>
            {`${t.waiver.by}, ${figures.instant(t.waiver.at)}: ${t.waiver.reason}`}
          </Text>
        ),
      findBy: (t) => (t.waiver === null ? "" : `${t.waiver.by} ${t.waiver.reason}`),
    },
    { key: "asOf", head: text.asOf, show: (t) => figures.instant(t.asOf), sortBy: (t) => t.asOf },
    { key: "source", head: text.source, show: (t) => t.source, sortBy: (t) => t.source, findBy: (t) => t.source },
  ];
}
