/**
 * A rate with two decimals at least, so that rates stand below each other as in a sheet: `2.10 %`, `1.875 %`.
 */
import { percentOf, type Figures } from "../words/figures.ts";

const DECIMALS = 2;

export function rateText(ppm: number, figures: Figures): string {
  const [whole = "0", fraction = ""] = percentOf(ppm).split(".");
  return figures.ratio(`${whole}.${fraction.padEnd(DECIMALS, "0")} %`);
}
