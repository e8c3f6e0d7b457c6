/**
 * Every entry that a close proposes or has posted: totals by kind, and the table, each amount with its why.
 */
import { Group, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { addressOf } from "../api/client.ts";
import { useAllRows } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { minorOf, sumOf, type Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { WhyAmount } from "../why/why-amount.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { Close } from "./close-status.tsx";
import { CLOSE_WORDS, type CloseWords } from "./close-words.ts";
import { totalsByKind } from "./totals-by-kind.ts";

/** What the API gives at once: 100 000 rows in five pages. */
const PAGE = 20_000;

type Entry = Answer<"get", "/closes/{id}/entries">["entries"][number];

const WORDS = words({
  en: { none: "No entries", noneText: "This close proposes nothing: everything is posted as it should be." },
  de: {
    none: "Keine Buchungen",
    noneText: "Dieser Abschluss schlägt nichts vor: alles ist gebucht, wie es sein soll.",
  },
  sv: { none: "Inga poster", noneText: "Bokslutet föreslår inget: allt är bokfört som det ska." },
});

function columnsOf(text: CloseWords, figures: Figures, market: string): Column<Entry>[] {
  const kind = (e: Entry) => text.kinds[e.kind] ?? e.kind;
  return [
    { key: "agent", head: text.agent, show: (e) => e.agentId, sortBy: (e) => e.agentId, findBy: (e) => e.agentId },
    {
      key: "contract",
      head: text.contract,
      show: (e) => e.contractId,
      sortBy: (e) => e.contractId,
      findBy: (e) => e.contractId,
    },
    { key: "kind", head: text.kind, show: kind, sortBy: kind, findBy: kind },
    {
      key: "month",
      head: text.month,
      show: (e) => figures.shortMonth(e.period),
      sortBy: (e) => e.period,
      findBy: (e) => figures.shortMonth(e.period),
    },
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
      sortBy: (e) => minorOf(e.amount),
      findBy: (e) => e.amount,
      show: (e) => (
        <WhyAmount of={{ period: e.period, market, agent: e.agentId, contract: e.contractId }}>
          {figures.money(e.amount, e.currency)}
        </WhyAmount>
      ),
      total: (rows) => {
        const [first] = rows;
        const one = first !== undefined && rows.every((e) => e.currency === first.currency);
        return one ? figures.money(sumOf(rows.map((e) => e.amount)), first.currency) : null;
      },
    },
  ];
}

export function EntriesSection({ close }: { readonly close: Close }) {
  const text = useWords(WORDS);
  const closeWords = useWords(CLOSE_WORDS);
  const figures = useFigures();
  const { id, market } = close;
  const found = useAllRows("/closes/{id}/entries", { params: { id }, query: { limit: PAGE } }, (page) => page.entries);
  const columns = useMemo(() => columnsOf(closeWords, figures, market), [closeWords, figures, market]);
  const totals = useMemo(() => totalsByKind(found.rows), [found.rows]);
  return (
    <section>
      <Title order={2} size="h4">
        {closeWords.entries}
      </Title>
      <Group gap="lg" mb="xs">
        {totals.map((t) => (
          <Text key={`${t.currency} ${t.kind}`} size="sm">
            {`${closeWords.kinds[t.kind] ?? t.kind}: ${figures.money(t.amount, t.currency)} (${figures.count(t.entries)})`}
          </Text>
        ))}
      </Group>
      <DataTable
        name={closeWords.entries}
        rows={found.rows}
        columns={columns}
        rowKey={(e) => e.place}
        loading={found.loading}
        error={found.error}
        exports={(["csv", "xlsx"] as const).map((format) => ({
          label: format.toUpperCase(),
          href: addressOf<"get", "/exports/close-entries">("/exports/close-entries", { query: { close: id, format } }),
        }))}
        empty={<EmptyState title={text.none} text={text.noneText} />}
      />
    </section>
  );
}
