/**
 * The matrix as a heatmap that is a table: a row a penetration band, the highest on top as in the workbooks, a column an achievement band, and
 * one of each for what lies under the lowest bounds. In: a version, the agents, another version to compare with. Out: what is chosen.
 */
import { useRef, useState, type KeyboardEvent } from "react";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { bandText } from "./bands.ts";
import type { Comparison } from "./compare.ts";
import { HeatCell, type Heat } from "./heat-cell.tsx";
import { MATRIX_WORDS } from "./matrix-words.ts";
import { byCell, cellName, readCellName, spotsOf } from "./spots.ts";
import type { Placed } from "./standing.ts";
import { matrixOf, type MatrixVersion } from "./statement-facts.ts";
import classes from "./heatmap.module.css";

const LIGHTEST = 6;
const DARKEST = 44;

interface HeatmapProps {
  readonly version: MatrixVersion;
  readonly agents: readonly Placed[];
  readonly comparison: Comparison | null;
  readonly openCell: string | undefined;
  readonly chosen: string | undefined;
  readonly onCell: (name: string) => void;
  readonly onAgent: (agent: string) => void;
}

/** From under the lowest, band -1, to the highest. */
function bandsOf(bounds: readonly unknown[]): number[] {
  return [-1, ...bounds.keys()];
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function Heatmap(props: HeatmapProps) {
  const { version, agents, comparison, openCell, chosen, onCell, onAgent } = props;
  const text = useWords(MATRIX_WORDS);
  const { rate } = useFigures();
  const table = useRef<HTMLTableElement>(null);
  const { penetrationBounds, achievementBounds } = version;
  const [stop, setStop] = useState(openCell ?? cellName(penetrationBounds.length - 1, 0));
  const matrix = matrixOf(version);
  const cells = byCell(agents);
  const cellAt = (p: number, a: number): Heat => ({
    ...ratesAt(version, comparison, p, a),
    spots: spotsOf(cells.get(cellName(p, a)) ?? [], matrix),
  });
  const walk = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    const from = readCellName(stop);
    if (move === undefined || from === null) return;
    const to = table.current?.querySelector(`[data-cell="${cellName(from[0] + move[0], from[1] + move[1])}"]`);
    if (!(to instanceof HTMLElement)) return;
    event.preventDefault();
    to.focus();
  };
  return (
    <div className={classes.scroller ?? ""}>
      <table ref={table} className={classes.table ?? ""} onKeyDown={walk}>
        <thead>
          <tr>
            <th className={classes.axis ?? ""} scope="col">
              {text.penetration} ↓ × {text.achievement} →
            </th>
            {bandsOf(achievementBounds).map((a) => (
              <th key={a} scope="col" className={classes.head ?? ""}>
                {bandText(achievementBounds, a, rate)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bandsOf(penetrationBounds)
            .toReversed()
            .map((p) => (
              <tr key={p}>
                <th scope="row" className={`${classes.head ?? ""} ${classes.rowHead ?? ""}`}>
                  {bandText(penetrationBounds, p, rate)}
                </th>
                {bandsOf(achievementBounds).map((a) => (
                  <HeatCell
                    key={a}
                    name={cellName(p, a)}
                    of={cellAt(p, a)}
                    isOpen={openCell === cellName(p, a)}
                    isStop={stop === cellName(p, a)}
                    chosen={chosen}
                    onCell={onCell}
                    onAgent={onAgent}
                    onFocus={setStop}
                  />
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function ratesAt(version: MatrixVersion, comparison: Comparison | null, p: number, a: number): Omit<Heat, "spots"> {
  const ratePpm = version.rates[p]?.[a] ?? null;
  const cell = version.rateCells[p]?.[a]?.cell;
  const old = comparison?.oldRatesPpm[p]?.[a] ?? null;
  const all = version.rates.flat();
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  const share = ratePpm === null || highest === lowest ? 0 : (ratePpm - lowest) / (highest - lowest);
  return {
    ratePpm,
    oldRatePpm: old === ratePpm ? null : old,
    heat: ratePpm === null ? 0 : Math.round(LIGHTEST + share * (DARKEST - LIGHTEST)),
    address: cell === undefined ? null : { sheet: version.sheet, cell },
  };
}
