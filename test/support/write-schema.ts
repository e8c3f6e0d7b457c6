/**
 * Writes `schema.sql` from the migrations: `node test/support/write-schema.ts`. A test compares the two.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../../src/platform/postgres/open-database.ts";
import { dumpSchema } from "../../src/platform/postgres/dump-schema.ts";
import { startEmbedded } from "../../src/platform/postgres/embedded-postgres.ts";
import { migrate } from "../../src/platform/postgres/migrate.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "oc-schema-"));
const server = await startEmbedded(folder, { fsync: "off" });
try {
  const db = await openDatabase(server);
  await migrate(db, join(root, "migrations"));
  await writeFile(join(root, "schema.sql"), await dumpSchema(db));
  await db.close();
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
