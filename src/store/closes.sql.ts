/**
 * Closes: their state, and who decided about them. What a close proposes is in `proposals.sql.ts`.
 */
import { z } from "zod";
import { BLOCKED_REASONS, type BlockedReason } from "../domain/statement.ts";
import type { Period } from "../domain/period.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import { StoredPeriod } from "./columns.sql.ts";

export const CLOSE_STATUSES = ["calculated", "approved", "delivered", "rejected"] as const;
export type CloseStatus = (typeof CLOSE_STATUSES)[number];

export interface BlockedAgent {
  readonly agentId: string;
  readonly period: Period;
  readonly reason: BlockedReason;
}

export interface Close {
  readonly id: string;
  readonly market: string;
  readonly period: Period;
  readonly status: CloseStatus;
  /** The inputs that it was calculated from. */
  readonly revision: bigint;
  /** The last ledger entry that it knew of. */
  readonly ledgerSeq: bigint;
  readonly statementCount: number;
  readonly entryCount: number;
  readonly blocked: readonly BlockedAgent[];
  readonly proposalHash: string;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
}

const CloseRow = z
  .object({
    id: z.string(),
    market: z.string(),
    period: StoredPeriod,
    status: z.enum(CLOSE_STATUSES),
    revision: z.bigint(),
    ledger_seq: z.bigint(),
    statement_count: z.int(),
    entry_count: z.bigint().transform(Number),
    blocked: z.array(z.object({ agentId: z.string(), period: StoredPeriod, reason: z.enum(BLOCKED_REASONS) })),
    proposal_hash: z.string(),
    started_by: z.string(),
    started_at: z.string(),
    decided_by: z.string().nullable(),
    decided_at: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .transform((row): Close => ({
    id: row.id,
    market: row.market,
    period: row.period,
    status: row.status,
    revision: row.revision,
    ledgerSeq: row.ledger_seq,
    statementCount: row.statement_count,
    entryCount: row.entry_count,
    blocked: row.blocked,
    proposalHash: row.proposal_hash,
    startedBy: row.started_by,
    startedAt: row.started_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    reason: row.reason,
  }));

const CLOSE = `select id, market, period, status, revision, ledger_seq, statement_count, entry_count, blocked, proposal_hash,
                      started_by, started_at, decided_by, decided_at, reason from close`;

export async function findClose(db: Queryable, id: string): Promise<Close | null> {
  return db.maybe(CloseRow, `${CLOSE} where id = $1`, [id]);
}

/** The same, and nobody else decides about it until the transaction ends. */
export async function lockClose(tx: Transaction, id: string): Promise<Close | null> {
  return tx.maybe(CloseRow, `${CLOSE} where id = $1 for update`, [id]);
}

/** The market's close that waits for a decision, if any. */
export async function waitingClose(db: Queryable, market: string): Promise<Close | null> {
  return db.maybe(CloseRow, `${CLOSE} where market = $1 and status = 'calculated'`, [market]);
}

/** The same, and nobody else decides about it until the transaction ends. */
export async function lockWaitingClose(tx: Transaction, market: string): Promise<Close | null> {
  return tx.maybe(CloseRow, `${CLOSE} where market = $1 and status = 'calculated' for update`, [market]);
}

/** Closes that were posted, in the order of their posting. */
export async function postedCloses(db: Queryable, market?: string): Promise<Close[]> {
  return db.all(
    CloseRow,
    `${CLOSE} where status in ('approved', 'delivered') and ($1::text is null or market = $1) order by decided_at, ledger_seq, id`,
    [market ?? null],
  );
}

export async function listCloses(db: Queryable): Promise<Close[]> {
  return db.all(CloseRow, `${CLOSE} order by started_at, id`);
}

/** First and newest closed period of a market; null when it has none. */
export async function closedRange(db: Queryable, market: string): Promise<{ first: Period; last: Period } | null> {
  const row = await db.one(
    z.object({ first: StoredPeriod.nullable(), last: StoredPeriod.nullable() }),
    `select min(period) as first, max(period) as last from close where market = $1 and status in ('approved', 'delivered')`,
    [market],
  );
  return row.first === null || row.last === null ? null : { first: row.first, last: row.last };
}

/** Markets with a contract in the period, or with a closed period. */
export async function marketsToClose(db: Queryable, period: Period): Promise<string[]> {
  const rows = await db.all(
    z.object({ market: z.string() }),
    `select market from contract_version where period = $1 and superseded_by is null
     union select market from close where status in ('approved', 'delivered') order by market`,
    [period],
  );
  return rows.map((row) => row.market);
}

/** Whether this transaction is the one that works on the market's closes; it stays so until its end. */
export async function tryLockMarket(tx: Transaction, market: string): Promise<boolean> {
  const row = await tx.one(
    z.object({ got: z.boolean() }),
    "select pg_try_advisory_xact_lock(hashtextextended('close ' || $1, 0)) as got",
    [market],
  );
  return row.got;
}

/** `SE-2024-01-2` for the second close of a market and period. Call it with the market locked. */
export async function nextCloseId(tx: Transaction, market: string, period: Period): Promise<string> {
  const row = await tx.one(
    z.object({ n: z.bigint() }),
    "select count(*) + 1 as n from close where market = $1 and period = $2",
    [market, period],
  );
  return `${market}-${period}-${row.n}`;
}

export async function insertClose(
  tx: Transaction,
  close: Pick<Close, "id" | "market" | "period" | "revision" | "ledgerSeq" | "startedBy"> & {
    readonly startedAt: Date;
  },
): Promise<void> {
  await tx.run(
    `insert into close (id, market, period, status, revision, ledger_seq, statement_count, entry_count, blocked, proposal_hash, started_by, started_at)
     values ($1, $2, $3, 'calculated', $4, $5, 0, 0, '[]', '', $6, $7)`,
    [
      close.id,
      close.market,
      close.period,
      close.revision,
      close.ledgerSeq,
      close.startedBy,
      close.startedAt.toISOString(),
    ],
  );
}

/** What a calculation found, written to its close. */
export async function recordProposal(
  tx: Transaction,
  id: string,
  found: Pick<Close, "revision" | "ledgerSeq" | "statementCount" | "entryCount" | "blocked" | "proposalHash">,
): Promise<void> {
  await tx.run(
    `update close set revision = $2, ledger_seq = $3, statement_count = $4, entry_count = $5, blocked = $6, proposal_hash = $7 where id = $1`,
    [
      id,
      found.revision,
      found.ledgerSeq,
      found.statementCount,
      found.entryCount,
      JSON.stringify(found.blocked),
      found.proposalHash,
    ],
  );
}

export async function decideClose(
  tx: Transaction,
  id: string,
  decision: {
    readonly status: "approved" | "rejected";
    readonly by: string;
    readonly at: Date;
    readonly reason: string | null;
  },
): Promise<void> {
  const rows = await tx.run(
    "update close set status = $2, decided_by = $3, decided_at = $4, reason = $5 where id = $1 and status = 'calculated'",
    [id, decision.status, decision.by, decision.at.toISOString(), decision.reason],
  );
  if (rows !== 1) throw new Error(`assertion: close ${id} was decided twice`);
}

/** Marks approved closes whose batches have all been accepted. Returns their ids. */
export async function markDelivered(tx: Transaction, at: Date): Promise<string[]> {
  const rows = await tx.all(
    z.object({ id: z.string() }),
    `update close c set status = 'delivered', delivered_at = $1
      where status = 'approved' and not exists (select from delivery_batch b where b.close_id = c.id and b.state <> 'accepted')
      returning id`,
    [at.toISOString()],
  );
  return rows.map((row) => row.id);
}
