/**
 * One cell of the heatmap: its rate, where the rate stands in the workbook, and the agents in it as dots. In: the cell. Out: a cell of the
 * table with a button; the arrows go from cell to cell, so that Tab stops in the matrix once.
 */
import { Tooltip, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { AgentDot } from "./agent-dot.tsx";
import { MATRIX_WORDS } from "./matrix-words.ts";
import type { Spot } from "./spots.ts";
import classes from "./heatmap.module.css";

const WORDS = words({
  en: {
    agents: (n: string, one: boolean) => `${n} ${one ? "agent" : "agents"}`,
    at: (sheet: string, cell: string) => `Sheet ${sheet}, cell ${cell}`,
    before: (rate: string) => `before: ${rate}`,
  },
  de: {
    agents: (n: string, one: boolean) => `${n} ${one ? "Agent" : "Agenten"}`,
    at: (sheet: string, cell: string) => `Blatt ${sheet}, Zelle ${cell}`,
    before: (rate: string) => `vorher: ${rate}`,
  },
  sv: {
    agents: (n: string, one: boolean) => `${n} ${one ? "agent" : "agenter"}`,
    at: (sheet: string, cell: string) => `Blad ${sheet}, cell ${cell}`,
    before: (rate: string) => `förut: ${rate}`,
  },
});

export interface Heat {
  /** Null under the lowest bands, where nothing is paid. */
  readonly ratePpm: number | null;
  /** Of the version that is compared with, where it is another one. */
  readonly oldRatePpm: number | null;
  /** From 0 on: the colour. */
  readonly heat: number;
  readonly address: { readonly sheet: string; readonly cell: string } | null;
  readonly spots: readonly Spot[];
}

/** Not beside the page, where no landmark holds it. */
const IN_PAGE = { target: "#page" };

declare module "react" {
  interface CSSProperties {
    /** How much of the colour a cell has, in percent. */
    readonly "--heat"?: number;
  }
}

interface HeatCellProps {
  readonly of: Heat;
  readonly name: string;
  readonly isOpen: boolean;
  /** Tab stops here. */
  readonly isStop: boolean;
  readonly chosen: string | undefined;
  readonly onCell: (name: string) => void;
  readonly onAgent: (agent: string) => void;
  readonly onFocus: (name: string) => void;
}

export function HeatCell({ of, name, isOpen, isStop, chosen, onCell, onAgent, onFocus }: HeatCellProps) {
  const text = useWords(WORDS);
  const { noRate } = useWords(MATRIX_WORDS);
  const figures = useFigures();
  const { ratePpm, oldRatePpm, address, spots } = of;
  const rate = ratePpm === null ? noRate : figures.tableRate(ratePpm);
  const count = spots.reduce((sum, spot) => sum + spot.agents.length, 0);
  const place = address === null ? noRate : text.at(address.sheet, address.cell);
  const open = () => {
    onCell(name);
  };
  return (
    <td
      className={classes.cell ?? ""}
      style={{ "--heat": of.heat }}
      data-nothing={ratePpm === null || undefined}
      data-changed={oldRatePpm !== null || undefined}
      data-open={isOpen || undefined}
    >
      <Tooltip
        label={place}
        events={{ hover: true, focus: true, touch: false }}
        openDelay={250}
        position="top-start"
        portalProps={IN_PAGE}
      >
        <UnstyledButton
          className={classes.cellButton ?? ""}
          data-cell={name}
          tabIndex={isStop ? 0 : -1}
          aria-pressed={isOpen}
          onClick={open}
          onFocus={() => {
            onFocus(name);
          }}
        >
          <span className={classes.rate ?? ""}>
            {oldRatePpm !== null && (
              <>
                <span className={classes.old ?? ""} aria-hidden>
                  {figures.tableRate(oldRatePpm)}
                </span>
                <span aria-hidden>{" → "}</span>
              </>
            )}
            {ratePpm === null ? <VisuallyHidden>{rate}</VisuallyHidden> : rate}
          </span>
          <VisuallyHidden>
            {oldRatePpm !== null && `, ${text.before(figures.tableRate(oldRatePpm))}`}
            {`, ${text.agents(figures.count(count), count === 1)}`}
            {address !== null && `, ${place}`}
          </VisuallyHidden>
        </UnstyledButton>
      </Tooltip>
      <div className={classes.dots ?? ""}>
        {spots.map((spot) => (
          <AgentDot
            key={spot.agents[0]?.row.agentId ?? ""}
            spot={spot}
            chosen={chosen}
            onAgent={onAgent}
            onCell={open}
          />
        ))}
      </div>
    </td>
  );
}
