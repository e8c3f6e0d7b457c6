/**
 * A matrix before and after, over each other: changed rates and moved bounds with old and new value, what did not change in plain. In: both
 * sides. Out: a real table, penetration down, achievement across, the highest penetration first, as workbooks have it.
 */
import { Table, VisuallyHidden } from "@mantine/core";
import { IconArrowNarrowRight } from "@tabler/icons-react";
import type { Bound } from "../../../src/domain/matrix.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { isChanged, type AxisLine, type MatrixDifference, type RatePair } from "./matrix-difference.ts";
import classes from "./matrix-difference-table.module.css";

const WORDS = words({
  en: {
    name: "Rates before and after",
    penetration: "Penetration rate",
    achievement: "Target achievement",
    from: "was",
    to: "becomes",
    new: "new",
    gone: "gone",
  },
  de: {
    name: "Sätze vorher und nachher",
    penetration: "Penetrationsrate",
    achievement: "Zielerreichung",
    from: "war",
    to: "wird",
    new: "neu",
    gone: "entfällt",
  },
  sv: {
    name: "Satser före och efter",
    penetration: "Penetrationsgrad",
    achievement: "Måluppfyllelse",
    from: "var",
    to: "blir",
    new: "ny",
    gone: "utgår",
  },
});

interface MatrixDifferenceTableProps {
  readonly difference: MatrixDifference;
  readonly market: string;
  /** Without a version before, nothing is marked: all of it is new. */
  readonly isFirst: boolean;
}

export function MatrixDifferenceTable({ difference, market, isFirst }: MatrixDifferenceTableProps) {
  const text = useWords(WORDS);
  const { penetration, achievement, rates } = difference;
  const label = `${market}: ${text.name}`;
  return (
    <div className={classes.scroller ?? ""} tabIndex={0} role="region" aria-label={label}>
      <Table withTableBorder withColumnBorders aria-label={label} className={classes.table ?? ""}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th rowSpan={2} scope="col">
              {text.penetration}
            </Table.Th>
            <Table.Th colSpan={achievement.length} scope="colgroup">
              {text.achievement}
            </Table.Th>
          </Table.Tr>
          <Table.Tr>
            {achievement.map((line) => (
              <Table.Th key={keyOf(line)} scope="col" className={classes.rate ?? ""}>
                <BoundPair line={line} isFirst={isFirst} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {penetration
            .map((line, p) => ({ line, pairs: rates[p] ?? [] }))
            .toReversed()
            .map(({ line, pairs }) => (
              <Table.Tr key={keyOf(line)}>
                <Table.Th scope="row">
                  <BoundPair line={line} isFirst={isFirst} />
                </Table.Th>
                {achievement.map((across, a) => (
                  <RateCell key={keyOf(across)} pair={pairs[a] ?? { before: null, after: null }} isFirst={isFirst} />
                ))}
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function keyOf({ before, after }: AxisLine): string {
  const of = (bound: Bound | null) => (bound === null ? "" : `${bound.exclusive ? ">" : ""}${bound.ppm}`);
  return `${of(before)} ${of(after)}`;
}

function BoundPair({ line, isFirst }: { readonly line: AxisLine; readonly isFirst: boolean }) {
  const figures = useFigures();
  const said = (bound: Bound | null) =>
    bound === null ? null : `${bound.exclusive ? ">" : "≥"} ${figures.rate(bound.ppm)}`;
  return (
    <Pair before={isFirst ? null : said(line.before)} after={said(line.after)} changed={!isFirst && isChanged(line)} />
  );
}

function RateCell({ pair: { before, after }, isFirst }: { readonly pair: RatePair; readonly isFirst: boolean }) {
  const figures = useFigures();
  const said = (ppm: number | null) => (ppm === null ? null : figures.tableRate(ppm));
  const changed = !isFirst && before !== after;
  return (
    <Table.Td className={classes.rate ?? ""} data-changed={changed ? true : undefined}>
      <Pair before={said(before)} after={said(after)} changed={changed} />
    </Table.Td>
  );
}

interface PairProps {
  readonly before: string | null;
  readonly after: string | null;
  readonly changed: boolean;
}

function Pair({ before, after, changed }: PairProps) {
  const text = useWords(WORDS);
  if (!changed) return after;
  return (
    <span className={classes.pair ?? ""}>
      {before !== null && (
        <>
          <VisuallyHidden>{text.from} </VisuallyHidden>
          <del>{before}</del>
        </>
      )}
      {before !== null && after !== null && <IconArrowNarrowRight size={16} aria-hidden />}
      {after === null ? (
        <em>{text.gone}</em>
      ) : (
        <>
          <VisuallyHidden> {text.to} </VisuallyHidden>
          <ins>{after}</ins>
        </>
      )}
      {before === null && after !== null && <em>{text.new}</em>}
    </span>
  );
}
