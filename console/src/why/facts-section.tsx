/**
 * Step 1: the contracts that stand there, which of them count and why, and the message that each came from.
 */
import { List, Text } from "@mantine/core";
import { FIGURE_WORDS } from "../statements/statement-words.ts";
import { minorOf, type Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { ContractFacts } from "./contract-facts.tsx";
import type { ExplainedContract, Explanation } from "./explanation.ts";
import { cancellationText, fromText, messageText } from "./fact-text.ts";
import { CATEGORY_WORDS, FACT_WORDS } from "./fact-words.ts";
import { StandingSign } from "./standing-sign.tsx";
import { WhySection } from "./why-section.tsx";

const WORDS = words({
  en: {
    title: "The contracts",
    counted: (all: number, financed: number, volume: string, eligible: string) =>
      `${all} ${all === 1 ? "contract counts" : "contracts count"}, ${financed} of them financed, with a volume of ${volume}. What counts: ${eligible}, not cancelled by the end of the month.`,
    not: (n: number) => ` ${n} ${n === 1 ? "does" : "do"} not count.`,
    none: "No contract stands here now. The ledger below says what was posted, and where the contracts went.",
    list: "Contracts",
    complete: (received: string, expected: string) =>
      `The source has sent ${received} of ${expected} contracts of this market and month.`,
  },
  de: {
    title: "Die Verträge",
    counted: (all: number, financed: number, volume: string, eligible: string) =>
      `${all} ${all === 1 ? "Vertrag zählt" : "Verträge zählen"}, davon ${financed} finanziert, mit einem Volumen von ${volume}. Es zählt: ${eligible}, bis Monatsende nicht storniert.`,
    not: (n: number) => ` ${n} ${n === 1 ? "zählt" : "zählen"} nicht.`,
    none: "Hier steht jetzt kein Vertrag. Das Hauptbuch unten sagt, was gebucht wurde und wohin die Verträge gingen.",
    list: "Verträge",
    complete: (received: string, expected: string) =>
      `Die Quelle hat ${received} von ${expected} Verträgen dieses Marktes und Monats gesendet.`,
  },
  sv: {
    title: "Avtalen",
    counted: (all: number, financed: number, volume: string, eligible: string) =>
      `${all} avtal räknas, ${financed} av dem finansierade, med en volym på ${volume}. Det som räknas: ${eligible}, inte annullerat före månadens slut.`,
    not: (n: number) => ` ${n} räknas inte.`,
    none: "Inget avtal står här nu. Huvudboken nedan säger vad som bokförts och vart avtalen flyttades.",
    list: "Avtal",
    complete: (received: string, expected: string) =>
      `Källan har skickat ${received} av ${expected} avtal för marknaden och månaden.`,
  },
});

export function FactsSection({ step, explanation }: { readonly step: number; readonly explanation: Explanation }) {
  const text = useWords(WORDS);
  const categories = useWords(CATEGORY_WORDS);
  const figures = useFigures();
  const { statement: s, contracts, contractId, completeness, plan } = explanation;
  const eligible = plan.eligibleCategories.map((category) => categories[category]).join(", ");
  const not = contracts.filter((contract) => !contract.counts).length;
  const says =
    s === null
      ? text.none
      : text.counted(s.total, s.financed, figures.money(s.volume, s.currency), eligible) +
        (not === 0 || contractId !== null ? "" : text.not(not));
  const [one] = contracts;
  return (
    <WhySection step={step} title={text.title} says={says}>
      {contractId !== null && one !== undefined && <ContractFacts contract={one} currency={explanation.currency} />}
      {contractId === null && contracts.length > 0 && <Facts explanation={explanation} name={text.list} />}
      {contractId === null && <Cancellations contracts={contracts} />}
      {completeness !== null && (
        <Text size="sm" c="dimmed">
          {text.complete(
            figures.count(completeness.received.contracts),
            figures.count(completeness.expected.contracts),
          )}
        </Text>
      )}
    </WhySection>
  );
}

function Facts({ explanation, name }: { readonly explanation: Explanation; readonly name: string }) {
  const columns = useFactColumns(explanation.currency);
  return (
    <DataTable
      name={name}
      takeAs="facts"
      rows={explanation.contracts}
      columns={columns}
      rowKey={(c) => c.contractId}
      empty={null}
      ownState
      quietUpTo={12}
      maxHeightPx={564}
    />
  );
}

function useFactColumns(currency: string): Column<ExplainedContract>[] {
  const text = useWords(FACT_WORDS);
  const names = useWords(FIGURE_WORDS);
  const categories = useWords(CATEGORY_WORDS);
  const figures = useFigures();
  const counts = (c: ExplainedContract) => `${text.standing[c.standing]} ${categories[c.category]}`;
  return [
    {
      key: "contract",
      head: names.contract,
      show: (c) => c.contractId,
      sortBy: (c) => c.contractId,
      findBy: (c) => c.contractId,
    },
    { key: "date", head: text.date, show: (c) => figures.date(c.contractDate), sortBy: (c) => c.contractDate },
    { key: "counts", head: text.counts, show: (c) => <StandingSign contract={c} />, sortBy: counts, findBy: counts },
    {
      key: "amount",
      head: `${text.amount}, ${currency}`,
      figures: true,
      show: (c) => (c.amount === null ? "" : figures.amount(c.amount)),
      sortBy: (c) => minorOf(c.amount),
    },
    { key: "from", head: text.from, show: (c) => fromText(c, text.line), findBy: (c) => fromText(c, text.line) },
    {
      key: "received",
      head: text.received,
      show: (c) => (c.event === null ? "" : figures.instant(c.event.receivedAt)),
      sortBy: (c) => c.event?.receivedAt ?? null,
    },
    { key: "message", head: text.message, show: messageText, findBy: messageText },
  ];
}

/** Cancelled after the month: the ratios stay, and only their own commission may go back. */
function Cancellations({ contracts }: { readonly contracts: readonly ExplainedContract[] }) {
  const text = useWords(FACT_WORDS);
  const figures = useFigures();
  const late = contracts.filter((c) => c.cancellation !== null && c.counts);
  if (late.length === 0) return null;
  return (
    <List size="sm" spacing={4}>
      {late.map((c) => (
        <List.Item key={c.contractId}>{`${c.contractId}: ${cancellationText(c, figures, text)}`}</List.Item>
      ))}
    </List>
  );
}
