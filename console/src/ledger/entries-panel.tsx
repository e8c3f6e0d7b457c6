/**
 * The ledger's entries, filtered by month, market, agent and contract; all of it stands in the address.
 */
import { Button, Group, SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { addressOf } from "../api/client.ts";
import { LONG_PAGE, MOST_ROWS, useAllRows } from "../api/queries.ts";
import { useScope } from "../app/scope.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { ExactFilter } from "../feedback/exact-filter.tsx";
import { DataTable } from "../table/data-table.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { entryColumns } from "./entry-columns.tsx";
import { LEDGER_WORDS } from "./ledger-words.ts";
import { VerifyLedger } from "./verify-ledger.tsx";

const SHOWN = ["booked", "earned", "all"] as const;

export function EntriesPanel() {
  const text = useWords(LEDGER_WORDS);
  const figures = useFigures();
  const { period, market, loading } = useScope();
  const { show, agent, contract } = useSearchTexts();
  const shown = SHOWN.find((one) => one === show) ?? "booked";
  const query = {
    market: market ?? undefined,
    bookedIn: shown === "booked" ? period : undefined,
    period: shown === "earned" ? period : undefined,
    agent,
    contract,
  };
  const found = useAllRows("/ledger", { query: { ...query, limit: LONG_PAGE } }, (page) => page.entries, {
    enabled: !loading,
    most: MOST_ROWS,
  });
  const columns = useMemo(() => entryColumns({ text, figures }), [text, figures]);
  return (
    <>
      <VerifyLedger />
      <Filters shown={shown} />
      <DataTable
        name={text.entries}
        rows={found.soFar}
        columns={columns}
        rowKey={(e) => e.id}
        loading={loading || found.loading}
        cut={found.cut}
        error={found.error}
        empty={<NoEntries />}
        exports={[
          {
            label: text.csv,
            href: addressOf<"get", "/exports/ledger">("/exports/ledger", { query: { ...query, format: "csv" } }),
          },
          {
            label: text.xlsx,
            href: addressOf<"get", "/exports/ledger">("/exports/ledger", { query: { ...query, format: "xlsx" } }),
          },
        ]}
      />
    </>
  );
}

function Filters({ shown }: { readonly shown: (typeof SHOWN)[number] }) {
  const text = useWords(LEDGER_WORDS);
  const figures = useFigures();
  const { period } = useScope();
  const { agent, contract } = useSearchTexts();
  const setSearch = useSetSearch();
  return (
    <Group mb="sm" align="flex-end" gap="sm">
      <SegmentedControl
        className="wide-choice"
        aria-label={text.which}
        value={shown}
        data={[
          { value: "booked", label: text.byBooked(figures.shortMonth(period)) },
          { value: "earned", label: text.byEarned(figures.shortMonth(period)) },
          { value: "all", label: text.all },
        ]}
        onChange={(next) => {
          setSearch({ show: next === "booked" ? undefined : next });
        }}
      />
      <ExactFilter
        label={text.agent}
        placeholder={text.exact}
        value={agent}
        onChange={(next) => {
          setSearch({ agent: next });
        }}
      />
      <ExactFilter
        label={text.contract}
        placeholder={text.exact}
        value={contract}
        onChange={(next) => {
          setSearch({ contract: next });
        }}
      />
    </Group>
  );
}

function NoEntries() {
  const text = useWords(LEDGER_WORDS);
  const setSearch = useSetSearch();
  return (
    <EmptyState
      title={text.noneTitle}
      text={text.noneText}
      act={
        <Button
          variant="light"
          onClick={() => {
            setSearch({ agent: undefined, contract: undefined, show: "all", market: undefined });
          }}
        >
          {text.clear}
        </Button>
      }
    />
  );
}
