/**
 * Rates of one table, with two decimals at least, so that they stand below each other. In: ppm. Out: `2.60 %`, in the reader's language.
 */
import { percentOf, type Figures } from "../words/figures.ts";

const LEAST_DECIMALS = 2;

export function rateText(ppm: number, figures: Figures): string {
  const [whole = "0", fraction = ""] = percentOf(ppm).split(".");
  return figures.ratio(`${whole}.${fraction.padEnd(LEAST_DECIMALS, "0")} %`);
}
