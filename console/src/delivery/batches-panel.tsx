/**
 * The batches of the month, or those that are not booked yet, or all; one of them opens to its timeline.
 */
import { Alert, Anchor, Button, SegmentedControl, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { addressOf } from "../api/client.ts";
import { useAllRows } from "../api/queries.ts";
import { useScope } from "../app/scope.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { DataTable } from "../table/data-table.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { batchColumns } from "./batch-columns.tsx";
import { BatchDrawer } from "./batch-drawer.tsx";
import { STATE_WORDS, type Batch } from "./batch-state.tsx";
import { DELIVERY_WORDS } from "./delivery-words.ts";
import { useUntil } from "./until.ts";

const SHOWN = ["month", "open", "all"] as const;

export function BatchesPanel() {
  const text = useWords(DELIVERY_WORDS);
  const states = useWords(STATE_WORDS);
  const figures = useFigures();
  const until = useUntil();
  const { period, market, loading } = useScope();
  const { open, show } = useSearchTexts();
  const setSearch = useSetSearch();
  const shown = SHOWN.find((one) => one === show) ?? "month";
  const found = useAllRows(
    "/deliveries",
    { query: { market: market ?? undefined, limit: 1000 } },
    (page) => page.deliveries,
    { enabled: !loading },
  );
  const rows = found.rows.filter((b) => isShown(b, shown, period));
  const elsewhere = found.rows.filter((b) => b.state !== "accepted" && b.bookedIn !== period).length;
  return (
    <>
      {shown === "month" && elsewhere > 0 && <Elsewhere count={elsewhere} />}
      <DataTable
        name={text.batches}
        rows={rows}
        columns={batchColumns({ text, states, figures, until })}
        rowKey={(b) => b.id}
        loading={loading || found.loading}
        error={found.error}
        empty={
          <Stack gap="sm">
            <div>
              <Choice shown={shown} />
            </div>
            <NoBatches nothingOpen={shown === "open"} />
          </Stack>
        }
        tools={<Choice shown={shown} />}
        exports={[
          {
            label: text.csv,
            href: addressOf<"get", "/exports/deliveries">("/exports/deliveries", {
              query: { market: market ?? undefined, format: "csv" },
            }),
          },
          {
            label: text.xlsx,
            href: addressOf<"get", "/exports/deliveries">("/exports/deliveries", {
              query: { market: market ?? undefined, format: "xlsx" },
            }),
          },
        ]}
        onOpen={(b) => {
          setSearch({ open: b.id });
        }}
        isOpen={(b) => b.id === open}
      />
      {open !== undefined && (
        <BatchDrawer
          id={open}
          onClose={() => {
            setSearch({ open: undefined });
          }}
        />
      )}
    </>
  );
}

function Choice({ shown }: { readonly shown: (typeof SHOWN)[number] }) {
  const text = useWords(DELIVERY_WORDS);
  const figures = useFigures();
  const { period } = useScope();
  const setSearch = useSetSearch();
  return (
    <SegmentedControl
      className="wide-choice"
      aria-label={text.which}
      value={shown}
      data={[
        { value: "month", label: figures.shortMonth(period) },
        { value: "open", label: text.open },
        { value: "all", label: text.everything },
      ]}
      onChange={(next) => {
        setSearch({ show: next === "month" ? undefined : next });
      }}
    />
  );
}

function Elsewhere({ count }: { readonly count: number }) {
  const text = useWords(DELIVERY_WORDS);
  const figures = useFigures();
  const setSearch = useSetSearch();
  return (
    <Alert color="yellow" variant="light" mb="md" role="status">
      {text.elsewhere(figures.count(count))}{" "}
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => {
          setSearch({ show: "open" });
        }}
      >
        {text.showThem}
      </Button>
    </Alert>
  );
}

function isShown(batch: Batch, shown: (typeof SHOWN)[number], period: string): boolean {
  if (shown === "month") return batch.bookedIn === period;
  return shown === "all" || batch.state !== "accepted";
}

function NoBatches({ nothingOpen }: { readonly nothingOpen: boolean }) {
  const text = useWords(DELIVERY_WORDS);
  if (nothingOpen) return <EmptyState title={text.nothingOpenTitle} text={text.nothingOpenText} />;
  return (
    <EmptyState
      title={text.noneTitle}
      text={text.noneText}
      act={
        <Anchor component={Link} to="/closes">
          {text.toCloses}
        </Anchor>
      }
    />
  );
}
