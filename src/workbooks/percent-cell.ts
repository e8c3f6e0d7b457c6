/**
 * One cell as a percentage, in whole ppm, decided on the decimal digits of the file.
 * In: a cell of a matrix. Out: the ppm (with a warning where the format shows something else), or why it cannot be read.
 * Source of the rules: the specification of workbooks, "Commission matrices", the cells of a block.
 */
import { percentFourDecimals, type Ppm } from "../domain/rate.ts";
import { type Decimal, storedDecimal, wholeUnits } from "./decimal-number.ts";
import type { CellValue, GridCell } from "./grid.ts";
import { type CellFinding, shortened } from "./matrix-problems.ts";
import { isDateFormat } from "./number-format.ts";

export type PercentReading =
  | { readonly ok: true; readonly ppm: Ppm; readonly warning: CellFinding | null }
  | { readonly ok: false; readonly finding: CellFinding };

const EXPECTED = "a percentage, such as 2.22%";
const PPM_DECIMALS = 6;

/** A rate: a number is always a fraction; a text needs its percent sign and may have no three digits after a point or comma. */
export function readPercentCell(cell: GridCell): PercentReading {
  const { value } = cell;
  if (value.kind === "number") return readNumber(cell, value.digits, cell.shown);
  return value.kind === "text" ? readPercentText(value.text) : refused(valueless(value));
}

/**
 * A number as the fraction that it is, whatever its format.
 * @param shown what the cell shows, without a sign such as `>` that a bound's format puts before it
 */
export function readNumber(cell: GridCell, digits: string, shown: string): PercentReading {
  if (isDateFormat(cell.format)) {
    return refused({
      code: "date-cell",
      found: cell.shown,
      expected: EXPECTED,
      message: `This cell is a date (${cell.shown}). Enter the percentage and give the cell a percent format.`,
    });
  }
  const number = storedDecimal(digits);
  if (!number) return refused(unreadable(digits));
  const reading = wholePpm(number, cell.shown === digits ? digits : `${cell.shown} (${digits})`);
  if (!reading.ok || shownPpm(shown) === reading.ppm) return reading;
  const stored = `${plainPercent(reading.ppm)}%`;
  return {
    ...reading,
    warning: {
      code: "format-differs",
      found: cell.shown,
      expected: `a format that shows ${stored}`,
      message: `The cell shows ${cell.shown || "nothing"}, but holds ${stored}, and ${stored} was read. Check the value, or give the cell a format with more decimals.`,
    },
  };
}

// A sign, digits with at most one point or comma, and whatever stands for percent after them.
const NUMBER_TEXT = /^([+\-−]?)(\d*)(?:[.,](\d+))?(%?)$/u;
const SPACE = /\s/gu;
const GROUPED_THOUSANDS = /(?<![\d.,]\s?)\d{1,3}(?:\s\d{3})+(?!\d|\s\d)/gu;
const DIGITS_APART = /\d\s+\d/u;
// No percentage needs more; a longer text is prose, and is told by its beginning.
const LONGEST_TEXT = 60;

/** A text as a percentage: `2.5%`, `2,5 %`, `1 000 %`. Spaces may stand anywhere but between digits that are no thousands. */
export function readPercentText(text: string): PercentReading {
  if (text.length > LONGEST_TEXT) return refused(unreadable(shortened(text)));
  const match = NUMBER_TEXT.exec(withoutSpaces(text));
  if (!match) return refused(unreadable(text));
  const [, sign = "", whole = "", fraction = "", percent = ""] = match;
  if (whole + fraction === "") return refused(unreadable(text));
  if (percent === "") return refused(signMissing(text));
  if (fraction.length === 3) return refused(ambiguous(text));
  const magnitude = BigInt(whole + fraction);
  return wholePpm({ digits: sign === "" || sign === "+" ? magnitude : -magnitude, scale: fraction.length + 2 }, text);
}

/** The text without its spaces, or as it is where they part digits that are no thousands (`2 5%`). */
export function withoutSpaces(text: string): string {
  const joined = text.trim().replace(GROUPED_THOUSANDS, (group) => group.replace(SPACE, ""));
  return DIGITS_APART.test(joined) ? joined : joined.replace(SPACE, "");
}

function wholePpm(number: Decimal, found: string): PercentReading {
  const ppm = wholeUnits(number, PPM_DECIMALS);
  if (ppm === null) {
    return refused({
      code: "too-precise",
      found,
      expected: "at most four decimals of a percent",
      message: `${found} has more than four decimals of a percent. Round it to at most four, such as 66.6667%.`,
    });
  }
  return { ok: true, ppm: clamped(ppm), warning: null };
}

// What no number can hold exactly is far out of every range, and stays so.
function clamped(ppm: bigint): Ppm {
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  return Number(ppm > limit ? limit : ppm < -limit ? -limit : ppm);
}

const THOUSANDS_COMMA = /,(?=\d{3})/g;

/** The ppm that a formatted number shows, exactly, or null when it shows no plain number. */
function shownPpm(shown: string): Ppm | null {
  const plain = shown.replace(SPACE, "").replace(THOUSANDS_COMMA, "").replace("−", "-");
  const isPercent = plain.endsWith("%");
  const number = storedDecimal(isPercent ? plain.slice(0, -1) : plain);
  if (!number) return null;
  const ppm = wholeUnits(isPercent ? { digits: number.digits, scale: number.scale + 2 } : number, PPM_DECIMALS);
  return ppm === null ? null : clamped(ppm);
}

/** `71`, `2.22`, `66.6667`, `-5`: as few decimals as it takes. */
export function plainPercent(ppm: Ppm): string {
  return `${ppm < 0 ? "-" : ""}${percentFourDecimals(Math.abs(ppm)).replace(/\.?0+$/, "")}`;
}

function valueless(value: Exclude<CellValue, { kind: "number" | "text" }>): CellFinding {
  switch (value.kind) {
    case "error":
      return {
        code: "error-cell",
        found: value.code,
        expected: EXPECTED,
        message: `The cell shows the error ${value.code}. Correct its formula, or enter the percentage itself.`,
      };
    case "uncached":
      return {
        code: "formula-uncached",
        found: "a formula without a stored result",
        expected: EXPECTED,
        message:
          "The formula's result is not stored in the file. Open the workbook, let it calculate, save it and upload it again.",
      };
    case "external":
      return {
        code: "external-value",
        found: "a value from outside the workbook",
        expected: EXPECTED,
        message: "The value comes from another workbook or program, which is never asked. Enter the percentage itself.",
      };
    case "boolean":
      return unreadable(value.value ? "TRUE" : "FALSE");
  }
}

function unreadable(found: string): CellFinding {
  return {
    code: "cell-unreadable",
    found,
    expected: EXPECTED,
    message: `"${found}" cannot be read as a percentage. Enter a number with a percent format, or a text such as 2.5%.`,
  };
}

function signMissing(found: string): CellFinding {
  return {
    code: "percent-sign-missing",
    found,
    expected: "a percent sign",
    message: `The text "${found}" can mean ${found.trim()}% or a fraction. Write ${found.trim()}%, or enter a number with a percent format.`,
  };
}

function ambiguous(found: string): CellFinding {
  return {
    code: "percent-ambiguous",
    found,
    expected: "a percentage that can be read in one way only",
    message: `"${found}" can have thousands or three decimals. Enter it as a number with a percent format, or add a decimal, such as 66.6670%.`,
  };
}

function refused(finding: CellFinding): PercentReading {
  return { ok: false, finding };
}
