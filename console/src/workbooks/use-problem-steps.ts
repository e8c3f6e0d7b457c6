/**
 * From problem to problem: which one is looked at, and how to the next. In: the problems in reading order. Out: the current one, and steps.
 * F8 and Shift+F8 step from anywhere on the page.
 */
import { useHotkeys } from "@mantine/hooks";
import { useState } from "react";

export interface ProblemSteps {
  /** -1 before the first step. */
  readonly at: number;
  /** Counts the steps: the same problem may be gone to again. */
  readonly steps: number;
  readonly go: (at: number) => void;
  readonly next: () => void;
  readonly previous: () => void;
}

/** After the last comes the first. */
export function stepped(at: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  if (at < 0) return by === 1 ? 0 : count - 1;
  return (at + by + count) % count;
}

export function useProblemSteps(count: number): ProblemSteps {
  const [{ at, steps }, setAt] = useState({ at: -1, steps: 0 });
  const go = (to: number) => {
    setAt((before) => ({ at: to, steps: before.steps + 1 }));
  };
  const next = () => {
    go(stepped(at, 1, count));
  };
  const previous = () => {
    go(stepped(at, -1, count));
  };
  useHotkeys([
    ["F8", next],
    ["shift+F8", previous],
  ]);
  return { at, steps, go, next, previous };
}
