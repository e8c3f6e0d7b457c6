/**
 * Batches for tests of what delivers them. In: a number. Out: a batch of the market SE, another for each number.
 */
import { renderBatch, type Batch } from "../../src/delivery/batch.ts";
import { ledgerEntries, ledgerEntry } from "./ledger-entries.ts";

export function sampleBatch(seq: number): Batch {
  return renderBatch([ledgerEntry(seq, { agentId: `Ülkü & "Søn", 株式会社 ${seq}\n🚗` })]);
}

/** Some 30 KiB, so that a cut can fall in the middle. */
export function longBatch(seq: number): Batch {
  const entries = ledgerEntries(60).map((entry) => ({
    ...entry,
    id: `entry-${seq}-${entry.seq}`,
    agentId: `Ülkü ${"株".repeat(100)} ${seq}\r\n`,
  }));
  return renderBatch(entries);
}

/** The same id with other content, as no honest cutter makes it. */
export function forgedBatch(batch: Batch): Batch {
  return { ...renderBatch([ledgerEntry(99)]), id: batch.id };
}
