/**
 * One ratio: the exact fraction, what it comes to, and where it lies among the bounds of its axis.
 */
import { Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { boundName } from "./axis-names.ts";
import { exactPercent } from "./exact-percent.ts";
import type { Axis } from "./explanation.ts";
import classes from "./ratio-card.module.css";

const WORDS = words({
  en: {
    exactly: (percent: string) => `exactly ${percent}`,
    shown: (percent: string) => `shown as ${percent}: rounded down, compared exactly`,
  },
  de: {
    exactly: (percent: string) => `genau ${percent}`,
    shown: (percent: string) => `gezeigt als ${percent}: abgerundet, verglichen wird genau`,
  },
  sv: {
    exactly: (percent: string) => `exakt ${percent}`,
    shown: (percent: string) => `visas som ${percent}: avrundat nedåt, jämförs exakt`,
  },
});

interface RatioCardProps {
  readonly title: string;
  readonly axis: Axis;
  readonly over: { readonly name: string; readonly figure: string };
  readonly under: { readonly name: string; readonly figure: string };
  readonly children?: ReactNode;
}

export function RatioCard({ title, axis, over, under, children }: RatioCardProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const exact = exactPercent(axis.numerator, axis.denominator);
  const shown = figures.ratio(axis.text);
  const whole = exact === null ? shown : `${figures.amount(exact.text)}${exact.ends ? "" : "…"}\u00a0%`;
  return (
    <Paper withBorder p="sm" radius="md">
      <Text fw={600}>{title}</Text>
      <div className={classes.equation ?? ""}>
        <span className={classes.fraction ?? ""}>
          <span>
            {over.figure} <span className={classes.unit ?? ""}>{over.name}</span>
          </span>
          <span className={classes.under ?? ""}>
            {under.figure} <span className={classes.unit ?? ""}>{under.name}</span>
          </span>
        </span>
        <span>=</span>
        <strong className={classes.ratio ?? ""}>{shown}</strong>
      </div>
      {axis.bounds.length > 0 && <Scale axis={axis} percent={exact === null ? 0 : Number(exact.text)} />}
      <Text size="sm" c="dimmed">
        {whole === shown ? text.exactly(shown) : `${text.exactly(whole)}, ${text.shown(shown)}`}
      </Text>
      {children}
    </Paper>
  );
}

/** A picture of what the table of bounds says; only for the eye, so a float will do. */
function Scale({ axis, percent }: { readonly axis: Axis; readonly percent: number }) {
  const figures = useFigures();
  const highest = Math.max(percent, ...axis.bounds.map(({ ppm }) => ppm / 10_000), 1) * 1.04;
  const at = (of: number) => `${Math.min((of / highest) * 100, 100)}%`;
  const reached = axis.bounds[axis.band];
  return (
    <div className={classes.scale ?? ""} aria-hidden>
      <div className={classes.bar ?? ""} style={{ width: at(percent) }} />
      {axis.bounds.map((bound) => (
        <span
          key={`${bound.ppm} ${bound.exclusive}`}
          className={classes.tick ?? ""}
          data-reached={bound.reached ? true : undefined}
          data-band={bound === reached ? true : undefined}
          style={{ insetInlineStart: at(bound.ppm / 10_000) }}
        />
      ))}
      {reached !== undefined && (
        <span className={classes.label ?? ""} style={{ insetInlineStart: at(reached.ppm / 10_000) }}>
          {boundName(reached, figures)}
        </span>
      )}
    </div>
  );
}
