/**
 * Cursors: where a page of a list ended, opaque to whoever turns pages. In: the last row's key. Out: a text; and back.
 */
import { z } from "@hono/zod-openapi";
import type { FieldProblem } from "./problem.ts";

const DEFAULT_LIMIT = 100;
const MOST = 1_000;
/** Of lists whose rows are small: a month of a whole market in a few pages. */
const MOST_OF_LONG = 20_000;

/** The query of every list. */
export const PAGE_QUERY = {
  cursor: z.string().min(1).max(1_000).optional().openapi({ description: "`next` of the page before" }),
  limit: z.coerce.number().int().min(1).max(MOST).default(DEFAULT_LIMIT).openapi({ description: "Rows of a page" }),
};

/** The query of the lists that run to hundreds of thousands of rows. */
export const LONG_PAGE_QUERY = {
  ...PAGE_QUERY,
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_OF_LONG)
    .default(DEFAULT_LIMIT)
    .openapi({ description: "Rows of a page" }),
};

export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** The key of so many parts; null when it is no cursor of this list. */
export function decodeCursor(cursor: string, parts: number): readonly string[] | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const read = z.array(z.string()).length(parts).safeParse(key);
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export type CursorRead<T> =
  | { readonly ok: true; readonly after: T | null }
  | { readonly ok: false; readonly error: FieldProblem };

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
