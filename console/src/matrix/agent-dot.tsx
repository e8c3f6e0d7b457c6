/**
 * One dot: an agent at the exact ratios, or several that would lie upon each other. In: a spot of a cell. Out: a button with a name and a
 * tooltip; the keyboard's way to the same is the table of agents, so it is no stop of Tab.
 */
import { Tooltip, UnstyledButton } from "@mantine/core";
import { ratioText } from "../../../src/domain/rate.ts";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { MATRIX_WORDS } from "./matrix-words.ts";
import type { Spot } from "./spots.ts";
import classes from "./heatmap.module.css";

/** Not beside the page, where no landmark holds it. */
const IN_PAGE = { target: "#page" };

interface AgentDotProps {
  readonly spot: Spot;
  readonly chosen: string | undefined;
  readonly onAgent: (agent: string) => void;
  /** Of several: the cell tells who they are. */
  readonly onCell: () => void;
}

export function AgentDot({ spot, chosen, onAgent, onCell }: AgentDotProps) {
  const text = useWords(MATRIX_WORDS);
  const figures = useFigures();
  const { agents } = spot;
  const [only, ...others] = agents;
  if (only === undefined) return null;
  const isMany = others.length > 0;
  const isNear = agents.some((agent) => agent.isNear);
  const { penetration, achievement } = only.outcome;
  const names = isMany
    ? `${agents.length}: ${agents.map((agent) => agent.row.agentId).join(", ")}`
    : `${only.row.agentId}: ${figures.ratio(ratioText(penetration))} × ${figures.ratio(ratioText(achievement))}`;
  const name = isNear ? `${names} (${text.near})` : names;
  return (
    <Tooltip label={name} withArrow multiline maw={360} portalProps={IN_PAGE}>
      <UnstyledButton
        className={classes.dot ?? ""}
        tabIndex={-1}
        aria-label={name}
        data-near={isNear || undefined}
        data-many={isMany || undefined}
        data-chosen={agents.some((agent) => agent.row.agentId === chosen) || undefined}
        style={{ insetInlineStart: `${spot.x * 100}%`, bottom: `${spot.y * 100}%` }}
        onClick={() => {
          if (isMany) onCell();
          else onAgent(only.row.agentId);
        }}
      >
        {isMany ? agents.length : null}
      </UnstyledButton>
    </Tooltip>
  );
}
