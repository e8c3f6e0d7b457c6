/**
 * What every adapter to Core View keeps to. In: a way to make an adapter over an empty Core View. Out: tests.
 */
import { describe, expect, test } from "vitest";
import { renderBatch, type Batch } from "../../src/delivery/batch.ts";
import type { CoreViewAdapter } from "../../src/platform/core-view.ts";
import { heldBatch, heldBy } from "./held-batches.ts";
import { ledgerEntry } from "./ledger-entries.ts";

export interface CoreViewUnderTest {
  readonly adapter: CoreViewAdapter;
  /** Another adapter over the same Core View, as after a restart. */
  readonly restarted: () => CoreViewAdapter;
}

export function sampleBatch(seq: number): Batch {
  return renderBatch([ledgerEntry(seq, { agentId: `Ülkü & "Søn", 株式会社 ${seq}\n🚗` })]);
}

/** The same id with other content, as no honest cutter makes it. */
export function forgedBatch(batch: Batch): Batch {
  return { ...renderBatch([ledgerEntry(99)]), id: batch.id };
}

export function describeCoreView(name: string, make: () => Promise<CoreViewUnderTest>): void {
  describe(`Core View by ${name}`, () => {
    test("has nothing at first", async () => {
      const { adapter } = await make();
      expect(await heldBy(adapter)).toEqual([]);
      expect(await adapter.read("SE-2024-01-0000000000000000")).toEqual({ state: "absent" });
    });

    test("has the very bytes of a batch that it accepted", async () => {
      const { adapter, restarted } = await make();
      const batch = sampleBatch(1);
      expect(await adapter.send(batch)).toEqual({ state: "accepted" });
      const held = await heldBatch(restarted(), batch.id);
      expect(Buffer.from(held.csv ?? "").equals(batch.csv)).toBe(true);
      expect(Buffer.from(held.manifest ?? "").equals(batch.manifest)).toBe(true);
    });

    test("has a batch once, however often it is sent", async () => {
      const { adapter, restarted } = await make();
      const batch = sampleBatch(1);
      for (const sender of [adapter, adapter, restarted()]) {
        expect(await sender.send(batch)).toEqual({ state: "accepted" });
      }
      expect(await heldBy(adapter)).toHaveLength(1);
    });

    test("refuses other content under a known id, and keeps what it has", async () => {
      const { adapter, restarted } = await make();
      const batch = sampleBatch(1);
      await adapter.send(batch);
      expect(await restarted().send(forgedBatch(batch))).toMatchObject({ state: "refused" });
      const held = await heldBatch(adapter, batch.id);
      expect(Buffer.from(held.csv ?? "").equals(batch.csv)).toBe(true);
    });

    test("is never sent a batch that does not match its checksum", async () => {
      const { adapter } = await make();
      const batch = sampleBatch(1);
      expect(await adapter.send({ ...batch, csv: Buffer.from("changed") })).toMatchObject({ state: "refused" });
      expect(await heldBy(adapter)).toEqual([]);
    });

    test("lists all that it has, by id", async () => {
      const { adapter, restarted } = await make();
      const batches = [3, 1, 2].map(sampleBatch);
      for (const batch of batches) await adapter.send(batch);
      const ids = (await heldBy(restarted())).map((held) => held.id);
      expect(ids).toEqual(batches.map((batch) => batch.id).toSorted());
    });
  });
}
