/**
 * Cursors: where a page of a list ended, opaque to whoever turns pages. In: the last row's key. Out: a text; and back.
 */
import { z } from "@hono/zod-openapi";
import { wholeNumber } from "./fields.ts";
import type { FieldProblem } from "./problem.ts";
import { holdsNul } from "./query-of.ts";

const DEFAULT_LIMIT = 100;
const MOST = 1_000;
/** Of lists whose rows are small: a month of a whole market in a few pages. */
const MOST_OF_LONG = 20_000;

/** Two names of the longest, of four bytes a character, as base64. */
const LONGEST_CURSOR = 4_000;
const limitUpTo = (most: number) =>
  wholeNumber(1, most).default(DEFAULT_LIMIT).openapi({ default: DEFAULT_LIMIT, description: "Rows of a page" });

/** The query of every list. */
export const PAGE_QUERY = {
  cursor: z.string().min(1).max(LONGEST_CURSOR).optional().openapi({ description: "`next` of the page before" }),
  limit: limitUpTo(MOST),
};

/** The query of the lists that run to hundreds of thousands of rows. */
export const LONG_PAGE_QUERY = { ...PAGE_QUERY, limit: limitUpTo(MOST_OF_LONG) };

export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** What the database can hold: a cursor that we gave holds nothing else. */
const Part = z.string().refine((text) => text.isWellFormed() && !holdsNul(text));

/** The key of so many parts; null when it is no cursor of this list. */
export function decodeCursor(cursor: string, parts: number): readonly string[] | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const read = z.array(Part).length(parts).safeParse(key);
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export type CursorRead<T> =
  | { readonly ok: true; readonly after: T | null }
  | { readonly ok: false; readonly error: FieldProblem };

const INSTANT = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(\d{3})?Z$/;

/** An instant as we write it: what JavaScript reads so, and PostgreSQL in another way or not at all, is none. */
export function isInstant(text: string): boolean {
  const at = new Date(text);
  // The 30th of February would come back as another day.
  return INSTANT.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 19) === text.slice(0, 19);
}

/** A cursor that is a number. */
export function numberCursor(cursor: string | undefined): CursorRead<bigint> {
  return keyCursor(cursor, 1, ([text]) => (text !== undefined && /^\d{1,18}$/.test(text) ? BigInt(text) : null));
}

export function textCursor(cursor: string | undefined): CursorRead<string> {
  return keyCursor(cursor, 1, ([text]) => text ?? null);
}

export function keyCursor<T>(
  cursor: string | undefined,
  parts: number,
  read: (key: readonly string[]) => T | null,
): CursorRead<T> {
  if (cursor === undefined) return { ok: true, after: null };
  const key = decodeCursor(cursor, parts);
  const after = key === null ? null : read(key);
  if (after !== null) return { ok: true, after };
  const error = { parameter: "cursor", code: "invalid", expected: "`next` of this very list's page before" };
  return { ok: false, error };
}

/** A page of rows: one more than was asked for was read, to see whether there are more. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
): { readonly rows: readonly Row[]; readonly next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null;
  return { rows: shown, next };
}
