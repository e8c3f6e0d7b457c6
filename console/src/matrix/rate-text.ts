/**
 * A rate in a language, with at least two decimals, so that the rates of a matrix align. In: ppm. Out: `2.20 %`.
 */
import { percentText } from "../../../src/domain/rate.ts";
import type { Figures } from "../words/figures.ts";

export function rateText(figures: Figures, ppm: number): string {
  return figures.ratio(percentText(ppm));
}
