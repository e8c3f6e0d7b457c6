/**
 * Whether all contracts came that the source says it sent, by market and month; a gap can be waived with a reason.
 */
import { Text } from "@mantine/core";
import { useState } from "react";
import { useAct, useAsk } from "../api/queries.ts";
import { useScope } from "../app/scope.ts";
import { useMe } from "../app/session.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { ReasonDialog } from "../feedback/reason-dialog.tsx";
import { DataTable } from "../table/data-table.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { totalsColumns, type Totals } from "./totals-columns.tsx";
import { TOTALS_WORDS } from "./totals-words.ts";

export function TotalsPanel() {
  const text = useWords(TOTALS_WORDS);
  const figures = useFigures();
  const me = useMe();
  const { market, loading } = useScope();
  const found = useAsk("/totals", { query: { market: market ?? undefined } }, { enabled: !loading });
  const [gap, setGap] = useState<Totals | null>(null);
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {text.about}
      </Text>
      <DataTable
        name={text.name}
        takeAs="control-totals"
        rows={found.data?.totals ?? []}
        columns={totalsColumns({ text, figures, me, onWaive: setGap })}
        rowKey={(t) => `${t.market} ${t.period}`}
        loading={found.isPending}
        error={found.error}
        empty={<EmptyState title={text.noneTitle} text={text.noneText} />}
      />
      {gap !== null && (
        <WaiveGap
          gap={gap}
          onClose={() => {
            setGap(null);
          }}
        />
      )}
    </>
  );
}

function WaiveGap({ gap, onClose }: { readonly gap: Totals; readonly onClose: () => void }) {
  const text = useWords(TOTALS_WORDS);
  const figures = useFigures();
  const waiving = useAct("post", "/totals/waiver");
  const { received, expected, market, period, currency } = gap;
  return (
    <ReasonDialog
      title={text.waiveTitle}
      about={
        <>
          <Text size="sm" fw={600}>
            {`${figures.market(market)}, ${figures.month(period)}: ${figures.count(received.contracts)} ${text.of} ${figures.count(expected.contracts)}, ${figures.money(received.amount, currency)} ${text.of} ${figures.money(expected.amount, currency)}`}
          </Text>
          <Text size="sm">{text.waiveAbout}</Text>
        </>
      }
      confirm={text.waive}
      pending={waiving.isPending}
      error={waiving.error}
      onConfirm={(reason) => {
        waiving.mutate({ body: { market, period, reason } }, { onSuccess: onClose });
      }}
      onClose={onClose}
    />
  );
}
