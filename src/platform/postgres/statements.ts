/**
 * Statements over any connection. In: SQL with its parameters and the schema of its rows. Out: rows that fit it; what the server or
 * the way to it refuses is named, and a row that does not fit is our own mistake.
 */
import type pg from "pg";
import type { z } from "zod";
import type { Queryable, SqlValue } from "./database.ts";
import { nameFailure } from "./database-failure.ts";

/** How one statement is put to pg. */
export type Ask = (sql: string, params: unknown[] | undefined) => Promise<pg.QueryResult | pg.QueryResult[]>;

/** The statements of the port, put by `ask`. */
export function queries(ask: Ask): Pick<Queryable, "all" | "one" | "maybe" | "run"> {
  async function rows<T>(schema: z.ZodType<T>, sql: string, params?: readonly SqlValue[]): Promise<T[]> {
    const result = await answer(ask, sql, params);
    if (Array.isArray(result)) throw new Error("assertion: a query is one statement");
    return result.rows.map((row: unknown) => check(schema, row, sql));
  }
  return {
    all: rows,
    async one(schema, sql, params) {
      const [first, ...more] = await rows(schema, sql, params);
      if (first === undefined || more.length > 0) throw new Error(`assertion: one row expected of: ${sql}`);
      return first;
    },
    async maybe(schema, sql, params) {
      const [first, ...more] = await rows(schema, sql, params);
      if (more.length > 0) throw new Error(`assertion: at most one row expected of: ${sql}`);
      return first ?? null;
    },
    async run(sql, params) {
      const result = await answer(ask, sql, params);
      return [result].flat().reduce((sum, one) => sum + (one.rowCount ?? 0), 0);
    },
  };
}

/** What pg answers, or its failure by name. */
export async function answer(
  ask: Ask,
  sql: string,
  params?: readonly SqlValue[],
): Promise<pg.QueryResult | pg.QueryResult[]> {
  try {
    return await ask(sql, params === undefined ? undefined : [...params]);
  } catch (error) {
    throw nameFailure(error);
  }
}

function check<T>(schema: z.ZodType<T>, row: unknown, sql: string): T {
  const checked = schema.safeParse(row);
  if (checked.success) return checked.data;
  const where = checked.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw new Error(`assertion: a row does not fit its schema (${where}) in: ${sql}`);
}

/** The rows of the batches, one by one. */
export async function* singly(batches: AsyncGenerator<(string | null)[][]>): AsyncGenerator<(string | null)[]> {
  for await (const batch of batches) yield* batch;
}
