/**
 * Back and on from problem to problem, with which of how many, and the keys for it.
 */
import { ActionIcon, Group, Kbd, Text } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { ProblemSteps } from "./use-problem-steps.ts";

const WORDS = words({
  en: {
    next: "Next problem",
    previous: "Previous problem",
    of: "of",
    problems: (n: string) => (n === "1" ? "1 problem" : `${n} problems`),
  },
  de: {
    next: "Nächstes Problem",
    previous: "Voriges Problem",
    of: "von",
    problems: (n: string) => (n === "1" ? "1 Problem" : `${n} Probleme`),
  },
  sv: { next: "Nästa problem", previous: "Föregående problem", of: "av", problems: (n: string) => `${n} problem` },
});

export function ProblemStepper({ steps, count }: { readonly steps: ProblemSteps; readonly count: number }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  return (
    <Group gap="xs">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={text.previous}
        title={`${text.previous} (Shift+F8)`}
        onClick={steps.previous}
      >
        <IconChevronUp size={18} />
      </ActionIcon>
      <ActionIcon variant="default" size="lg" aria-label={text.next} title={`${text.next} (F8)`} onClick={steps.next}>
        <IconChevronDown size={18} />
      </ActionIcon>
      <Text size="sm">
        {steps.at < 0
          ? text.problems(figures.count(count))
          : `${figures.count(steps.at + 1)} ${text.of} ${figures.count(count)}`}
      </Text>
      <Text size="xs" c="dimmed" component="span">
        <Kbd size="xs">F8</Kbd> · <Kbd size="xs">Shift</Kbd>+<Kbd size="xs">F8</Kbd>
      </Text>
    </Group>
  );
}
