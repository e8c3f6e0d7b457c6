/**
 * The database goes away, or asks for another attempt: the command says so with exit code 3, or tries again by itself, and
 * repeated it leaves what an undisturbed one leaves.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { untilBlocked } from "../support/blocked-sessions.ts";
import { Refused, runCommand, startCommand } from "../support/cli.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { cutAtCommit, type Cut } from "../support/cutting-proxy.ts";
import { writeMonth, type Month } from "../support/month-of-contracts.ts";
import { expectSound, stateOf } from "../support/store-state.ts";

type Step = "import" | "ingest" | "close" | "approve" | "deliver";

let month: Month;
let commands: Readonly<Record<Step, readonly string[]>>;
const before = new Map<Step, TestDatabase>();
const after = new Map<Step, Record<string, string>>();
const opened: TestDatabase[] = [];
const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "opencommission-database-"));
  folders.push(folder);
  return folder;
}

beforeAll(async () => {
  month = await writeMonth();
  commands = {
    import: ["import", ...month.workbooks, "--as", "ursula"],
    ingest: ["ingest", month.events],
    close: ["close", "--period", "2024-01", "--market", "SE", "--as", "frida"],
    approve: ["approve", "SE-2024-01-1", "--as", "adam"],
    deliver: ["deliver"],
  };
  const source = await createTestDatabase();
  const data = await newFolder();
  const env = { DATABASE_URL: source.connectionString, OPENCOMMISSION_DATA: data };
  opened.push(source);
  for (const step of ["import", "ingest", "close", "approve", "deliver"] as const) {
    const snapshot = await copyTestDatabase(source);
    opened.push(snapshot);
    before.set(step, snapshot);
    await runCommand(commands[step], { env });
    after.set(step, await stateOf(source.db, data));
  }
});
afterAll(async () => {
  for (const database of opened) await database.drop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function worldBefore(step: Step) {
  const database = await copyTestDatabase(before.get(step) ?? expect.fail("no snapshot"));
  opened.push(database);
  const data = await newFolder();
  const env = { DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: data };
  return { ...database, data, env };
}

/** The server's Unix socket and the database's name, out of the address of a test database. */
function socketOf(connectionString: string): {
  readonly path: string;
  readonly database: string;
  readonly user: string;
} {
  const found = /\/\/(\w+)@\/(\w+)\?host=(.*)$/.exec(connectionString);
  const [, user = "", database = "", folder = ""] = found ?? [];
  if (folder === "") throw new Error(`assertion: ${connectionString} names a socket`);
  return { path: join(decodeURIComponent(folder), ".s.PGSQL.5432"), database, user };
}

describe("a connection that is cut in the middle of a COMMIT", () => {
  const cases: (readonly [step: Step, commit: number, cut: Cut])[] = [
    ["import", 1, "before"],
    ["import", 2, "after"],
    ["ingest", 2, "before"],
    ["ingest", 2, "after"],
    ["close", 1, "before"],
    ["close", 1, "after"],
    ["approve", 1, "before"],
    ["approve", 1, "after"],
    // Each of the two batches: the attempt's, then its own; then that of the close.
    ["deliver", 1, "before"],
    ["deliver", 1, "after"],
    ["deliver", 2, "before"],
    ["deliver", 2, "after"],
    ["deliver", 5, "after"],
  ];
  test.each(cases)(
    "%s, COMMIT %i, %s it reached the server: exit code 3, and a repeat is right (fault 3)",
    async (step, nth, cut) => {
      const { db, data, env, connectionString } = await worldBefore(step);
      const { path, database, user } = socketOf(connectionString);
      const proxy = await cutAtCommit(path, cut, nth);
      const through = { ...env, DATABASE_URL: `postgresql://${user}@127.0.0.1:${proxy.port}/${database}` };
      const failed = await runCommand([...commands[step], "--json"], { env: through });
      proxy.close();
      expect(proxy.cuts()).toBe(1);
      expect(failed.code, failed.stderr).toBe(3);
      const { error } = Refused.parse(JSON.parse(failed.stdout));
      expect(error.code).toBe("commit-outcome-unknown");
      expect(error.message).toContain("Repeat the command");
      await expectSound(db, data);
      const repeated = await runCommand(commands[step], { env });
      expect(repeated.code).toBe(step === "ingest" ? 1 : 0);
      expect(await stateOf(db, data)).toEqual(after.get(step));
      await expectSound(db, data);
    },
  );
});

test(
  "a server that is killed in the middle of an ingest: exit code 3, and a repeat is right (fault 22)",
  { timeout: 120_000 },
  async () => {
    const data = await newFolder();
    const env = { OPENCOMMISSION_DATA: data };
    expect(await runCommand(commands.import, { env })).toMatchObject({ code: 0 });
    const events = await readFile(month.events);
    const ingesting = startCommand(["ingest", "-", "--json"], { env });
    const ended = Promise.all([
      new Promise((done) => ingesting.once("close", done)),
      text(ingesting.stdout),
      text(ingesting.stderr),
    ]);
    ingesting.stdin.on("error", () => undefined);
    const middle = events.lastIndexOf("\n", events.length * 0.8) + 1;
    await new Promise((done) => ingesting.stdin.write(events.subarray(0, middle), done));
    process.kill(await serverOf(data), "SIGKILL");
    ingesting.stdin.end(events.subarray(middle));
    const [code, stdout, stderr] = await ended;
    expect(code, stderr).toBe(3);
    expect(Refused.parse(JSON.parse(stdout)).error.code).toMatch(
      /^(database-unreachable|commit-outcome-unknown|server-failed)$/,
    );
    expect(await runCommand(commands.ingest, { env })).toMatchObject({ code: 1 });
    expect(await runCommand(["verify"], { env })).toMatchObject({ code: 0 });
    const ledger = await runCommand([...commands.close, "--json"], { env });
    expect(ledger.code).toBe(0);
  },
);

/** The process id of the embedded server, once there is one. */
async function serverOf(data: string): Promise<number> {
  for (;;) {
    const pidFile = await readFile(join(data, "postgres", "postmaster.pid"), "utf8").catch(() => "");
    if (pidFile.includes("ready")) return Number(pidFile.split("\n")[0]);
    await new Promise((done) => setTimeout(done, 50));
  }
}

test("a transaction that the server ends for a deadlock is tried again, and the command ends well (fault 21)", async () => {
  const { db, data, env } = await worldBefore("approve");
  const approving = await db.transaction(async (tx) => {
    // We hold the audit and then ask for the ledger, the approval the other way round. It waits first, and looks first for a
    // deadlock: the server ends its transaction.
    await tx.run("set local deadlock_timeout = '60s'");
    await tx.run("lock table audit_entry in exclusive mode");
    const run = runCommand(commands.approve, { env });
    await untilBlocked(db, 1);
    await tx.run("lock table ledger_head in access exclusive mode");
    return { run };
  });
  expect(await approving.run).toMatchObject({ code: 0 });
  expect(await stateOf(db, data)).toEqual(after.get("approve"));
  const { deadlocks } = await db.one(
    z.object({ deadlocks: z.bigint() }),
    "select deadlocks from pg_stat_database where datname = current_database()",
  );
  expect(deadlocks).toBe(1n);
});
