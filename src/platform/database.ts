/**
 * The database as the flows see it: statements whose rows are checked, transactions that are repeated when the server
 * asks for it, and COPY as streams. In: an address. Out: a `Database`; failures of the surroundings as
 * `DatabaseUnavailable`, violated constraints as pg's own errors (see `violatedConstraint`).
 *
 * Fit for RDS Proxy: no named statements, no SET outside a transaction, no session state.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { z } from "zod";
import { columnTypes } from "./column-types.ts";
import { copyRowsIn, copyRowsOut } from "./copy-stream.ts";
import type { CopyRow } from "./copy-text.ts";
import { crashPoint } from "./crash-point.ts";
import { DatabaseUnavailable, isConnectionLoss, nameFailure, sqlState } from "./database-failure.ts";

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

export interface DatabaseConfig {
  readonly connectionString: string;
  /** 10 when not given. A close and an approval read by one while they write by another: flows need two. */
  readonly maxConnections?: number;
  /** What others see in pg_stat_activity. */
  readonly applicationName?: string;
}

const OLDEST_SERVER = 150_000;
const ATTEMPTS = 6;

/** Opens the pool and proves that the server answers and is PostgreSQL 15 or later. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const pool = makePool(config);
  try {
    const answer = await pool.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    const version = answer.rows[0]?.version ?? 0;
    if (version < OLDEST_SERVER) {
      const found = `${Math.floor(version / 10_000)}`;
      throw new DatabaseUnavailable("database-too-old", `PostgreSQL 15 or later is needed; the server is ${found}.`);
    }
  } catch (error) {
    await pool.end();
    throw nameFailure(error);
  }
  return makeDatabase(pool);
}

function makePool(config: DatabaseConfig): pg.Pool {
  // pg would fail on an unreadable address only later, with the password in the error.
  if (!/^postgres(ql)?:\/\//.test(config.connectionString) || !isReadable(config.connectionString)) {
    const expected = "postgresql://user:password@host:5432/database";
    throw new DatabaseUnavailable(
      "database-address-invalid",
      `DATABASE_URL is no PostgreSQL address; expected ${expected}.`,
    );
  }
  const pool = new pg.Pool({
    connectionString: config.connectionString,
    max: config.maxConnections ?? 10,
    application_name: config.applicationName ?? "opencommission",
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    allowExitOnIdle: true,
    types: columnTypes,
  });
  // A connection that dies reports it twice: to the statement under way (handled there), and as an event, which would
  // end the process if nobody listened. An idle one that dies is replaced by the pool.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

function isReadable(address: string): boolean {
  try {
    return new pg.Client({ connectionString: address }).database !== undefined;
  } catch {
    return false;
  }
}

function makeDatabase(pool: pg.Pool): Database {
  async function* copyOutBatches(sql: string): AsyncGenerator<(string | null)[][]> {
    const client = await connect(pool);
    let complete = false;
    try {
      yield* copyRowsOut(client, sql);
      complete = true;
    } catch (error) {
      throw nameFailure(error);
    } finally {
      // Left half way, the rest would still have to be read; a new connection is cheaper.
      client.release(!complete);
    }
  }
  return {
    ...queries((sql, params) => pool.query(sql, params)),
    copyOutBatches,
    copyOut: (sql) => singly(copyOutBatches(sql)),
    transaction: (work) => transact(pool, work),
    close: () => pool.end(),
  };
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw nameFailure(error);
  }
}

async function* singly(batches: AsyncGenerator<(string | null)[][]>): AsyncGenerator<(string | null)[]> {
  for await (const batch of batches) yield* batch;
}

type Ask = (sql: string, params: unknown[] | undefined) => Promise<pg.QueryResult | pg.QueryResult[]>;

function queries(ask: Ask): Pick<Queryable, "all" | "one" | "maybe" | "run"> {
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

async function answer(ask: Ask, sql: string, params?: readonly SqlValue[]): Promise<pg.QueryResult | pg.QueryResult[]> {
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

async function transact<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(pool, work);
    } catch (error) {
      const state = sqlState(error);
      if ((state !== "40001" && state !== "40P01") || attempt === ATTEMPTS) throw error;
      // Both sides of a deadlock must not meet again in step.
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

async function attemptOnce<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  let broken = false;
  const { tx, finish } = makeTransaction(client);
  try {
    await answer((sql) => client.query(sql), "begin");
    crashPoint("begun");
    const result = await work(tx);
    finish();
    await commit(client);
    return result;
  } catch (error) {
    finish();
    try {
      await client.query("rollback");
    } catch {
      // The first error tells the story; the server rolls back what a lost connection leaves.
      broken = true;
    }
    throw error;
  } finally {
    client.release(broken);
  }
}

async function commit(client: pg.PoolClient): Promise<void> {
  let command: string;
  try {
    crashPoint("before the commit");
    const answered = client.query("commit");
    crashPoint("commit on its way");
    command = (await answered).command;
    crashPoint("after the commit");
  } catch (error) {
    if (!isConnectionLoss(error)) throw nameFailure(error);
    const message =
      "The connection ended during the commit: the work is wholly done or not at all. Repeat the command.";
    throw new DatabaseUnavailable("commit-outcome-unknown", message, error);
  }
  // The server answers COMMIT with ROLLBACK, and no error, when an earlier error was caught inside the work.
  if (command !== "COMMIT") throw new Error("assertion: no error of a statement is caught inside a transaction");
}

function makeTransaction(client: pg.PoolClient): { tx: Transaction; finish: () => void } {
  let state: "open" | "copying" | "over" = "open";
  function claim(): void {
    if (state === "over") throw new Error("assertion: a transaction is not used after its end");
    if (state === "copying") throw new Error("assertion: a COPY ends before the next statement of its transaction");
  }
  async function* copyOutBatches(sql: string): AsyncGenerator<(string | null)[][]> {
    claim();
    state = "copying";
    try {
      yield* copyRowsOut(client, sql);
    } catch (error) {
      throw nameFailure(error);
    } finally {
      if (state === "copying") state = "open";
    }
  }
  const tx: Transaction = {
    ...queries((sql, params) => {
      claim();
      return client.query(sql, params);
    }),
    copyOutBatches,
    copyOut: (sql) => singly(copyOutBatches(sql)),
    async copyIn(sql, rows) {
      claim();
      state = "copying";
      try {
        return await copyRowsIn(client, sql, rows);
      } catch (error) {
        throw nameFailure(error);
      } finally {
        if (state === "copying") state = "open";
      }
    },
  };
  return { tx, finish: () => (state = "over") };
}

/** A value as it stands in SQL text, for COPY, which takes no parameters. */
export function literal(value: string | number | bigint | boolean | null): string {
  if (value === null) return "null";
  return typeof value === "string" ? pg.escapeLiteral(value) : pg.escapeLiteral(String(value));
}
