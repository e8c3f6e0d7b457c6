/**
 * Delivery batches: cut and stored by the approval, sent by deliveries.
 */
import { z } from "zod";
import type { Queryable, Transaction } from "../platform/database.ts";
import { StoredPeriod } from "./closes.sql.ts";

/** Whatever buffer is behind them, they are bytes. */
const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const BATCH_STATES = ["pending", "sent", "unknown", "partly-accepted", "accepted", "refused"] as const;
export type BatchState = (typeof BATCH_STATES)[number];

const Row = z
  .object({
    id: z.string(),
    close_id: z.string(),
    market: z.string(),
    currency: z.string(),
    booked_in: StoredPeriod,
    entry_count: z.int(),
    sum_minor: z.string(),
    first_seq: z.bigint(),
    last_seq: z.bigint(),
    sha256: z.string(),
    csv: Bytes,
    manifest: Bytes,
    state: z.enum(BATCH_STATES),
    attempts: z.int(),
    last_problem: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    closeId: row.close_id,
    market: row.market,
    currency: row.currency,
    bookedIn: row.booked_in,
    entryCount: row.entry_count,
    sumMinor: BigInt(row.sum_minor),
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    sha256: row.sha256,
    csv: row.csv,
    manifest: row.manifest,
    state: row.state,
    attempts: row.attempts,
    lastProblem: row.last_problem,
  }));

export type StoredBatch = z.infer<typeof Row>;

const BATCH = `select id, close_id, market, currency, booked_in, entry_count, sum_minor, first_seq, last_seq, sha256, csv, manifest, state,
                      attempts, last_problem from delivery_batch`;

export async function insertBatch(
  tx: Transaction,
  batch: Omit<StoredBatch, "state" | "attempts" | "lastProblem">,
): Promise<void> {
  await tx.run(
    `insert into delivery_batch (id, close_id, market, currency, booked_in, entry_count, sum_minor, first_seq, last_seq, sha256, csv, manifest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      batch.id,
      batch.closeId,
      batch.market,
      batch.currency,
      batch.bookedIn,
      batch.entryCount,
      String(batch.sumMinor),
      batch.firstSeq,
      batch.lastSeq,
      batch.sha256,
      batch.csv,
      batch.manifest,
    ],
  );
}

/** Ids of the batches that are due, in ledger order. */
export async function dueBatches(db: Queryable): Promise<string[]> {
  const rows = await db.all(
    z.object({ id: z.string() }),
    "select id from delivery_batch where state <> 'accepted' order by first_seq",
  );
  return rows.map((row) => row.id);
}

/** The batch, for this transaction alone; null while somebody else is sending it. */
export async function lockBatch(tx: Transaction, id: string): Promise<StoredBatch | null> {
  return tx.maybe(Row, `${BATCH} where id = $1 for update skip locked`, [id]);
}

export async function findBatch(db: Queryable, id: string): Promise<StoredBatch | null> {
  return db.maybe(Row, `${BATCH} where id = $1`, [id]);
}

/** Ids, first entries and checksums of all batches, in ledger order. */
export async function listBatches(db: Queryable): Promise<
  {
    id: string;
    market: string;
    currency: string;
    closeId: string;
    entryCount: number;
    sumMinor: bigint;
    state: string;
    sha256: string;
    firstSeq: bigint;
  }[]
> {
  const rows = await db.all(
    z.object({
      id: z.string(),
      market: z.string(),
      currency: z.string(),
      close_id: z.string(),
      entry_count: z.int(),
      sum_minor: z.string(),
      state: z.enum(BATCH_STATES),
      sha256: z.string(),
      first_seq: z.bigint(),
    }),
    "select id, market, currency, close_id, entry_count, sum_minor, state, sha256, first_seq from delivery_batch order by first_seq",
  );
  return rows.map((r) => ({
    id: r.id,
    market: r.market,
    currency: r.currency,
    closeId: r.close_id,
    entryCount: r.entry_count,
    sumMinor: BigInt(r.sum_minor),
    state: r.state,
    sha256: r.sha256,
    firstSeq: r.first_seq,
  }));
}

export async function recordAttempt(
  tx: Transaction,
  id: string,
  outcome: { readonly state: BatchState; readonly problem: string | null; readonly at: Date },
): Promise<void> {
  await tx.run(
    `update delivery_batch set state = $2, attempts = attempts + 1, last_problem = $3,
            accepted_at = case when $2 = 'accepted' then $4::timestamptz end where id = $1`,
    [id, outcome.state, outcome.problem, outcome.at.toISOString()],
  );
}
