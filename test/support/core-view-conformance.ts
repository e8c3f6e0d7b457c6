/**
 * What every adapter to Core View keeps to, whoever wrote it. In: a way to make an adapter over an empty Core View. Out: tests.
 */
import { describe, expect, test } from "vitest";
import { renderBatch } from "../../src/delivery/batch.ts";
import { describeAcknowledgements } from "./core-view-acknowledgements.ts";
import { describeFaults } from "./core-view-faults.ts";
import { begin, isWhole, sendUntilAccepted, type MakeCoreView } from "./core-view-under-test.ts";
import { heldBatch, heldBy } from "./held-batches.ts";
import { ledgerEntries, ledgerEntry } from "./ledger-entries.ts";
import { forgedBatch, sampleBatch } from "./sample-batches.ts";

export function describeCoreView(name: string, make: MakeCoreView): void {
  describe(`Core View by ${name}`, () => {
    describeBatches(make);
    describeFaults(make);
    describeAcknowledgements(make);
  });
}

function describeBatches(make: MakeCoreView): void {
  test("has nothing at first", async () => {
    const { adapter } = await begin(make);
    expect(await heldBy(adapter)).toEqual([]);
    expect(await adapter.read("SE-2024-01-0000000000000000")).toEqual({ state: "absent" });
  });

  test.each([
    ["one entry in many scripts", sampleBatch(1)],
    [
      "line breaks, quotes and formulas",
      renderBatch([ledgerEntry(1, { agentId: '=1+1\r\n"a",\r\n', contractId: "\t" })]),
    ],
    ["500 entries", renderBatch(ledgerEntries(500, { agentId: "株".repeat(60) }))],
  ])("has the very bytes of a batch that it accepted: %s", async (_what, batch) => {
    const { adapter, restarted } = await begin(make);
    expect(await adapter.send(batch)).toEqual({ state: "accepted" });
    const held = await heldBatch(restarted(), batch.id);
    expect(isWhole(held, batch)).toBe(true);
    expect(held).toMatchObject({ id: batch.id, booked: "all" });
  });

  test("has a batch once, however often it is sent (fault 33)", async () => {
    const { adapter, restarted } = await begin(make);
    const batch = sampleBatch(1);
    for (const sender of [adapter, adapter, restarted()]) {
      expect(await sender.send(batch)).toEqual({ state: "accepted" });
    }
    expect(await heldBy(adapter)).toHaveLength(1);
  });

  test("has a batch once, by however many senders at once (fault 33)", async () => {
    const { adapter, restarted } = await begin(make);
    const batch = sampleBatch(1);
    const senders = [adapter, adapter, restarted(), restarted(), restarted()];
    const results = await Promise.all(senders.map((sender) => sender.send(batch)));
    // One that met another may be told to come again.
    for (const { state } of results) expect(["accepted", "unavailable", "unknown"]).toContain(state);
    expect(results.map(({ state }) => state)).toContain("accepted");
    expect(isWhole(await sendUntilAccepted(adapter, batch), batch)).toBe(true);
    expect(await heldBy(adapter)).toHaveLength(1);
  });

  test("refuses other content under a known id, and keeps what it has", async () => {
    const { adapter, restarted } = await begin(make);
    const batch = sampleBatch(1);
    await adapter.send(batch);
    expect(await restarted().send(forgedBatch(batch))).toMatchObject({ state: "refused" });
    expect(isWhole(await heldBatch(adapter, batch.id), batch)).toBe(true);
  });

  test("has one of two contents that come at once under one id, whole", async () => {
    const { adapter, restarted } = await begin(make);
    const batches = [sampleBatch(1), forgedBatch(sampleBatch(1))];
    const results = await Promise.all(batches.map((batch) => restarted().send(batch)));
    expect(results.filter(({ state }) => state === "accepted").length).toBeLessThan(2);
    // The loser may have come first with one of two files: then both wait for a person, and there is no batch.
    for (const held of await heldBy(adapter)) expect(batches.some((batch) => isWhole(held, batch))).toBe(true);
  });

  test("is never sent a batch that does not match its checksum", async () => {
    const { adapter } = await begin(make);
    const batch = sampleBatch(1);
    const result = await adapter.send({ ...batch, csv: Buffer.from("changed") });
    expect(result).toMatchObject({ state: "refused", code: "batch-changed" });
    expect(await heldBy(adapter)).toEqual([]);
  });

  test("lists the market's batches alone, by id", async () => {
    const { adapter, restarted } = await begin(make);
    const batches = [3, 1, 2].map(sampleBatch);
    const foreign = renderBatch([ledgerEntry(4, { market: "DK", currency: "DKK" })]);
    for (const batch of [foreign, ...batches]) expect(await adapter.send(batch)).toEqual({ state: "accepted" });
    const again = restarted();
    expect(await again.list("SE")).toEqual({ state: "listed", ids: batches.map((batch) => batch.id).toSorted() });
    expect(await again.list("DK")).toEqual({ state: "listed", ids: [foreign.id] });
    expect(await again.list("NO")).toEqual({ state: "listed", ids: [] });
  });

  test("reads as absent what is no id", async () => {
    const { adapter } = await begin(make);
    for (const id of ["", "..", "../SE-2024-01-1", "a/b"]) expect(await adapter.read(id)).toEqual({ state: "absent" });
  });
}
