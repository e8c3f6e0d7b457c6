/**
 * Opens PostgreSQL as the database of the flows. In: an address. Out: a `Database` whose server has answered and is new enough, or
 * `DatabaseUnavailable`.
 */
import type pg from "pg";
import { connect, makePool, type DatabaseConfig } from "./connection-pool.ts";
import { copyRowsOut } from "./copy-stream.ts";
import { DatabaseUnavailable, nameFailure } from "./database-failure.ts";
import type { Database } from "./database.ts";
import { queries, singly } from "./statements.ts";
import { transact } from "./transaction.ts";

const OLDEST_SERVER = 150_000;

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
