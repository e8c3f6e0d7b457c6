/**
 * The state of a step: a sign, its word, and a line of figures. In: state, word, figures. Out: never colour alone.
 */
import { Group, Stack, Text } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconMinus,
  type IconProps,
} from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import type { StepState } from "./market-standing.ts";
import classes from "./overview.module.css";

const SIGNS: Readonly<Record<StepState, ComponentType<IconProps>>> = {
  done: IconCircleCheck,
  next: IconCircleDot,
  trouble: IconAlertTriangle,
  later: IconCircleDashed,
  none: IconMinus,
};

interface StepSignProps {
  readonly state: StepState;
  readonly word: string;
  /** Lines below. */
  readonly lines: readonly ReactNode[];
}

export function StepSign({ state, word, lines }: StepSignProps) {
  const Sign = SIGNS[state];
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" className={classes.step ?? ""} data-state={state}>
      <Sign size={18} aria-hidden className={classes.sign ?? ""} />
      <Stack gap={0}>
        <Text size="sm" fw={state === "next" || state === "trouble" ? 600 : 400} className={classes.word ?? ""}>
          {word}
        </Text>
        {lines.map((line, i) => (
          <Text key={i} size="xs" c="dimmed">
            {line}
          </Text>
        ))}
      </Stack>
    </Group>
  );
}
