/**
 * Step 4: amount × rate, exactly, and how it was rounded: once, half away from zero. Of a contract in large; of a statement line by line.
 */
import { Paper, Text } from "@mantine/core";
import { DataTable } from "../table/data-table.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { ExplainedLine, Explanation } from "./explanation.ts";
import { useLineColumns } from "./line-columns.tsx";
import classes from "./product-section.module.css";
import { ROUNDING_WORDS } from "./rounding-words.ts";
import { WhySection } from "./why-section.tsx";

const WORDS = words({
  en: {
    title: "Rate × amount",
    once: "Each contract is rounded once, to the smallest unit of the currency, half away from zero. The statement is the sum of its lines.",
    lines: "Lines of the statement",
    none: "No financed contract, so no line.",
    blocked: "Without a rate nothing is multiplied yet.",
    cash: "This contract is not financed or does not count, so it earns nothing itself. It counts in the penetration rate only as step 1 says.",
    integers: (amount: string, ppm: string, divisor: string, quotient: string, rest: string) =>
      `In smallest units: ${amount} × ${ppm} ÷ ${divisor} = ${quotient}, remainder ${rest}`,
  },
  de: {
    title: "Satz × Betrag",
    once: "Jeder Vertrag wird einmal gerundet, auf die kleinste Einheit der Währung, die Hälfte von null weg. Die Abrechnung ist die Summe ihrer Zeilen.",
    lines: "Zeilen der Abrechnung",
    none: "Kein finanzierter Vertrag, also keine Zeile.",
    blocked: "Ohne Satz wird noch nichts multipliziert.",
    cash: "Dieser Vertrag ist nicht finanziert oder zählt nicht und bringt selbst keine Provision. In der Penetrationsrate zählt er nur, wie Schritt 1 sagt.",
    integers: (amount: string, ppm: string, divisor: string, quotient: string, rest: string) =>
      `In kleinsten Einheiten: ${amount} × ${ppm} ÷ ${divisor} = ${quotient}, Rest ${rest}`,
  },
  sv: {
    title: "Sats × belopp",
    once: "Varje avtal avrundas en gång, till valutans minsta enhet, hälften bort från noll. Avräkningen är summan av sina rader.",
    lines: "Avräkningens rader",
    none: "Inget finansierat avtal, så ingen rad.",
    blocked: "Utan sats multipliceras inget ännu.",
    cash: "Avtalet är inte finansierat eller räknas inte, så det ger ingen egen provision. I penetrationsgraden räknas det bara som steg 1 säger.",
    integers: (amount: string, ppm: string, divisor: string, quotient: string, rest: string) =>
      `I minsta enheter: ${amount} × ${ppm} ÷ ${divisor} = ${quotient}, rest ${rest}`,
  },
});

export function ProductSection({ step, explanation }: { readonly step: number; readonly explanation: Explanation }) {
  const text = useWords(WORDS);
  const { lines, contractId, statement } = explanation;
  const [line] = lines;
  if (statement?.status === "blocked") return <WhySection step={step} title={text.title} says={text.blocked} />;
  if (line === undefined)
    return <WhySection step={step} title={text.title} says={contractId === null ? text.none : text.cash} />;
  return (
    <WhySection step={step} title={text.title}>
      {contractId === null ? (
        <Lines explanation={explanation} />
      ) : (
        <OneLine line={line} currency={explanation.currency} />
      )}
      <Text size="sm" c="dimmed">
        {text.once}
      </Text>
    </WhySection>
  );
}

function OneLine({ line, currency }: { readonly line: ExplainedLine; readonly currency: string }) {
  const text = useWords(WORDS);
  const rounding = useWords(ROUNDING_WORDS);
  const figures = useFigures();
  return (
    <Paper withBorder p="sm" radius="md">
      <div className={classes.product ?? ""}>
        <span>{figures.money(line.amount, currency)}</span>
        <span>×</span>
        <span>{figures.tableRate(line.ratePpm)}</span>
        <span>=</span>
        <span>{figures.amount(line.exact)}</span>
        <span>→</span>
        <strong>{figures.money(line.commission, currency)}</strong>
      </div>
      <Text size="sm">{rounding[line.rounding]}</Text>
      <Text size="xs" c="dimmed" mt={4}>
        {text.integers(
          figures.amount(line.amountMinor),
          figures.count(line.ratePpm),
          figures.amount(line.divisor),
          figures.amount(line.quotient),
          figures.amount(line.remainder),
        )}
      </Text>
    </Paper>
  );
}

function Lines({ explanation }: { readonly explanation: Explanation }) {
  const text = useWords(WORDS);
  return (
    <DataTable
      name={text.lines}
      takeAs="working-lines"
      rows={explanation.lines}
      columns={useLineColumns(explanation)}
      rowKey={(line) => line.contractId}
      empty={null}
      ownState
      quietUpTo={12}
      maxHeightPx={564}
    />
  );
}
