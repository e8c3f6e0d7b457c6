/**
 * Each adapter as its users meet it: chosen by a setting on the command line, for one market, and delivered to over a real server.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Reconciled, Refused } from "../support/cli.ts";
import { cliInProcess } from "../support/cli-in-process.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { httpSetting, standInForTest } from "../support/http-core-views.ts";
import { postMonths } from "../support/posted-ledger.ts";
import { startS3Server } from "../support/s3-server.ts";
import { startSftpServer } from "../support/sftp-server.ts";

/** Of a setting that is not told back, and in no message. */
const SECRET = "swordfish-of-the-test";
const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: SECRET };
const Batches = z.object({ batches: z.array(z.object({ state: z.string() })) });
const Deliveries = z.object({ deliveries: z.array(z.object({ state: z.string(), attempts: z.int() })) });

let posted: TestDatabase;
beforeAll(async () => {
  posted = await createTestDatabase();
  await postMonths(posted.db);
});
afterAll(() => posted.drop());

interface Destination {
  readonly setting: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly end?: () => Promise<void>;
}

const DESTINATIONS: readonly (readonly [adapter: string, make: () => Promise<Destination>])[] = [
  ["directory", async () => ({ setting: { adapter: "directory", path: "core view" } })],
  [
    "s3",
    async () => {
      const server = await startS3Server(["core-view"], CREDENTIALS);
      return {
        setting: {
          adapter: "s3",
          bucket: "core-view",
          region: "eu-north-1",
          endpoint: `http://127.0.0.1:${server.port}`,
        },
        env: { AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId, AWS_SECRET_ACCESS_KEY: SECRET },
        end: () => server.close(),
      };
    },
  ],
  [
    "sftp",
    async () => {
      const server = await startSftpServer();
      const { password: _none, ...setting } = server.settingFor(await server.newFolder(), server.port);
      return { setting, end: () => server.stop() };
    },
  ],
  [
    "http",
    async () => {
      const standIn = await standInForTest({ client: { id: "oc", secret: SECRET } });
      const oauth = {
        tokenUrl: standIn.tokenUrl,
        clientId: "oc",
        clientSecret: "env:CORE_VIEW_SECRET",
        scope: null,
      } as const;
      return { setting: httpSetting(standIn.url, { oauth }), env: { CORE_VIEW_SECRET: SECRET } };
    },
  ],
];

describe("a market is delivered to where its setting says, once, and what is there agrees with the ledger", () => {
  test.each(DESTINATIONS)("%s", { timeout: 120_000 }, async (adapter, make) => {
    const database = await copyTestDatabase(posted);
    const folder = await mkdtemp(join(tmpdir(), "opencommission-adapter-"));
    const { setting, env = {}, end } = await make();
    const placed = adapter === "directory" ? { ...setting, path: join(folder, "core view") } : setting;
    const keys = Object.entries(env);
    const before = keys.map(([name]) => [name, process.env[name]] as const);
    // The SDK's own chain reads the environment of the process.
    Object.assign(process.env, env);
    const cli = cliInProcess({ DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: folder, ...env });
    try {
      const set = await cli.run(["settings", "set", "delivery", JSON.stringify(placed), "--market", "SE"]);
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
