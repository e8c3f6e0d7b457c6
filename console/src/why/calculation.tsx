/**
 * How an amount comes about, in one line that is read aloud like a sum: two ratios give a rate, the rate of the volume gives the commission.
 */
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { FIGURE_WORDS } from "../statements/statement-words.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import classes from "./calculation.module.css";
import type { ExplainedStatement } from "./explanation.ts";

const WORDS = words({
  en: {
    name: "How the commission comes about",
    counts: (financed: string, all: string) => `${financed} of ${all} contracts financed`,
    of: (volume: string, target: string) => `${volume} of ${target}`,
    noTarget: "No target yet",
    matrix: (version: number) => `Matrix, version ${version}`,
    noMatrix: "No rate yet",
    under: "Under the lowest band",
    lines: (count: string) => `Each contract × rate, sum of ${count}`,
    nothing: "Nothing is posted yet",
  },
  de: {
    name: "So entsteht die Provision",
    counts: (financed: string, all: string) => `${financed} von ${all} Verträgen finanziert`,
    of: (volume: string, target: string) => `${volume} von ${target}`,
    noTarget: "Noch kein Ziel",
    matrix: (version: number) => `Matrix, Version ${version}`,
    noMatrix: "Noch kein Satz",
    under: "Unter der untersten Stufe",
    lines: (count: string) => `Jeder Vertrag × Satz, Summe von ${count}`,
    nothing: "Noch wird nichts gebucht",
  },
  sv: {
    name: "Så blir provisionen till",
    counts: (financed: string, all: string) => `${financed} av ${all} avtal finansierade`,
    of: (volume: string, target: string) => `${volume} av ${target}`,
    noTarget: "Inget mål ännu",
    matrix: (version: number) => `Matris, version ${version}`,
    noMatrix: "Ingen sats ännu",
    under: "Under lägsta nivån",
    lines: (count: string) => `Varje avtal × sats, summan av ${count}`,
    nothing: "Inget bokförs ännu",
  },
});

export function Calculation({ statement: s }: { readonly statement: ExplainedStatement }) {
  const text = useWords(WORDS);
  const names = useWords(FIGURE_WORDS);
  const figures = useFigures();
  const rateNote =
    s.status === "below-threshold"
      ? text.under
      : s.matrixVersion === null || s.ratePpm === null
        ? text.noMatrix
        : text.matrix(s.matrixVersion);
  return (
    <div className={classes.strip ?? ""} role="group" aria-label={text.name}>
      <Part
        name={names.penetration}
        figure={figures.ratio(s.penetration.text)}
        note={text.counts(figures.count(s.financed), figures.count(s.total))}
      />
      <Part
        sign="&"
        name={names.achievement}
        figure={s.achievement === null ? "–" : figures.ratio(s.achievement.text)}
        note={s.target === null ? text.noTarget : text.of(figures.amount(s.volume), figures.amount(s.target))}
      />
      <Part
        sign="→"
        name={names.rate}
        figure={s.ratePpm === null ? "–" : figures.tableRate(s.ratePpm)}
        note={rateNote}
      />
      <Part sign="×" name={names.volume} figure={figures.amount(s.volume)} note={s.currency} />
      <Part
        sign="="
        strong
        name={names.commission}
        figure={s.commission === null ? "–" : figures.money(s.commission, s.currency)}
        note={s.commission === null ? text.nothing : text.lines(figures.count(s.lines.length))}
      />
    </div>
  );
}

interface PartProps {
  readonly sign?: string;
  readonly name: string;
  readonly figure: ReactNode;
  readonly note: string;
  readonly strong?: boolean;
}

function Part({ sign, name, figure, note, strong = false }: PartProps) {
  return (
    <div className={classes.part ?? ""} data-strong={strong ? true : undefined}>
      {sign !== undefined && (
        <span className={classes.sign ?? ""} aria-hidden>
          {sign}
        </span>
      )}
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text className={classes.figure ?? ""}>{figure}</Text>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </div>
  );
}
