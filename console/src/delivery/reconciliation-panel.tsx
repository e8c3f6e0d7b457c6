/**
 * Reconciliation: run it, see what differs, and say of differences that they are explained.
 */
import { Button, Group, SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";
import { useAct, useAllRows, useAsk } from "../api/queries.ts";
import { useScope } from "../app/scope.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { may, useMe } from "../app/session.ts";
import { ActButton } from "../feedback/act-button.tsx";
import { EmptyState } from "../feedback/empty-state.tsx";
import { ReasonDialog } from "../feedback/reason-dialog.tsx";
import { DataTable } from "../table/data-table.tsx";
import { selectionColumn, useSelection } from "../table/selection.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { differenceColumns, type Difference } from "./difference-columns.tsx";
import { DIFFERENCE_WORDS } from "./difference-codes.ts";
import { SIDE_WORDS } from "./difference-sides.ts";
import { ReconcileNow } from "./reconcile-now.tsx";
import { RECONCILIATION_WORDS } from "./reconciliation-words.ts";

const STATES = ["open", "waived", "solved"] as const;

export function ReconciliationPanel() {
  const text = useWords(RECONCILIATION_WORDS);
  const known = useWords(DIFFERENCE_WORDS);
  const sides = useWords(SIDE_WORDS);
  const figures = useFigures();
  const me = useMe();
  const { market, loading } = useScope();
  const { show } = useSearchTexts();
  const found = useAllRows(
    "/differences",
    { query: { market: market ?? undefined, limit: 1000 } },
    (page) => page.differences,
    { enabled: !loading },
  );
  const state = STATES.find((one) => one === show);
  const rows = state === undefined ? found.rows : found.rows.filter((d) => d.state === state);
  const canBeTicked = (d: Difference) => d.state === "open" && may(me, "approve", d.market);
  const selection = useSelection(rows.filter(canBeTicked).map((d) => d.id));
  const ticks = selectionColumn<Difference>({
    head: text.select,
    selection,
    keyOf: (d) => d.id,
    labelOf: (d) => `${text.selectOne} ${d.id}`,
    canBeTicked,
  });
  const columns = differenceColumns({ text, known, sides, figures });
  return (
    <>
      <ReconcileNow />
      <DataTable
        name={text.differences}
        takeAs="differences"
        rows={rows}
        columns={rows.some(canBeTicked) ? [ticks, ...columns] : columns}
        rowKey={(d) => d.id}
        loading={loading || found.loading}
        error={found.error}
        empty={
          <Stack gap="sm">
            <div>
              <Choice />
            </div>
            <NoDifferences />
          </Stack>
        }
        tools={
          <>
            <Choice />
            <Waive
              chosen={[...selection.chosen]}
              onAll={() => {
                selection.choose(rows.filter(canBeTicked).map((d) => d.id));
              }}
            />
          </>
        }
      />
    </>
  );
}

/** That nothing differs is only said of a reconciliation that was run. */
function NoDifferences() {
  const text = useWords(RECONCILIATION_WORDS);
  const figures = useFigures();
  const found = useAsk("/audit", { query: { action: "deliveries.reconciled", limit: 1 } });
  const [last] = found.data?.acts ?? [];
  if (found.isPending) return null;
  if (last === undefined) return <EmptyState title={text.neverTitle} text={text.neverText} />;
  return <EmptyState title={text.noneTitle} text={text.noneText(figures.instant(last.at), last.actor)} />;
}

function Choice() {
  const text = useWords(RECONCILIATION_WORDS);
  const { show } = useSearchTexts();
  const setSearch = useSetSearch();
  return (
    <SegmentedControl
      className="wide-choice"
      aria-label={text.which}
      value={STATES.find((one) => one === show) ?? "all"}
      data={[{ value: "all", label: text.all }, ...STATES.map((value) => ({ value, label: text.states[value] }))]}
      onChange={(next) => {
        setSearch({ show: next === "all" ? undefined : next });
      }}
    />
  );
}

function Waive({ chosen, onAll }: { readonly chosen: readonly string[]; readonly onAll: () => void }) {
  const text = useWords(RECONCILIATION_WORDS);
  const figures = useFigures();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const waiving = useAct("post", "/differences/waiver");
  const mayWaive = may(me, "approve");
  const because = !mayWaive ? text.waiveWho : chosen.length === 0 ? text.waiveNone : null;
  const close = () => {
    setAsking(false);
    waiving.reset();
  };
  return (
    <Group gap="xs">
      {mayWaive && (
        <Button variant="subtle" size="xs" onClick={onAll}>
          {text.selectAll}
        </Button>
      )}
      <ActButton
        because={because}
        size="xs"
        variant="light"
        onAct={() => {
          setAsking(true);
        }}
      >
        {text.waive(figures.count(chosen.length))}
      </ActButton>
      {asking && (
        <ReasonDialog
          title={text.waiveTitle}
          about={text.waiveAbout(figures.count(chosen.length))}
          confirm={text.waiveTitle}
          pending={waiving.isPending}
          error={waiving.error}
          onConfirm={(reason) => {
            waiving.mutate({ body: { ids: [...chosen], reason } }, { onSuccess: close });
          }}
          onClose={close}
        />
      )}
    </Group>
  );
}
