/**
 * How far the sources of contract rows have been read, and who reads them now.
 * In: a source and what is read of it. Out: the watermark; whether this transaction is the one that pulls.
 */
import { z } from "zod";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

export interface WatermarkKey {
  readonly source: string;
  /** Digest of what is read. */
  readonly reading: string;
}

/** Whether this transaction is the one that pulls from the source; it stays so until its end. */
export async function tryLockPull(tx: Transaction, source: string): Promise<boolean> {
  const row = await tx.one(
    z.object({ got: z.boolean() }),
    "select pg_try_advisory_xact_lock(hashtextextended('pull ' || $1, 0)) as got",
    [source],
  );
  return row.got;
}

/** Null: never read like that. */
export async function watermarkOf(db: Queryable, key: WatermarkKey): Promise<string | null> {
  const row = await db.maybe(
    z.object({ value: z.string() }),
    "select value from pull_watermark where source = $1 and reading = $2",
    [key.source, key.reading],
  );
  return row?.value ?? null;
}

/** As `watermarkOf`; nobody else moves it until this transaction's end. */
export async function lockWatermark(tx: Transaction, key: WatermarkKey): Promise<string | null> {
  const row = await tx.maybe(
    z.object({ value: z.string() }),
    "select value from pull_watermark where source = $1 and reading = $2 for update",
    [key.source, key.reading],
  );
  return row?.value ?? null;
}

export async function setWatermark(tx: Transaction, key: WatermarkKey, value: string, at: Date): Promise<void> {
  await tx.run(
    `insert into pull_watermark (source, reading, value, changed_at) values ($1, $2, $3, $4)
     on conflict (source, reading) do update set value = excluded.value, changed_at = excluded.changed_at`,
    [key.source, key.reading, value, at.toISOString()],
  );
}
