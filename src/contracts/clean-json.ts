/**
 * The short way past scan-json.ts for the many texts that are plainly without a problem: several times as fast.
 * In: bytes and the value that `JSON.parse` made of them. Out: whether the scan would surely find nothing.
 */
import { isObject, type JsonObject } from "./read-field.ts";
import { DEEPEST_LEVEL } from "./scan-json.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * @param bytes valid JSON in UTF-8
 * @returns true only when there is no problem; false says nothing yet
 */
export function isPlainlyClean(bytes: Uint8Array, value: unknown): boolean {
  const texts = countTexts(value, 1);
  // A key that came twice is once in the value, so there are more quotes than the value accounts for.
  return texts !== null && 2 * texts === countQuotes(bytes);
}

/**
 * Quotes, or null when there is a backslash: without one nothing is escaped, so there is no NUL and no lone surrogate,
 * and every quote opens or closes a text. Over bytes, which is three times as fast as over a string.
 */
function countQuotes(bytes: Uint8Array): number | null {
  let quotes = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) quotes++;
    else if (byte === BACKSLASH) return null;
  }
  return quotes;
}

/** Keys and texts in the value; null when anything in it wants a closer look. */
function countTexts(value: unknown, level: number): number | null {
  if (typeof value === "string") return 1;
  if (typeof value === "number") return value < 2 ** 53 && value > -(2 ** 53) ? 0 : null;
  if (typeof value !== "object" || value === null) return 0;
  if (level > DEEPEST_LEVEL) return null;
  if (Array.isArray(value)) return countOfList(value, level);
  return isObject(value) ? countOfObject(value, level) : null;
}

function countOfList(list: readonly unknown[], level: number): number | null {
  let texts = 0;
  for (const item of list) {
    const inside = countTexts(item, level + 1);
    if (inside === null) return null;
    texts += inside;
  }
  return texts;
}

function countOfObject(object: JsonObject, level: number): number | null {
  let texts = 0;
  // What JSON.parse makes has no enumerable key but its own, and for…in makes no list of them.
  for (const key in object) {
    const inside = key === "__proto__" ? null : countTexts(object[key], level + 1);
    if (inside === null) return null;
    texts += 1 + inside;
  }
  return texts;
}
