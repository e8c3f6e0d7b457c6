/**
 * Brings a database to the schema of this release: `NNNN-title.sql` files, forward only, each in a transaction of its
 * own with its entry in `schema_migration`. In: a database, the folder. Out: what was applied.
 *
 * Several processes may call it at once: a lock that lives in each transaction lets one apply while the others wait.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { z } from "zod";
import { DatabaseUnavailable } from "./database-failure.ts";
import type { Database, Queryable, Transaction } from "./database.ts";

export type SchemaState = "empty" | "current" | "behind" | "ahead";

interface Migration {
  readonly version: number;
  /** The file's name without `.sql`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text with LF line ends, in hex. */
  readonly checksum: string;
}

/** Any number, as long as nothing else locks it. */
const LOCK = 7_402_130_551_774n;

const TABLE = `create table if not exists schema_migration (
  version integer primary key,
  title text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
)`;

const appliedRow = z.object({ version: z.number(), title: z.string(), checksum: z.string() });
type Applied = z.infer<typeof appliedRow>;

/**
 * Applies what is missing, in order; returns the names of the files applied, without `.sql`. Throws `schema-ahead` when
 * a newer release has migrated this database, `schema-changed` when an applied file reads differently now.
 */
export async function migrate(db: Database, folder: string): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder);
  const applied: string[] = [];
  for (;;) {
    const name = await db.transaction((tx) => applyNext(tx, migrations));
    if (name === null) return { applied };
    applied.push(name);
  }
}

/** How the database stands to this release's files, without changing anything. Throws `schema-changed` as above. */
export async function schemaState(db: Queryable, folder: string): Promise<SchemaState> {
  const migrations = await readMigrations(folder);
  const table = await db.one(
    z.object({ found: z.boolean() }),
    "select to_regclass('schema_migration') is not null as found",
  );
  const applied = table.found ? await readApplied(db) : [];
  if (applied.length === 0) return "empty";
  if (applied.length > migrations.length) return "ahead";
  requireUnchanged(applied, migrations);
  return applied.length === migrations.length ? "current" : "behind";
}

async function applyNext(tx: Transaction, migrations: readonly Migration[]): Promise<string | null> {
  await tx.run("select pg_advisory_xact_lock($1)", [LOCK]);
  await tx.run(TABLE);
  const applied = await readApplied(tx);
  if (applied.length > migrations.length) {
    const message = `The database has ${applied.length} migrations, and this release knows ${migrations.length}: a newer release has worked on it. Use that release.`;
    throw new DatabaseUnavailable("schema-ahead", message);
  }
  requireUnchanged(applied, migrations);
  const next = migrations[applied.length];
  if (next === undefined) return null;
  await apply(tx, next);
  await tx.run("insert into schema_migration (version, title, checksum) values ($1, $2, $3)", [
    next.version,
    next.name,
    next.checksum,
  ]);
  return next.name;
}

async function apply(tx: Transaction, migration: Migration): Promise<void> {
  try {
    await tx.run(migration.sql);
  } catch (error) {
    // Class 42: the SQL itself is wrong, or does not fit the schema before it. Who wrote it wants to know where.
    if (!(error instanceof pg.DatabaseError) || error.code?.startsWith("42") !== true) throw error;
    const line = migration.sql.slice(0, Number(error.position ?? 1) - 1).split("\n").length;
    throw new Error(`assertion: ${migration.name}.sql is sound (line ${line}: ${error.message})`, { cause: error });
  }
}

async function readApplied(db: Queryable): Promise<Applied[]> {
  return db.all(appliedRow, "select version, title, checksum from schema_migration order by version");
}

function requireUnchanged(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const [index, row] of applied.entries()) {
    const file = migrations[index];
    if (file?.version === row.version && file.checksum === row.checksum) continue;
    const message = `The database was made by another ${row.title} than this release's. Use the release that made it, or another database.`;
    throw new DatabaseUnavailable("schema-changed", message);
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  return Promise.all(
    names.map(async (file, index) => {
      const version = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]);
      if (version !== index + 1)
        throw new Error(`assertion: migrations are numbered from 0001 without a gap (${file})`);
      const sql = (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n");
      return { version, name: file.slice(0, -4), sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}
