/**
 * `kill -9` around the commit of every decision that a person makes: reject, replay, dismiss, a setting.
 * Each time the command is simply repeated, and everything is as if nothing had happened.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { runCommand } from "../support/cli.ts";
import { eventLine } from "../support/contract-event.ts";
import { copyTestDatabase, type TestDatabase } from "../support/database.ts";
import { playMonthBySteps, type MonthBySteps, type StepWorld } from "../support/month-by-step.ts";
import { expectSound, stateOf } from "../support/store-state.ts";

let steps: MonthBySteps;
/** The month with a close that waits, and with messages that wait. */
let base: StepWorld;
const opened: TestDatabase[] = [];
beforeAll(async () => {
  steps = await playMonthBySteps();
  base = await steps.worldBefore("approve");
  const claims = ["early.ndjson", "late.ndjson"].map((key) => claim(key)).join("\n");
  expect(await runCommand(["ingest", "-"], { env: base.env, input: claims })).toMatchObject({ code: 1 });
  const bucket = join(base.data, "objects", "source");
  await mkdir(bucket, { recursive: true });
  for (const key of ["early", "late"]) await writeFile(join(bucket, `${key}.ndjson`), eventLine({ contractId: key }));
});
afterAll(async () => {
  for (const database of opened) await database.drop();
  await steps.end();
});

const claim = (key: string): string =>
  JSON.stringify({
    Records: [
      {
        eventSource: "aws:s3",
        eventName: "ObjectCreated:Put",
        s3: { bucket: { name: "source" }, object: { key } },
      },
    ],
  });

/** The same store, for one kill. Nothing is written to the folder. */
async function newWorld(): Promise<StepWorld> {
  const copy = await copyTestDatabase(base);
  opened.push(copy);
  return { ...copy, data: base.data, env: { ...base.env, DATABASE_URL: copy.connectionString } };
}

const AROUND_COMMIT = ["begun", "before the commit", "commit on its way", "after the commit"];

interface Decision {
  readonly args: readonly string[];
  readonly code: number;
  /** How many transactions it commits, reading ones too. */
  readonly transactions: number;
}

/** Messages 1 to 4 are broken lines; 5 and 6 stand for objects that have come since. */
const DECISIONS: readonly Decision[] = [
  { args: ["reject", "SE-2024-01-1", "--reason", "too early", "--as", "adam"], code: 0, transactions: 1 },
  // Each message is looked at before the first is touched. An object's events are a transaction of their own.
  { args: ["rejected", "replay", "5", "6", "--as", "ingo"], code: 0, transactions: 6 },
  { args: ["rejected", "replay", "1", "--as", "ingo"], code: 1, transactions: 2 },
  { args: ["rejected", "dismiss", "1", "2", "--reason", "sent anew", "--as", "ingo"], code: 0, transactions: 4 },
  { args: ["settings", "set", "clawback-months", "3", "--market", "SE", "--as", "ursula"], code: 0, transactions: 1 },
];
const MOST_POINTS = 40;

/** What a decision is about, beside what `stateOf` tells: settings, and who decided about a rejected message. */
const DECIDED = "select coalesce(jsonb_agg(d order by d)::text, '') as decided from (select to_jsonb(t) as d from (";
async function decidedIn({ db, data }: StepWorld): Promise<Record<string, string>> {
  const read = async (sql: string): Promise<string> =>
    (await db.one(z.object({ decided: z.string() }), `${DECIDED}${sql}) t) u`)).decided;
  return {
    ...(await stateOf(db, data)),
    settings: await read("select key, market, revision, value, set_by from setting_version"),
    messages: await read("select id, state, reason, decided_by from rejected_message"),
    // One that was made and not heard of is on record twice where it is made again.
    acts: await read("select distinct actor, action, subject from audit_entry"),
  };
}

describe("a decision that is killed and repeated leaves what an undisturbed one leaves", () => {
  test.each(DECISIONS)(
    "$args.0 $args.1 $args.2, at every crash point (fault 1, 2)",
    { timeout: 240_000 },
    async (decision) => {
      const { args, code, transactions } = decision;
      const undisturbed = await newWorld();
      expect(await runCommand(args, { env: undisturbed.env })).toMatchObject({ code });
      const expected = await decidedIn(undisturbed);
      const names: string[] = [];
      for (let point = 1; point <= MOST_POINTS; point += 1) {
        const world = await newWorld();
        const killed = await runCommand(args, { env: { ...world.env, OPENCOMMISSION_CRASH_POINT: String(point) } });
        if (killed.code !== null) break;
        const name = /crash point \d+: (.*)/.exec(killed.stderr)?.[1] ?? expect.fail(`not killed by itself: ${point}`);
        names.push(name);
        const repeated = await runCommand(args, { env: world.env });
        expect(repeated, `killed at ${point}, ${name}: ${repeated.stderr}`).toMatchObject({ code });
        expect(await decidedIn(world), `killed at ${point}, ${name}`).toEqual(expected);
        await expectSound(world.db, world.data);
      }
      expect(names).toEqual(Array.from({ length: transactions }, () => AROUND_COMMIT).flat());
    },
  );
});
