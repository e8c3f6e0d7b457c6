/**
 * The columns of the effect on statements: agent, month, rate and commission now and then, the difference.
 */
import { Group, Text } from "@mantine/core";
import { minorOf, type Column } from "../table/column.ts";
import { WhyAmount } from "../why/why-amount.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { EffectRow, Outcome } from "./effects.ts";
import { OUTCOME_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: {
    agent: "Agent",
    market: "Market",
    month: "Month",
    rate: "Rate",
    before: "Commission now",
    after: "With this workbook",
    difference: "Difference",
  },
  de: {
    agent: "Agent",
    market: "Markt",
    month: "Monat",
    rate: "Satz",
    before: "Provision jetzt",
    after: "Mit dieser Mappe",
    difference: "Differenz",
  },
  sv: {
    agent: "Agent",
    market: "Marknad",
    month: "Månad",
    rate: "Sats",
    before: "Provision nu",
    after: "Med arbetsboken",
    difference: "Skillnad",
  },
});

type Outcomes = Readonly<Record<string, string>>;

export function useEffectColumns(): Column<EffectRow>[] {
  const text = useWords(WORDS);
  const outcomes = useWords(OUTCOME_WORDS);
  const figures = useFigures();
  return [
    { key: "agent", head: text.agent, show: (r) => r.agentId, sortBy: (r) => r.agentId, findBy: (r) => r.agentId },
    {
      key: "market",
      head: text.market,
      show: (r) => figures.market(r.market),
      sortBy: (r) => figures.market(r.market),
      findBy: (r) => figures.market(r.market),
    },
    {
      key: "month",
      head: text.month,
      show: (r) => figures.shortMonth(r.period),
      sortBy: (r) => r.period,
      findBy: (r) => figures.shortMonth(r.period),
    },
    {
      key: "rate",
      head: text.rate,
      figures: true,
      show: (r) => <RateStep row={r} outcomes={outcomes} figures={figures} />,
      take: (r) => [r.before, r.after].map((outcome) => rateOf(outcome, { outcomes, figures })).join(" -> "),
      sortBy: (r) => r.after.ratePpm,
    },
    {
      key: "before",
      head: text.before,
      figures: true,
      show: (r) =>
        r.before.commission === null ? (
          wordOf(r.before, outcomes)
        ) : (
          <WhyAmount of={{ period: r.period, market: r.market, agent: r.agentId }}>
            {figures.money(r.before.commission, r.currency)}
          </WhyAmount>
        ),
      sortBy: (r) => minorOf(r.before.commission),
    },
    {
      key: "after",
      head: text.after,
      figures: true,
      show: (r) =>
        r.after.commission === null ? wordOf(r.after, outcomes) : figures.money(r.after.commission, r.currency),
      sortBy: (r) => minorOf(r.after.commission),
    },
    {
      key: "difference",
      head: text.difference,
      figures: true,
      show: (r) => <strong>{`${figures.change(r.difference)}\u00a0${r.currency}`}</strong>,
      sortBy: (r) => minorOf(r.difference),
    },
  ];
}

function wordOf(outcome: Outcome, outcomes: Outcomes): string {
  const word = outcomes[outcome.status] ?? outcome.status;
  return outcome.reason === null ? word : `${word}: ${outcomes[outcome.reason] ?? outcome.reason}`;
}

interface RateStepProps {
  readonly row: EffectRow;
  readonly outcomes: Outcomes;
  readonly figures: Figures;
}

function rateOf(outcome: Outcome, { outcomes, figures }: Omit<RateStepProps, "row">): string {
  return outcome.ratePpm === null ? wordOf(outcome, outcomes) : figures.tableRate(outcome.ratePpm);
}

function RateStep({ row: { before, after }, outcomes, figures }: RateStepProps) {
  const said = (outcome: Outcome) => rateOf(outcome, { outcomes, figures });
  if (said(before) === said(after)) return said(after);
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Text size="sm" c="dimmed" component="del">
        {said(before)}
      </Text>
      <span aria-hidden>→</span>
      <Text size="sm" fw={600} component="ins" td="none">
        {said(after)}
      </Text>
    </Group>
  );
}
