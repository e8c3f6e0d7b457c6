/**
 * What `status` tells a watchdog: months that ended and were not closed, what waits, what Core View did not take, what was found wrong.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { changeSetting } from "../../src/flows/change-setting.ts";
import { closePeriod } from "../../src/flows/close-period.ts";
import { readStatus } from "../../src/flows/read-status.ts";
import { cliOn } from "../support/cli.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { valueOf } from "../support/flow-world.ts";
import { periodOfText } from "../support/naive-words.ts";
import { closeMonth, depsOf, ingestEvents, postLedger } from "../support/posted-ledger.ts";

/** Agent B is blocked in March, the newest closed month. */
let posted: TestDatabase;
let folder: string;
let world: TestDatabase;
beforeAll(async () => {
  posted = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "opencommission-status-"));
  await postLedger(posted.db, join(folder, "core-view"));
});
afterAll(async () => {
  await posted.drop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  world = await copyTestDatabase(posted);
});
afterEach(() => world.drop());

const statusAt = (instant: string) => readStatus({ db: world.db, now: () => new Date(instant) });

async function alarmsAt(instant: string): Promise<string[]> {
  return (await statusAt(instant)).alarms.map((a) => `${a.market ?? "-"} ${a.code}`);
}

const IN_APRIL = "2024-04-10T08:00:00Z";

test("a store where all is closed and delivered has no alarm but its blocked agent", async () => {
  const { markets, alarms } = await statusAt(IN_APRIL);
  expect(markets).toMatchObject([
    { market: "SE", newestClosed: "2024-03", notClosed: [], waiting: null, batches: [], differences: null },
  ]);
  expect(markets[0]?.blocked).toEqual([{ agentId: "Agent B", period: "2024-03", reason: "target-missing" }]);
  expect(alarms.map((a) => a.code)).toEqual(["agents-blocked"]);
});

describe("a month that has ended and is not closed rings, whether the schedule fired or not (fault 37)", () => {
  test.each([
    ["2024-04-30T21:59:00Z", []],
    // Midnight in Stockholm, two hours before it is midnight in London.
    ["2024-04-30T22:00:00Z", ["2024-04"]],
    ["2024-07-01T08:00:00Z", ["2024-04", "2024-05", "2024-06"]],
  ])("at %s: %j", async (instant, expected) => {
    const { markets, alarms } = await statusAt(instant);
    expect(markets[0]?.notClosed).toEqual(expected);
    expect(alarms.some((a) => a.code === "period-not-closed")).toBe(expected.length > 0);
  });

  test("of a market that was never closed from its first counting contract on", async () => {
    await ingestEvents(world.db, [
      { contractId: "F0", market: "FI", currency: "EUR", contractDate: "2024-02-02", category: "staff" },
      {
        contractId: "F1",
        market: "FI",
        currency: "EUR",
        contractDate: "2024-03-02",
        cancellation: { date: "2024-03-30" },
      },
      { contractId: "F2", market: "FI", currency: "EUR", contractDate: "2024-04-02" },
    ]);
    const { markets } = await statusAt("2024-06-01T08:00:00Z");
    expect(markets[0]).toMatchObject({ market: "FI", newestClosed: null, notClosed: ["2024-04", "2024-05"] });
  });

  test("and a close that is started twice is one close, which then waits for its approval", async () => {
    const close = async () => valueOf(await closePeriod(depsOf(world.db, "frida"), "SE", periodOfText("2024-04")));
    expect((await close()).id).toBe((await close()).id);
    const { markets, alarms } = await statusAt("2024-05-10T08:00:00Z");
    expect(markets[0]?.waiting).toMatchObject({ id: "SE-2024-04-1", startedBy: "frida" });
    expect(alarms.map((a) => a.code)).toEqual(["period-not-closed", "close-waits", "agents-blocked"]);
    expect(alarms[0]?.message).toContain("approve SE-2024-04-1");
    await closeMonth(world.db, "2024-04");
    expect(await alarmsAt("2024-05-10T08:00:00Z")).toEqual(["SE agents-blocked"]);
  });
});

describe("what else waits for a person rings by its name", () => {
  const BATCH = "update delivery_batch set state = ";
  const DIFFERENCE =
    "insert into reconciliation_difference (fingerprint, code, market, found, expected, message, state, first_seen_at, last_seen_at, last_run, last_place) values ";
  test.each([
    ["a batch that is due", `${BATCH} 'pending' where first_seq = 1`, ["SE batches-due"]],
    ["a batch that waits for Core View's word", `${BATCH} 'sent' where first_seq = 1`, ["SE batches-due"]],
    ["a batch of which nobody knows", `${BATCH} 'unknown' where first_seq = 1`, ["SE batches-unknown"]],
    ["a refused batch", `${BATCH} 'refused' where first_seq = 1`, ["SE batches-refused"]],
    ["a batch that was accepted in part", `${BATCH} 'partly-accepted' where first_seq = 1`, ["SE batches-refused"]],
    [
      "a difference of reconciliation that is open",
      `${DIFFERENCE} ('a', 'x', 'SE', '', '', '', 'open', now(), now(), 1, 1), ('c', 'x', 'FI', '', '', '', 'solved', now(), now(), 1, 2)`,
      ["SE differences-open"],
    ],
    [
      "a rejected message",
      `insert into rejected_message (received_at, received_from, raw, raw_length, raw_sha256, problems)
       values ('2024-03-01', 'test', '', 0, 'x', '[]')`,
      ["- messages-rejected"],
    ],
  ])("%s", async (_what, sql, expected) => {
    await world.db.run(sql);
    const alarms = await alarmsAt(IN_APRIL);
    expect(alarms.filter((alarm) => alarm !== "SE agents-blocked")).toEqual(expected);
  });

  test("delivery that is switched off", async () => {
    valueOf(await changeSetting(depsOf(world.db, "ursula"), "delivery-enabled", "off", "SE"));
    expect(await alarmsAt(IN_APRIL)).toEqual(["SE agents-blocked", "SE delivery-off"]);
  });
});

test("a market tells when it was last compared with its Core View, by a run that reached it", async () => {
  const comparedAt = async () => (await statusAt(IN_APRIL)).markets[0]?.comparedAt;
  expect(await comparedAt()).toBeNull();
  const run = (at: string, unreachable: string) =>
    world.db.run(
      `insert into audit_entry (at, actor, action, subject, detail) values ($1, 'a', 'deliveries.reconciled', 's', jsonb_build_object('unreachable', $2::jsonb))`,
      [at, unreachable],
    );
  await run("2024-04-02T08:00:00Z", '["FI"]');
  await run("2024-04-03T08:00:00Z", '["SE"]');
  expect(new Date((await comparedAt()) ?? "")).toEqual(new Date("2024-04-02T08:00:00Z"));
});

test("the command tells the same, in words and as one document, with exit code 0", async () => {
  await world.db.run("update delivery_batch set state = 'refused' where first_seq = 1");
  const cli = cliOn({ DATABASE_URL: world.connectionString, OPENCOMMISSION_DATA: folder });
  const told = await cli.run(["status"]);
  expect(told.code).toBe(0);
  expect(told.stdout).toContain("SE: closed to 2024-03");
  expect(told.stdout).toContain("1 batches refused: 3 entries, 5 500.00 SEK");
  const { markets, alarms } = await cli.json(StatusDocument, ["status"]);
  expect(markets[0]?.batches).toMatchObject([
    { state: "refused", currency: "SEK", batches: 1, entries: 3, sum: "5500.00" },
  ]);
  expect(markets[0]?.notClosed[0]).toBe("2024-04");
  expect(alarms.map((a) => a.code)).toEqual(["period-not-closed", "agents-blocked", "batches-refused"]);
});

const OpenSince = z.strictObject({ open: z.int(), since: z.string() }).nullable();
const StatusDocument = z.strictObject({
  markets: z.array(
    z.strictObject({
      market: z.string(),
      newestClosed: z.string().nullable(),
      notClosed: z.array(z.string()),
      waiting: z
        .strictObject({
          close: z.string(),
          period: z.string(),
          startedBy: z.string(),
          since: z.string(),
          entries: z.int(),
        })
        .nullable(),
      blocked: z.array(z.strictObject({ agentId: z.string(), period: z.string(), reason: z.string() })),
      batches: z.array(
        z.strictObject({
          state: z.string(),
          currency: z.string(),
          batches: z.int(),
          entries: z.int(),
          sum: z.string(),
          since: z.string(),
        }),
      ),
      deliveryEnabled: z.boolean(),
      differences: OpenSince,
      comparedAt: z.string().nullable(),
    }),
  ),
  rejected: OpenSince,
  differences: OpenSince,
  alarms: z.array(z.strictObject({ code: z.string(), market: z.string().nullable(), message: z.string() })),
});
