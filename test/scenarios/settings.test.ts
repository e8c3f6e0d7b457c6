/**
 * Settings for all markets and for one, as a person sets them one after the other.
 */
import { expect, test } from "vitest";
import { changeSetting, readSettings } from "../../src/flows/change-setting.ts";
import { createTestDatabase } from "../support/database.ts";
import { valueOf } from "../support/flow-world.ts";
import { depsOf } from "../support/posted-ledger.ts";

test("a market that was given the value for all keeps it when the one for all changes", async () => {
  const { db, drop } = await createTestDatabase();
  const set = async (text: string, market: string | null): Promise<void> => {
    valueOf(await changeSetting(depsOf(db, "ursula"), "clawback-months", text, market));
  };
  await set("6", "SE");
  await set("3", null);
  const settings = await readSettings({ db });
  expect([settings.of("SE").clawbackMonths, settings.of("DE").clawbackMonths]).toEqual([6, 3]);
  await drop();
});
