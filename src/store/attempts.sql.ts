/**
 * The attempts at each batch, what Core View said of single entries, and the breaker of each destination.
 */
import { z } from "zod";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

export const ATTEMPT_OUTCOMES = ["accepted", "sent", "partly-accepted", "refused", "unavailable", "unknown"] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

export interface EndedAttempt {
  readonly batchId: string;
  readonly number: number;
  readonly actor: string;
  readonly at: Date;
  readonly outcome: AttemptOutcome;
  readonly code: string | null;
  readonly problem: string | null;
}

const History = z
  .object({ newest: z.int(), interrupted: z.boolean(), first_at: z.string().nullable() })
  .transform((row) => ({
    newest: row.newest,
    /** The newest attempt never ended: Core View may have the batch. */
    interrupted: row.interrupted,
    firstAttemptAt: row.first_at === null ? null : new Date(row.first_at),
  }));
export type AttemptHistory = z.infer<typeof History>;

/** What was tried with a batch so far. Call it with the batch locked. */
export async function attemptHistory(db: Queryable, batchId: string): Promise<AttemptHistory> {
  return db.one(
    History,
    `select coalesce(max(number), 0)::int as newest, coalesce((array_agg(ended_at is null order by number desc))[1], false) as interrupted,
            min(started_at) as first_at from delivery_attempt where batch_id = $1`,
    [batchId],
  );
}

export async function beginAttempt(
  tx: Transaction,
  attempt: { readonly batchId: string; readonly number: number; readonly actor: string; readonly at: Date },
): Promise<void> {
  await tx.run("insert into delivery_attempt (batch_id, number, actor, started_at) values ($1, $2, $3, $4)", [
    attempt.batchId,
    attempt.number,
    attempt.actor,
    attempt.at.toISOString(),
  ]);
}

/** The end of an attempt; one of which nothing went out may begin and end here. */
export async function endAttempt(tx: Transaction, ended: EndedAttempt): Promise<void> {
  await tx.run(
    `insert into delivery_attempt (batch_id, number, actor, started_at, ended_at, outcome, problem_code, problem)
     values ($1, $2, $3, $4, $4, $5, $6, $7)
     on conflict (batch_id, number) do update
        set ended_at = excluded.ended_at, outcome = excluded.outcome, problem_code = excluded.problem_code, problem = excluded.problem`,
    [ended.batchId, ended.number, ended.actor, ended.at.toISOString(), ended.outcome, ended.code, ended.problem],
  );
}

const Attempt = z
  .object({
    number: z.int(),
    actor: z.string(),
    started_at: z.string(),
    ended_at: z.string().nullable(),
    outcome: z.enum(ATTEMPT_OUTCOMES).nullable(),
    problem_code: z.string().nullable(),
    problem: z.string().nullable(),
  })
  .transform((row) => ({
    number: row.number,
    actor: row.actor,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    code: row.problem_code,
    problem: row.problem,
  }));
export type Attempt = z.infer<typeof Attempt>;

export async function listAttempts(db: Queryable, batchId: string): Promise<Attempt[]> {
  return db.all(
    Attempt,
    `select number, actor, started_at, ended_at, outcome, problem_code, problem from delivery_attempt
      where batch_id = $1 order by number`,
    [batchId],
  );
}

const Entry = z
  .object({
    entry_id: z.string(),
    state: z.enum(["accepted", "refused", "unknown"]),
    reason: z.string().nullable(),
  })
  .transform((row) => ({ entryId: row.entry_id, state: row.state, reason: row.reason }));
export type StoredEntryState = z.infer<typeof Entry>;

/** What Core View said of a batch's entries, one by one, in ledger order; nothing where they share the batch's state. */
export async function entryStates(db: Queryable, batchId: string): Promise<StoredEntryState[]> {
  return db.all(
    Entry,
    `select e.entry_id, e.state, e.reason from delivery_entry e join ledger_entry l on l.id = e.entry_id
      where e.batch_id = $1 order by l.seq`,
    [batchId],
  );
}

/** Puts what is known now in the place of what was known before; none: they share the batch's state. */
export async function replaceEntryStates(
  tx: Transaction,
  batchId: string,
  entries: readonly StoredEntryState[],
  at: Date,
): Promise<void> {
  await tx.run("delete from delivery_entry where batch_id = $1", [batchId]);
  if (entries.length === 0) return;
  await tx.run(
    `insert into delivery_entry (batch_id, entry_id, state, reason, changed_at)
     select $1, entry_id, state, reason, $2 from unnest($3::text[], $4::text[], $5::text[]) as told (entry_id, state, reason)`,
    [
      batchId,
      at.toISOString(),
      entries.map((e) => e.entryId),
      entries.map((e) => e.state),
      entries.map((e) => e.reason),
    ],
  );
}

const RefusedEntry = z
  .object({
    batch_id: z.string(),
    entry_id: z.string(),
    market: z.string(),
    agent_id: z.string(),
    contract_id: z.string(),
    booked_in: z.string(),
    amount_minor: z.bigint(),
    currency: z.string(),
    reason: z.string().nullable(),
  })
  .transform((r) => ({
    batch: r.batch_id,
    entryId: r.entry_id,
    market: r.market,
    agentId: r.agent_id,
    contractId: r.contract_id,
    bookedIn: r.booked_in,
    amountMinor: r.amount_minor,
    currency: r.currency,
    reason: r.reason,
  }));
export type RefusedEntry = z.infer<typeof RefusedEntry>;

/** The entries that Core View refused one by one, in ledger order. */
export async function refusedEntries(db: Queryable): Promise<RefusedEntry[]> {
  return db.all(
    RefusedEntry,
    `select e.batch_id, e.entry_id, l.market, l.agent_id, l.contract_id, l.booked_in, l.amount_minor, l.currency, e.reason
       from delivery_entry e join ledger_entry l on l.id = e.entry_id where e.state = 'refused' order by l.seq`,
  );
}

const Breaker = z
  .object({ failures: z.int(), open_until: z.string().nullable(), retry_after: z.string().nullable() })
  .transform((row) => ({
    failures: row.failures,
    openUntil: row.open_until === null ? null : new Date(row.open_until),
    retryAfter: row.retry_after === null ? null : new Date(row.retry_after),
  }));
export type StoredBreaker = z.infer<typeof Breaker>;

const BREAKER = "select failures, open_until, retry_after from delivery_breaker where destination = $1";

/** Null where a destination has never failed. */
export async function findBreaker(db: Queryable, destination: string): Promise<StoredBreaker | null> {
  return db.maybe(Breaker, BREAKER, [destination]);
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockBreaker(tx: Transaction, destination: string, at: Date): Promise<StoredBreaker> {
  await tx.run(
    "insert into delivery_breaker (destination, failures, changed_at) values ($1, 0, $2) on conflict do nothing",
    [destination, at.toISOString()],
  );
  return tx.one(Breaker, `${BREAKER} for update`, [destination]);
}

export async function changeBreaker(
  tx: Transaction,
  destination: string,
  breaker: StoredBreaker,
  last: { readonly problem: string | null; readonly at: Date },
): Promise<void> {
  await tx.run(
    `update delivery_breaker set failures = $2, open_until = $3, retry_after = $4, last_problem = $5, changed_at = $6
      where destination = $1`,
    [
      destination,
      breaker.failures,
      breaker.openUntil?.toISOString() ?? null,
      breaker.retryAfter?.toISOString() ?? null,
      last.problem,
      last.at.toISOString(),
    ],
  );
}
