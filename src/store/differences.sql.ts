/**
 * The differences that reconciliation found, each known by its fingerprint: open, solved when a later run no longer finds it, or
 * waived with a reason.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

export interface FoundDifference {
  readonly code: string;
  readonly batch: string | null;
  readonly market: string;
  readonly agentId: string | null;
  readonly contractId: string | null;
  readonly bookedIn: string | null;
  readonly found: string;
  readonly expected: string;
  readonly message: string;
}

export const DIFFERENCE_STATES = ["open", "solved", "waived"] as const;

const Row = z
  .object({
    id: z.bigint(),
    code: z.string(),
    batch: z.string().nullable(),
    market: z.string(),
    agent_id: z.string().nullable(),
    contract_id: z.string().nullable(),
    booked_in: z.string().nullable(),
    found: z.string(),
    expected: z.string(),
    message: z.string(),
    state: z.enum(DIFFERENCE_STATES),
    first_seen_at: z.string(),
    last_place: z.bigint(),
    reason: z.string().nullable(),
    decided_by: z.string().nullable(),
  })
  .transform((r) => ({
    id: r.id,
    code: r.code,
    batch: r.batch,
    market: r.market,
    agentId: r.agent_id,
    contractId: r.contract_id,
    bookedIn: r.booked_in,
    found: r.found,
    expected: r.expected,
    message: r.message,
    state: r.state,
    firstSeenAt: r.first_seen_at,
    place: r.last_place,
    /** Why it was waived, and by whom; else null. */
    reason: r.reason,
    decidedBy: r.decided_by,
  }));
export type StoredDifference = z.infer<typeof Row>;

const DIFFERENCE = `select id, code, batch, market, agent_id, contract_id, booked_in, found, expected, message, state, first_seen_at,
                           last_place, reason, decided_by from reconciliation_difference`;

const Id = z.object({ id: z.bigint() });

/** The number of this run; one run at a time until the transaction ends. */
export async function beginRun(tx: Transaction): Promise<bigint> {
  await tx.run("select pg_advisory_xact_lock(hashtextextended('reconcile', 0))");
  const row = await tx.one(
    z.object({ run: z.bigint() }),
    "select coalesce(max(last_run), 0) + 1 as run from reconciliation_difference",
  );
  return row.run;
}

/**
 * Keeps what was found: a new difference is open, a solved one is open again, a waived one stays waived.
 * @param seen.run 0 for what was found on the way, by no run; `place` of the first of them among all that the run found
 */
export async function keepDifferences(
  tx: Transaction,
  differences: readonly FoundDifference[],
  seen: { readonly run: bigint; readonly place: bigint; readonly at: Date },
): Promise<void> {
  // The same words twice are one difference, and one statement may touch a row once.
  const rows = new Map(differences.map((d, index) => [fingerprintOf(d), { ...d, index }]));
  if (rows.size === 0) return;
  await tx.run(
    `insert into reconciliation_difference
       (fingerprint, code, market, batch, agent_id, contract_id, booked_in, found, expected, message, state, first_seen_at, last_seen_at,
        last_run, last_place)
     select fingerprint, code, market, batch, "agentId", "contractId", "bookedIn", found, expected, message, 'open', $2, $2, $3, $4 + index
       from jsonb_to_recordset($1) as told (fingerprint text, code text, market text, batch text, "agentId" text, "contractId" text,
                                            "bookedIn" text, found text, expected text, message text, index bigint)
     on conflict (fingerprint) do update
        set last_seen_at = excluded.last_seen_at,
            last_run = case when $3 = 0 then reconciliation_difference.last_run else $3 end,
            last_place = case when $3 = 0 then reconciliation_difference.last_place else excluded.last_place end,
            state = case reconciliation_difference.state when 'solved' then 'open' else reconciliation_difference.state end`,
    [
      JSON.stringify([...rows].map(([fingerprint, row]) => ({ fingerprint, ...row }))),
      seen.at.toISOString(),
      seen.run,
      seen.place,
    ],
  );
}

function fingerprintOf(d: FoundDifference): string {
  const named = [d.code, d.market, d.batch, d.agentId, d.contractId, d.bookedIn, d.found, d.expected];
  return createHash("sha256").update(JSON.stringify(named)).digest("hex");
}

/** Open differences of these markets that the run did not find any more. @returns how many are solved by that */
export async function solveUnfound(tx: Transaction, run: bigint, markets: readonly string[]): Promise<number> {
  return tx.run(
    "update reconciliation_difference set state = 'solved' where state = 'open' and last_run < $1 and market = any($2)",
    [run, markets],
  );
}

/** What a run found, in the order of the finding: so many from a place on, counted from 0. */
export async function foundBy(db: Queryable, run: bigint, from: bigint, most: number): Promise<StoredDifference[]> {
  return db.all(Row, `${DIFFERENCE} where last_run = $1 and last_place >= $2 order by last_place limit $3`, [
    run,
    from,
    most,
  ]);
}

export async function countFound(db: Queryable, run: bigint): Promise<{ open: number; waived: number }> {
  return db.one(
    z.object({ open: z.bigint().transform(Number), waived: z.bigint().transform(Number) }),
    `select count(*) filter (where state = 'open') as open, count(*) filter (where state = 'waived') as waived
       from reconciliation_difference where last_run = $1`,
    [run],
  );
}

/** The market's open differences: the first of them, and how many there are. */
export async function openDifferences(
  db: Queryable,
  market: string,
  most: number,
): Promise<{ readonly count: number; readonly first: StoredDifference[] }> {
  const first = await db.all(Row, `${DIFFERENCE} where state = 'open' and market = $1 order by id limit $2`, [
    market,
    most,
  ]);
  const row = await db.one(
    z.object({ n: z.bigint().transform(Number) }),
    "select count(*) as n from reconciliation_difference where state = 'open' and market = $1",
    [market],
  );
  return { count: row.n, first };
}

/** Of batches that Core View has and this ledger never cut, those that nobody has waived wholly. */
export async function unwaivedBatches(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await db.all(
    z.object({ id: z.string() }),
    `select id from unnest($1::text[]) with ordinality as told (id, n)
      where not coalesce((select bool_and(state = 'waived') from reconciliation_difference d
                           where d.batch = told.id and d.code = 'batch-unknown'), false) order by n`,
    [ids],
  );
  return rows.map((row) => row.id);
}

/** These differences, as they stand. */
export async function listDifferences(db: Queryable, ids: readonly bigint[]): Promise<StoredDifference[]> {
  return db.all(Row, `${DIFFERENCE} where id = any($1) order by id`, [ids]);
}

/** These differences, for this transaction alone. */
export async function lockDifferences(tx: Transaction, ids: readonly bigint[]): Promise<StoredDifference[]> {
  return tx.all(Row, `${DIFFERENCE} where id = any($1) order by id for update`, [ids]);
}

/** @returns the ids that were open and are waived now */
export async function waiveOpen(
  tx: Transaction,
  ids: readonly bigint[],
  waiver: { readonly reason: string; readonly by: string; readonly at: Date },
): Promise<bigint[]> {
  const rows = await tx.all(
    Id,
    `update reconciliation_difference set state = 'waived', reason = $2, decided_by = $3, decided_at = $4
      where id = any($1) and state = 'open' returning id`,
    [ids, waiver.reason, waiver.by, waiver.at.toISOString()],
  );
  return rows.map(({ id }) => id);
}
