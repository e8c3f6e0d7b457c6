/**
 * The two axes of a matrix as the story tells of them, and how a bound is written.
 */
import { percentOf, type Figures } from "../words/figures.ts";
import { words } from "../words/words.ts";
import { exactPercent } from "./exact-percent.ts";
import type { Axis, Comparison } from "./explanation.ts";

export type AxisName = "penetration" | "achievement";

export const AXIS_WORDS = words({
  en: {
    penetration: "Penetration rate",
    achievement: "Target achievement",
    under: (ratio: string, bound: string) => `${ratio} is under the lowest band, ${bound}`,
    and: (reached: string, next: string) => `${reached}, and ${next}`,
    top: (reached: string) => `${reached}, the highest band`,
  },
  de: {
    penetration: "Penetrationsrate",
    achievement: "Zielerreichung",
    under: (ratio: string, bound: string) => `${ratio} liegt unter der untersten Stufe, ${bound}`,
    and: (reached: string, next: string) => `${reached}, und ${next}`,
    top: (reached: string) => `${reached}, die oberste Stufe`,
  },
  sv: {
    penetration: "Penetrationsgrad",
    achievement: "Måluppfyllelse",
    under: (ratio: string, bound: string) => `${ratio} ligger under lägsta nivån, ${bound}`,
    and: (reached: string, next: string) => `${reached}, och ${next}`,
    top: (reached: string) => `${reached}, den högsta nivån`,
  },
});

type BoundLike = Pick<Comparison, "ppm" | "exclusive">;

/** `80 %`, `> 115 %`. */
export function boundName({ ppm, exclusive }: BoundLike, figures: Figures): string {
  return exclusive ? `>\u00a0${figures.rate(ppm)}` : figures.rate(ppm);
}

/** The ratio with two decimals; with more where two would hide on which side of a bound it lies. */
export function ratioName(axis: Axis, figures: Figures): string {
  const exact = exactPercent(axis.numerator, axis.denominator);
  const short = axis.text.replace(/\s*%$/, "");
  const onBound = axis.bounds.some(({ ppm }) => percentOf(ppm) === short.replace(/\.?0+$/, ""));
  if (exact === null || !onBound || exact.text === short) return figures.ratio(axis.text);
  return `${figures.amount(exact.text)}${exact.ends ? "" : "…"}\u00a0%`;
}

/** `84.99 % ≥ 80 %, and < 85 %`: the band that is reached, and why not the next one. */
export function comparedText(axis: Axis, figures: Figures, text: (typeof AXIS_WORDS)["en"]): string {
  const ratio = ratioName(axis, figures);
  const reached = axis.bounds[axis.band];
  const next = axis.bounds[axis.band + 1];
  if (reached === undefined) {
    const lowest = axis.bounds[0];
    return lowest === undefined ? ratio : text.under(ratio, boundName(lowest, figures));
  }
  const holds = `${ratio} ${reached.exclusive ? ">" : "≥"} ${figures.rate(reached.ppm)}`;
  if (next === undefined) return text.top(holds);
  return text.and(holds, `${next.exclusive ? "≤" : "<"} ${figures.rate(next.ppm)}`);
}
