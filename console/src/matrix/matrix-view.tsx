/**
 * Heatmap, what is chosen in it, and the agents as a table. In: a version, statements of the month, a version to compare with.
 */
import { Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { useWords, words } from "../words/words.ts";
import { AgentDetails } from "./agent-details.tsx";
import { AgentsTable } from "./agents-table.tsx";
import { CellDetails } from "./cell-details.tsx";
import { compareMatrices } from "./compare.ts";
import { ComparisonNote } from "./comparison-note.tsx";
import { Heatmap } from "./heatmap.tsx";
import { Legend } from "./legend.tsx";
import { readCellName } from "./spots.ts";
import { byNearness, isPlaced, standingOf } from "./standing.ts";
import { matrixOf, type MatrixVersion, type StatementRow } from "./statement-facts.ts";
import classes from "./heatmap.module.css";

const WORDS = words({
  en: {
    agents: "Who stands where",
    otherYear: "Agents are shown for the year of the chosen month only.",
    otherVersion: "The agents stand where this version would place them; it is not in force.",
  },
  de: {
    agents: "Wer wo steht",
    otherYear: "Agenten werden nur für das Jahr des gewählten Monats gezeigt.",
    otherVersion: "Die Agenten stehen, wo diese Version sie sähe; sie ist nicht in Kraft.",
  },
  sv: {
    agents: "Vem som står var",
    otherYear: "Agenter visas bara för den valda månadens år.",
    otherVersion: "Agenterna står där denna version skulle placera dem; den gäller inte.",
  },
});

interface MatrixViewProps {
  readonly version: MatrixVersion;
  readonly isInForce: boolean;
  readonly compared: MatrixVersion | undefined;
  readonly rows: readonly StatementRow[];
  readonly isOfMonth: boolean;
}

export function MatrixView({ version, isInForce, compared, rows, isOfMonth }: MatrixViewProps) {
  const text = useWords(WORDS);
  const { agent, open } = useSearchTexts();
  const setSearch = useSetSearch();
  const standings = useMemo(() => byNearness(rows.map((row) => standingOf(row, matrixOf(version)))), [rows, version]);
  const placed = useMemo(() => standings.filter(isPlaced), [standings]);
  const comparison = compared === undefined ? null : compareMatrices(matrixOf(compared), matrixOf(version));
  const chosen = standings.find((standing) => standing.row.agentId === agent);
  const cell = chosen === undefined && readCellName(open) !== null ? open : undefined;
  const onAgent = (name: string) => {
    setSearch({ agent: name, open: undefined });
  };
  const onCell = (name: string) => {
    setSearch({ open: name, agent: undefined });
  };
  const onClose = () => {
    setSearch({ open: undefined, agent: undefined });
  };
  return (
    <>
      {comparison !== null && compared !== undefined && (
        <ComparisonNote of={comparison} before={compared.version} now={version.version} />
      )}
      {!isOfMonth && <Text size="sm">{text.otherYear}</Text>}
      {isOfMonth && !isInForce && <Text size="sm">{text.otherVersion}</Text>}
      <div className={classes.layout ?? ""} data-open={chosen !== undefined || cell !== undefined || undefined}>
        <div>
          <Heatmap
            version={version}
            agents={placed}
            comparison={comparison}
            openCell={cell}
            chosen={agent}
            onCell={onCell}
            onAgent={onAgent}
          />
          <Legend />
        </div>
        {chosen !== undefined && <AgentDetails of={chosen} isInForce={isInForce} onClose={onClose} />}
        {cell !== undefined && (
          <CellDetails cell={cell} version={version} agents={placed} onAgent={onAgent} onClose={onClose} />
        )}
      </div>
      {isOfMonth && (
        <>
          <Title order={2} size="h4" mt="md" mb="xs">
            {text.agents}
          </Title>
          <AgentsTable agents={placed} chosen={agent} isInForce={isInForce} onAgent={onAgent} />
        </>
      )}
    </>
  );
}
