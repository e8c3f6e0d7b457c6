/**
 * What a month's close pays an agent: this month's commission, and what it corrected or clawed back of earlier months.
 */
import { Stack, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { useAllRows } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { differenceOf, minorOf, sumOf, type Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { isKind, LEDGER_WORDS } from "../why/ledger-words.ts";
import { WhyAmount } from "../why/why-amount.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { ENTRY_KIND_WORDS } from "../words/entry-kinds.ts";
import { useWords, words } from "../words/words.ts";
import { FIGURE_WORDS } from "./statement-words.ts";

type Entry = Answer<"get", "/ledger">["entries"][number];

const WORDS = words({
  en: {
    title: (month: string) => `Corrections and clawbacks booked in ${month}`,
    none: (month: string) => `The close of ${month} has booked no corrections or clawbacks for this agent.`,
    unbooked: (month: string) => `Nothing is booked in ${month} for this agent.`,
    forMonth: "For",
    paid: (month: string, total: string, own: string, other: string) =>
      `Booked in ${month} in all: ${total}, of which ${own} commission of the month and ${other} corrections and clawbacks.`,
  },
  de: {
    title: (month: string) => `Im ${month} gebuchte Korrekturen und Rückforderungen`,
    none: (month: string) =>
      `Der Abschluss ${month} hat für diesen Agenten keine Korrekturen oder Rückforderungen gebucht.`,
    unbooked: (month: string) => `Im ${month} ist für diesen Agenten nichts gebucht.`,
    forMonth: "Für",
    paid: (month: string, total: string, own: string, other: string) =>
      `Im ${month} insgesamt gebucht: ${total}, davon ${own} Provision des Monats und ${other} Korrekturen und Rückforderungen.`,
  },
  sv: {
    title: (month: string) => `Rättelser och återkrav bokförda i ${month}`,
    none: (month: string) => `Bokslutet för ${month} har inte bokfört några rättelser eller återkrav för agenten.`,
    unbooked: (month: string) => `Inget är bokfört för agenten i ${month}.`,
    forMonth: "För",
    paid: (month: string, total: string, own: string, other: string) =>
      `Bokfört i ${month} totalt: ${total}, varav ${own} månadens provision och ${other} rättelser och återkrav.`,
  },
});

interface BookedHereProps {
  readonly period: string;
  readonly market: string;
  readonly agent: string;
}

export function BookedHere({ period, market, agent }: BookedHereProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const found = useAllRows("/ledger", { query: { bookedIn: period, market, agent, limit: 1000 } }, (p) => p.entries);
  const others = useMemo(() => found.rows.filter((e) => e.kind !== "commission"), [found.rows]);
  const month = figures.month(period);
  const nothing = found.rows.length === 0 ? text.unbooked(month) : text.none(month);
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {text.title(month)}
      </Title>
      {found.rows.length > 0 && <Text>{paidText(found.rows, others, figures, text, month)}</Text>}
      <DataTable
        name={text.title(month)}
        takeAs="booked-entries"
        rows={others}
        columns={useBookedColumns(others[0]?.currency ?? "")}
        rowKey={(e) => e.id}
        loading={found.loading}
        error={found.error}
        empty={<Text c="dimmed">{nothing}</Text>}
        ownState
        quietUpTo={12}
        maxHeightPx={564}
      />
    </Stack>
  );
}

function paidText(
  all: readonly Entry[],
  others: readonly Entry[],
  figures: Figures,
  text: (typeof WORDS)["en"],
  month: string,
): string {
  const currency = all[0]?.currency ?? "";
  // So that the sum of no entries has the decimals of the currency too.
  const [one = "0"] = all.map((e) => e.amount);
  const nothing = differenceOf(one, one);
  const sum = (entries: readonly Entry[]) => figures.money(sumOf([nothing, ...entries.map((e) => e.amount)]), currency);
  const own = all.filter((e) => e.kind === "commission");
  return text.paid(month, sum(all), sum(own), sum(others));
}

function useBookedColumns(currency: string): Column<Entry>[] {
  const text = useWords(WORDS);
  const ledger = useWords(LEDGER_WORDS);
  const names = useWords(FIGURE_WORDS);
  const kinds = useWords(ENTRY_KIND_WORDS);
  const figures = useFigures();
  return useMemo(() => {
    const kind = (e: Entry) => (isKind(e.kind) ? kinds[e.kind] : e.kind);
    return [
      {
        key: "contract",
        head: names.contract,
        show: (e) => e.contractId,
        sortBy: (e) => e.contractId,
        findBy: (e) => e.contractId,
      },
      { key: "for", head: text.forMonth, show: (e) => figures.month(e.period), sortBy: (e) => e.period },
      { key: "kind", head: ledger.kind, show: kind, sortBy: kind, findBy: kind },
      {
        key: "amount",
        head: `${names.commission}, ${currency}`,
        figures: true,
        show: (e) => (
          <WhyAmount of={{ period: e.period, market: e.market, agent: e.agentId, contract: e.contractId }}>
            {figures.change(e.amount)}
          </WhyAmount>
        ),
        sortBy: (e) => minorOf(e.amount),
        total: (rows) => (rows.length === 0 ? "" : figures.change(sumOf(rows.map((e) => e.amount)))),
      },
      { key: "close", head: ledger.close, show: (e) => e.close, sortBy: (e) => e.close },
    ];
  }, [text, ledger, names, kinds, figures, currency]);
}
