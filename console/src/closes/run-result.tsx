/**
 * What came of closing one market: under way, proposed with its sum, or refused, with what to do about it.
 */
import { Button, Group, Loader, Paper, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconClock } from "@tabler/icons-react";
import { problemOf } from "../api/api-problem.ts";
import { PageButton } from "../app/page-link.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { Sums } from "./close-list.tsx";
import type { Run } from "./run-closes.ts";
import { WaiveGap } from "./waive-gap.tsx";

const WORDS = words({
  en: {
    waits: "waits",
    runs: "is calculated…",
    proposed: (entries: string) => `Proposed entries: ${entries}`,
    look: "Look at it",
    again: "Close again",
    differences: "Look at the differences",
  },
  de: {
    waits: "wartet",
    runs: "wird berechnet…",
    proposed: (entries: string) => `Vorgeschlagene Buchungen: ${entries}`,
    look: "Ansehen",
    again: "Erneut abschließen",
    differences: "Differenzen ansehen",
  },
  sv: {
    waits: "väntar",
    runs: "räknas…",
    proposed: (entries: string) => `Föreslagna poster: ${entries}`,
    look: "Titta på det",
    again: "Stäng igen",
    differences: "Se avvikelserna",
  },
});

interface RunResultProps {
  readonly market: string;
  readonly period: string;
  readonly run: Run;
  readonly onAgain: () => void;
}

export function RunResult({ market, period, run, onAgain }: RunResultProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const name = figures.market(market);
  if (run.kind === "waits" || run.kind === "runs")
    return (
      <Group gap="xs">
        {run.kind === "runs" ? <Loader size={16} /> : <IconClock size={16} aria-hidden />}
        <Text>{`${name} ${text[run.kind]}`}</Text>
      </Group>
    );
  if (run.kind === "closed") {
    const { close } = run;
    return (
      <Paper withBorder p="sm">
        <Group justify="space-between">
          <Group gap="xs" align="flex-start" wrap="nowrap">
            <IconCircleCheck size={20} aria-hidden color="var(--mantine-color-teal-text)" />
            <div>
              <Text fw={600}>{name}</Text>
              <Text size="sm">{text.proposed(figures.count(close.entries))}</Text>
            </div>
          </Group>
          <Group>
            <Text fw={600} component="div">
              <Sums close={close} />
            </Text>
            <PageButton to="/closes" search={{ period, open: close.id }} variant="default" size="xs">
              {text.look}
            </PageButton>
          </Group>
        </Group>
      </Paper>
    );
  }
  return <Refused {...{ market, period, error: run.error, onAgain }} />;
}

interface RefusedProps extends Omit<RunResultProps, "run"> {
  readonly error: unknown;
}

function Refused({ market, period, error, onAgain }: RefusedProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const { code } = problemOf(error);
  return (
    <Stack gap="xs">
      <Text fw={600}>{figures.market(market)}</Text>
      <ProblemAlert error={error} />
      {code === "contracts-missing" && <WaiveGap market={market} period={period} onWaived={onAgain} />}
      <Group gap="xs">
        {code === "reconciliation-open" && (
          <PageButton to="/delivery" search={{ period, tab: "reconciliation" }} variant="default" size="xs">
            {text.differences}
          </PageButton>
        )}
        <Button size="xs" variant="default" onClick={onAgain}>
          {text.again}
        </Button>
      </Group>
    </Stack>
  );
}
