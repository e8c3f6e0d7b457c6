/**
 * The closes of the chosen month, or of all months, as a table: state, entries, sums, who started and who decided.
 */
import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { useAllRows } from "../api/queries.ts";
import { useScope } from "../app/scope.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import type { Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { CloseStatus, stateOf, supersededBy, type Close } from "./close-status.tsx";
import { CLOSE_WORDS, type CloseWords } from "./close-words.ts";
import { StartButton } from "./start-button.tsx";

const WORDS = words({
  en: {
    name: "Closes",
    which: "Which months",
    all: "All months",
    none: "Nothing was closed here yet",
    noneText: "A close calculates what is to be posted and proposes it; somebody else approves it.",
  },
  de: {
    name: "Abschlüsse",
    which: "Welche Monate",
    all: "Alle Monate",
    none: "Hier wurde noch nichts abgeschlossen",
    noneText: "Ein Abschluss berechnet die Buchungen und schlägt sie vor; jemand anderes gibt ihn frei.",
  },
  sv: {
    name: "Bokslut",
    which: "Vilka månader",
    all: "Alla månader",
    none: "Inget har stängts här än",
    noneText: "Ett bokslut räknar ut vad som ska bokföras och föreslår det; någon annan godkänner det.",
  },
});

function columnsOf(text: CloseWords, figures: Figures): Column<Close>[] {
  const state = (c: Close) => text.status[stateOf(c)] ?? c.status;
  return [
    {
      key: "market",
      head: text.market,
      show: (c) => figures.market(c.market),
      sortBy: (c) => figures.market(c.market),
      findBy: (c) => `${figures.market(c.market)} ${c.id}`,
    },
    {
      key: "month",
      head: text.month,
      show: (c) => figures.shortMonth(c.period),
      sortBy: (c) => c.period,
      findBy: (c) => figures.month(c.period),
    },
    { key: "state", head: text.state, show: (c) => <CloseStatus close={c} />, sortBy: state, findBy: state },
    {
      key: "entries",
      head: text.entries,
      figures: true,
      show: (c) => figures.count(c.entries),
      sortBy: (c) => c.entries,
    },
    {
      key: "sum",
      head: text.sum,
      figures: true,
      show: (c) => <Sums close={c} />,
      take: (c) => c.sums.map((s) => `${s.amount} ${s.currency}`).join("; "),
    },
    ...actsOf(text, figures),
  ];
}

function actsOf(text: CloseWords, figures: Figures): Column<Close>[] {
  return [
    {
      key: "started",
      head: text.started,
      show: (c) => `${c.startedBy}, ${figures.instant(c.startedAt)}`,
      sortBy: (c) => c.startedAt,
      findBy: (c) => c.startedBy,
    },
    {
      key: "decided",
      head: text.decided,
      show: (c) => (c.decidedAt === null ? "–" : `${c.decidedBy ?? ""}, ${figures.instant(c.decidedAt)}`),
      sortBy: (c) => c.decidedAt,
      findBy: (c) => c.decidedBy ?? "",
    },
    {
      key: "reason",
      head: text.reason,
      show: (c) => {
        const newer = supersededBy(c);
        return newer === null ? (c.reason ?? "–") : `${text.supersededBy} ${newer}`;
      },
      findBy: (c) => c.reason ?? "",
    },
  ];
}

export function Sums({ close }: { readonly close: Pick<Close, "sums"> }) {
  const figures = useFigures();
  if (close.sums.length === 0) return "–";
  return close.sums.map((s) => (
    <Text key={s.currency} span inherit display="block">
      {figures.money(s.amount, s.currency)}
    </Text>
  ));
}

export function CloseList() {
  const text = useWords(WORDS);
  const closeWords = useWords(CLOSE_WORDS);
  const figures = useFigures();
  const { period, market, loading } = useScope();
  const { tab } = useSearchTexts();
  const setSearch = useSetSearch();
  const all = tab === "all";
  const query = { market: market ?? undefined, period: all ? undefined : period, limit: 1000 };
  const found = useAllRows("/closes", { query }, (page) => page.closes, { enabled: !loading });
  const reasons = found.rows.some((c) => c.reason !== null);
  const columns = useMemo(
    // A column that says nothing takes room from those that do.
    () => columnsOf(closeWords, figures).filter(({ key }) => reasons || key !== "reason"),
    [closeWords, figures, reasons],
  );
  return (
    <Stack gap="sm" align="stretch">
      <div>
        <SegmentedControl
          aria-label={text.which}
          value={all ? "all" : "month"}
          onChange={(value) => {
            setSearch({ tab: value === "all" ? "all" : undefined }, { replace: true });
          }}
          data={[
            { value: "month", label: figures.month(period) },
            { value: "all", label: text.all },
          ]}
        />
      </div>
      <DataTable
        name={text.name}
        takeAs="closes"
        rows={found.rows}
        columns={columns}
        rowKey={(c) => c.id}
        loading={loading || found.loading}
        error={found.error}
        onOpen={(c) => {
          setSearch({ open: c.id, period: c.period, tab: undefined, filter: undefined, sort: undefined });
        }}
        empty={<EmptyState title={text.none} text={text.noneText} act={<StartButton />} />}
      />
    </Stack>
  );
}
