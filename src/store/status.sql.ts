/**
 * Where every market stands: what is closed, what waits, what is not delivered, what was found wrong. Reads only.
 */
import { z } from "zod";
import { CATEGORIES, type Category } from "../domain/category.ts";
import type { Period } from "../domain/period.ts";
import type { Queryable } from "../platform/postgres/database.ts";
import { BATCH_STATES } from "./batches.sql.ts";
import { StoredPeriod } from "./columns.sql.ts";

/** The newest closed period of each market that has one. */
export async function newestClosed(db: Queryable): Promise<{ market: string; last: Period }[]> {
  return db.all(
    z.object({ market: z.string(), last: StoredPeriod }),
    "select market, max(period) as last from close where status in ('approved', 'delivered') group by market",
  );
}

/** Of each market and category the first month with a contract that was not cancelled within its own month. */
export async function firstSales(db: Queryable): Promise<{ market: string; category: Category; first: Period }[]> {
  return db.all(
    z.object({ market: z.string(), category: z.enum(CATEGORIES), first: StoredPeriod }),
    `select market, category, min(period) as first from contract_version
      where superseded_by is null and (cancelled_on is null or to_char(cancelled_on, 'YYYY-MM') > period)
      group by market, category`,
  );
}

const OutstandingRow = z
  .object({
    market: z.string(),
    currency: z.string(),
    state: z.enum(BATCH_STATES),
    batches: z.bigint(),
    entries: z.bigint(),
    sum_minor: z.string(),
    since: z.string().nullable(),
  })
  .transform((row) => ({
    market: row.market,
    currency: row.currency,
    state: row.state,
    batches: Number(row.batches),
    entries: Number(row.entries),
    sumMinor: BigInt(row.sum_minor),
    /** When the oldest of them was approved. */
    since: row.since,
  }));
export type OutstandingBatches = z.infer<typeof OutstandingRow>;

/** Batches that Core View has not accepted whole, by market, currency and state. */
export async function outstandingBatches(db: Queryable): Promise<OutstandingBatches[]> {
  return db.all(
    OutstandingRow,
    `select b.market, b.currency, b.state, count(*) as batches, sum(b.entry_count) as entries, sum(b.sum_minor)::text as sum_minor,
            min(c.decided_at) as since
       from delivery_batch b join close c on c.id = b.close_id
      where b.state <> 'accepted' group by b.market, b.currency, b.state order by b.market, b.currency, b.state`,
  );
}

const Open = z
  .object({ market: z.string().nullable(), open: z.bigint(), since: z.string() })
  .transform((row) => ({ market: row.market, open: Number(row.open), since: row.since }));

/** Differences that the last reconciliation found and nobody has waived; of those without a market the market is null. */
export async function openDifferences(
  db: Queryable,
): Promise<{ market: string | null; open: number; since: string }[]> {
  return db.all(
    Open,
    "select market, count(*) as open, min(first_seen_at) as since from reconciliation_difference where state = 'open' group by market",
  );
}

/** Rejected messages that nobody has replayed or dismissed; null when there are none. */
export async function openRejected(db: Queryable): Promise<{ open: number; since: string } | null> {
  return db.maybe(
    Open,
    `select null::text as market, count(*) as open, min(received_at) as since from rejected_message where state = 'open' having count(*) > 0`,
  );
}

/** Of each market the id of the close that tells who is blocked now: the one that waits, or the newest that was posted. */
export async function newestCloses(db: Queryable): Promise<string[]> {
  const rows = await db.all(
    z.object({ id: z.string() }),
    `select distinct on (market) id from close where status <> 'rejected'
      order by market, (status = 'calculated') desc, period desc, length(id) desc, id desc`,
  );
  return rows.map((row) => row.id);
}

/** When ledger and Core View were last compared in each of these markets: a run that did not reach its Core View does not count. */
export async function lastCompared(db: Queryable, markets: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.all(
    z.object({ market: z.string(), at: z.string() }),
    `select asked.market, newest.at from unnest($1::text[]) as asked (market)
      cross join lateral (
        select a.at from audit_entry a
         where a.action = 'deliveries.reconciled' and not coalesce(a.detail -> 'unreachable' ? asked.market, false)
         order by a.at desc limit 1) newest`,
    [markets],
  );
  return new Map(rows.map(({ market, at }) => [market, at]));
}
