/**
 * `kill -9` at every step of a delivery over each adapter, against a real server: repeated, the batch is there once and whole.
 * (The folder's own steps are played in killed.test.ts.)
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeSetting } from "../../src/flows/change-setting.ts";
import { DESTINATIONS } from "../support/adapter-destinations.ts";
import { cliInProcess } from "../support/cli-in-process.ts";
import { Delivered, Reconciled, runCommand } from "../support/cli.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { valueOf } from "../support/flow-world.ts";
import { depsOf, postFirstMonth } from "../support/posted-ledger.ts";

let posted: TestDatabase;
beforeAll(async () => {
  posted = await createTestDatabase();
  await postFirstMonth(posted.db);
});
afterAll(() => posted.drop());

const TRANSACTION = ["begun", "before the commit", "commit on its way", "after the commit"];
const WRITTEN = ["is open", "is written", "is flushed", "is in place"];
/** The steps of the adapter itself, for the CSV and for the manifest. */
const STEPS: Readonly<Record<string, readonly string[]>> = { s3: ["is in place"], sftp: WRITTEN, http: [] };
const MOST_POINTS = 60;

describe("a delivery that is killed and repeated leaves the batch at Core View once and whole", () => {
  test.each(DESTINATIONS.filter(([adapter]) => adapter in STEPS))(
    "over %s, at every crash point (fault 1, 2)",
    { timeout: 300_000 },
    async (adapter, make) => {
      const names: string[] = [];
      for (let point = 1; point <= MOST_POINTS; point += 1) {
        const name = await killAt(point, make);
        if (name === null) break;
        names.push(name.replace(/^SE-[^ ]+ /, ""));
      }
      const steps = STEPS[adapter] ?? [];
      const sending = ["before the sending", ...steps, ...steps, "after the sending"];
      // Around all of it is the transaction that holds the batch; the attempt has one of its own, and so has the close's delivery.
      const batch = ["begun", ...TRANSACTION, ...sending, ...TRANSACTION.slice(1)];
      expect(names).toEqual([...batch, ...TRANSACTION]);
    },
  );
});

/** @returns the point's name; null when the command ended before it */
async function killAt(point: number, make: (typeof DESTINATIONS)[number][1]): Promise<string | null> {
  const database = await copyTestDatabase(posted);
  const folder = await mkdtemp(join(tmpdir(), "opencommission-killed-adapter-"));
  const { setting, env: secrets, end } = await make(folder);
  const env = { DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: folder, ...secrets };
  try {
    valueOf(await changeSetting(depsOf(database.db, "ursula"), "delivery", JSON.stringify(setting), "SE"));
    const killed = await runCommand(["deliver"], { env: { ...env, OPENCOMMISSION_CRASH_POINT: String(point) } });
    // A bucket's credentials are read from the environment of the process.
    Object.assign(process.env, secrets);
    const cli = cliInProcess(env);
    const repeated = await cli.json(Delivered, ["deliver"]);
    expect(repeated.batches.filter((batch) => batch.state !== "accepted")).toEqual([]);
    expect(await cli.json(Reconciled, ["reconcile"])).toMatchObject({ ok: true });
    if (killed.code === null)
      return /crash point \d+: (.*)/.exec(killed.stderr)?.[1] ?? expect.fail("killed by another");
    expect(killed).toMatchObject({ code: 0 });
    return null;
  } finally {
    await end?.();
    await rm(folder, { recursive: true });
    await database.drop();
  }
}
