/**
 * A Core View over HTTP that refuses entries of a batch, as its people live it: delivered in part, reconciled, sent again.
 * What it refuses is not in the CSV that it gives back, and both sides agree on that: it is no difference and no incident.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { deliverBatches, type Delivery } from "../../src/flows/deliver-batches.ts";
import { reconcileDeliveries, type Reconciliation } from "../../src/flows/reconcile-deliveries.ts";
import { createHttpCoreView } from "../../src/platform/core-view/http.ts";
import type { FaultWish } from "../../src/stand-in/faults.ts";
import type { StandIn } from "../../src/stand-in/start-stand-in.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { httpSetting, standInForTest } from "../support/http-core-views.ts";
import { depsOf, postFirstMonth } from "../support/posted-ledger.ts";

/** Agent A's 2 000.00 and 1 000.00 and agent B's 2 000.00, at 2.20 %. */
const [ALL, FIRST] = [5_500_00n, 2_200_00n];
const REFUSE = { name: "refuse-some", amount: 1, requests: 1 } as const;
const LOCKED = "The account of Agent A is locked.";

let posted: TestDatabase;
let database: TestDatabase;
let standIn: StandIn;

beforeAll(async () => {
  posted = await createTestDatabase();
  await postFirstMonth(posted.db);
});
afterAll(() => posted.drop());
beforeEach(async () => {
  database = await copyTestDatabase(posted);
  onTestFinished(() => database.drop());
  standIn = await standInForTest();
});

// A new adapter for each: the flow closes what it is given.
const coreView = () => Promise.resolve(createHttpCoreView(httpSetting(standIn.url), { env: {} }));

function deliver(faults: readonly FaultWish[] = []): Promise<Delivery> {
  standIn.setFaults(faults);
  return deliverBatches(depsOf(database.db, "frida"), coreView, { mode: "by-hand" });
}

function reconcile(): Promise<Reconciliation> {
  return reconcileDeliveries(depsOf(database.db, "vera"), coreView);
}

describe("an entry that Core View refuses (fault 29) (fault 42)", () => {
  test("is listed as refused by reconcile, is no difference, and the sums hold", async () => {
    const { batches } = await deliver([REFUSE]);
    expect(batches).toMatchObject([{ state: "partly-accepted", code: "entries-refused" }]);
    const found = await reconcile();
    expect(found).toMatchObject({ ok: true, differences: [] });
    expect(found.refused).toMatchObject([{ contractId: "A1", reason: LOCKED }]);
    expect(found.sums).toMatchObject([
      { ledgerMinor: ALL, acceptedMinor: ALL - FIRST, outstandingMinor: 0n, refusedMinor: FIRST },
    ]);
  });

  test("is sent again by a person, and booked once Core View takes it", async () => {
    await deliver([REFUSE]);
    expect((await deliver([REFUSE])).batches).toMatchObject([{ state: "partly-accepted", code: "entries-refused" }]);
    expect((await deliver()).batches).toMatchObject([{ state: "accepted", attempts: 3 }]);
    const found = await reconcile();
    expect(found).toMatchObject({ ok: true, differences: [], refused: [] });
    expect(found.sums).toMatchObject([{ ledgerMinor: ALL, acceptedMinor: ALL, refusedMinor: 0n }]);
  });

  test("is no incident when the answer was lost and Core View is asked what it took (fault 26)", async () => {
    const { batches } = await deliver([REFUSE, { name: "die-after-commit", requests: 1 }]);
    expect(batches).toMatchObject([{ state: "partly-accepted", code: "entries-refused" }]);
    expect(await reconcile()).toMatchObject({ ok: true, refused: [{ contractId: "A1" }] });
  });

  test("hides no booked entry that is lost beside it", async () => {
    await deliver([REFUSE, { name: "lose-entry", requests: 1 }]);
    const { ok, differences } = await reconcile();
    expect(ok).toBe(false);
    expect(differences).toMatchObject([{ code: "entry-missing", contractId: "A2", found: "not in Core View" }]);
    expect(differences[0]?.expected).toContain("1100.00 SEK");
    // To send again would not mend it: it waits for a person, and stays a difference.
    expect((await deliver()).batches).toMatchObject([{ state: "refused", code: "core-view-mismatch" }]);
    expect((await reconcile()).differences).toMatchObject([{ code: "entry-missing", contractId: "A2" }]);
  });

  test("with all others refused too leaves an empty CSV, which is not damaged", async () => {
    const { batches } = await deliver([{ ...REFUSE, amount: 3 }]);
    expect(batches).toMatchObject([{ state: "refused", code: "entries-refused" }]);
    const found = await reconcile();
    expect(found).toMatchObject({ ok: true, differences: [] });
    expect(found.sums).toMatchObject([{ acceptedMinor: 0n, outstandingMinor: 0n, refusedMinor: ALL }]);
    expect((await deliver()).batches).toMatchObject([{ state: "accepted" }]);
  });
});
