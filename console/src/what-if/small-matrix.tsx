/**
 * The matrix that it is tried by, small: where the agent stands before, and where after. In: the matrix, both places. Out: a table.
 */
import { VisuallyHidden } from "@mantine/core";
import type { CommissionMatrix } from "../../../src/domain/matrix.ts";
import { findRate } from "../../../src/calculation/statement.ts";
import type { Statement } from "../../../src/domain/statement.ts";
import { bandText } from "../matrix/bands.ts";
import { MATRIX_WORDS } from "../matrix/matrix-words.ts";
import { cellName } from "../matrix/spots.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import heat from "../matrix/heatmap.module.css";
import classes from "./small-matrix.module.css";

const WORDS = words({
  en: { name: "Both places in the matrix", before: "before", after: "after" },
  de: { name: "Beide Plätze in der Matrix", before: "vorher", after: "nachher" },
  sv: { name: "Båda platserna i matrisen", before: "före", after: "efter" },
});

interface SmallMatrixProps {
  readonly matrix: CommissionMatrix;
  readonly before: Statement;
  readonly after: Statement;
}

/** By this matrix, also where the statement was calculated by another one. */
function placeOf({ penetration, achievement }: Statement, matrix: CommissionMatrix): string | null {
  if (achievement === null) return null;
  const { penetrationBand, achievementBand } = findRate(matrix, penetration, achievement);
  return cellName(penetrationBand, achievementBand);
}

export function SmallMatrix({ matrix, before, after }: SmallMatrixProps) {
  const text = useWords(WORDS);
  const shared = useWords(MATRIX_WORDS);
  const figures = useFigures();
  const { penetrationBounds, achievementBounds, ratesPpm } = matrix;
  const places = [
    [placeOf(before, matrix), text.before],
    [placeOf(after, matrix), text.after],
  ] as const;
  const columns = [-1, ...achievementBounds.keys()];
  return (
    <div className={heat.scroller ?? ""} tabIndex={0} role="region" aria-label={text.name}>
      <table className={classes.table ?? ""} aria-label={text.name}>
        <thead>
          <tr>
            <td>
              <VisuallyHidden>{`${shared.penetration} × ${shared.achievement}`}</VisuallyHidden>
            </td>
            {columns.map((a) => (
              <th key={a} scope="col">
                {bandText(achievementBounds, a, figures.rate)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[-1, ...penetrationBounds.keys()].toReversed().map((p) => (
            <tr key={p}>
              <th scope="row">{bandText(penetrationBounds, p, figures.rate)}</th>
              {columns.map((a) => {
                const here = places.filter(([place]) => place === cellName(p, a)).map(([, name]) => name);
                const ratePpm = ratesPpm[p]?.[a];
                return (
                  <td
                    key={a}
                    className={classes.cell ?? ""}
                    data-before={here.includes(text.before) || undefined}
                    data-after={here.includes(text.after) || undefined}
                  >
                    {ratePpm === undefined ? "–" : figures.tableRate(ratePpm)}
                    {here.length > 0 && <span className={classes.here ?? ""}>{here.join(" + ")}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
