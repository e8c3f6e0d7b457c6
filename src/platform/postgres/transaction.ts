/**
 * One transaction of the database. In: a pool and the work. Out: what the work gives, committed; the work is repeated when the server
 * ends it for a deadlock or a serialisation failure. Lost may be the answer to a COMMIT: `commit-outcome-unknown`.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { crashPoint } from "../crash-point.ts";
import { connect } from "./connection-pool.ts";
import { copyRowsIn, copyRowsOut } from "./copy-stream.ts";
import { DatabaseUnavailable, isConnectionLoss, nameFailure, sqlState } from "./database-failure.ts";
import type { Transaction } from "./database.ts";
import { answer, queries, singly } from "./statements.ts";

const ATTEMPTS = 6;

/** Runs the work in a transaction of its own, see `Database.transaction`. */
export async function transact<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
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
