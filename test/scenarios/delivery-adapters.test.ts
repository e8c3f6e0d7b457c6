/**
 * Each adapter as its users meet it: chosen by a setting on the command line, for one market, and delivered to over a real server.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { DESTINATIONS, SECRET } from "../support/adapter-destinations.ts";
import { Reconciled, Refused } from "../support/cli.ts";
import { cliInProcess } from "../support/cli-in-process.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { postMonths } from "../support/posted-ledger.ts";

const Batches = z.object({ batches: z.array(z.object({ state: z.string() })) });
const Deliveries = z.object({ deliveries: z.array(z.object({ state: z.string(), attempts: z.int() })) });

let posted: TestDatabase;
beforeAll(async () => {
  posted = await createTestDatabase();
  await postMonths(posted.db);
});
afterAll(() => posted.drop());

describe("a market is delivered to where its setting says, once, and what is there agrees with the ledger", () => {
  test.each(DESTINATIONS)("%s", { timeout: 120_000 }, async (_adapter, make) => {
    const database = await copyTestDatabase(posted);
    const folder = await mkdtemp(join(tmpdir(), "opencommission-adapter-"));
    const { setting, env, end } = await make(folder);
    const keys = Object.entries(env);
    const before = keys.map(([name]) => [name, process.env[name]] as const);
    // The SDK's own chain reads the environment of the process.
    Object.assign(process.env, env);
    const cli = cliInProcess({ DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: folder, ...env });
    try {
      const set = await cli.run(["settings", "set", "delivery", JSON.stringify(setting), "--market", "SE"]);
      expect(set).toMatchObject({ code: 0 });
      for (const expected of [["accepted", "accepted", "accepted"], []]) {
        const { batches } = await cli.json(Batches, ["deliver", "--as", "adam"]);
        expect(batches.map((batch) => batch.state)).toEqual(expected);
      }
      const { deliveries } = await cli.json(Deliveries, ["deliveries"]);
      expect(deliveries.map((batch) => batch.attempts)).toEqual([1, 1, 1]);
      expect(await cli.json(Reconciled, ["reconcile"])).toMatchObject({ ok: true });
      for (const told of [
        set,
        await cli.run(["settings", "--market", "SE"]),
        await cli.run(["deliveries", "--json"]),
      ]) {
        expect(told.stdout + told.stderr).not.toContain(SECRET);
      }
    } finally {
      for (const [name, value] of before) if (value === undefined) delete process.env[name];
      await end?.();
      await rm(folder, { recursive: true });
      await database.drop();
    }
  });
});

test("a secret in the place of a reference is refused, and told back by no one", async () => {
  const cli = cliInProcess({ DATABASE_URL: posted.connectionString });
  const oauth = { tokenUrl: "https://login.example.com/token", clientId: "oc", clientSecret: SECRET };
  const setting = JSON.stringify({ adapter: "http", url: "https://core-view.example.com", oauth });
  const refused = await cli.json(Refused, ["settings", "set", "delivery", setting], { code: 1 });
  expect(refused.error).toMatchObject({
    code: "setting-invalid",
    details: { found: "oauth.clientSecret: no reference" },
  });
  expect(JSON.stringify(refused)).not.toContain(SECRET);
});
