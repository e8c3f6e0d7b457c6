/**
 * What a cell shows to the person who looks at it.
 * In: a stored value, its number format, the date system. Out: a text such as `2.22%`, `>115%`, `2024-01`.
 * Decimal digits and big integers all the way, so that a message never shows a figure that the sheet does not.
 */
import { storedDecimal, type Decimal } from "./decimal-number.ts";
import { dateOfSerial } from "./excel-date.ts";
import type { CellValue } from "./grid.ts";
import { formatSections, type FormatSection, type FormatToken } from "./number-format.ts";
import { roundToPlaces, shiftDecimal, toFifteenDigits, plainText } from "./shown-decimal.ts";
import { MONTH_NAMES, WEEKDAY_NAMES } from "./shown-names.ts";

/** The text that a value shows with a number format. */
export function shownText(value: CellValue, format: string, dateSystem: 1900 | 1904): string {
  switch (value.kind) {
    case "number":
      return numberRenderer(format, dateSystem)(value.digits);
    case "text":
      return value.text;
    case "boolean":
      return value.value ? "TRUE" : "FALSE";
    case "error":
      return value.code;
    case "uncached":
    case "external":
      return "";
    default:
      return value satisfies never;
  }
}

/** Shows numbers with one format; made once a format, since taking it apart costs. A format that it cannot show gives the digits. */
export function numberRenderer(format: string, dateSystem: 1900 | 1904): (digits: string) => string {
  const sections = formatSections(format);
  const isGeneral = format === "General";
  return (digits) => {
    // Most cells are General and short: they show what they store.
    if (isGeneral && SHOWN_AS_STORED.test(digits)) return digits;
    const stored = storedDecimal(digits);
    if (stored === null) return digits;
    const decimal = toFifteenDigits(stored);
    const chosen = chooseSection(sections, decimal);
    return (chosen && showInSection(chosen, decimal, dateSystem)) ?? plainText(decimal);
  };
}

const SHOWN_AS_STORED = /^-?[1-9]\d{0,14}$/;

interface Chosen {
  readonly tokens: readonly FormatToken[];
  /** Whether a minus sign is put before a negative number: a section of its own for them brings its own sign. */
  readonly signed: boolean;
}

function chooseSection(sections: readonly FormatSection[], number: Decimal): Chosen | null {
  const [first, second, third] = sections;
  if (!first) return null;
  const hasCondition = sections.some((s) => s.condition !== null);
  if (!second && !first.condition) return { tokens: first.tokens, signed: true };
  const byDefault = third ? number.digits > 0n : number.digits >= 0n;
  if (first.condition ? meets(number, first.condition) : byDefault) return { tokens: first.tokens, signed: true };
  if (!second) return null;
  if (second.condition ? meets(number, second.condition) : number.digits < 0n || !third) {
    return {
      tokens: second.tokens,
      signed: hasCondition && number.digits < 0n && second.condition === null && first.condition?.operator !== ">=",
    };
  }
  return third ? { tokens: third.tokens, signed: true } : null;
}

function meets(number: Decimal, condition: { readonly operator: string; readonly bound: string }): boolean {
  const bound = storedDecimal(condition.bound);
  if (!bound) return false;
  const scale = Math.max(number.scale, bound.scale);
  const left = number.digits * 10n ** BigInt(scale - number.scale);
  const right = bound.digits * 10n ** BigInt(scale - bound.scale);
  switch (condition.operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "=":
      return left === right;
    default:
      return left !== right;
  }
}

function showInSection({ tokens, signed }: Chosen, number: Decimal, dateSystem: 1900 | 1904): string | null {
  if (tokens.some((t) => t.kind === "date" || t.kind === "time")) return showDate(tokens, number, dateSystem);
  const sign = signed && number.digits < 0n ? "-" : "";
  const magnitude = { digits: number.digits < 0n ? -number.digits : number.digits, scale: number.scale };
  if (tokens.some((t) => t.kind === "general" || t.kind === "text")) {
    const shown = tokens.map((t) => (t.kind === "general" || t.kind === "text" ? plainText(magnitude) : literal(t)));
    return sign + shown.join("");
  }
  return showDecimal(tokens, magnitude, sign);
}

function literal(token: FormatToken): string {
  return token.kind === "literal" ? token.text : token.kind === "percent" ? "%" : "";
}

function showDecimal(tokens: readonly FormatToken[], magnitude: Decimal, sign: string): string | null {
  if (tokens.some((t) => t.kind === "exponent") || isFraction(tokens)) return null;
  const point = tokens.findIndex((t) => t.kind === "point");
  const whole = point < 0 ? tokens : tokens.slice(0, point);
  const fraction = point < 0 ? [] : tokens.slice(point + 1);
  const places = fraction.filter((t) => t.kind === "digit").length;
  const lastDigit = whole.findLastIndex((t) => t.kind === "digit");
  const lastPlace = tokens.findLastIndex((t) => t.kind === "digit");
  const thousands = tokens.slice(lastPlace + 1).filter((t) => t.kind === "comma").length;
  const grouped = whole.slice(0, Math.max(0, lastDigit)).some((t) => t.kind === "comma");
  const percents = tokens.filter((t) => t.kind === "percent").length;
  const rounded = roundToPlaces(shiftDecimal(magnitude, 2 * percents - 3 * thousands), places);
  const digits = rounded.toString().padStart(places, "0");
  const wholeDigits = digits.slice(0, digits.length - places).replace(/^0+/, "");
  const left = fillWhole(whole, wholeDigits, grouped);
  const right = point < 0 ? "" : `.${fillFraction(fraction, digits.slice(digits.length - places))}`;
  return (rounded === 0n ? "" : sign) + left + right;
}

/** A slash between places for digits: `# ?/?`. */
function isFraction(tokens: readonly FormatToken[]): boolean {
  return tokens.some((t, at) => t.kind === "literal" && t.text === "/" && tokens[at - 1]?.kind === "digit");
}

/** Fills the places left of the point from the right; the first place takes all digits that are left. */
function fillWhole(tokens: readonly FormatToken[], digits: string, grouped: boolean): string {
  const firstPlace = tokens.findIndex((t) => t.kind === "digit");
  const pieces: string[] = [];
  let rest = digits;
  let written = 0;
  const write = (digit: string) => {
    pieces.push(grouped && written > 0 && written % 3 === 0 ? `${digit},` : digit);
    written++;
  };
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at];
    if (!token) continue;
    if (token.kind !== "digit") pieces.push(literal(token));
    else if (rest !== "") {
      write(rest.slice(-1));
      rest = rest.slice(0, -1);
    } else if (token.symbol === "0") write("0");
    else if (token.symbol === "?") pieces.push(" ");
    for (; at === firstPlace && rest !== ""; rest = rest.slice(0, -1)) write(rest.slice(-1));
  }
  return pieces.toReversed().join("");
}

function fillFraction(tokens: readonly FormatToken[], digits: string): string {
  const kept = digits.replace(/0+$/, "").length;
  let place = 0;
  return tokens
    .map((token) => {
      if (token.kind !== "digit") return literal(token);
      const digit = digits[place++] ?? "";
      if (token.symbol === "0" || place <= kept) return digit;
      return token.symbol === "?" ? " " : "";
    })
    .join("");
}

/** Null for no date, and for elapsed or twelve-hour times. */
function showDate(tokens: readonly FormatToken[], number: Decimal, dateSystem: 1900 | 1904): string | null {
  if (number.digits < 0n) return null;
  const seconds = roundToPlaces({ digits: number.digits * 86_400n, scale: number.scale }, 0);
  const date = dateOfSerial((seconds / 86_400n).toString(), dateSystem);
  const pieces = tokens.map((token) => {
    if (token.kind === "date") return date && datePiece(date, token.letters);
    return token.kind === "time" ? timePiece(Number(seconds % 86_400n), token.letters) : literal(token);
  });
  return pieces.includes(null) ? null : pieces.join("");
}

function datePiece(date: string, letters: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  const monthName = MONTH_NAMES[Number(month) - 1] ?? "";
  const weekday = WEEKDAY_NAMES[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "";
  switch (letters) {
    case "y":
    case "yy":
      return year.slice(2);
    case "m":
      return String(Number(month));
    case "mm":
      return month;
    case "mmm":
      return monthName.slice(0, 3);
    case "mmmm":
      return monthName;
    case "mmmmm":
      return monthName.slice(0, 1);
    case "d":
      return String(Number(day));
    case "dd":
      return day;
    case "ddd":
      return weekday.slice(0, 3);
    default:
      return letters.startsWith("d") ? weekday : letters.startsWith("m") ? monthName : year;
  }
}

const UNIT_SECONDS: ReadonlyMap<string, number> = new Map([
  ["h", 3600],
  ["m", 60],
  ["s", 1],
]);

function timePiece(secondOfDay: number, letters: string): string | null {
  const unit = UNIT_SECONDS.get(letters.charAt(0));
  if (unit === undefined || letters.length > 2) return null;
  const value = Math.floor(secondOfDay / unit) % (unit === 3600 ? 24 : 60);
  return String(value).padStart(letters.length, "0");
}
