/**
 * A month in which a record vanishes at Core View, as its people live it on the command line: the difference is named, nothing more is
 * closed for the market, and it goes on when the record is back or the difference is explained. And what `deliver` and `deliveries` say.
 */
import { cp, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { cliOn, Closes, Money, OneClose, Refused, Verified, type Cli } from "../support/cli.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { ingestEvents, postLedger } from "../support/posted-ledger.ts";

const Text = z.string();
const Reconciled = z.object({
  ok: z.boolean(),
  differences: z.array(z.object({ id: Text, state: Text, code: Text, market: Text, contractId: Text.nullable() })),
  unreachable: z.array(z.object({ market: Text, code: Text })),
  outstanding: z.array(z.object({ batch: Text, state: Text, code: Text.nullable() })),
  sums: z.array(
    z.strictObject({
      market: Text,
      currency: Text,
      ledger: Money,
      accepted: Money,
      outstanding: Money,
      refused: Money,
    }),
  ),
});
const Delivered = z.object({
  batches: z.array(
    z.strictObject({
      id: Text,
      market: Text,
      currency: Text,
      bookedIn: Text,
      close: Text,
      entries: z.int(),
      sum: Money,
      state: Text,
      attempts: z.int(),
      code: Text.nullable(),
      problem: Text.nullable(),
      nextAttemptAt: Text.nullable(),
      refusedEntries: z.array(z.strictObject({ entryId: Text, state: Text, reason: Text.nullable() })),
      alarm: Text.nullable(),
    }),
  ),
  closes: z.array(Text),
});
const Deliveries = z.object({
  deliveries: z.array(
    z.object({ id: Text, state: Text, attempts: z.int(), code: Text.nullable(), nextAttemptAt: Text.nullable() }),
  ),
});
const OneDelivery = z.object({
  delivery: z.object({ id: Text, state: Text }),
  timeline: z.array(z.object({ number: z.int(), actor: Text, outcome: Text.nullable(), code: Text.nullable() })),
  entries: z.array(z.object({ entryId: Text, contractId: Text, amount: Money, state: Text })),
});

const CLOSE = ["close", "--period", "2024-04", "--market", "SE", "--as", "frida"];
const APPROVE = ["approve", "SE-2024-04-1", "--as", "adam"];

let posted: TestDatabase;
let root: string;
let database: TestDatabase;
let data: string;
let coreView: string;
let cli: Cli;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "opencommission-gate-"));
  posted = await createTestDatabase();
  await postLedger(posted.db, join(root, "delivered"));
  // It comes after its month was closed: the close of April posts it.
  await ingestEvents(posted.db, [
    { contractId: "A5", agentId: "Agent A", contractDate: "2024-03-31", amount: "1000.00" },
  ]);
});
afterAll(async () => {
  await posted.drop();
  await rm(root, { recursive: true });
});
beforeEach(async () => {
  database = await copyTestDatabase(posted);
  data = await mkdtemp(join(root, "data-"));
  coreView = join(data, "core-view");
  await cp(join(root, "delivered"), coreView, { recursive: true });
  cli = cliOn({ DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: data });
});
afterEach(() => database.drop());

/** Takes the record of a month away from Core View. @returns how to put it back */
async function lose(month: string): Promise<() => Promise<void>> {
  const safe = await mkdtemp(join(root, "lost-"));
  const names = (await readdir(coreView)).filter((name) => name.startsWith(`SE-${month}-`));
  for (const name of names) await rename(join(coreView, name), join(safe, name));
  return () => cp(safe, coreView, { recursive: true });
}

describe("a record that is deleted at Core View (fault 42)", () => {
  test("is named, and blocks the market's closes and approvals until it is back", async () => {
    await cli.json(Closes, CLOSE);
    const putBack = await lose("2024-03");
    const { ok, differences } = await cli.json(Reconciled, ["reconcile"], { code: 1 });
    expect(ok).toBe(false);
    expect(differences).toMatchObject([
      { code: "batch-missing", state: "open", market: "SE", contractId: "A1" },
      { code: "batch-missing", state: "open", market: "SE", contractId: "A4" },
    ]);
    for (const command of [CLOSE, APPROVE]) {
      const { error } = await cli.json(Refused, command, { code: 1 });
      expect(error.code).toBe("reconciliation-open");
      expect(error.message).toContain("2 differences that are still open");
      expect(error.message).toContain(`${differences[0]?.id} batch-missing: Core View had accepted batch SE-2024-03-`);
      expect(error.message).toContain("reconcile waive ID… --reason TEXT");
    }
    // Another market is none of its business: it has nothing to close, and that is all there is to say.
    expect((await cli.run(["close", "--period", "2024-04", "--market", "NO"])).code).toBe(0);
    await putBack();
    // A difference is solved when a run no longer finds it.
    expect((await cli.json(Refused, APPROVE, { code: 1 })).error.code).toBe("reconciliation-open");
    expect(await cli.json(Reconciled, ["reconcile"])).toMatchObject({ ok: true, differences: [] });
    expect((await cli.json(OneClose, APPROVE)).close.status).toBe("approved");
    expect((await cli.json(Delivered, ["deliver"])).closes).toEqual(["SE-2024-04-1"]);
  });

  test("no longer blocks once a person has waived it with a reason", async () => {
    await lose("2024-03");
    const { differences } = await cli.json(Reconciled, ["reconcile"], { code: 1 });
    const ids = differences.map((d) => d.id);
    expect((await cli.run(["reconcile", "waive", ...ids])).code).toBe(2);
    expect((await cli.run(["reconcile", "waive", "--reason", "x"])).code).toBe(2);
    expect((await cli.run(["reconcile", "waves"])).code).toBe(2);
    const unknown = await cli.json(Refused, ["reconcile", "waive", "77", "--reason", "x"], { code: 1 });
    expect(unknown.error.code).toBe("difference-unknown");
    const waive = ["reconcile", "waive", ...ids, "--reason", "booked by hand in March", "--as", "dora"];
    expect((await cli.run(waive)).stdout).toContain("batch-missing: waived (booked by hand in March)");
    const after = await cli.json(Reconciled, ["reconcile"]);
    expect(after.ok).toBe(true);
    expect(after.differences.map((d) => d.state)).toEqual(["waived", "waived"]);
    await cli.json(Closes, CLOSE);
    expect((await cli.json(OneClose, APPROVE)).close.status).toBe("approved");
    expect(await cli.json(Verified, ["verify"])).toMatchObject({ ok: true });
  });
});

describe("a Core View that cannot be reached", () => {
  beforeEach(async () => {
    await cli.json(Closes, CLOSE);
    await cli.json(OneClose, APPROVE);
    await writeFile(join(data, "no-folder"), "");
    await cli.run(["settings", "set", "delivery", `directory:${join(data, "no-folder")}`, "--market", "SE"]);
  });

  test("keeps what is due, tells why, and when it is tried again", async () => {
    const told = await cli.json(Delivered, ["deliver", "--market", "SE"], { code: 1 });
    expect(told.batches).toMatchObject([{ state: "pending", attempts: 1, code: "core-view-unavailable", alarm: null }]);
    expect(told.batches[0]?.nextAttemptAt).not.toBeNull();
    const { stdout, stderr } = await cli.run(["deliver"]);
    expect(stdout).toContain("pending");
    expect(stderr).toContain("no-folder");
    const { deliveries } = await cli.json(Deliveries, ["deliveries", "--market", "SE"]);
    expect(deliveries.map((d) => d.state)).toEqual(["accepted", "accepted", "accepted", "pending"]);
    const id = deliveries[3]?.id ?? expect.fail("no batch");
    const one = await cli.json(OneDelivery, ["deliveries", "--batch", id]);
    expect(one.timeline).toMatchObject([
      { number: 1, outcome: "unavailable", code: "core-view-unavailable" },
      { number: 2, outcome: "unavailable" },
    ]);
    expect(one.entries).toMatchObject([{ contractId: "A5", amount: "22.00", state: "pending" }]);
    expect((await cli.run(["deliveries", "--batch", id])).stdout).toContain("unavailable (core-view-unavailable)");
    const none = await cli.json(Refused, ["deliveries", "--batch", "SE-1"], { code: 1 });
    expect(none.error.code).toBe("batch-not-found");
  });

  test("is told by reconcile for its market, which exits with 1; the sums stand all the same", async () => {
    const { ok, unreachable, sums, outstanding } = await cli.json(Reconciled, ["reconcile"], { code: 1 });
    expect(ok).toBe(false);
    expect(unreachable).toEqual([{ market: "SE", code: "core-view-unreachable" }]);
    expect(outstanding).toMatchObject([{ state: "pending" }]);
    expect(sums).toEqual([
      { market: "SE", currency: "SEK", ledger: "9922.00", accepted: "9900.00", outstanding: "22.00", refused: "0.00" },
    ]);
    expect((await cli.run(["reconcile"])).stdout).toContain("9 922.00");
  });

  test("nothing is due to a market that has nothing, and a timer leaves alone what waits", async () => {
    expect(await cli.json(Delivered, ["deliver", "--market", "NO"])).toEqual({ batches: [], closes: [] });
    expect((await cli.run(["deliver", "--again", "x", "--scheduled"])).code).toBe(2);
    await cli.run(["settings", "set", "delivery-enabled", "off"]);
    const off = await cli.json(Delivered, ["deliver", "--scheduled"], { code: 1 });
    expect(off.batches).toMatchObject([{ state: "pending", attempts: 0, code: "delivery-off" }]);
  });
});
