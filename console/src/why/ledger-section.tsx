/**
 * Step 5: what the ledger holds for the amount: what each close posted, every entry with its number and hash, and the sum, which is the amount.
 */
import { Text } from "@mantine/core";
import { PageLink } from "../app/page-link.tsx";
import { useMemo } from "react";
import { FIGURE_WORDS } from "../statements/statement-words.ts";
import { minorOf, sumOf, type Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { useFigures } from "../words/figures.ts";
import { ENTRY_KIND_WORDS } from "../words/entry-kinds.ts";
import { useWords } from "../words/words.ts";
import { BookingList } from "./booking-list.tsx";
import { bridgeOf } from "./bridge.ts";
import { BridgeTable } from "./bridge-table.tsx";
import type { Explanation, PostedEntry } from "./explanation.ts";
import { LEDGER_WORDS } from "./ledger-words.ts";
import { WhySection } from "./why-section.tsx";

type Entry = PostedEntry & { readonly contractId: string };

export function LedgerSection({ step, explanation }: { readonly step: number; readonly explanation: Explanation }) {
  const text = useWords(LEDGER_WORDS);
  const bridge = useMemo(() => bridgeOf(explanation), [explanation]);
  const entries = useMemo(() => entriesOf(explanation), [explanation]);
  const { contractId, currency, agentId, period, market } = explanation;
  if (bridge === null) return <WhySection step={step} title={text.title} says={text.never} />;
  return (
    <WhySection step={step} title={text.title} {...(entries.length === 0 ? { says: text.nothing } : {})}>
      <BookingList explanation={explanation} posted={bridge.posted} />
      <BridgeTable bridge={bridge} currency={currency} ofContract={contractId !== null} />
      {contractId !== null && <Moved explanation={explanation} />}
      {entries.length > 0 && (
        <>
          <Entries entries={entries} currency={currency} withContract={contractId === null} />
          <Text size="sm">
            <PageLink
              to="/ledger"
              search={
                contractId === null
                  ? { period, market, agent: agentId, show: "earned" }
                  : { period, market, contract: contractId, show: "all" }
              }
            >
              {text.all}
            </PageLink>
          </Text>
        </>
      )}
    </WhySection>
  );
}

function entriesOf({ ledger }: Explanation): Entry[] {
  return ledger
    .flatMap((place) => place.entries.map((entry) => ({ ...entry, contractId: place.contractId })))
    .toSorted((a, b) => a.seq - b.seq);
}

function Moved({ explanation: { ledger } }: { readonly explanation: Explanation }) {
  const text = useWords(LEDGER_WORDS);
  const figures = useFigures();
  const to = ledger[0]?.movedTo ?? null;
  if (to === null) return null;
  return <Text>{text.moved(to.agentId, figures.market(to.market), figures.month(to.period))}</Text>;
}

interface EntriesProps {
  readonly entries: readonly Entry[];
  readonly currency: string;
  readonly withContract: boolean;
}

function Entries({ entries, currency, withContract }: EntriesProps) {
  const text = useWords(LEDGER_WORDS);
  return (
    <DataTable
      name={text.entries}
      takeAs="working-entries"
      rows={entries}
      columns={useEntryColumns(currency, withContract)}
      rowKey={(entry) => entry.id}
      empty={null}
      ownState
      quietUpTo={12}
      maxHeightPx={564}
    />
  );
}

function useEntryColumns(currency: string, withContract: boolean): Column<Entry>[] {
  const text = useWords(LEDGER_WORDS);
  const names = useWords(FIGURE_WORDS);
  const kinds = useWords(ENTRY_KIND_WORDS);
  const figures = useFigures();
  return useMemo(() => {
    const contract: Column<Entry> = {
      key: "contract",
      head: names.contract,
      show: (e) => e.contractId,
      sortBy: (e) => e.contractId,
      findBy: (e) => e.contractId,
    };
    return [
      { key: "seq", head: text.seq, show: (e) => figures.count(e.seq), sortBy: (e) => e.seq },
      ...(withContract ? [contract] : []),
      { key: "kind", head: text.kind, show: (e) => kinds[e.kind], sortBy: (e) => e.kind, findBy: (e) => kinds[e.kind] },
      {
        key: "booked",
        head: text.booked,
        show: (e) => figures.shortMonth(e.bookedIn),
        sortBy: (e) => e.bookedIn,
        findBy: (e) => e.bookedIn,
      },
      { key: "rate", head: names.rate, figures: true, show: (e) => figures.tableRate(e.ratePpm) },
      {
        key: "amount",
        head: `${names.commission}, ${currency}`,
        figures: true,
        show: (e) => figures.change(e.amount),
        sortBy: (e) => minorOf(e.amount),
        total: (rows) => (rows.length === 0 ? "" : figures.change(sumOf(rows.map((e) => e.amount)))),
      },
      { key: "close", head: text.close, show: (e) => e.closeId, findBy: (e) => e.closeId },
      { key: "hash", head: text.hash, show: (e) => <code title={e.hash}>{`${e.hash.slice(0, 12)}…`}</code> },
    ];
  }, [text, names, kinds, figures, currency, withContract]);
}
