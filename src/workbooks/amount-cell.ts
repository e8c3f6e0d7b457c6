/**
 * Reads a cell of the table as a target.
 * In: a cell and the decimals that its currency allows. Out: the amount, that the target is taken away, or why it is refused.
 */
import { readingsOf, storedDecimal, wholeUnits, type Decimal } from "./decimal-number.ts";
import type { GridCell } from "./grid.ts";
import { lostValue } from "./lost-value.ts";
import { formatSections, hasPercent } from "./number-format.ts";
import { isPlainFormat } from "./plain-format.ts";
import type { TargetProblemCode } from "./target-problems.ts";

export type AmountReading =
  /** Above 0, in units of 10^-exponent. */
  | { readonly kind: "amount"; readonly value: bigint }
  | { readonly kind: "taken-away" }
  | { readonly kind: "refused"; readonly code: TargetProblemCode; readonly message: string };

// A workbook keeps 15 digits; what is larger was never typed as it is shown.
const HIGHEST_WHOLE = 10n ** 15n;
// Longer text is prose; it is refused before any pattern is tried on it.
const LONGEST_AMOUNT = 60;
// A hyphen, or what an editor makes of one: minus sign, figure, en and em dash.
const DASH = "[-\u2212\u2012-\u2014]";
const TAKEN_AWAY = new RegExp(`^(?:${DASH}|none)$`, "iu");
const NEGATIVE = new RegExp(`^(?:${DASH}\\s*(?<after>.+)|\\((?<within>.+)\\)|(?<before>.+?)\\s*${DASH})$`, "u");

/** @param exponent decimals of the market's currency; 0 where the market, and so the currency, is not known */
export function readAmount(cell: GridCell, exponent: number): AmountReading {
  const lost = lostValue(cell.value);
  if (lost) return { kind: "refused", ...lost };
  if (cell.value.kind === "number") return readNumber(cell, cell.value.digits, exponent);
  return cell.value.kind === "text" ? readText(cell.value.text.trim(), exponent) : notNumber();
}

function readNumber(cell: GridCell, digits: string, exponent: number): AmountReading {
  const number = storedDecimal(digits);
  if (isPlainFormat(cell.format)) return number === null ? notNumber() : amountOf(number, exponent);
  if (hasPercent(cell.format)) return refused("target-percent", "A target is an amount of money. Enter the amount.");
  if (showsDateOrTime(cell.format)) {
    return refused("target-not-number", "The cell shows a date or time. Give it a number format and enter the amount.");
  }
  return number === null ? notNumber() : amountOf(number, exponent);
}

function showsDateOrTime(format: string): boolean {
  return formatSections(format)[0]?.tokens.some(({ kind }) => kind === "date" || kind === "time") ?? false;
}

function readText(text: string, exponent: number): AmountReading {
  if (text.length > LONGEST_AMOUNT) return notNumber();
  if (TAKEN_AWAY.test(text)) return { kind: "taken-away" };
  if (text.endsWith("%")) return refused("target-percent", "A target is an amount of money. Enter the amount.");
  const groups = NEGATIVE.exec(text)?.groups;
  const unsigned = groups?.["after"] ?? groups?.["within"] ?? groups?.["before"];
  const [reading, ...others] = readingsOf((unsigned ?? text).trim());
  if (reading === undefined) return notNumber();
  if (unsigned !== undefined) return amountOf({ ...reading, digits: -reading.digits }, exponent);
  if (others.length > 0) {
    return refused(
      "target-ambiguous",
      "The text can be read as two numbers: the sign may part thousands or begin decimals. Enter it as a number.",
    );
  }
  return amountOf(reading, exponent);
}

function amountOf(number: Decimal, exponent: number): AmountReading {
  if (number.digits < 0n) return refused("target-negative", "A target lies above zero. Enter the amount to reach.");
  if (number.digits >= HIGHEST_WHOLE * 10n ** BigInt(number.scale)) {
    return refused("target-too-large", "A target has at most 15 digits before its decimals. Check the amount.");
  }
  const value = wholeUnits(number, exponent);
  if (value === null) {
    const why =
      exponent === 0 ? "The target can have no decimals." : `The target can have ${exponent} decimals at most.`;
    return refused("too-precise", `${why} Round it in the workbook.`);
  }
  if (value === 0n) {
    return refused(
      "target-zero",
      "A target lies above zero. Leave the cell empty for no change, or write none to take the target away.",
    );
  }
  return { kind: "amount", value };
}

function notNumber(): AmountReading {
  return refused(
    "target-not-number",
    "The cell cannot be read as an amount. Enter the bare number, without words or currency.",
  );
}

function refused(code: TargetProblemCode, message: string): AmountReading {
  return { kind: "refused", code, message };
}
