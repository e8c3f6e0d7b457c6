/**
 * Every statement of the month and market, with totals for each currency. In: the statements. Out: a table; a row opens its statement.
 */
import { Text } from "@mantine/core";
import { useMemo } from "react";
import type { AllRows } from "../api/queries.ts";
import { addressOf } from "../api/client.ts";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { PageLink } from "../app/page-link.tsx";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { PageHead } from "../feedback/page-head.tsx";
import { DataTable } from "../table/data-table.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { useStatementColumns, type ListedStatement } from "./statement-columns.tsx";
import { readStatus, StatusChoice } from "./status-choice.tsx";

const WORDS = words({
  en: {
    about: (month: string, where: string) =>
      `${month}, ${where}. A row opens the statement, an amount says why it is what it is.`,
    all: "all markets",
    emptyTitle: "No statements in this month",
    empty:
      "No contract of this month counts here yet. Choose another month or market, or see what the source has sent.",
    act: "Rejected messages",
    sum: "Totals are of the rows shown, one for each currency. What is blocked has no commission yet and is not in them.",
  },
  de: {
    about: (month: string, where: string) =>
      `${month}, ${where}. Eine Zeile öffnet die Abrechnung, ein Betrag erklärt sich selbst.`,
    all: "alle Märkte",
    emptyTitle: "Keine Abrechnungen in diesem Monat",
    empty:
      "Hier zählt noch kein Vertrag dieses Monats. Wählen Sie einen anderen Monat oder Markt, oder sehen Sie nach, was die Quelle gesendet hat.",
    act: "Abgewiesene Meldungen",
    sum: "Die Summen sind die der gezeigten Zeilen, eine je Währung. Gesperrtes hat noch keine Provision und ist nicht enthalten.",
  },
  sv: {
    about: (month: string, where: string) =>
      `${month}, ${where}. En rad öppnar avräkningen, ett belopp förklarar sig självt.`,
    all: "alla marknader",
    emptyTitle: "Inga avräkningar i månaden",
    empty:
      "Inget avtal för månaden räknas här ännu. Välj en annan månad eller marknad, eller se vad källan har skickat.",
    act: "Avvisade meddelanden",
    sum: "Summorna gäller raderna som visas, en per valuta. Det som är spärrat har ingen provision ännu och ingår inte.",
  },
});

interface StatementsTableProps {
  readonly period: string;
  readonly market: string | null;
  readonly found: AllRows<ListedStatement>;
  readonly waiting: boolean;
}

export function StatementsTable({ period, market, found, waiting }: StatementsTableProps) {
  const text = useWords(WORDS);
  const names = useWords(WORKPLACE_NAMES);
  const figures = useFigures();
  const setSearch = useSetSearch();
  const chosen = readStatus(useSearchTexts().tab);
  const counts = useMemo(() => countsOf(found.rows), [found.rows]);
  const rows = useMemo(
    () => (chosen === null ? found.soFar : found.soFar.filter((s) => s.status === chosen)),
    [found.soFar, chosen],
  );
  return (
    <>
      <PageHead
        title={names.statements}
        about={text.about(figures.month(period), market === null ? text.all : figures.market(market))}
      />
      <DataTable
        name={names.statements}
        rows={rows}
        columns={useStatementColumns(rows, market !== null)}
        rowKey={(s) => `${s.market} ${s.agentId}`}
        loading={waiting || found.loading}
        error={found.error}
        exports={exportsOf(period, market)}
        tools={
          // It counts, so it comes with the last row.
          !found.loading && (
            <StatusChoice
              chosen={chosen}
              counts={counts}
              onChoose={(status) => {
                setSearch({ tab: status ?? undefined }, { replace: true });
              }}
            />
          )
        }
        onOpen={(s) => {
          setSearch({ agent: s.agentId, open: market === null ? s.market : undefined });
        }}
        empty={
          <EmptyState title={text.emptyTitle} text={text.empty} act={<PageLink to="/messages">{text.act}</PageLink>} />
        }
      />
      {rows.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {text.sum}
        </Text>
      )}
    </>
  );
}

function countsOf(rows: readonly ListedStatement[]): Map<ListedStatement["status"], number> {
  return new Map([...Map.groupBy(rows, (s) => s.status)].map(([status, group]) => [status, group.length]));
}

function exportsOf(period: string, market: string | null) {
  const of = { period, market: market ?? undefined };
  const href = (format: "csv" | "xlsx") =>
    addressOf<"get", "/exports/statements">("/exports/statements", { query: { ...of, format } });
  return [
    { label: "CSV", href: href("csv") },
    { label: "XLSX", href: href("xlsx") },
  ];
}
