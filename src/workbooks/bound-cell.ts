/**
 * One cell as the bound of a band.
 * In: a cell of the first column, or of the row of achievement bounds. Out: the lower end of the band, with the upper end where the cell
 * says it, or why it cannot be read.
 * Source of the rules: the specification of workbooks, "Commission matrices", the bounds.
 */
import type { Bound } from "../domain/matrix.ts";
import type { Ppm } from "../domain/rate.ts";
import type { GridCell } from "./grid.ts";
import { type CellFinding, shortened } from "./matrix-problems.ts";
import { type PercentReading, readNumber, readPercentCell, readPercentText, withoutSpaces } from "./percent-cell.ts";

/** The band as its cell tells it: where it begins, and where it ends if the cell says so. */
export interface BandReading {
  readonly bound: Bound;
  /** `reached`: the end belongs to the band unless the next one begins there (a range); else it never does (`<85%`). */
  readonly upper: { readonly ppm: Ppm; readonly reached: boolean } | null;
  readonly warning: CellFinding | null;
}

export type BoundReading =
  | { readonly ok: true; readonly band: BandReading }
  | { readonly ok: false; readonly finding: CellFinding };

const EXPECTED = "a bound, such as 70%, ≥70%, >115%, 70-85% or <85%";
const SIGNS: ReadonlyMap<string, "from" | "above" | "below"> = new Map([
  ["", "from"],
  [">=", "from"],
  ["≥", "from"],
  [">", "above"],
  ["<", "below"],
]);
const SIGN = /^\s*(>\s*=|≥|>|<)?/u;
// A hyphen in any of its forms, an en or em dash, a minus sign.
const RANGE = /^([^-‐‑‒–—−]+)[-‐‑‒–—−]([^-‐‑‒–—−]+)$/u;

/** A number reads with the sign that its format shows before it; a text with the sign that it begins with. */
export function readBoundCell(cell: GridCell): BoundReading {
  const { value } = cell;
  if (value.kind === "number") {
    const [sign, rest] = splitSign(cell.shown);
    return signed(sign, readNumber(cell, value.digits, rest), cell.shown);
  }
  if (value.kind !== "text") return signed("", readPercentCell(cell), cell.shown);
  const [sign, rest] = splitSign(value.text);
  const range = sign === "" ? RANGE.exec(withoutSpaces(rest)) : null;
  if (range) return readRange(range[1] ?? "", range[2] ?? "", value.text);
  return signed(sign, asFound(readPercentText(rest), value.text), value.text);
}

function splitSign(text: string): readonly [sign: string, rest: string] {
  const sign = SIGN.exec(text)?.[0] ?? "";
  return [sign.replace(/\s/gu, ""), text.slice(sign.length)];
}

function signed(sign: string, reading: PercentReading, found: string): BoundReading {
  if (!reading.ok) return { ok: false, finding: boundFinding(reading.finding) };
  const { ppm, warning } = reading;
  switch (SIGNS.get(sign)) {
    case "from":
      return { ok: true, band: { bound: { ppm, exclusive: false }, upper: null, warning } };
    case "above":
      return { ok: true, band: { bound: { ppm, exclusive: true }, upper: null, warning } };
    case "below":
      return { ok: true, band: { bound: { ppm: 0, exclusive: false }, upper: { ppm, reached: false }, warning } };
    case undefined:
      throw new Error(`assertion: ${sign} before ${found} is not a sign of a bound`);
  }
}

function readRange(low: string, high: string, found: string): BoundReading {
  const upper = asFound(readPercentText(high), found);
  const lower = asFound(readPercentText(low.endsWith("%") ? low : `${low}%`), found);
  if (!upper.ok) return { ok: false, finding: boundFinding(upper.finding) };
  if (!lower.ok) return { ok: false, finding: boundFinding(lower.finding) };
  if (lower.ppm >= upper.ppm) {
    const message = `The range ${found} does not rise. Write its lower end first.`;
    return {
      ok: false,
      finding: { code: "bound-order", found, expected: "a range that rises, such as 70-85%", message },
    };
  }
  const bound = { ppm: lower.ppm, exclusive: false };
  return { ok: true, band: { bound, upper: { ppm: upper.ppm, reached: true }, warning: null } };
}

/** The reading of a part of the text, told with the whole of it. */
function asFound(reading: PercentReading, found: string): PercentReading {
  return reading.ok ? reading : { ok: false, finding: { ...reading.finding, found: shortened(found) } };
}

function boundFinding(finding: CellFinding): CellFinding {
  if (finding.code !== "cell-unreadable") return finding;
  const message = `"${finding.found}" cannot be read as a bound. Write ${EXPECTED.slice("a bound, such as ".length)}.`;
  return { ...finding, expected: EXPECTED, message };
}
