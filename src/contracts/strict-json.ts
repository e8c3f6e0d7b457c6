/**
 * Bytes -> a JSON value, or why not. Stricter than `JSON.parse`, and unharmed by whatever comes.
 * In: the bytes of one event. Out: the value as `JSON.parse` gives it, and the problems that it has as JSON.
 * No published reader refuses all of this at once (the same key twice, depth, NUL, `__proto__`, precision), hence our own.
 */
import type { MessageProblem } from "../domain/problem.ts";
import { isPlainlyClean } from "./clean-json.ts";
import { CODE, messageProblem } from "./message-problems.ts";
import { scanJson } from "./scan-json.ts";

/** The largest event, in bytes, without the white space around it. */
export const MOST_EVENT_BYTES = 256 * 1024;

export type StrictJson =
  /** Not to be read at all: `too-large`, `not-utf8`, `not-json`. */
  | { readonly kind: "unreadable"; readonly problem: MessageProblem }
  /** Read; an event only when `problems` is empty. With the same key twice the value holds the last. */
  | { readonly kind: "read"; readonly value: unknown; readonly problems: readonly MessageProblem[] };

// A byte order mark at the start is tolerated, and dropped.
const UTF8 = new TextDecoder("utf-8", { fatal: true });

export function readStrictJson(bytes: Uint8Array): StrictJson {
  const { start, end } = withoutOuterSpace(bytes);
  if (end - start > MOST_EVENT_BYTES) {
    const found = `${end - start} bytes`;
    return unreadable(CODE.tooLarge, found, `an event of at most ${MOST_EVENT_BYTES} bytes`);
  }
  const text = decode(bytes);
  if (text === null) return unreadable(CODE.notUtf8, "bytes that are not UTF-8", "UTF-8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return unreadable(CODE.notJson, text.trim() === "" ? "nothing" : error.message, "one event as JSON");
  }
  return { kind: "read", value, problems: isPlainlyClean(bytes, value) ? [] : scanJson(text) };
}

function unreadable(code: "too-large" | "not-utf8" | "not-json", found: string, expected: string): StrictJson {
  return { kind: "unreadable", problem: messageProblem(null, code, found, expected) };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Where the JSON starts and ends: a byte order mark and JSON's white space around it are left out. */
export function withoutOuterSpace(bytes: Uint8Array): { readonly start: number; readonly end: number } {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let end = bytes.length;
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end - 1])) end--;
  return { start, end };
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
