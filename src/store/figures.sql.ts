/**
 * Figures of what waits for somebody, for the measurements. In: the time. Out: counts and ages; nothing of a person is in them.
 */
import { z } from "zod";
import type { Queryable } from "../platform/database.ts";

const Figures = z
  .object({
    rejected_open: z.int(),
    blocked_agents: z.int(),
    oldest_undelivered_hours: z.number(),
    batches_for_a_person: z.int(),
    unreconciled: z.int(),
    closes_waiting_days: z.number(),
  })
  .transform((row) => ({
    rejectedOpen: row.rejected_open,
    blockedAgents: row.blocked_agents,
    oldestUndeliveredHours: row.oldest_undelivered_hours,
    batchesForAPerson: row.batches_for_a_person,
    unreconciled: row.unreconciled,
    closesWaitingDays: row.closes_waiting_days,
  }));
export type WaitingFigures = z.infer<typeof Figures>;

export async function waitingFigures(db: Queryable, at: Date): Promise<WaitingFigures> {
  return db.one(
    Figures,
    `select (select count(*)::int from rejected_message where state = 'open') as rejected_open,
            (select coalesce(sum(jsonb_array_length(blocked)), 0)::int from close where status = 'calculated') as blocked_agents,
            (select coalesce(max(extract(epoch from $1::timestamptz - close.decided_at) / 3600), 0)::float8
               from delivery_batch join close on close.id = delivery_batch.close_id
              where delivery_batch.state <> 'accepted') as oldest_undelivered_hours,
            (select count(*)::int from delivery_batch
              where state = 'refused' or (state = 'partly-accepted' and next_attempt_at is null)) as batches_for_a_person,
            (select count(*)::int from reconciliation_difference where state = 'open') as unreconciled,
            (select coalesce(max(extract(epoch from $1::timestamptz - started_at) / 86400), 0)::float8
               from close where status = 'calculated') as closes_waiting_days`,
    [at.toISOString()],
  );
}

/** Markets that have a close of the period which nobody has rejected. */
export async function marketsWithClose(db: Queryable, period: string): Promise<string[]> {
  const rows = await db.all(
    z.object({ market: z.string() }),
    "select distinct market from close where period = $1 and status <> 'rejected'",
    [period],
  );
  return rows.map(({ market }) => market);
}
