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
import { z } from "zod";
import { grantUsers } from "../../src/platform/postgres/database-users.ts";
import { openDatabase } from "../../src/platform/postgres/open-database.ts";
import { startEmbedded } from "../../src/platform/postgres/embedded-postgres.ts";
import type { EmbeddedPostgres } from "../../src/platform/postgres/embedded-postgres.ts";
import { migrate } from "../../src/platform/postgres/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: string;
  }
}

export const TEMPLATE = "template_migrated";

export const serverAnswer = z.object({
  /** Empty when the server did not start. */
  address: z.string(),
  /** Why there is no server, or no template: databases without the schema can be had all the same. */
  failure: z.string().nullable(),
});
type ServerAnswer = z.infer<typeof serverAnswer>;

/** What is lost in a power cut does not matter here. */
export const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "100" };

/** vitest's global set-up; returns the tear-down. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "oc-test-"));
  let server: Promise<EmbeddedPostgres> | null = null;
  let template: Promise<void> | null = null;
  async function answer(): Promise<ServerAnswer> {
    server ??= startEmbedded(join(folder, "data"), FAST);
    const { connectionString } = await server;
    template ??= makeTemplate(connectionString);
    return { address: connectionString, failure: await template.then(() => null, String) };
  }
  const door = createServer((socket) => {
    answer().then(
      (told) => socket.end(JSON.stringify(told)),
      (error: unknown) => socket.end(JSON.stringify({ address: "", failure: String(error) })),
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

/** Makes the template on a server that has none. */
export async function makeTemplate(address: string): Promise<void> {
  const admin = await openDatabase({ connectionString: address });
  await admin.run(`create database ${TEMPLATE}`);
  await admin.close();
  const db = await openDatabase({ connectionString: addressOf(address, TEMPLATE) });
  try {
    await migrate(db, fileURLToPath(new URL("../../migrations", import.meta.url)));
    // As an installation on AWS has them, so that a test can work as one of its users.
    await grantUsers(db);
  } finally {
    await db.close();
  }
}

/** The address of another database of the same server. */
export function addressOf(connectionString: string, database: string): string {
  return connectionString.replace("/postgres?", `/${database}?`);
}
