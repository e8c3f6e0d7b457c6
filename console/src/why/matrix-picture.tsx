/**
 * The commission matrix as it stands in the sheet, with the row and column that were hit, and their cell. A real table: what is marked by
 * colour is marked by a sign and said in words too.
 */
import { Table, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { AXIS_WORDS, boundName } from "./axis-names.ts";
import type { Axis, ExplainedMatrix } from "./explanation.ts";
import classes from "./matrix-picture.module.css";
import { orderByColumn, orderByRow } from "./sheet-order.ts";

const WORDS = words({
  en: { name: "Commission matrix", reached: "reached", not: "not reached", band: "the band", rate: "the rate" },
  de: { name: "Provisionsmatrix", reached: "erreicht", not: "nicht erreicht", band: "die Stufe", rate: "der Satz" },
  sv: { name: "Provisionsmatris", reached: "nådd", not: "inte nådd", band: "nivån", rate: "satsen" },
});

interface MatrixPictureProps {
  readonly matrix: ExplainedMatrix;
  readonly penetration: Axis | null;
  readonly achievement: Axis | null;
}

export function MatrixPicture({ matrix, penetration, achievement }: MatrixPictureProps) {
  const text = useWords(WORDS);
  const names = useWords(AXIS_WORDS);
  const figures = useFigures();
  const rows = orderByRow(matrix.penetrationBounds.map(({ cell }) => cell));
  const columns = orderByColumn(matrix.achievementBounds.map(({ cell }) => cell));
  const hitRow = penetration?.band ?? -1;
  const hitColumn = achievement?.band ?? -1;
  return (
    <div className={classes.scroller ?? ""} tabIndex={0} role="region" aria-label={text.name}>
      <Table className={classes.table ?? ""} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" className={classes.corner ?? ""}>
              {names.penetration} ↓<br />
              {names.achievement} →
            </Table.Th>
            {columns.map((a) => {
              const bound = matrix.achievementBounds[a];
              return bound === undefined ? null : (
                <BoundHead
                  key={bound.cell}
                  scope="col"
                  bound={boundName(bound, figures)}
                  cell={bound.cell}
                  reached={achievement?.bounds[a]?.reached}
                  hit={a === hitColumn}
                />
              );
            })}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((p) => {
            const bound = matrix.penetrationBounds[p];
            return bound === undefined ? null : (
              <Table.Tr key={bound.cell}>
                <BoundHead
                  scope="row"
                  bound={boundName(bound, figures)}
                  cell={bound.cell}
                  reached={penetration?.bounds[p]?.reached}
                  hit={p === hitRow}
                />
                {columns.map((a) => {
                  const rate = matrix.rates[p]?.[a];
                  const hit = p === hitRow && a === hitColumn;
                  return rate === undefined ? null : (
                    <Table.Td
                      key={rate.cell}
                      title={rate.cell}
                      data-line={p === hitRow || a === hitColumn ? true : undefined}
                      data-hit={hit ? true : undefined}
                    >
                      {figures.tableRate(rate.ppm)}
                      {hit && <VisuallyHidden>{`: ${text.rate}, ${rate.cell}`}</VisuallyHidden>}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface BoundHeadProps {
  readonly scope: "col" | "row";
  readonly bound: string;
  readonly cell: string;
  /** Undefined where nothing was compared. */
  readonly reached: boolean | undefined;
  readonly hit: boolean;
}

function BoundHead({ scope, bound, cell, reached, hit }: BoundHeadProps) {
  const text = useWords(WORDS);
  const Sign = reached === true ? IconCheck : IconMinus;
  return (
    <Table.Th scope={scope} title={cell} data-line={hit ? true : undefined} data-head={hit ? true : undefined}>
      <span className={classes.bound ?? ""}>
        {reached !== undefined && <Sign size={13} aria-hidden />}
        {bound}
        {reached !== undefined && (
          <VisuallyHidden>{`, ${hit ? text.band : reached ? text.reached : text.not}`}</VisuallyHidden>
        )}
      </span>
    </Table.Th>
  );
}
