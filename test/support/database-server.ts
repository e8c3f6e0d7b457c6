/**
 * One PostgreSQL for a whole test run, with a template database that holds the migrated schema. It is started when a
 * test first asks for a database, so that runs without one do not wait for it.
 * Out: the socket path under which `createTestDatabase` asks for the server's address, as `databaseServer`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/platform/database.ts";
import { startEmbedded } from "../../src/platform/embedded-postgres.ts";
import type { EmbeddedPostgres } from "../../src/platform/embedded-postgres.ts";
import { migrate } from "../../src/platform/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: string;
  }
}

export const TEMPLATE = "template_migrated";

/** What is lost in a power cut does not matter here. */
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "100" };

/** vitest's global set-up; returns the tear-down. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "oc-test-"));
  let server: Promise<EmbeddedPostgres> | null = null;
  const door = createServer((socket) => {
    server ??= startWithTemplate(join(folder, "data"));
    server.then(
      ({ connectionString }) => socket.end(connectionString),
      (error: unknown) => socket.end(`failed: ${error instanceof Error ? error.message : String(error)}`),
    );
  });
  const path = join(folder, "door");
  await new Promise<void>((done) => door.listen(path, done));
  project.provide("databaseServer", path);
  return async () => {
    door.close();
    await (await server?.catch(() => null))?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function startWithTemplate(dataFolder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbedded(dataFolder, FAST);
  const admin = await openDatabase(server);
  await admin.run(`create database ${TEMPLATE}`);
  await admin.close();
  const db = await openDatabase({ connectionString: addressOf(server.connectionString, TEMPLATE) });
  await migrate(db, fileURLToPath(new URL("../../migrations", import.meta.url)));
  await db.close();
  return server;
}

/** The address of another database of the same server. */
export function addressOf(connectionString: string, database: string): string {
  return connectionString.replace("/postgres?", `/${database}?`);
}
