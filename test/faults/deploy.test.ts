/**
 * A new release comes while the old one is at work: the schema only grows, so rows that the old release wrote fit, and so does what it
 * still writes; a command under way ends well; a release that is too old or too new for a schema says so.
 */
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { readStatus } from "../../src/flows/read-status.ts";
import { reconcileDeliveries } from "../../src/flows/reconcile-deliveries.ts";
import { verifyLedger } from "../../src/flows/verify-ledger.ts";
import { createDirectoryCoreView } from "../../src/platform/core-view/directory.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { migrate } from "../../src/platform/postgres/migrate.ts";
import { untilBlocked, whileLocked } from "../support/blocked-sessions.ts";
import { Refused, type CliRun } from "../support/cli.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { playMonthBySteps, type MonthBySteps } from "../support/month-by-step.ts";
import { depsOf, postLedger } from "../support/posted-ledger.ts";
import { stateOf } from "../support/store-state.ts";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");
/** The release before: without what the newest migrations made. */
const OLD_RELEASE = 3;

let steps: MonthBySteps;
let folder: string;
const opened: TestDatabase[] = [];
beforeAll(async () => {
  steps = await playMonthBySteps();
  folder = await mkdtemp(join(tmpdir(), "opencommission-deploy-"));
});
afterAll(async () => {
  for (const database of opened) await database.drop();
  await steps.end();
  await rm(folder, { recursive: true });
});

/** A release's folder of migrations: the first so many, and more text as one that is yet to come. */
async function release(name: string, count: number, next?: string): Promise<string> {
  const path = join(folder, name);
  const files = (await readdir(MIGRATIONS)).filter((file) => file.endsWith(".sql")).toSorted();
  for (const file of files.slice(0, count)) await cp(join(MIGRATIONS, file), join(path, file));
  if (next !== undefined)
    await writeFile(join(path, `${String(Math.min(count, files.length) + 1).padStart(4, "0")}-next.sql`), next);
  return path;
}

async function newDatabase(schema: "migrated" | "none"): Promise<TestDatabase> {
  const database = await createTestDatabase(schema);
  opened.push(database);
  return database;
}

const COLUMNS = "select table_name, column_name from information_schema.columns where table_schema = 'public'";
const Column = z.object({ table_name: z.string(), column_name: z.string() });

/** The tables of a schema with their columns, in an order in which rows can be written. */
async function columnsOf(db: Database): Promise<Map<string, string[]>> {
  const rows = await db.all(
    Column,
    `${COLUMNS} and table_name <> 'schema_migration' and is_generated = 'NEVER' order by table_name, ordinal_position`,
  );
  const tables = new Map<string, string[]>();
  for (const row of rows) tables.set(row.table_name, [...(tables.get(row.table_name) ?? []), row.column_name]);
  return tables;
}

/** Copies every row by the columns that the old release knows, as its own statements name them. */
async function copyByOldColumns(from: Database, to: Database, tables: ReadonlyMap<string, string[]>): Promise<void> {
  await to.transaction(async (tx) => {
    // The order of the tables is not that of their references.
    await tx.run("set local session_replication_role = replica");
    for (const [table, columns] of tables) {
      await tx.run(`delete from ${table}`);
      const rows = from.copyOut(`copy (select ${columns.join(", ")} from ${table}) to stdout`);
      await tx.copyIn(`copy ${table} (${columns.join(", ")}) from stdin`, rows);
    }
    // The next row that is written gets the next number.
    const numbered = await tx.all(Column, `${COLUMNS} and is_identity = 'YES'`);
    for (const { table_name: table, column_name: column } of numbered) {
      await tx.run(
        `select setval(pg_get_serial_sequence('${table}', '${column}'), (select coalesce(max(${column}), 0) + 1 from ${table}), false)`,
      );
    }
  });
}

async function expectWhole(db: Database, coreView: string): Promise<void> {
  expect((await verifyLedger(depsOf(db, "vera"))).differences).toEqual([]);
  const adapter = createDirectoryCoreView(coreView);
  const { differences } = await reconcileDeliveries(depsOf(db, "vera"), () => Promise.resolve(adapter));
  expect(differences).toEqual([]);
  const { markets } = await readStatus(depsOf(db, "vera"));
  expect(markets.map((m) => `${m.market} ${m.newestClosed} ${m.batches.length}`)).toEqual(["SE 2024-03 0"]);
}

describe("the schema only grows", () => {
  test("rows that the release before wrote, and what it still writes, are whole for this one (fault 38)", async () => {
    const coreView = join(folder, "core-view");
    const written = await newDatabase("migrated");
    await postLedger(written.db, coreView);
    const old = await newDatabase("none");
    await migrate(old.db, await release("before", OLD_RELEASE));
    const tables = await columnsOf(old.db);
    expect([...tables.keys()]).toContain("delivery_batch");

    await copyByOldColumns(written.db, old.db, tables);
    await migrate(old.db, MIGRATIONS);
    await expectWhole(old.db, coreView);

    const late = await newDatabase("migrated");
    await copyByOldColumns(written.db, late.db, tables);
    await expectWhole(late.db, coreView);
  });

  test.each([
    // The updates of the release before, as they stand in its statements.
    `update delivery_batch set state = 'pending', attempts = attempts + 1, last_problem = 'away', accepted_at = null`,
    `update delivery_batch set state = 'refused', attempts = attempts + 1, last_problem = 'in the way', accepted_at = null`,
    `update delivery_batch set state = 'accepted', attempts = attempts + 1, last_problem = null, accepted_at = now()`,
    `update close set status = 'delivered', delivered_at = now() where status = 'approved'`,
    `update rejected_message set state = 'dismissed', reason = 'sent anew', decided_by = 'ingo', decided_at = now()`,
    `update ledger_head set seq = seq, hash = hash`,
    `update input_revision set last = last + 1`,
  ])("an update of the release before fits: %s (fault 38)", async (sql) => {
    const world = await steps.worldBefore("done");
    expect(await world.db.run(sql)).toBeGreaterThan(0);
  });
});

const codeOf = (run: CliRun) => [run.code, Refused.parse(JSON.parse(run.stdout)).error.code];

describe("migrations that come while a command is under way", () => {
  const NEXT = `alter table close add column note text; alter table ledger_entry add column note text;
                alter table delivery_batch add column note text; create table new_thing (batch_id text references delivery_batch);`;
  test.each([
    ["close", "close_entry"],
    ["approve", "ledger_entry"],
  ] as const)(
    "wait for %s, or it for them, and it leaves what an undisturbed one leaves (fault 38)",
    async (step, table) => {
      const world = await steps.worldBefore(step);
      const next = await release(`next-${step}`, 99, NEXT);
      const { running, migrating } = await whileLocked(world.db, table, async ({ release: letGo }) => {
        const command = steps.run(step, world.env);
        await untilBlocked(world.db, 1);
        const migration = migrate(world.db, next);
        await untilBlocked(world.db, 2);
        await letGo();
        return { running: await command, migrating: await migration };
      });
      expect(running, running.stdout).toMatchObject({ code: 0 });
      expect(migrating.applied).toHaveLength(1);
      const count = await world.db.run("alter table ledger_entry drop column note");
      expect(count).toBe(0);
      await world.db.run("alter table close drop column note");
      expect(await stateOf(world.db, world.data)).toEqual(steps.after(step));
    },
  );

  test("leave a release that is older than the schema with words, and nothing done (fault 38)", async () => {
    const world = await steps.worldBefore("close");
    await migrate(world.db, await release("newer", 99, NEXT));
    expect(codeOf(await steps.run("close", world.env))).toEqual([1, "schema-ahead"]);
    const { n } = await world.db.one(z.object({ n: z.bigint() }), "select count(*) as n from close");
    expect(n).toBe(0n);
  });

  test("are asked for by a release that is newer than the schema, which does nothing before (fault 38)", async () => {
    const database = await newDatabase("none");
    await migrate(database.db, await release("older", OLD_RELEASE));
    const env = { DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: folder };
    expect(codeOf(await steps.run("import", env))).toEqual([1, "schema-behind"]);
  });
});
