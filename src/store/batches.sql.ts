/**
 * Delivery batches: cut and stored by the approval, sent by deliveries.
 */
import { z } from "zod";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import { StoredPeriod } from "./columns.sql.ts";

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
    last_problem_code: z.string().nullable(),
    sent_at: z.string().nullable(),
    next_attempt_at: z.string().nullable(),
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
    lastProblemCode: row.last_problem_code,
    sentAt: row.sent_at,
    nextAttemptAt: row.next_attempt_at,
  }));

export type StoredBatch = z.infer<typeof Row>;

const BATCH = `select id, close_id, market, currency, booked_in, entry_count, sum_minor, first_seq, last_seq, sha256, csv, manifest, state,
                      attempts, last_problem, last_problem_code, sent_at, next_attempt_at from delivery_batch`;

export async function insertBatch(
  tx: Transaction,
  batch: Omit<StoredBatch, "state" | "attempts" | "lastProblem" | "lastProblemCode" | "sentAt" | "nextAttemptAt">,
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

/** Which batches a delivery takes. */
export interface DueBatches {
  /** Everything that is not accepted, or only what is due by itself at this moment. */
  readonly dueBy: Date | "all";
  /** Null: of every market. */
  readonly market: string | null;
}

// What waits for a person is not due by itself: a refused batch, and a partly accepted one of which nothing is unknown.
const DUE = `state <> 'accepted' and ($1::text is null or market = $1) and ($2::timestamptz is null or
             (state <> 'refused' and (next_attempt_at is null or next_attempt_at <= $2) and
              (state <> 'partly-accepted' or exists (select from delivery_entry e where e.batch_id = delivery_batch.id and e.state = 'unknown'))))`;

/** Ids of the batches that are due, in ledger order. */
export async function dueBatches(db: Queryable, due: DueBatches): Promise<string[]> {
  const rows = await db.all(
    z.object({ id: z.string() }),
    `select id from delivery_batch where ${DUE} order by first_seq`,
    dueParams(due),
  );
  return rows.map((row) => row.id);
}

/** The batch, for this transaction alone, while it is still due; null also while somebody else is sending it. */
export async function lockDueBatch(tx: Transaction, id: string, due: DueBatches): Promise<StoredBatch | null> {
  // Not "for update": the attempt that is recorded meanwhile, by another connection, refers to this row.
  return tx.maybe(Row, `${BATCH} where ${DUE} and id = $3 for no key update skip locked`, [...dueParams(due), id]);
}

function dueParams({ dueBy, market }: DueBatches): [string | null, string | null] {
  return [market, dueBy === "all" ? null : dueBy.toISOString()];
}

export async function findBatch(db: Queryable, id: string): Promise<StoredBatch | null> {
  return db.maybe(Row, `${BATCH} where id = $1`, [id]);
}

const ListedBatch = z
  .object({
    id: z.string(),
    market: z.string(),
    currency: z.string(),
    close_id: z.string(),
    booked_in: StoredPeriod,
    entry_count: z.int(),
    sum_minor: z.string(),
    state: z.enum(BATCH_STATES),
    sha256: z.string(),
    first_seq: z.bigint(),
    attempts: z.int(),
    last_problem: z.string().nullable(),
    last_problem_code: z.string().nullable(),
    sent_at: z.string().nullable(),
    next_attempt_at: z.string().nullable(),
  })
  .transform((r) => ({
    id: r.id,
    market: r.market,
    currency: r.currency,
    closeId: r.close_id,
    bookedIn: r.booked_in,
    entryCount: r.entry_count,
    sumMinor: BigInt(r.sum_minor),
    state: r.state,
    sha256: r.sha256,
    firstSeq: r.first_seq,
    attempts: r.attempts,
    lastProblem: r.last_problem,
    lastProblemCode: r.last_problem_code,
    sentAt: r.sent_at,
    nextAttemptAt: r.next_attempt_at,
  }));

/** A batch without its bytes. */
export type ListedBatch = z.infer<typeof ListedBatch>;

/** Batches without their bytes, in ledger order; those up to a ledger entry when one is named. */
export async function listBatches(
  db: Queryable,
  filter: { readonly market?: string | undefined; readonly throughSeq?: bigint | undefined } = {},
): Promise<ListedBatch[]> {
  return db.all(
    ListedBatch,
    `select id, market, currency, close_id, booked_in, entry_count, sum_minor, state, sha256, first_seq, attempts, last_problem,
            last_problem_code, sent_at, next_attempt_at
       from delivery_batch where ($1::text is null or market = $1) and ($2::int8 is null or last_seq <= $2) order by first_seq`,
    [filter.market ?? null, filter.throughSeq ?? null],
  );
}

/** Of some ids, those of no batch that was ever cut here. */
export async function neverCut(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await db.all(
    z.object({ id: z.string() }),
    `select id from unnest($1::text[]) with ordinality as told (id, n)
      where not exists (select from delivery_batch b where b.id = told.id) order by n`,
    [ids],
  );
  return rows.map((row) => row.id);
}

/** What an attempt, or a question, leaves of a batch. */
export interface BatchOutcome {
  readonly state: BatchState;
  readonly attempts: number;
  readonly code: string | null;
  readonly problem: string | null;
  readonly nextAttemptAt: Date | null;
  /** ISO: since when its acknowledgement is awaited; null when none is. */
  readonly sentAt: string | null;
  readonly at: Date;
}

export async function recordOutcome(tx: Transaction, id: string, outcome: BatchOutcome): Promise<void> {
  await tx.run(
    `update delivery_batch set state = $2, attempts = $3, last_problem_code = $4, last_problem = $5, next_attempt_at = $6,
            sent_at = $7, accepted_at = case when $2 = 'accepted' then $8::timestamptz end where id = $1`,
    [
      id,
      outcome.state,
      outcome.attempts,
      outcome.code,
      outcome.problem,
      outcome.nextAttemptAt?.toISOString() ?? null,
      outcome.sentAt,
      outcome.at.toISOString(),
    ],
  );
}

/** The sums of what was cut up to a ledger entry, by what became of it, and of the ledger itself. */
export async function deliverySums(
  db: Queryable,
  throughSeq: bigint,
): Promise<
  {
    readonly market: string;
    readonly currency: string;
    readonly ledgerMinor: bigint;
    readonly acceptedMinor: bigint;
    readonly outstandingMinor: bigint;
    readonly refusedMinor: bigint;
  }[]
> {
  const rows = await db.all(
    z.object({
      market: z.string(),
      currency: z.string(),
      ledger: z.string(),
      accepted: z.string(),
      outstanding: z.string(),
      refused: z.string(),
    }),
    // One statement: what is accepted meanwhile is counted once, and not as outstanding too.
    `with posted as (
       select market, currency, sum(amount_minor) as sum from ledger_entry where seq <= $1 group by market, currency
     ), part as (
       select market, currency, state, sum_minor as sum from delivery_batch b
        where last_seq <= $1 and not exists (select from delivery_entry e where e.batch_id = b.id)
       union all
       select b.market, b.currency, e.state, l.amount_minor
         from delivery_batch b join delivery_entry e on e.batch_id = b.id join ledger_entry l on l.id = e.entry_id
        where b.last_seq <= $1
     ), cut as (
       select market, currency, coalesce(sum(sum) filter (where state = 'accepted'), 0) as accepted,
              coalesce(sum(sum) filter (where state not in ('accepted', 'refused')), 0) as outstanding,
              coalesce(sum(sum) filter (where state = 'refused'), 0) as refused
         from part group by market, currency
     )
     select market, currency, coalesce(posted.sum, 0)::text as ledger, coalesce(accepted, 0)::text as accepted,
            coalesce(outstanding, 0)::text as outstanding, coalesce(refused, 0)::text as refused
       from posted full join cut using (market, currency) order by market, currency`,
    [throughSeq],
  );
  return rows.map((r) => ({
    market: r.market,
    currency: r.currency,
    ledgerMinor: BigInt(r.ledger),
    acceptedMinor: BigInt(r.accepted),
    outstandingMinor: BigInt(r.outstanding),
    refusedMinor: BigInt(r.refused),
  }));
}

/** The markets that have a Core View: those with a batch, a contract or a setting of their own about delivery. */
export async function marketsOfDelivery(db: Queryable, known: readonly string[]): Promise<string[]> {
  const rows = await db.all(
    z.object({ market: z.string() }),
    `select market from unnest($1::text[]) as known (market)
      where exists (select from delivery_batch b where b.market = known.market)
         or exists (select from contract_version v where v.market = known.market)
         or exists (select from setting_version s where s.market = known.market and s.key = 'delivery')
     union select market from delivery_batch order by market`,
    [known],
  );
  return rows.map((row) => row.market);
}
