/**
 * What becomes of a batch whatever Core View answers: nothing is lost, nothing is sent twice, and a person is told.
 * Three batches of SE are due: 2024-01 with three entries, 2024-02 and 2024-03 with two each. The database is real.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { changeSetting } from "../../src/flows/change-setting.ts";
import { deliverBatches, type DeliveredBatch, type DeliveryRequest } from "../../src/flows/deliver-batches.ts";
import { readBatchTimeline, readDeliveries } from "../../src/flows/read-deliveries.ts";
import { reconcileDeliveries, type Reconciliation } from "../../src/flows/reconcile-deliveries.ts";
import { verifyLedger } from "../../src/flows/verify-ledger.ts";
import { waiveDifferences } from "../../src/flows/waive-differences.ts";
import type { Transaction } from "../../src/platform/postgres/database.ts";
import { readWorkbook } from "../../src/workbooks/read-workbook.ts";
import { sampleBatch } from "../support/sample-batches.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { closeMonth, depsOf, ingestEvents, postMonths } from "../support/posted-ledger.ts";
import {
  answersFor,
  entryIdsOf,
  LOST_ANSWER,
  scriptedCoreView,
  UNAVAILABLE,
  type ScriptedCoreView,
} from "../support/scripted-core-view.ts";

let posted: TestDatabase;
let database: TestDatabase;
let coreView: ScriptedCoreView;
/** The three batches' ids, in ledger order. */
let ids: readonly [string, string, string];
let now: Date;

beforeAll(async () => {
  posted = await createTestDatabase();
  await postMonths(posted.db);
});
afterAll(() => posted.drop());
beforeEach(async () => {
  database = await copyTestDatabase(posted);
  coreView = scriptedCoreView();
  now = new Date("2024-06-10T08:00:00Z");
  const [a, b, c] = (await readDeliveries(database)).map((batch) => batch.id);
  ids = [a ?? expect.fail("none"), b ?? expect.fail("none"), c ?? expect.fail("none")];
});
afterEach(() => database.drop());

const deps = () => ({ ...depsOf(database.db, "dora"), now: () => now });

async function deliver(request: Partial<DeliveryRequest> = {}): Promise<readonly DeliveredBatch[]> {
  const asked = { mode: "by-hand", random: () => 0.5, ...request } as const;
  return (await deliverBatches(deps(), () => Promise.resolve(coreView), asked)).batches;
}

function reconcile(): Promise<Reconciliation> {
  return reconcileDeliveries(deps(), () => Promise.resolve(coreView));
}

const later = (seconds: number): void => void (now = new Date(now.getTime() + seconds * 1_000));
const states = (batches: readonly { state: string }[]): string[] => batches.map((b) => b.state);
const calls = (verb: string): string[] => coreView.calls.filter((call) => call.startsWith(verb));
const set = (name: string, value: string, market: string | null = null) => changeSetting(deps(), name, value, market);
async function outcomes(id: string): Promise<(string | null)[]> {
  const found = await readBatchTimeline(database, id);
  return found.ok ? found.value.attempts.map((a) => a.outcome) : expect.fail("no batch");
}
async function statusOfCloses(): Promise<string[]> {
  const shape = z.object({ status: z.string() });
  return (await database.db.all(shape, "select status from close where status <> 'rejected' order by id")).map(
    (c) => c.status,
  );
}
async function expectVerified(): Promise<void> {
  // Workbooks are read here and now: the process of their own that they otherwise get is tested elsewhere.
  const verification = await verifyLedger(deps(), ({ fileName, bytes, context }) =>
    Promise.resolve(readWorkbook(fileName, bytes, context)),
  );
  expect(verification.differences).toEqual([]);
}

describe("a batch is asked for before it is sent", () => {
  test("also the first time, and each goes out once", async () => {
    expect(states(await deliver())).toEqual(["accepted", "accepted", "accepted"]);
    expect(coreView.calls).toEqual(["list SE", ...ids.flatMap((id) => [`read ${id}`, `send ${id}`])]);
    expect(await statusOfCloses()).toEqual(["delivered", "delivered", "delivered"]);
    expect(await deliver()).toEqual([]);
    await expectVerified();
  });

  test("what Core View has already is not sent again: its keys may be forgotten, and a restored ledger does not know what it sent (fault 31) (fault 39)", async () => {
    await deliver();
    const { held } = coreView;
    await database.drop();
    database = await copyTestDatabase(posted);
    coreView = scriptedCoreView();
    for (const [id, batch] of held) coreView.held.set(id, batch);
    expect(states(await deliver())).toEqual(["accepted", "accepted", "accepted"]);
    expect(calls("send")).toEqual([]);
    expect(await statusOfCloses()).toEqual(["delivered", "delivered", "delivered"]);
  });

  test("what Core View has with another amount is an incident, never accepted and never sent over (fault 30)", async () => {
    const other = Buffer.from("entry_id,amount\r\n");
    coreView.held.set(ids[0], { id: ids[0], csv: other, manifest: null, booked: "all" });
    const [first, second] = await deliver();
    expect(first).toMatchObject({ state: "refused", code: "core-view-mismatch" });
    expect(first?.alarm).toContain("Incident");
    expect(second).toMatchObject({ state: "accepted" });
    expect(calls("send")).not.toContain(`send ${ids[0]}`);
    expect(coreView.held.get(ids[0])?.csv).toBe(other);
    const act = z.object({ action: z.string() });
    expect(await database.db.all(act, "select action from audit_entry where subject = $1", [ids[0]])).toEqual([
      { action: "batch.mismatched" },
    ]);
    await expectVerified();
  });

  test("a Core View that cannot be asked is sent nothing", async () => {
    coreView.onRead.push(() => UNAVAILABLE);
    const [first] = await deliver();
    expect(first).toMatchObject({ state: "pending", code: "core-view-unavailable", attempts: 1 });
    expect(calls("send")).not.toContain(`send ${ids[0]}`);
  });
});

describe("when the answer is lost", () => {
  test("Core View is asked at once, and what it took is accepted (fault 26)", async () => {
    coreView.onSend.push((_batch, take) => (take(), LOST_ANSWER));
    expect(states(await deliver())).toEqual(["accepted", "accepted", "accepted"]);
    expect(calls(`send ${ids[0]}`)).toHaveLength(1);
    await expectVerified();
  });

  test("what cannot be asked stays unknown, is asked for later, and goes out again under the same id with the same bytes (fault 26)", async () => {
    const sent: Buffer[] = [];
    coreView.onRead.push(
      () => ({ state: "absent" }),
      () => UNAVAILABLE,
    );
    coreView.onSend.push((batch) => (sent.push(Buffer.from(batch.csv)), LOST_ANSWER));
    const [first] = await deliver({ mode: "scheduled" });
    expect(first).toMatchObject({ state: "unknown", code: "core-view-timeout" });
    expect(await statusOfCloses()).toEqual(["approved", "delivered", "delivered"]);
    later(3_600);
    coreView.onSend.push((batch, take) => (sent.push(Buffer.from(batch.csv)), take(), { state: "accepted" }));
    expect(states(await deliver({ mode: "scheduled" }))).toEqual(["accepted"]);
    expect(calls(`send ${ids[0]}`)).toHaveLength(2);
    expect(sent[0]?.equals(sent[1] ?? Buffer.of())).toBe(true);
    expect(await outcomes(ids[0])).toEqual(["unknown", "accepted"]);
    expect(await statusOfCloses()).toEqual(["delivered", "delivered", "delivered"]);
  });

  test("what it had taken after all is not sent again (fault 26)", async () => {
    coreView.onRead.push(
      () => ({ state: "absent" }),
      () => UNAVAILABLE,
    );
    coreView.onSend.push((_batch, take) => (take(), LOST_ANSWER));
    await deliver();
    later(3_600);
    expect(states(await deliver())).toEqual(["accepted"]);
    expect(calls(`send ${ids[0]}`)).toHaveLength(1);
  });

  test("a Core View that knows nothing of it yet may still be at it: it stays unknown", async () => {
    coreView.onSend.push(() => LOST_ANSWER);
    expect((await deliver())[0]).toMatchObject({ state: "unknown" });
  });
});

describe("a Core View that fails", () => {
  test("is tried again later, longer each time, and nothing is ever dropped (fault 27)", async () => {
    const waits: number[] = [];
    for (let n = 0; n < 14; n += 1) {
      coreView.onList.push(() => UNAVAILABLE);
      const [first] = await deliver({ mode: "scheduled" });
      if (first === undefined) {
        coreView.onList.length = 0;
      } else {
        waits.push(((first.nextAttemptAt?.getTime() ?? 0) - now.getTime()) / 1_000);
        expect(first).toMatchObject({ state: "pending" });
      }
      later(3_600);
    }
    expect(waits.slice(0, 4)).toEqual([0.5, 1, 2, 4]);
    expect(calls("send")).not.toContain(`send ${ids[0]}`);
    coreView.onList.length = 0;
    expect(states(await deliver())).toEqual(["accepted"]);
  });

  test("is left alone after five failures in a row, then tried once (fault 27)", async () => {
    for (let n = 0; n < 6; n += 1) coreView.onList.push(() => UNAVAILABLE);
    await deliver();
    await deliver();
    // The fifth failure opened it: the sixth question is not asked.
    expect(calls("list")).toHaveLength(5);
    const waiting = await deliver({ mode: "scheduled", market: "SE" });
    later(5);
    expect(states(waiting)).toEqual([]);
    const held = await deliver({ mode: "scheduled" });
    expect(held.map((b) => b.code)).toEqual(["breaker-open", "breaker-open", "breaker-open"]);
    expect(calls("list")).toHaveLength(5);
    later(30);
    const trial = await deliver({ mode: "scheduled" });
    expect(trial.map((b) => b.code)).toEqual(["core-view-unavailable", "breaker-open", "breaker-open"]);
    expect(calls("list")).toHaveLength(6);
    later(120);
    expect(states(await deliver({ mode: "scheduled" }))).toEqual(["accepted", "accepted", "accepted"]);
  });

  test("a person gets one trial while it is left alone (fault 27)", async () => {
    for (let n = 0; n < 6; n += 1) coreView.onList.push(() => UNAVAILABLE);
    await deliver();
    await deliver();
    expect((await deliver()).map((b) => b.code)).toEqual(["core-view-unavailable", "breaker-open", "breaker-open"]);
    expect(states(await deliver())).toEqual(["accepted", "accepted", "accepted"]);
  });

  test("what it asks for is honoured, by a person too (fault 27)", async () => {
    coreView.onSend.push(() => ({ ...UNAVAILABLE, retryAfterMs: 120_000 }));
    expect((await deliver()).map((b) => b.code)).toEqual(["core-view-unavailable", "retry-after", "retry-after"]);
    later(119);
    expect((await deliver()).map((b) => b.code)).toEqual(["retry-after", "retry-after", "retry-after"]);
    later(1);
    expect(states(await deliver())).toEqual(["accepted", "accepted", "accepted"]);
    expect(calls("send")).toHaveLength(4);
  });

  test("a batch that failed ten times is told as an alarm (fault 27)", async () => {
    let last: readonly DeliveredBatch[] = [];
    for (let n = 0; n < 10; n += 1) {
      coreView.onRead.push(() => UNAVAILABLE);
      last = await deliver({ market: "SE" });
    }
    expect(last[0]?.alarm).toContain("after 10 attempts since 2024-06-10T08:00:00.000Z");
  });

  test("one that refuses a batch keeps no other one back; the batch waits for a person, who may send it again (fault 27)", async () => {
    coreView.onSend.push(() => ({ state: "refused", code: "core-view-refused", message: "400: the market is closed" }));
    const [first, ...others] = await deliver({ mode: "scheduled" });
    expect(first).toMatchObject({ state: "refused", code: "core-view-refused", nextAttemptAt: null });
    expect(first?.alarm).toContain("waits for a person");
    expect(states(others)).toEqual(["accepted", "accepted"]);
    later(24 * 3_600);
    expect(await deliver({ mode: "scheduled" })).toEqual([]);
    expect(states(await deliver())).toEqual(["accepted"]);
  });
});

describe("a batch that Core View takes in part (fault 29)", () => {
  test("has a state for each entry; its close is delivered when the last one is accepted", async () => {
    coreView.onSend.push((batch, take) => {
      const entries = answersFor(batch, { refused: [1] });
      take(entries);
      return { state: "partly-accepted", entries, message: "one of three is refused" };
    });
    const [first] = await deliver();
    const [, second] = entryIdsOf({ csv: coreView.held.get(ids[0])?.csv ?? expect.fail("not held") });
    expect(first).toMatchObject({ state: "partly-accepted", code: "entries-refused", nextAttemptAt: null });
    expect(first?.refusedEntries).toEqual([{ entryId: second, state: "refused", reason: "agent is locked" }]);
    expect(await statusOfCloses()).toEqual(["approved", "delivered", "delivered"]);
    const { ok, refused, sums } = await reconcile();
    expect({ ok, refused }).toMatchObject({
      ok: true,
      refused: [{ contractId: "A2", amountMinor: 110_000n, reason: "agent is locked" }],
    });
    expect(sums).toEqual([
      {
        market: "SE",
        currency: "SEK",
        ledgerMinor: 990_000n,
        acceptedMinor: 880_000n,
        outstandingMinor: 0n,
        refusedMinor: 110_000n,
      },
    ]);
    await expectVerified();
    // By itself nothing happens; Core View's people correct it there, and a person asks again.
    later(24 * 3_600);
    expect(await deliver({ mode: "scheduled" })).toEqual([]);
    coreView.onSend.push((_batch, take) => (take(), { state: "accepted" }));
    expect(states(await deliver())).toEqual(["accepted"]);
    expect(await statusOfCloses()).toEqual(["delivered", "delivered", "delivered"]);
    expect(await reconcile()).toMatchObject({
      ok: true,
      refused: [],
      sums: [{ acceptedMinor: 990_000n, refusedMinor: 0n }],
    });
    await expectVerified();
  });

  test("an entry that its answer does not name is asked for, then sent again with the same bytes", async () => {
    coreView.onSend.push((batch, take) => {
      const entries = answersFor(batch, { silent: [2] });
      take(entries);
      return { state: "partly-accepted", entries, message: "accepted" };
    });
    const [first] = await deliver({ mode: "scheduled" });
    expect(first).toMatchObject({ state: "partly-accepted", code: "entries-unknown" });
    expect(first?.refusedEntries.map((e) => e.state)).toEqual(["unknown"]);
    expect(calls(`read ${ids[0]}`)).toHaveLength(2);
    expect((await reconcile()).sums[0]).toMatchObject({ outstandingMinor: 220_000n });
    later(3_600);
    coreView.onSend.push((_batch, take) => (take(), { state: "accepted" }));
    expect(states(await deliver({ mode: "scheduled" }))).toEqual(["accepted"]);
    expect(calls(`send ${ids[0]}`)).toHaveLength(2);
  });

  test("that is found so after its answer was lost is not sent again by itself: its refusals wait for a person", async () => {
    coreView.onRead.push(
      () => ({ state: "absent" }),
      () => UNAVAILABLE,
    );
    coreView.onSend.push((batch, take) => (take(answersFor(batch, { refused: [1] })), LOST_ANSWER));
    await deliver({ mode: "scheduled" });
    later(3_600);
    expect(await deliver({ mode: "scheduled" })).toMatchObject([{ state: "partly-accepted", code: "entries-refused" }]);
    expect(calls(`send ${ids[0]}`)).toHaveLength(1);
  });

  test("what is accepted of it stays so when the next sending fails", async () => {
    coreView.onSend.push((batch, take) => {
      const entries = answersFor(batch, { refused: [0] });
      take(entries);
      return { state: "partly-accepted", entries, message: "" };
    });
    await deliver();
    for (const answer of [UNAVAILABLE, LOST_ANSWER]) {
      coreView.onSend.push(() => answer);
      const [again] = await deliver();
      expect(again).toMatchObject({ state: "partly-accepted" });
      expect(again?.refusedEntries).toHaveLength(1);
    }
  });
});

describe("a batch that Core View does not acknowledge (fault 33)", () => {
  beforeEach(async () => {
    coreView.onSend.push((_batch, take) => (take("awaited"), { state: "sent", message: "in place" }));
    await deliver();
  });

  test("is asked for and never sent again by itself; in the end it is overdue, which is a difference", async () => {
    expect(states(await readDeliveries(database))).toEqual(["sent", "accepted", "accepted"]);
    later(23 * 3_600);
    expect((await deliver({ mode: "scheduled" }))[0]).toMatchObject({
      state: "sent",
      code: "acknowledgement-awaited",
      alarm: null,
    });
    expect(await reconcile()).toMatchObject({ ok: true, outstanding: [{ id: ids[0], state: "sent" }] });
    later(3_600);
    const [overdue] = await deliver({ mode: "scheduled" });
    expect(overdue).toMatchObject({ state: "sent", code: "acknowledgement-overdue", attempts: 1 });
    expect(overdue?.alarm).toContain("without an acknowledgement");
    expect(await reconcile()).toMatchObject({
      ok: false,
      differences: [{ code: "acknowledgement-overdue", batch: ids[0] }],
    });
    expect(calls(`send ${ids[0]}`)).toHaveLength(1);
    expect(await statusOfCloses()).toEqual(["approved", "delivered", "delivered"]);
    await expectVerified();
  });

  test("is accepted when the acknowledgement comes, and the difference is solved", async () => {
    later(25 * 3_600);
    await reconcile();
    const held = coreView.held.get(ids[0]) ?? expect.fail("not held");
    coreView.held.set(ids[0], { ...held, booked: "all" });
    expect(states(await deliver({ mode: "scheduled" }))).toEqual(["accepted"]);
    expect(await reconcile()).toMatchObject({ ok: true, open: 0 });
    await expectVerified();
  });

  test("that it does not show any more goes out again only when a person says so", async () => {
    coreView.held.delete(ids[0]);
    later(48 * 3_600);
    expect(states(await deliver())).toEqual(["sent"]);
    expect(calls(`send ${ids[0]}`)).toHaveLength(1);
    // Handed over anew, the time for its acknowledgement begins anew.
    coreView.onSend.push(() => ({ state: "sent", message: "in place" }));
    expect(await deliver({ again: ids[0] })).toMatchObject([{ state: "sent", code: "acknowledgement-awaited" }]);
    expect(await outcomes(ids[0])).toEqual(["sent", "sent"]);
    expect(states(await deliver({ again: ids[0] }))).toEqual(["accepted"]);
    expect(calls(`send ${ids[0]}`)).toHaveLength(3);
    await expectVerified();
  });
});

describe("a ledger that is behind Core View, as after a restore (fault 39)", () => {
  test("sends nothing of the market until the batches that it never cut are waived", async () => {
    const foreign = sampleBatch(1);
    coreView.held.set(foreign.id, { id: foreign.id, csv: foreign.csv, manifest: foreign.manifest, booked: "all" });
    for (const mode of ["scheduled", "by-hand"] as const) {
      const batches = await deliver({ mode });
      expect(batches.map((b) => b.code)).toEqual(["core-view-ahead", "core-view-ahead", "core-view-ahead"]);
      expect(batches.map((b) => b.attempts)).toEqual([0, 0, 0]);
    }
    expect(calls("send")).toEqual([]);
    const { differences } = await reconcile();
    expect(differences).toMatchObject([{ code: "batch-unknown", batch: foreign.id, market: "SE", state: "open" }]);
    const waived = await waiveDifferences(
      deps(),
      differences.map((d) => d.id),
      "sent by the old installation",
    );
    expect(waived).toMatchObject({ ok: true });
    expect(await reconcile()).toMatchObject({ ok: true, waived: 1 });
    expect(states(await deliver())).toEqual(["accepted", "accepted", "accepted"]);
    await expectVerified();
  });

  test("or until Core View has them no more", async () => {
    const foreign = sampleBatch(1);
    coreView.held.set(foreign.id, { id: foreign.id, csv: foreign.csv, manifest: foreign.manifest, booked: "all" });
    await deliver();
    coreView.held.delete(foreign.id);
    expect(states(await deliver())).toEqual(["accepted", "accepted", "accepted"]);
    expect(await reconcile()).toMatchObject({ ok: true, open: 0 });
  });
});

describe("the kill switch (S47)", () => {
  test.each([null, "SE"])("off for %s: nothing goes out, and what is due is listed", async (market) => {
    await set("delivery-enabled", "off", market);
    for (const mode of ["scheduled", "by-hand"] as const) {
      expect((await deliver({ mode })).map((b) => b.code)).toEqual(["delivery-off", "delivery-off", "delivery-off"]);
    }
    expect(coreView.calls).toEqual([]);
    await set("delivery-enabled", "on", market);
    expect(states(await deliver())).toEqual(["accepted", "accepted", "accepted"]);
    const act = z.object({ after: z.string() });
    const switched =
      "select detail ->> 'after' as after from audit_entry where action = 'setting.changed' and subject = 'delivery-enabled' order by seq";
    expect(await database.db.all(act, switched)).toEqual([{ after: "off" }, { after: "on" }]);
  });

  test("of another market holds nothing back", async () => {
    await set("delivery-enabled", "off", "JP");
    expect(states(await deliver())).toEqual(["accepted", "accepted", "accepted"]);
  });

  test("works in the middle of a run", async () => {
    coreView.onSend.push(async (_batch, take) => {
      await set("delivery-enabled", "off");
      take();
      return { state: "accepted" };
    });
    expect((await deliver()).map((b) => b.code)).toEqual([null, "delivery-off", "delivery-off"]);
    expect(calls("send")).toHaveLength(1);
  });

  test("works between the question and the sending", async () => {
    coreView.onRead.push(async () => {
      await set("delivery-enabled", "off");
      return { state: "absent" };
    });
    expect((await deliver()).map((b) => b.code)).toEqual(["delivery-off", "delivery-off", "delivery-off"]);
    expect(calls("send")).toEqual([]);
  });
});

describe("two deliveries at once (fault 20)", () => {
  test("send each batch once: one leaves to the other what it has in hand", async () => {
    let second: Promise<readonly DeliveredBatch[]> | null = null;
    coreView.onSend.push(async (_batch, take) => {
      second = deliver();
      // It is through before the first has its answer.
      expect((await second).map((b) => b.id)).toEqual([ids[1], ids[2]]);
      take();
      return { state: "accepted" };
    });
    expect((await deliver()).map((b) => b.id)).toEqual([ids[0]]);
    expect(calls("send").toSorted()).toEqual(ids.map((id) => `send ${id}`).toSorted());
    expect(await statusOfCloses()).toEqual(["delivered", "delivered", "delivered"]);
    for (const id of ids) expect(await outcomes(id)).toEqual(["accepted"]);
  });

  test("try nothing twice: what the first has just sent, or failed to send, is not due to the second any more", async () => {
    coreView.onSend.push(() => UNAVAILABLE);
    let first: Promise<unknown> | null = null;
    // The second has listed what is due when the first does all of it.
    const db = {
      ...database.db,
      transaction: async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
        first ??= deliver({ mode: "scheduled" });
        await first;
        return database.db.transaction(work);
      },
    };
    const second = await deliverBatches({ ...deps(), db }, () => Promise.resolve(coreView), { mode: "scheduled" });
    expect(second.batches).toEqual([]);
    expect(await outcomes(ids[0])).toEqual(["unavailable"]);
  });

  test("an attempt is on record before anything goes out, and others see it (fault 2)", async () => {
    coreView.onSend.push(async (batch, take) => {
      expect(await outcomes(batch.id)).toEqual([null]);
      take();
      return { state: "accepted" };
    });
    await deliver();
    expect(await outcomes(ids[0])).toEqual(["accepted"]);
  });

  test("an attempt that never ended leaves a batch that cannot be asked for unknown, not pending (fault 2)", async () => {
    coreView.onSend.push(() => {
      throw new Error("killed");
    });
    await expect(deliver()).rejects.toThrow("killed");
    expect(await outcomes(ids[0])).toEqual([null]);
    coreView.onRead.push(() => UNAVAILABLE);
    expect((await deliver())[0]).toMatchObject({ state: "unknown", attempts: 2 });
    expect(states(await deliver())).toEqual(["accepted"]);
    expect(await outcomes(ids[0])).toEqual([null, "unavailable", "accepted"]);
    await expectVerified();
  });
});

describe("reconciliation", () => {
  test("knows an approval and its delivery that commit while it runs: they are no difference", async () => {
    await deliver();
    await ingestEvents(database.db, [
      { contractId: "A5", agentId: "Agent A", contractDate: "2024-03-31", amount: "1000.00" },
    ]);
    // It has listed the batches, and comes to the ledger.
    const db = {
      ...database.db,
      copyOut: async function* (sql: string) {
        await closeMonth(database.db, "2024-03");
        expect(states(await deliver())).toEqual(["accepted"]);
        yield* database.db.copyOut(sql);
      },
    };
    const meanwhile = await reconcileDeliveries({ ...deps(), db }, () => Promise.resolve(coreView));
    expect(meanwhile).toMatchObject({ ok: true, differences: [], batches: 3, entries: 7 });
    expect(await reconcile()).toMatchObject({ ok: true, differences: [], batches: 4, entries: 8 });
  });

  test("goes on with the other batches when a Core View cannot be asked, and says so", async () => {
    await deliver();
    coreView.onRead.push(() => UNAVAILABLE);
    const found = await reconcile();
    expect(found).toMatchObject({
      ok: false,
      open: 0,
      entries: 7,
      unreachable: [{ market: "SE", code: "core-view-unreachable" }],
    });
  });

  test("solves nothing of a market that could not be asked", async () => {
    await deliver();
    const held = coreView.held.get(ids[0]) ?? expect.fail("not held");
    coreView.held.delete(ids[0]);
    expect(await reconcile()).toMatchObject({ ok: false, open: 3 });
    coreView.held.set(ids[0], held);
    coreView.onRead.push(() => UNAVAILABLE);
    await reconcile();
    const count = z.object({ n: z.bigint() });
    expect(
      await database.db.one(count, "select count(*) as n from reconciliation_difference where state = 'open'"),
    ).toEqual({ n: 3n });
    expect(await reconcile()).toMatchObject({ ok: true, open: 0 });
  });

  test("names an entry that Core View had accepted and does not book now", async () => {
    await deliver();
    const held = coreView.held.get(ids[0]) ?? expect.fail("not held");
    const booked = answersFor({ csv: held.csv ?? expect.fail("no bytes") }, { refused: [1], silent: [2] });
    coreView.held.set(ids[0], { ...held, booked });
    const { differences } = await reconcile();
    expect(differences).toMatchObject([
      { code: "entry-not-booked", contractId: "A2", found: "refused: agent is locked" },
      { code: "entry-not-booked", contractId: "B1", found: "nothing is said of it" },
    ]);
  });

  test("a waiver needs a reason and a known difference, and is on record", async () => {
    await deliver();
    coreView.held.delete(ids[2]);
    const [difference] = (await reconcile()).differences;
    const id = difference?.id ?? expect.fail("no difference");
    expect(await waiveDifferences(deps(), [id], " ")).toMatchObject({ ok: false, refusal: { code: "reason-missing" } });
    expect(await waiveDifferences(deps(), [id, 999n], "x")).toMatchObject({
      ok: false,
      refusal: { code: "difference-unknown" },
    });
    expect(await waiveDifferences(deps(), [id], "booked by hand")).toMatchObject({
      ok: true,
      value: [{ state: "waived" }],
    });
    const act = z.object({ actor: z.string(), reason: z.string() });
    const sql = "select actor, detail ->> 'reason' as reason from audit_entry where action = 'difference.waived'";
    expect(await database.db.all(act, sql)).toEqual([{ actor: "dora", reason: "booked by hand" }]);
    expect(await reconcile()).toMatchObject({ ok: false, open: 1, waived: 1 });
  });
});
