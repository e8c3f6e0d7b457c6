/**
 * A database of its own for a test file: real PostgreSQL, migrated, empty, copied from a template in some 30 ms.
 */
import { randomBytes } from "node:crypto";
import { createConnection } from "node:net";
import { text } from "node:stream/consumers";
import { inject } from "vitest";
import { openDatabase } from "../../src/platform/postgres/open-database.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { addressOf, serverAnswer, TEMPLATE } from "./database-server.ts";

export interface TestDatabase {
  readonly db: Database;
  readonly connectionString: string;
  /** Closes `db` and removes the database, also under the feet of other connections to it. */
  drop: () => Promise<void>;
}

/** `schema: "none"` gives a database without tables. */
export async function createTestDatabase(schema: "migrated" | "none" = "migrated"): Promise<TestDatabase> {
  return createFrom(schema, null);
}

/** Another database with the very content of one, whose connections are ended for it. */
export async function copyTestDatabase(source: TestDatabase): Promise<TestDatabase> {
  const name = /\/(test_\w+)\?/.exec(source.connectionString)?.[1];
  if (name === undefined) throw new Error(`assertion: ${source.connectionString} is a test database`);
  return createFrom("migrated", name);
}

async function createFrom(schema: "migrated" | "none", copied: string | null): Promise<TestDatabase> {
  const told = serverAnswer.parse(JSON.parse(await text(createConnection(inject("databaseServer")))));
  const { address: server, failure } = told;
  if (server === "" || (schema === "migrated" && failure !== null)) throw new Error(`no test database: ${failure}`);
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = copied ?? (schema === "migrated" ? TEMPLATE : "template0");
  if (copied !== null) await administer(server, endSessions(copied));
  await administer(server, `create database ${name} template ${template}`);
  const connectionString = addressOf(server, name);
  const db = await openDatabase({ connectionString });
  return {
    db,
    connectionString,
    async drop() {
      await db.close();
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}

function endSessions(database: string): string {
  return `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`;
}

async function administer(server: string, sql: string): Promise<void> {
  const admin = await openDatabase({ connectionString: server, maxConnections: 1 });
  try {
    await admin.run(sql);
  } finally {
    await admin.close();
  }
}
