/**
 * `kill -9` of a pull at every crash point: around each commit and after each read. Repeated, everything is as if nothing had happened.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { changeSetting } from "../../src/flows/change-setting.ts";
import { runCommand, type CliRun } from "../support/cli.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { valueOf } from "../support/flow-world.ts";
import { depsOf } from "../support/posted-ledger.ts";
import { startSaleSource, type SaleSource } from "../support/sale-source.ts";
import { stateOf } from "../support/store-state.ts";

const AROUND_COMMIT = ["begun", "before the commit", "commit on its way", "after the commit"];
const CHUNK_AND_MOVE = [...AROUND_COMMIT, ...AROUND_COMMIT];
/** The pull's own lock is held around all of it. Two chunks of a thousand rows are a batch. */
const POINTS = [
  "begun",
  "rows are read",
  "rows are read",
  ...CHUNK_AND_MOVE,
  "rows are read",
  ...CHUNK_AND_MOVE,
  ...AROUND_COMMIT.slice(1),
];

/** What a kill left, and what the repeated pull made of it. */
interface Kill {
  readonly name: string;
  /** Rows that are in, and those that the watermark says are. */
  readonly left: { readonly events: bigint; readonly passed: bigint };
  readonly repeated: Record<string, unknown>;
}

let sales: SaleSource;
let empty: TestDatabase;
let data: string;
let undisturbed: Record<string, unknown>;
const kills: Kill[] = [];

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "opencommission-pull-"));
  sales = await startSaleSource();
  await sales.add(
    Array.from({ length: 2_100 }, (_, i) => ({
      no: `N${i}`,
      changeNo: i + 1,
      price: i % 700 === 1 ? "1.0001" : "100",
    })),
  );
  empty = await createTestDatabase();
  const setting = sales.setting("postgresql", { watermark: { column: "CHANGE_NO", type: "integer", overlap: 10 } });
  valueOf(await changeSetting(depsOf(empty.db, "petra"), "pull", setting, null));
  undisturbed = await inCopy(async (store) => {
    const { code, stdout } = await pull(store);
    if (code !== 1 || !stdout.includes("2100 received: 2097 accepted")) throw new Error(`undisturbed: ${stdout}`);
    return stateBut(store);
  });
  for (let point = 1; point <= POINTS.length; point += 2) {
    const pair = point === POINTS.length ? [point] : [point, point + 1];
    kills.push(...(await Promise.all(pair.map((one) => inCopy((store) => killAt(store, one))))));
  }
}, 300_000);
afterAll(async () => {
  await empty.drop();
  await sales.end();
  await rm(data, { recursive: true, force: true });
});

/** The store but for the rows' numbers: they count from where a pull began. */
async function stateBut({ db }: TestDatabase): Promise<Record<string, unknown>> {
  const all = z.array(z.unknown());
  const events = await db.one(
    z.object({ events: z.string(), rejected: all }),
    `select (select md5(string_agg(concat_ws(' ', revision, source, event_id, outcome, content_hash, raw), ',' order by revision))
               from contract_event) as events,
            (select json_agg(json_build_array(raw_sha256, problems, state) order by raw_sha256) from rejected_message) as rejected`,
  );
  return { ...(await stateOf(db, data)), ...events };
}

/** One copy at a time: the sessions of what is copied are ended for it. */
let copying: Promise<unknown> = Promise.resolve();

async function inCopy<T>(work: (store: TestDatabase) => Promise<T>): Promise<T> {
  const copy = copying.then(() => copyTestDatabase(empty));
  copying = copy.catch(() => undefined);
  const store = await copy;
  try {
    return await work(store);
  } finally {
    await store.drop();
  }
}

/** Again as long as the server has not noticed the death of the one before: the source counts as being pulled. */
async function pull(store: TestDatabase, crashPoint?: number): Promise<CliRun> {
  const env = { ...sales.env, DATABASE_URL: store.connectionString, OPENCOMMISSION_DATA: data };
  const crash = crashPoint === undefined ? {} : { OPENCOMMISSION_CRASH_POINT: String(crashPoint) };
  for (let attempt = 1; ; attempt += 1) {
    const result = await runCommand(["pull"], { env: { ...env, ...crash } });
    if (attempt === 20 || !result.stderr.includes("pull-running")) return result;
    await sleep(100);
  }
}

async function killAt(store: TestDatabase, point: number): Promise<Kill> {
  const killed = await pull(store, point);
  const name = /crash point \d+: (.*)/.exec(killed.stderr)?.[1] ?? expect.fail(`not killed at ${point}`);
  const left = await store.db.one(
    z.object({ events: z.bigint(), passed: z.bigint() }),
    `select (select count(*) from contract_event) + (select count(*) from rejected_message) as events,
            coalesce((select value::bigint from pull_watermark), 0) as passed`,
  );
  const repeated = await pull(store);
  // 1 where it meets a rejected row again.
  expect([0, 1], `${name}: ${repeated.stdout}${repeated.stderr}`).toContain(repeated.code);
  return { name, left, repeated: await stateBut(store) };
}

/** The kills of some points that the repeated pull did not make good. */
const unhealed = (which: (name: string) => boolean): Kill[] => {
  const chosen = kills.filter(({ name }) => which(name));
  if (chosen.length < 5) throw new Error(`only ${chosen.length} kills`);
  return chosen.filter(({ repeated }) => !isDeepStrictEqual(repeated, undisturbed));
};

test("a pull is killed everywhere that it could hurt", () => {
  expect(kills.map(({ name }) => name)).toEqual(POINTS);
});

test("the watermark never passes a row that is not in", () => {
  for (const { name, left } of kills) expect(left.passed, name).toBeLessThanOrEqual(left.events);
  expect(new Set(kills.map(({ left }) => `${left.events} ${left.passed}`))).toEqual(
    new Set(["0 0", "2000 0", "2000 2000", "2100 2000", "2100 2100"]),
  );
});

test("(fault 1) a pull that is killed before a commit and repeated takes each row in once", () => {
  expect(unhealed((name) => name !== "after the commit")).toEqual([]);
});

test("(fault 2) a pull that is killed after a commit and repeated finds duplicates", () => {
  expect(unhealed((name) => name === "after the commit")).toEqual([]);
});
