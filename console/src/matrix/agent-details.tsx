/**
 * One agent in the matrix: the exact ratios, the cell, the commission and why, and what is lacking to each next band. In: the standing.
 */
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatMinor } from "../../../src/domain/money.ts";
import { ratioText } from "../../../src/domain/rate.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { WhyAmount } from "../why/why-amount.tsx";
import { AgentLinks } from "./agent-links.tsx";
import { DetailsPanel } from "./details-panel.tsx";
import { BLOCKED_WORDS, MATRIX_WORDS } from "./matrix-words.ts";
import type { Standing } from "./standing.ts";
import { StepsTable } from "./steps-table.tsx";

const WORDS = words({
  en: {
    contracts: (financed: string, total: string) => `${financed} of ${total} contracts financed`,
    volume: (volume: string, target: string) => `${volume} of a target of ${target}`,
    steps: "Steps to the next bands",
    otherVersion: "by this version; the statement is calculated by the one in force",
  },
  de: {
    contracts: (financed: string, total: string) => `${financed} von ${total} Verträgen finanziert`,
    volume: (volume: string, target: string) => `${volume} von einem Ziel von ${target}`,
    steps: "Schritte zu den nächsten Stufen",
    otherVersion: "nach dieser Version; die Abrechnung folgt der, die in Kraft ist",
  },
  sv: {
    contracts: (financed: string, total: string) => `${financed} av ${total} avtal finansierade`,
    volume: (volume: string, target: string) => `${volume} av ett mål på ${target}`,
    steps: "Steg till nästa nivå",
    otherVersion: "enligt denna version; avräkningen följer den som gäller",
  },
});

interface AgentDetailsProps {
  readonly of: Standing;
  readonly isInForce: boolean;
  readonly onClose: () => void;
}

export function AgentDetails({ of: { row, exponent, outcome, distances }, isInForce, onClose }: AgentDetailsProps) {
  const text = useWords(WORDS);
  const shared = useWords(MATRIX_WORDS);
  const blocked = useWords(BLOCKED_WORDS);
  const figures = useFigures();
  const { currency } = row;
  const money = (minor: bigint) => figures.money(formatMinor(minor, exponent), currency);
  if (outcome.status === "blocked")
    return (
      <DetailsPanel title={row.agentId} onClose={onClose}>
        <Text>{blocked[outcome.reason]}</Text>
        <AgentLinks of={row} />
      </DetailsPanel>
    );
  const why = { period: row.period, market: row.market, agent: row.agentId };
  const commission = money(outcome.commissionMinor);
  return (
    <DetailsPanel title={row.agentId} onClose={onClose}>
      <dl>
        <Figure name={shared.penetration} figure={figures.ratio(ratioText(outcome.penetration))}>
          {text.contracts(figures.count(outcome.financed), figures.count(outcome.total))}
        </Figure>
        <Figure name={shared.achievement} figure={figures.ratio(ratioText(outcome.achievement))}>
          {text.volume(money(outcome.volumeMinor), money(outcome.targetMinor))}
        </Figure>
        <Figure name={shared.rate} figure={figures.tableRate(outcome.ratePpm)}>
          {outcome.status === "below-threshold" ? shared.noRate : ""}
        </Figure>
        <Figure name={shared.commission} figure={isInForce ? <WhyAmount of={why}>{commission}</WhyAmount> : commission}>
          {isInForce ? "" : text.otherVersion}
        </Figure>
      </dl>
      <StepsTable name={text.steps} distances={distances} exponent={exponent} currency={currency} />
      <AgentLinks of={row} />
    </DetailsPanel>
  );
}

interface FigureProps {
  readonly name: string;
  readonly figure: ReactNode;
  readonly children: string;
}

function Figure({ name, figure, children }: FigureProps) {
  return (
    <>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} mb="xs">
        <Text span fw={650}>
          {figure}
        </Text>
        {children === "" ? null : (
          <Text span size="sm" c="dimmed">
            {` · ${children}`}
          </Text>
        )}
      </Text>
    </>
  );
}
