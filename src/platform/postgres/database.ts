/**
 * The database as the flows see it: statements whose rows are checked, transactions, COPY as streams. The port alone; PostgreSQL
 * behind it is opened by `open-database.ts`. Failures of the surroundings come as `DatabaseUnavailable`, violated constraints as pg's
 * own errors (see `violatedConstraint`).
 */
import pg from "pg";
import type { z } from "zod";
import type { CopyRow } from "./copy-text.ts";

/** What a parameter may be. JSON goes as its text, an instant as ISO text, a list as a PostgreSQL array. */
export type SqlValue = string | number | bigint | boolean | null | Uint8Array | readonly SqlValue[];

export interface Queryable {
  /** Every row, each checked by the schema; a row that does not fit is an assertion. */
  all<T>(schema: z.ZodType<T>, sql: string, params?: readonly SqlValue[]): Promise<T[]>;
  /** The one row; none or several are an assertion. */
  one<T>(schema: z.ZodType<T>, sql: string, params?: readonly SqlValue[]): Promise<T>;
  /** The row or null; several are an assertion. */
  maybe<T>(schema: z.ZodType<T>, sql: string, params?: readonly SqlValue[]): Promise<T | null>;
  /** Runs a statement (several, parted by `;`, when there are no parameters); returns the number of rows touched. */
  run(sql: string, params?: readonly SqlValue[]): Promise<number>;
  /**
   * Rows of `COPY … TO STDOUT` as the server's texts; write out formats of times in the SQL, they follow the session.
   * In a transaction nothing else can be asked of it until the last row was taken or the loop was left.
   */
  copyOut(sql: string): AsyncGenerator<(string | null)[]>;
  /** The same in batches of rows, about a socket's read each: the faster way for many rows. */
  copyOutBatches(sql: string): AsyncGenerator<(string | null)[][]>;
}

export interface Transaction extends Queryable {
  /** Feeds rows to `COPY … FROM STDIN`; returns how many were copied. */
  copyIn(sql: string, rows: AsyncIterable<CopyRow> | Iterable<CopyRow>): Promise<number>;
}

export interface Database extends Queryable {
  /**
   * Runs the work in one transaction (READ COMMITTED) and commits. On a deadlock or a serialisation failure the whole
   * work is run again, so it must have no effect outside the transaction. A connection lost during COMMIT is
   * `commit-outcome-unknown`: repeat the command, which finds what was done.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A value as it stands in SQL text, for COPY, which takes no parameters. */
export function literal(value: string | number | bigint | boolean | null): string {
  if (value === null) return "null";
  return typeof value === "string" ? pg.escapeLiteral(value) : pg.escapeLiteral(String(value));
}
