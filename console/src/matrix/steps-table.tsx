/**
 * The steps to the next bands as a table: what is lacking, where it leads, what it brings; and what would be lost. In: the distances.
 */
import { Table, Text } from "@mantine/core";
import type { Distance } from "../../../src/calculation/what-if.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { boundWords } from "./bands.ts";
import { effectText, STEP_WORDS, stepText } from "./step-words.ts";
import classes from "./heatmap.module.css";

const WORDS = words({
  en: {
    step: "Step",
    rate: "Rate",
    effect: "Effect",
    over: (bound: string) => `reaches ${bound}`,
    under: (bound: string) => `loses ${bound}`,
    none: "There is no further band to reach or to lose.",
    note: "The effect is that of the new rate on the contracts that stand; what the step itself would earn comes on top.",
  },
  de: {
    step: "Schritt",
    rate: "Satz",
    effect: "Wirkung",
    over: (bound: string) => `erreicht ${bound}`,
    under: (bound: string) => `verliert ${bound}`,
    none: "Es gibt keine weitere Stufe, die zu erreichen oder zu verlieren wäre.",
    note: "Die Wirkung ist die des neuen Satzes auf die bestehenden Verträge; was der Schritt selbst einbrächte, kommt hinzu.",
  },
  sv: {
    step: "Steg",
    rate: "Sats",
    effect: "Effekt",
    over: (bound: string) => `når ${bound}`,
    under: (bound: string) => `tappar ${bound}`,
    none: "Det finns ingen ytterligare nivå att nå eller tappa.",
    note: "Effekten är den nya satsens på de avtal som finns; det som steget i sig skulle ge kommer därtill.",
  },
});

interface StepsTableProps {
  readonly name: string;
  readonly distances: readonly Distance[];
  readonly exponent: number;
  readonly currency: string;
}

export function StepsTable({ name, distances, exponent, currency }: StepsTableProps) {
  const text = useWords(WORDS);
  const steps = useWords(STEP_WORDS);
  const figures = useFigures();
  if (distances.length === 0) return <Text size="sm">{text.none}</Text>;
  return (
    <>
      <Table.ScrollContainer minWidth={280} type="native">
        <Table aria-label={name} fz="sm" horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{text.step}</Table.Th>
              <Table.Th scope="col" ta="end">
                {text.rate}
              </Table.Th>
              <Table.Th scope="col" ta="end">
                {text.effect}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {distances.map((d) => (
              <Table.Tr key={`${d.direction} ${d.by}`}>
                <Table.Td>
                  {stepText(d, steps, { figures, exponent, currency })}
                  <Text size="xs" c="dimmed">
                    {(d.direction === "up" ? text.over : text.under)(boundWords(d.bound, figures.rate))}
                  </Text>
                </Table.Td>
                <Table.Td ta="end" className={classes.amount ?? ""}>
                  {figures.tableRate(d.ratePpm)}
                </Table.Td>
                <Table.Td ta="end" fw={600} className={classes.amount ?? ""}>
                  {effectText(d.effectMinor, { figures, exponent, currency })}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" mt={4}>
        {text.note}
      </Text>
    </>
  );
}
