/**
 * Every bound of an axis, compared in integers: nothing is divided, so nothing is rounded before it is decided.
 */
import { Table, Text } from "@mantine/core";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { boundName } from "./axis-names.ts";
import type { Axis } from "./explanation.ts";
import classes from "./bounds-compared.module.css";

const WORDS = words({
  en: {
    cell: "Cell",
    bound: "Bound",
    left: "Ratio’s side",
    right: "Bound’s side",
    reached: "Reached",
    yes: "yes",
    band: "yes: the band",
    no: "no",
  },
  de: {
    cell: "Zelle",
    bound: "Grenze",
    left: "Seite der Quote",
    right: "Seite der Grenze",
    reached: "Erreicht",
    yes: "ja",
    band: "ja: die Stufe",
    no: "nein",
  },
  sv: {
    cell: "Cell",
    bound: "Gräns",
    left: "Kvotens sida",
    right: "Gränsens sida",
    reached: "Nådd",
    yes: "ja",
    band: "ja: nivån",
    no: "nej",
  },
});

export function BoundsCompared({ name, axis }: { readonly name: string; readonly axis: Axis }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {name}
      </Text>
      <div className={classes.scroller ?? ""} tabIndex={0} role="region" aria-label={name}>
        <Table fz="xs" className={classes.table ?? ""} aria-label={name}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{text.cell}</Table.Th>
              <Table.Th scope="col">{text.bound}</Table.Th>
              <Table.Th scope="col">{text.left}</Table.Th>
              <Table.Td />
              <Table.Th scope="col">{text.right}</Table.Th>
              <Table.Th scope="col">{text.reached}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {axis.bounds.map((bound, i) => (
              <Table.Tr key={bound.cell} fw={i === axis.band ? 700 : 400}>
                <Table.Td>{bound.cell}</Table.Td>
                <Table.Td>{boundName(bound, figures)}</Table.Td>
                <Table.Td>{figures.amount(bound.left)}</Table.Td>
                <Table.Td>{signOf(bound)}</Table.Td>
                <Table.Td>{figures.amount(bound.right)}</Table.Td>
                <Table.Td>{i === axis.band ? text.band : bound.reached ? text.yes : text.no}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}

function signOf({ operator, reached }: Axis["bounds"][number]): string {
  if (operator === ">") return reached ? ">" : "≤";
  return reached ? "≥" : "<";
}
