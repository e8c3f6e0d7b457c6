/**
 * What is other between two versions, said before the heatmap that marks it. In: the comparison.
 */
import { Alert, Text } from "@mantine/core";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { boundWords } from "./bands.ts";
import type { Comparison } from "./compare.ts";

const WORDS = words({
  en: {
    title: (old: number, now: number) => `Version ${old} → version ${now}`,
    changed: (n: string, one: boolean) => `${n} ${one ? "cell pays" : "cells pay"} another rate: framed, old → new.`,
    same: "Every cell pays the same rate.",
    came: "New bounds",
    went: "Bounds taken away",
  },
  de: {
    title: (old: number, now: number) => `Version ${old} → Version ${now}`,
    changed: (n: string, one: boolean) =>
      `${n} ${one ? "Zelle zahlt" : "Zellen zahlen"} einen anderen Satz: umrahmt, alt → neu.`,
    same: "Jede Zelle zahlt denselben Satz.",
    came: "Neue Grenzen",
    went: "Weggefallene Grenzen",
  },
  sv: {
    title: (old: number, now: number) => `Version ${old} → version ${now}`,
    changed: (n: string, one: boolean) =>
      `${n} ${one ? "cell ger" : "celler ger"} en annan sats: inramade, gammal → ny.`,
    same: "Varje cell ger samma sats.",
    came: "Nya gränser",
    went: "Borttagna gränser",
  },
});

interface ComparisonNoteProps {
  readonly of: Comparison;
  readonly before: number;
  readonly now: number;
}

export function ComparisonNote({ of, before, now }: ComparisonNoteProps) {
  const text = useWords(WORDS);
  const { count, rate } = useFigures();
  const { changed, came, went } = of;
  const list = (bounds: Comparison["came"]) => bounds.map((bound) => boundWords(bound, rate)).join(", ");
  return (
    <Alert variant="outline" mb="md" title={text.title(before, now)} role="status">
      <Text size="sm">{changed === 0 ? text.same : text.changed(count(changed), changed === 1)}</Text>
      {came.length > 0 && <Text size="sm">{`${text.came}: ${list(came)}`}</Text>}
      {went.length > 0 && <Text size="sm">{`${text.went}: ${list(went)}`}</Text>}
    </Alert>
  );
}
