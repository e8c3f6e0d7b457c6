/**
 * The problems that a message can have: their codes, and the one way to tell them.
 * In: a field's path, a code, what was found. Out: a `MessageProblem` that is safe to store, print and log.
 */
import type { MessageProblem } from "../domain/problem.ts";

/**
 * Every code, in order of precedence: a field has at most one problem, the first that holds. After the codes of the
 * whole message and of the whole event nothing else can be read, so they stand alone. All other problems of an event
 * are told at once: `id-conflict` first, then the codes of JSON in the order of the text, then envelope and data in the
 * order of the specification.
 */
export const CODE = {
  // Of the whole message or event.
  tooLarge: "too-large",
  notUtf8: "not-utf8",
  notJson: "not-json",
  // Against what is known already.
  idConflict: "id-conflict",
  sequenceConflict: "sequence-conflict",
  totalsConflict: "totals-conflict",
  // Of JSON itself, at any depth, in unknown fields too.
  tooDeep: "too-deep",
  forbiddenKey: "forbidden-key",
  duplicateKey: "duplicate-key",
  nul: "nul",
  loneSurrogate: "lone-surrogate",
  numberTooLarge: "number-too-large",
  // Of any field.
  missing: "missing",
  wrongType: "wrong-type",
  empty: "empty",
  tooLong: "too-long",
  badCharacter: "bad-character",
  outerSpace: "outer-space",
  // Of the envelope.
  unsupported: "unsupported",
  subjectMismatch: "subject-mismatch",
  notATime: "not-a-time",
  // Of the data.
  notAnInteger: "not-an-integer",
  outOfRange: "out-of-range",
  unknownMarket: "unknown-market",
  notADate: "not-a-date",
  notAPeriod: "not-a-period",
  dateTooEarly: "date-too-early",
  dateTooLate: "date-too-late",
  unknownCategory: "unknown-category",
  notADecimal: "not-a-decimal",
  tooManyDecimals: "too-many-decimals",
  currencyMismatch: "currency-mismatch",
  beforeContract: "before-contract",
  // Of a claim check.
  badKey: "bad-key",
  objectMissing: "object-missing",
} as const;

export type ProblemCode = (typeof CODE)[keyof typeof CODE];

/** The most problems that are told of one event. A hostile message could hold a hundred thousand. */
export const MOST_PROBLEMS = 100;

const MOST_CHARACTERS = 200;
// Control, format (zero width, bidi), surrogate, line and paragraph separators: what would garble a terminal or a log.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** @param found any JSON value; told by its text, or by its kind when it is an object or an array */
export function messageProblem(
  field: string | null,
  code: ProblemCode,
  found: unknown,
  expected: string,
): MessageProblem {
  return { field: field === null ? null : printable(field), code, found: describe(found), expected };
}

/** A wrong type is told with the quotes of a text, so that `"1"` and `1` differ. */
export function wrongType(field: string | null, found: unknown, expected: string): MessageProblem {
  const shown = typeof found === "string" ? `"${found}"` : found;
  return messageProblem(field, CODE.wrongType, shown, expected);
}

function describe(found: unknown): string {
  if (typeof found === "string") return printable(found);
  if (found === undefined) return "nothing";
  if (found === null || typeof found === "number" || typeof found === "boolean") return `${found}`;
  // Never the whole of it: it may be nested so deeply that writing it out overflows the stack.
  return Array.isArray(found) ? "an array" : "an object";
}

/** At most 200 characters, with unprintable ones as `\u{…}` and an ellipsis where it was cut. */
export function printable(text: string): string {
  // Cut first: the rest of a long text is not worth the work. A pair cut in two is cut off below or shown escaped.
  const start = text.slice(0, 2 * MOST_CHARACTERS);
  const escaped = start.replace(UNPRINTABLE, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
  const characters = Array.from(escaped);
  if (start.length === text.length && characters.length <= MOST_CHARACTERS) return escaped;
  return `${characters.slice(0, MOST_CHARACTERS - 1).join("")}…`;
}
