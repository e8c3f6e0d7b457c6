/**
 * Settings for all markets and for one, as a person sets them and takes them away again.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { changeSetting, readSettings, unsetSetting } from "../../src/flows/change-setting.ts";
import type { Difference } from "../../src/flows/difference.ts";
import { checkSettings } from "../../src/flows/check-workbooks.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { valueOf } from "../support/flow-world.ts";
import { depsOf } from "../support/posted-ledger.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function set(text: string, market: string | null, key = "clawback-months"): Promise<void> {
  valueOf(await changeSetting(depsOf(database.db, "ursula"), key, text, market));
}
async function unset(market: string | null, key = "clawback-months"): Promise<void> {
  valueOf(await unsetSetting(depsOf(database.db, "ursula"), key, market));
}
async function months(...markets: string[]): Promise<number[]> {
  const settings = await readSettings(database);
  return markets.map((market) => settings.of(market).clawbackMonths);
}
const revision = async (): Promise<bigint> =>
  (await database.db.one(z.object({ last: z.bigint() }), "select last from input_revision")).last;

test("a market that was given the value for all keeps it when the one for all changes", async () => {
  await set("6", "SE");
  await set("3", null);
  expect(await months("SE", "DE")).toEqual([6, 3]);
});

test("a market whose own value was taken away follows the one for all, now and later", async () => {
  await set("3", null);
  await set("9", "SE");
  await unset("SE");
  expect(await months("SE", "DE")).toEqual([3, 3]);
  await set("4", null);
  expect(await months("SE", "DE")).toEqual([4, 4]);
  expect((await readSettings(database)).perMarket.size).toBe(0);
  await set("7", "SE");
  expect(await months("SE", "DE")).toEqual([7, 4]);
});

test("a value for all that was taken away leaves the plan's own, and each market's", async () => {
  await set("3", null);
  await set("9", "SE");
  await unset(null);
  expect(await months("SE", "DE")).toEqual([9, 6]);
});

test("off is a value, and not the lack of one", async () => {
  await set("off", "SE", "pull");
  expect((await readSettings(database)).perMarket.get("SE")).toEqual({ pull: null });
  await unset("SE", "pull");
  expect((await readSettings(database)).perMarket.get("SE")).toBeUndefined();
});

test("where there is nothing to take away, nothing is an input and nothing on record", async () => {
  await set("3", null);
  const before = await revision();
  await unset("SE");
  expect(await revision()).toBe(before);
});

test("four eyes that a market had switched off hold again in the database too", async () => {
  const inForce = async (): Promise<boolean> =>
    (await database.db.one(z.object({ eyes: z.boolean() }), "select four_eyes_in_force('SE') as eyes")).eyes;
  await set("off", "SE", "four-eyes");
  expect(await inForce()).toBe(false);
  await unset("SE", "four-eyes");
  expect(await inForce()).toBe(true);
});

test("what was taken away is on record with before and after, and verify holds the one to the other", async () => {
  await set("9", "SE");
  await unset("SE");
  const acts = await database.db.all(
    z.object({ actor: z.string(), subject: z.string(), detail: z.unknown() }),
    "select actor, subject, detail from audit_entry where action = 'setting.unset'",
  );
  expect(acts).toEqual([
    { actor: "ursula", subject: "clawback-months", detail: { market: "SE", before: "9", after: "6" } },
  ]);
  const differences: Difference[] = [];
  await checkSettings(database.db, differences);
  expect(differences).toEqual([]);
  // As the owner of the database could: a value taken away that nobody took away.
  await database.db.run(
    `insert into setting_version select key, market, revision + 100, null, set_by, set_at + interval '1 day' from setting_version where value is not null`,
  );
  await checkSettings(database.db, differences);
  expect(differences).toMatchObject([{ code: "setting-differs", subject: "setting clawbackMonths of SE" }]);
});
