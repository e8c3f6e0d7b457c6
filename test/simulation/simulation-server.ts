/**
 * A PostgreSQL for a simulation with a database for each seed, from the migrated template. In: nothing, or the address of a server that has
 * the template. Out: databases, each dropped after its use.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../src/platform/postgres/open-database.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { startEmbedded } from "../../src/platform/postgres/embedded-postgres.ts";
import { addressOf, FAST, makeTemplate, TEMPLATE } from "../support/database-server.ts";

export interface SimulationServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** Databases that live a second need no cleaning up. */
const SHORT_LIVED = { autovacuum: "off", jit: "off" };

export async function startServer(): Promise<SimulationServer> {
  const folder = await mkdtemp(join(tmpdir(), "oc-simulation-"));
  const server = await startEmbedded(join(folder, "data"), { ...FAST, ...SHORT_LIVED });
  await makeTemplate(server.connectionString);
  return {
    address: server.connectionString,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const ENOUGH_CONNECTIONS = 16;

export async function withDatabase<T>(address: string, name: string, work: (db: Database) => Promise<T>): Promise<T> {
  const admin = await openDatabase({ connectionString: address, maxConnections: 1 });
  try {
    await admin.run(`create database ${name} template ${TEMPLATE}`);
    const db = await openDatabase({ connectionString: addressOf(address, name), maxConnections: ENOUGH_CONNECTIONS });
    try {
      return await work(db);
    } finally {
      await db.close();
      await admin.run(`drop database ${name} with (force)`);
    }
  } finally {
    await admin.close();
  }
}
