/**
 * The same facts by another way: other orders, repetitions and batch sizes, another database, another time zone and language.
 * The contracts and, after the same closes, the ledger are the same byte for byte. Seeds as in flows.test.ts.
 */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { EMPTY_WORLD, learn, type WorldContract, type WorldStep } from "../support/commission-world.ts";
import { createFlowWorld, type WorldEvent } from "../support/flow-world.ts";
import { historyArbitrary } from "../support/history-arbitrary.ts";
import { inBatchesOf, outcomeOf, type Playing } from "../support/play-history.ts";
import { propertyRun } from "../support/property-run.ts";
import { withEmptyDatabase, withFlowWorld } from "../support/with-flow-world.ts";

/** Histories without conflicts: of two events that share a contract and a sequence only the first is told. */
const peaceful = historyArbitrary.map((steps): WorldStep[] => {
  let known = EMPTY_WORLD;
  return steps.filter((step) => {
    const before = known;
    known = learn(known, step);
    return step.kind !== "contract" || known !== before;
  });
});

/** Shuffles each segment's events by `keys`, repeats some as the same message and some as another, and cuts them anew. */
function shuffled(keys: readonly number[], size: number): Playing["arrange"] {
  const keyOf = (n: number): number => keys[n % keys.length] ?? 0;
  const seen: WorldContract[] = [];
  return (contracts, segment) => {
    seen.push(...contracts);
    const told = contracts.flatMap((contract, n): WorldEvent[] => {
      const id = `${contract.contract} ${contract.sequence}`;
      const event = { id, contract };
      if (keyOf(n + segment) % 3 === 0) return [event, event];
      if (keyOf(n + segment) % 3 === 1) return [event, { ...event, id: `${id} again` }];
      return [event];
    });
    // What came long ago comes once more.
    const old = seen
      .filter((_, n) => keyOf(n) % 7 === 0)
      .map((contract) => ({ id: `${contract.contract} ${contract.sequence} old`, contract }));
    const events = [...told, ...old]
      .map((event, n) => ({ event, key: keyOf(n * 31 + segment) }))
      .toSorted((a, b) => a.key - b.key);
    const batches: WorldEvent[][] = [];
    for (let from = 0; from < events.length; from += size)
      batches.push(events.slice(from, from + size).map(({ event }) => event));
    return batches;
  };
}

const run = propertyRun(8);

test(
  `events in any order, repeated, in batches of any size, give the same contracts and the same ledger (fault 4, 5) (${run.told})`,
  { timeout: run.timeout },
  () =>
    fc.assert(
      fc.asyncProperty(
        peaceful,
        fc.array(fc.nat(1000), { minLength: 20, maxLength: 40 }),
        fc.constantFrom(1, 2, 7, 500),
        async (steps, keys, size) => {
          const expected = await withFlowWorld((world) => outcomeOf(world, steps, inBatchesOf(50)));
          const found = await withFlowWorld((world) => outcomeOf(world, steps, shuffled(keys, size)));
          expect(found).toEqual(expected);
        },
      ),
      run.parameters,
    ),
);

test(
  `a ledger made anew from the same imports, events and closes is the same byte for byte (${run.told})`,
  { timeout: run.timeout },
  () =>
    fc.assert(
      fc.asyncProperty(historyArbitrary, async (steps) => {
        const expected = await withFlowWorld((world) => outcomeOf(world, steps, inBatchesOf(50)));
        const found = await withFlowWorld((world) => outcomeOf(world, steps, inBatchesOf(1)));
        expect(found).toEqual(expected);
      }),
      { ...run.parameters, numRuns: Math.ceil(run.parameters.numRuns / 2) },
    ),
);

/** A clock that goes forward and back by up to ten minutes at each look, and at times by a day. */
function jumpingClock(keys: readonly number[]): () => Date {
  let looks = 0;
  return () => {
    const key = keys[looks % keys.length] ?? 0;
    looks += 1;
    const jump = key % 10 === 0 ? 24 * 60 : (key % 21) - 10;
    return new Date(Date.UTC(2029, 5, 1, 12) + (key % 2 === 0 ? jump : -jump) * 60_000);
  };
}

test(
  `a clock that jumps forward and back changes neither contracts nor ledger, and all of it verifies (fault 35) (${run.told})`,
  { timeout: run.timeout },
  () =>
    fc.assert(
      fc.asyncProperty(
        historyArbitrary,
        fc.array(fc.nat(1000), { minLength: 20, maxLength: 40 }),
        async (steps, keys) => {
          const expected = await withFlowWorld((world) => outcomeOf(world, steps, inBatchesOf(50)));
          await withEmptyDatabase(async ({ db }, folder) => {
            const world = await createFlowWorld(db, folder, jumpingClock(keys));
            expect(await outcomeOf(world, steps, inBatchesOf(50))).toEqual(expected);
            await world.deliver();
            expect((await world.verify()).differences).toEqual([]);
            expect((await world.reconcile()).differences).toEqual([]);
          });
        },
      ),
      { ...run.parameters, numRuns: Math.ceil(run.parameters.numRuns / 2) },
    ),
);

const PROGRAM = fileURLToPath(new URL("../support/play-in-process.ts", import.meta.url));

/** Plays a history in a process with these variables of the environment, on a database with these settings. */
async function playedUnder(
  env: Readonly<Record<string, string>>,
  settings: readonly string[],
  steps: readonly WorldStep[],
): Promise<string> {
  return withEmptyDatabase(async ({ db, connectionString }, folder) => {
    const name = /\/(test_\w+)\?/.exec(connectionString)?.[1] ?? expect.fail("no test database");
    for (const setting of settings) await db.run(`alter database ${name} set ${setting}`);
    const child = spawn(process.execPath, [PROGRAM], {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.end(JSON.stringify({ connectionString, folder, steps }));
    return text(child.stdout);
  });
}

test.each([
  {
    TZ: "Pacific/Kiritimati",
    LC_ALL: "tr_TR.UTF-8",
    settings: ["timezone = 'America/St_Johns'", "datestyle = 'ISO, DMY'"],
  },
  {
    TZ: "America/Los_Angeles",
    LC_ALL: "ar_EG.UTF-8",
    settings: ["timezone = 'Asia/Kathmandu'", "intervalstyle = 'sql_standard'", "bytea_output = 'escape'"],
  },
])("time zone $TZ, language $LC_ALL and $settings change nothing (fault 36)", async ({ settings, ...env }) => {
  // A history in which nothing is earned would prove nothing: the first that posts something is played again.
  let steps: Parameters<typeof outcomeOf>[1] = [];
  let outcome = await withFlowWorld((world) => outcomeOf(world, steps, inBatchesOf(50)));
  for (const history of fc.sample(peaceful, { numRuns: 20, seed: run.parameters.seed })) {
    if (outcome.ledger.length > 0) break;
    steps = history;
    outcome = await withFlowWorld((world) => outcomeOf(world, steps, inBatchesOf(50)));
  }
  expect(outcome.ledger.length).toBeGreaterThan(0);
  const told = await playedUnder(env, settings, steps);
  expect(JSON.parse(told)).toEqual({ zone: env.TZ, outcome });
});
