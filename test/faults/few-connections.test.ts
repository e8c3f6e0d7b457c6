/**
 * A database that is short of connections, keeps us waiting, or asks for another attempt: a command comes through or ends with
 * exit code 3 and words, it never waits for ever, and repeated it leaves what an undisturbed one leaves.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/platform/postgres/open-database.ts";
import { untilBlocked, whileLocked } from "../support/blocked-sessions.ts";
import { Refused, type CliRun } from "../support/cli.ts";
import { EXIT_CODE, playMonthBySteps, STEPS, type MonthBySteps, type StepWorld } from "../support/month-by-step.ts";
import { expectSound, stateOf } from "../support/store-state.ts";

let steps: MonthBySteps;
beforeAll(async () => {
  steps = await playMonthBySteps();
});
afterAll(() => steps.end());

const errorOf = (run: CliRun) => Refused.parse(JSON.parse(run.stdout)).error;
const nameOf = (world: StepWorld): string =>
  /\/(test_\w+)\?/.exec(world.connectionString)?.[1] ?? expect.fail("no name");

/** The world's address for a role of its own that may have so many connections at a time. */
async function limitedTo(world: StepWorld, connections: number): Promise<Record<string, string>> {
  const role = `limited_${nameOf(world)}`;
  await world.db.run(`
    create role ${role} login connection limit ${connections};
    grant all on all tables in schema public to ${role};
    grant all on all sequences in schema public to ${role}`);
  return { ...world.env, DATABASE_URL: world.connectionString.replace(/\/\/\w+@/, `//${role}@`) };
}

async function forgetRole(world: StepWorld): Promise<void> {
  await world.db.run(`drop owned by limited_${nameOf(world)}; drop role limited_${nameOf(world)}`);
}

describe("connections", () => {
  test.each(STEPS)("%s needs no more than two at a time (fault 23)", async (step) => {
    const world = await steps.worldBefore(step);
    const run = await steps.run(step, await limitedTo(world, 2));
    expect(run, run.stdout).toMatchObject({ code: EXIT_CODE[step] });
    expect(await stateOf(world.db, world.data)).toEqual(steps.after(step));
    await forgetRole(world);
  });

  test.each(["close", "approve"] as const)(
    "%s that finds only one says so and leaves nothing (fault 23)",
    async (step) => {
      const world = await steps.worldBefore(step);
      const before = await stateOf(world.db, world.data);
      const run = await steps.run(step, await limitedTo(world, 1));
      expect([run.code, errorOf(run).code]).toEqual([3, "database-overloaded"]);
      expect(errorOf(run).message).toContain("two connections");
      expect(await stateOf(world.db, world.data)).toEqual(before);
      await expectSound(world.db, world.data);
      expect(await steps.run(step, world.env)).toMatchObject({ code: 0 });
      expect(await stateOf(world.db, world.data)).toEqual(steps.after(step));
      await forgetRole(world);
    },
  );

  test("of our own that are all in use are waited for, not for ever, and then told (fault 23)", async () => {
    const world = await steps.worldBefore("close");
    const db = await openDatabase({ connectionString: world.connectionString, maxConnections: 1 });
    const nested = db.transaction(() => db.run("select 1"));
    await expect(nested).rejects.toMatchObject({ code: "database-overloaded" });
    expect(await db.run("select 1")).toBe(1);
    await db.close();
  });
});

describe("a lock that somebody holds", () => {
  test.each([
    ["ingest", "contract_event"],
    ["close", "close_entry"],
    ["approve", "ledger_entry"],
  ] as const)("%s waits for it, and comes through when it is let go (fault 23)", async (step, table) => {
    const world = await steps.worldBefore(step);
    await whileLocked(world.db, table, async ({ release }) => {
      const running = steps.run(step, world.env);
      await untilBlocked(world.db, 1);
      await release();
      expect(await running).toMatchObject({ code: EXIT_CODE[step] });
    });
    expect(await stateOf(world.db, world.data)).toEqual(steps.after(step));
  });

  test.each([
    ["ingest", "statement_timeout", "contract_event"],
    ["close", "lock_timeout", "close_entry"],
    ["approve", "statement_timeout", "ledger_entry"],
  ] as const)(
    "%s is cut off by the server's %s, says so, and its repeat is right (fault 23)",
    async (step, limit, table) => {
      const world = await steps.worldBefore(step);
      await world.db.run(`alter database ${nameOf(world)} set ${limit} = '500ms'`);
      await whileLocked(world.db, table, async () => {
        const run = await steps.run(step, world.env);
        expect([run.code, errorOf(run).code]).toEqual([3, "database-overloaded"]);
        expect(errorOf(run).message).toContain(limit);
      });
      await expectSound(world.db, world.data);
      await world.db.run(`alter database ${nameOf(world)} reset ${limit}`);
      expect(await steps.run(step, world.env)).toMatchObject({ code: EXIT_CODE[step] });
      expect(await stateOf(world.db, world.data)).toEqual(steps.after(step));
    },
  );
});

test("a transaction that cannot be put in a row with another is tried again, and both commands end well (fault 21)", async () => {
  const world = await steps.worldBefore("ingest");
  // Under this level the second to change the counter of inputs gets 40001 when the first commits.
  await world.db.run(`alter database ${nameOf(world)} set default_transaction_isolation = 'repeatable read'`);
  await whileLocked(world.db, "contract_event", async ({ release }) => {
    const runs = [steps.run("ingest", world.env), steps.run("ingest", world.env)];
    await untilBlocked(world.db, 2);
    await release();
    for (const run of await Promise.all(runs)) expect(run, run.stdout).toMatchObject({ code: 1 });
  });
  expect(await stateOf(world.db, world.data)).toEqual(steps.after("ingest"));
});
