/**
 * One cell: its rate and where that stands in the workbook, who stands in it, and who would come into it by one step. In: the cell.
 */
import { Anchor, List, Text, Title } from "@mantine/core";
import type { Distance } from "../../../src/calculation/what-if.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { bandText } from "./bands.ts";
import { DetailsPanel } from "./details-panel.tsx";
import { MATRIX_WORDS } from "./matrix-words.ts";
import { readCellName } from "./spots.ts";
import type { Placed } from "./standing.ts";
import type { MatrixVersion } from "./statement-facts.ts";
import { effectText, STEP_WORDS, stepText } from "./step-words.ts";

const WORDS = words({
  en: {
    here: "Who stands here",
    nobody: "Nobody in this month.",
    before: "Who stands just before it",
    nobodyBefore: "Nobody comes here by one step on one axis.",
    at: (sheet: string, cell: string, shown: string) => `Sheet ${sheet}, cell ${cell}, written there as ${shown}`,
  },
  de: {
    here: "Wer hier steht",
    nobody: "In diesem Monat niemand.",
    before: "Wer kurz davor steht",
    nobodyBefore: "Niemand kommt mit einem Schritt auf einer Achse hierher.",
    at: (sheet: string, cell: string, shown: string) => `Blatt ${sheet}, Zelle ${cell}, dort geschrieben als ${shown}`,
  },
  sv: {
    here: "Vilka som står här",
    nobody: "Ingen denna månad.",
    before: "Vilka som står strax före",
    nobodyBefore: "Ingen kommer hit med ett steg på en axel.",
    at: (sheet: string, cell: string, shown: string) => `Blad ${sheet}, cell ${cell}, där skrivet som ${shown}`,
  },
});

interface CellDetailsProps {
  readonly cell: string;
  readonly version: MatrixVersion;
  readonly agents: readonly Placed[];
  readonly onAgent: (agent: string) => void;
  readonly onClose: () => void;
}

interface Before {
  readonly agent: Placed;
  readonly step: Distance;
}

export function CellDetails({ cell, version, agents, onAgent, onClose }: CellDetailsProps) {
  const text = useWords(WORDS);
  const shared = useWords(MATRIX_WORDS);
  const figures = useFigures();
  const [p, a] = readCellName(cell) ?? [-1, -1];
  const { penetrationBounds, achievementBounds, sheet } = version;
  const ratePpm = version.rates[p]?.[a];
  const origin = version.rateCells[p]?.[a];
  const isHere = (at: { readonly penetrationBand: number; readonly achievementBand: number }) =>
    at.penetrationBand === p && at.achievementBand === a;
  const here = agents.filter(({ outcome }) => isHere(outcome));
  const before = agents.flatMap((agent): Before[] => {
    const step = agent.distances.find((d) => d.direction === "up" && isHere(d));
    return step === undefined ? [] : [{ agent, step }];
  });
  const bands = [bandText(penetrationBounds, p, figures.rate), bandText(achievementBounds, a, figures.rate)];
  return (
    <DetailsPanel title={bands.join(" × ")} onClose={onClose}>
      <div>
        <Text fw={650}>{ratePpm === undefined ? shared.noRate : `${shared.rate} ${figures.tableRate(ratePpm)}`}</Text>
        {origin !== undefined && (
          <Text size="sm" c="dimmed">
            {text.at(sheet, origin.cell, origin.text)}
          </Text>
        )}
      </div>
      <Title order={3} size="h5">
        {text.here}
      </Title>
      {here.length === 0 && <Text size="sm">{text.nobody}</Text>}
      <AgentList of={here.map((agent) => ({ agent, step: agent.next }))} onAgent={onAgent} />
      <Title order={3} size="h5">
        {text.before}
      </Title>
      {before.length === 0 && <Text size="sm">{text.nobodyBefore}</Text>}
      <AgentList of={before} onAgent={onAgent} />
    </DetailsPanel>
  );
}

interface AgentListProps {
  readonly of: readonly { readonly agent: Placed; readonly step: Distance | null }[];
  readonly onAgent: (agent: string) => void;
}

/** Each with what is lacking to more. */
function AgentList({ of, onAgent }: AgentListProps) {
  const shared = useWords(MATRIX_WORDS);
  const steps = useWords(STEP_WORDS);
  const figures = useFigures();
  return (
    <List size="sm" spacing={6} listStyleType="none">
      {of.map(({ agent: { row, exponent }, step }) => {
        const money = { figures, exponent, currency: row.currency };
        return (
          <List.Item key={row.agentId}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => {
                onAgent(row.agentId);
              }}
            >
              {row.agentId}
            </Anchor>
            {step !== null && (
              <Text size="sm" c="dimmed">
                {`${shared.lacking}: ${stepText(step, steps, money)} (${effectText(step.effectMinor, money)})`}
              </Text>
            )}
          </List.Item>
        );
      })}
    </List>
  );
}
