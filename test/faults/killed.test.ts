/**
 * `kill -9` at every place where it could hurt: around each commit and each write to Core View, and at random moments.
 * Each time the command is simply repeated, and everything is as if nothing had happened.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cliOn, Ledger, runCommand, startCommand, type CliRun } from "../support/cli.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { writeMonth } from "../support/month-of-contracts.ts";
import { expectSound, leftoversIn, stateOf } from "../support/store-state.ts";

/** The month's commands, and the exit code of each: 1 of the ingest, as some lines are broken. */
const STEPS = ["import", "ingest", "close", "approve", "deliver"] as const;
type Step = (typeof STEPS)[number];
const EXIT_CODE: Readonly<Record<Step, number>> = { import: 0, ingest: 1, close: 0, approve: 0, deliver: 0 };
const AROUND_COMMIT = ["begun", "before the commit", "commit on its way", "after the commit"];
const MOST_POINTS = 200;

let commands: Readonly<Record<Step, readonly string[]>>;
/** The store before each step of a run that nobody disturbs, and after it. */
const before = new Map<Step, TestDatabase>();
const after = new Map<Step, Record<string, string>>();
const opened: TestDatabase[] = [];
const folders: string[] = [];

beforeAll(async () => {
  const { workbooks, events } = await writeMonth();
  commands = {
    import: ["import", ...workbooks, "--as", "ursula"],
    ingest: ["ingest", events, "--as", "ingo"],
    close: ["close", "--period", "2024-01", "--market", "SE", "--as", "frida"],
    approve: ["approve", "SE-2024-01-1", "--as", "adam"],
    deliver: ["deliver", "--as", "dora"],
  };
  const world = await newWorld(await createTestDatabase());
  for (const step of STEPS) {
    const snapshot = await copyTestDatabase(world.database);
    opened.push(snapshot);
    before.set(step, snapshot);
    expectDone(step, await world.run(step));
    after.set(step, await stateOf(world.database.db, world.data));
  }
});
afterAll(async () => {
  for (const database of opened) await database.drop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

interface World {
  readonly database: TestDatabase;
  readonly data: string;
  readonly env: Readonly<Record<string, string>>;
  run(step: Step, crashPoint?: number): Promise<CliRun>;
}

async function newWorld(database: TestDatabase): Promise<World> {
  const data = await mkdtemp(join(tmpdir(), "opencommission-killed-"));
  folders.push(data);
  opened.push(database);
  const env = { DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: data };
  return {
    database,
    data,
    env,
    run: (step, crashPoint) =>
      runCommand(commands[step], {
        env: crashPoint === undefined ? env : { ...env, OPENCOMMISSION_CRASH_POINT: String(crashPoint) },
      }),
  };
}

/** Repeats what was killed. The server may not have noticed the death yet: then the market counts as being closed. */
async function repeat(run: () => Promise<CliRun>): Promise<CliRun> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await run();
    if (attempt === 20 || !result.stderr.includes("Another process is closing or approving")) return result;
    await sleep(100);
  }
}

function expectDone(step: Step, result: CliRun): void {
  expect(result, `${step}, repeated: ${result.stdout}${result.stderr}`).toMatchObject({ code: EXIT_CODE[step] });
}

/** Kills the step at its nth crash point in a world of its own. @returns the point's name; null when there are fewer */
async function killAt(step: Step, point: number): Promise<string | null> {
  const snapshot = before.get(step) ?? expect.fail("no snapshot");
  const world = await newWorld(await copyTestDatabase(snapshot));
  try {
    const killed = await world.run(step, point);
    if (killed.code !== null) {
      expectDone(step, killed);
      return null;
    }
    const name = /crash point \d+: (.*)/.exec(killed.stderr)?.[1] ?? expect.fail(`not killed by itself: ${point}`);
    await expectSound(world.database.db, world.data);
    expectDone(step, await repeat(() => world.run(step)));
    expect(await stateOf(world.database.db, world.data), `${step} killed at ${point}, ${name}`).toEqual(
      after.get(step),
    );
    await expectSound(world.database.db, world.data);
    expect(await leftoversIn(world.data)).toEqual([]);
    return name;
  } finally {
    opened.splice(opened.indexOf(world.database), 1);
    await world.database.drop();
  }
}

/** All points of a step, from the first until the command ends by itself; two at a time. */
async function killEverywhere(step: Step): Promise<string[]> {
  const names: string[] = [];
  for (let point = 1; point <= MOST_POINTS; point += 2) {
    const pair = await Promise.all([killAt(step, point), killAt(step, point + 1)]);
    names.push(...pair.filter((name) => name !== null));
    if (pair.includes(null)) return names;
  }
  return expect.fail(`${step} has no end`);
}

describe("a command that is killed and repeated leaves what an undisturbed one leaves", () => {
  test.each(["import", "close", "approve"] as const)(
    "%s, at every crash point (fault 1, 2)",
    { timeout: 300_000 },
    async (step) => {
      const names = await killEverywhere(step);
      // One transaction for each workbook, one for a close, one for an approval.
      const transactions = step === "import" ? 2 : 1;
      expect(names).toEqual(Array.from({ length: transactions }, () => AROUND_COMMIT).flat());
    },
  );

  test("ingest, at every crash point (fault 1, 2)", { timeout: 300_000 }, async () => {
    // 4 100 events are three batches.
    expect(await killEverywhere("ingest")).toEqual([...AROUND_COMMIT, ...AROUND_COMMIT, ...AROUND_COMMIT]);
  });

  test(
    "deliver, at every crash point: before and after the attempt's commit, the sending, and the batch's commit (fault 1, 2)",
    { timeout: 300_000 },
    async () => {
      const names = await killEverywhere("deliver");
      const file = ["is open", "is written", "is flushed", "is in place"];
      const kinds = names.map((name) => name.replace(/^SE-\S+ /, ""));
      const attempt = ["begun", ...AROUND_COMMIT];
      const sending = ["before the sending", ...file, ...file, "after the sending"];
      const batch = [...attempt, ...sending, ...AROUND_COMMIT.slice(1)];
      expect(kinds).toEqual([...batch, ...batch, ...AROUND_COMMIT]);
    },
  );

  test("at random moments (fault 1, 2)", { timeout: 300_000 }, async () => {
    const world = await newWorld(await createTestDatabase());
    for (const step of STEPS) {
      const delays: number[] = [];
      for (let kill = 0; kill < 4; kill += 1) {
        const delay = Math.floor(Math.random() * 1_000);
        delays.push(delay);
        const child = startCommand(commands[step], { env: world.env });
        child.stdin.end();
        const ended = Promise.all([
          new Promise((done) => child.once("close", done)),
          text(child.stdout),
          text(child.stderr),
        ]);
        await Promise.race([sleep(delay), ended]);
        child.kill("SIGKILL");
        await ended;
        await expectSound(world.database.db, world.data);
      }
      expectDone(step, await repeat(() => world.run(step)));
      expect(await stateOf(world.database.db, world.data), `${step} killed after ${delays.join(", ")} ms`).toEqual(
        after.get(step),
      );
    }
  });
});

test("an embedded database survives the kill of its owner at each step of a month", { timeout: 300_000 }, async () => {
  const data = await mkdtemp(join(tmpdir(), "opencommission-killed-embedded-"));
  folders.push(data);
  const env = { OPENCOMMISSION_DATA: data };
  // Bringing up the schema has four crash points when there is nothing to bring up.
  const points: Readonly<Record<Step, number>> = { import: 8, ingest: 7, close: 6, approve: 7, deliver: 10 };
  expect(await runCommand(["migrate"], { env })).toMatchObject({ code: 0 });
  for (const step of STEPS) {
    const crash = { ...env, OPENCOMMISSION_CRASH_POINT: String(points[step]) };
    expect(await runCommand(commands[step], { env: crash })).toMatchObject({ code: null });
    expectDone(step, await repeat(() => runCommand(commands[step], { env })));
  }
  for (const check of ["verify", "reconcile"]) {
    expect(await runCommand([check], { env })).toMatchObject({ code: 0 });
  }
  const { entries } = await cliOn(env).json(Ledger, ["ledger"]);
  const undisturbed = before.get("deliver") ?? expect.fail("no snapshot");
  const hashes: string[] = [];
  for await (const [hash] of undisturbed.db.copyOut("copy (select hash from ledger_entry order by seq) to stdout")) {
    hashes.push(hash ?? "");
  }
  expect(entries.map((entry) => entry.hash)).toEqual(hashes);
});
