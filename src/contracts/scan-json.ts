/**
 * What `JSON.parse` lets pass and we do not: nesting, the same key twice, `__proto__`, NUL, lone surrogates, huge numbers.
 * In: one text that `JSON.parse` has taken. Out: the problems, each with its path, in the order of the text.
 * A loop with its own stack, so that no nesting overflows ours.
 */
import type { MessageProblem } from "../domain/problem.ts";
import { CODE, MOST_PROBLEMS, messageProblem } from "./message-problems.ts";

/** The outermost object is level 1. */
export const DEEPEST_LEVEL = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BOUND = 2 ** 53;
const BOUND_EXACTLY = /^-?9007199254740992(?:\.0+)?$/;

/** One object or array on the way to where we are. */
interface Level {
  /** Null in an array. */
  readonly keys: Set<string> | null;
  /** The key or index that we are at. */
  at: string | number;
}

/**
 * @param text valid JSON
 * @returns at most MOST_PROBLEMS. What lies deeper than DEEPEST_LEVEL is not looked at
 */
export function scanJson(text: string): MessageProblem[] {
  const problems: MessageProblem[] = [];
  const levels: Level[] = [];
  // Without a backslash nothing is escaped: no NUL, no lone surrogate, and every string ends at the next quote.
  const escapes = text.includes("\\");
  let tooDeepBy = 0;
  let keyComes = false;
  for (let i = 0; i < text.length && problems.length < MOST_PROBLEMS; i++) {
    const c = text.charCodeAt(i);
    const level = levels.at(-1);
    if (c === QUOTE) {
      const end = closingQuote(text, i, escapes);
      if (tooDeepBy === 0) {
        const value = keyComes || escapes ? unescape(text, i, end, escapes) : "";
        if (keyComes && level?.keys) enterKey(value, level, level.keys, levels, problems);
        if (escapes) checkText(value, levels, problems);
      }
      keyComes = false;
      i = end;
    } else if (c === COMMA) {
      if (tooDeepBy > 0 || !level) continue;
      if (typeof level.at === "number") level.at++;
      else keyComes = true;
    } else if (c === OPEN_OBJECT || c === OPEN_ARRAY) {
      if (levels.length === DEEPEST_LEVEL) {
        if (tooDeepBy++ === 0) problems.push(tooDeep(levels));
        continue;
      }
      levels.push(c === OPEN_OBJECT ? { keys: new Set(), at: "" } : { keys: null, at: 0 });
      keyComes = c === OPEN_OBJECT;
    } else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) {
      if (tooDeepBy > 0) tooDeepBy--;
      else levels.pop();
      keyComes = false;
    } else if (c === MINUS || (c >= ZERO && c <= NINE)) {
      const digits = numberAt(text, i);
      if (tooDeepBy === 0 && isTooLarge(digits)) {
        problems.push(messageProblem(path(levels), CODE.numberTooLarge, digits, "a number within 2^53"));
      }
      i += digits.length - 1;
    }
  }
  return problems;
}

function closingQuote(text: string, open: number, escapes: boolean): number {
  if (!escapes) return text.indexOf('"', open + 1);
  for (let i = open + 1; ; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) return i;
    if (c === BACKSLASH) i++;
    if (Number.isNaN(c)) throw new Error("assertion: a string without an end in valid JSON");
  }
}

function unescape(text: string, open: number, end: number, escapes: boolean): string {
  const inner = text.slice(open + 1, end);
  if (!escapes || !inner.includes("\\")) return inner;
  const value: unknown = JSON.parse(text.slice(open, end + 1));
  if (typeof value !== "string") throw new Error("assertion: a quoted text is not a string");
  return value;
}

function enterKey(
  key: string,
  level: Level,
  keys: Set<string>,
  levels: readonly Level[],
  problems: MessageProblem[],
): void {
  level.at = key;
  if (key === "__proto__") {
    problems.push(messageProblem(path(levels), CODE.forbiddenKey, key, "a key other than __proto__"));
  }
  if (keys.has(key)) {
    problems.push(messageProblem(path(levels), CODE.duplicateKey, key, "each key once in an object"));
  }
  keys.add(key);
}

function checkText(value: string, levels: readonly Level[], problems: MessageProblem[]): void {
  if (value.includes("\0")) {
    problems.push(messageProblem(path(levels), CODE.nul, value, "a text without NUL (\\u0000)"));
  }
  if (!value.isWellFormed()) {
    problems.push(messageProblem(path(levels), CODE.loneSurrogate, value, "a text without half a surrogate pair"));
  }
}

function tooDeep(levels: readonly Level[]): MessageProblem {
  const expected = `nesting of at most ${DEEPEST_LEVEL} levels, the outermost object being level 1`;
  return messageProblem(path(levels), CODE.tooDeep, `level ${DEEPEST_LEVEL + 1}`, expected);
}

function numberAt(text: string, start: number): string {
  NUMBER.lastIndex = start;
  const digits = NUMBER.exec(text)?.[0];
  if (digits === undefined) throw new Error("assertion: no number where valid JSON has one");
  return digits;
}

/** Decided on the digits at the bound itself, where 2^53 + 1 would be read as 2^53. */
function isTooLarge(digits: string): boolean {
  if (digits.length < 16 && !digits.includes("e") && !digits.includes("E")) return false;
  const magnitude = Math.abs(Number(digits));
  return magnitude > BOUND || (magnitude === BOUND && !BOUND_EXACTLY.test(digits));
}

/** `data.amount`, `data.options[3].name`; null for the outermost value. */
function path(levels: readonly Level[]): string | null {
  let text = "";
  for (const { at } of levels) text += typeof at === "number" ? `[${at}]` : `${text === "" ? "" : "."}${at}`;
  return text === "" ? null : text;
}
