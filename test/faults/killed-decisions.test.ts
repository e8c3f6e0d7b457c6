/**
 * `kill -9` around the commit of every decision that a person makes: reject, replay, dismiss, a setting.
 * Each time the command is simply repeated, and everything is as if nothing had happened.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { closePeriod } from "../../src/flows/close-period.ts";
import { cliOn, Ingested, runCommand } from "../support/cli.ts";
import { eventLine } from "../support/contract-event.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { valueOf } from "../support/flow-world.ts";
import { periodOfText } from "../support/naive-words.ts";
import { depsOf, ingestEvents, postLedger } from "../support/posted-ledger.ts";
import { expectSound, stateOf } from "../support/store-state.ts";

interface World extends TestDatabase {
  readonly env: Readonly<Record<string, string>>;
}

/** Three closed months, a close of April that waits, and messages that wait. */
let base: TestDatabase;
let data: string;
const opened: TestDatabase[] = [];
beforeAll(async () => {
  base = await createTestDatabase();
  opened.push(base);
  data = await mkdtemp(join(tmpdir(), "opencommission-decisions-"));
  await postLedger(base.db, join(data, "core-view"));
  await ingestEvents(base.db, [{ contractId: "A5", agentId: "Agent A", contractDate: "2024-04-02" }]);
  valueOf(await closePeriod(depsOf(base.db, "frida"), "SE", periodOfText("2024-04")));
  const input = ["{ broken", "{ broken too", claim("late.ndjson")].join("\n");
  const env = { DATABASE_URL: base.connectionString, OPENCOMMISSION_DATA: data };
  await cliOn(env).json(Ingested, ["ingest", "-"], { code: 1, input });
  const bucket = join(data, "objects", "source");
  await mkdir(bucket, { recursive: true });
  await writeFile(join(bucket, "late.ndjson"), eventLine({ contractId: "late" }));
});
afterAll(async () => {
  for (const database of opened) await database.drop();
  await rm(data, { recursive: true });
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
async function newWorld(): Promise<World> {
  const copy = await copyTestDatabase(base);
  opened.push(copy);
  return { ...copy, env: { DATABASE_URL: copy.connectionString, OPENCOMMISSION_DATA: data } };
}

const AROUND_COMMIT = ["begun", "before the commit", "commit on its way", "after the commit"];

interface Decision {
  readonly args: readonly string[];
  readonly code: number;
  /** How many transactions it commits, reading ones too. */
  readonly transactions: number;
}

/** Messages 1 and 2 are broken lines; 3 stands for an object that has come since. */
const DECISIONS: readonly Decision[] = [
  { args: ["reject", "SE-2024-04-1", "--reason", "too early", "--as", "adam"], code: 0, transactions: 1 },
  // Each message is looked at before the first is touched. An object's events are a transaction of their own.
  { args: ["rejected", "replay", "3", "--as", "ingo"], code: 0, transactions: 3 },
  { args: ["rejected", "dismiss", "1", "2", "--reason", "sent anew", "--as", "ingo"], code: 0, transactions: 4 },
  { args: ["settings", "set", "clawback-months", "3", "--market", "SE", "--as", "ursula"], code: 0, transactions: 1 },
];
const MOST_POINTS = 40;

/** What a decision is about, beside what `stateOf` tells: settings, and who decided about a rejected message. */
const DECIDED = "select coalesce(jsonb_agg(d order by d)::text, '') as decided from (select to_jsonb(t) as d from (";
async function decidedIn({ db }: TestDatabase): Promise<Record<string, string>> {
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
        await expectSound(world.db, data);
      }
      expect(names).toEqual(Array.from({ length: transactions }, () => AROUND_COMMIT).flat());
    },
  );
});
