/**
 * Long lists by page, for whoever turns pages. In: where the last page ended, how many rows, the markets that may be seen (null: all).
 * Out: the next rows in an order that never changes under the reader's feet.
 */
import { z } from "zod";
import type { BATCH_STATES } from "./batches.sql.ts";
import type { CLOSE_STATUSES } from "./closes.sql.ts";
import type { DIFFERENCE_STATES } from "./differences.sql.ts";
import type { Queryable } from "../platform/postgres/database.ts";

export interface Page<Key> {
  /** The key of the last row of the page before; null at the start. */
  readonly after: Key | null;
  readonly limit: number;
}

export interface CloseFilter {
  readonly markets: readonly string[] | null;
  readonly period?: string | undefined;
  readonly status?: (typeof CLOSE_STATUSES)[number] | undefined;
}

const Id = z.object({ id: z.string() });

/** Ids of closes, the newest first: by the number that says when they were started, and their id. */
export async function closePage(
  db: Queryable,
  filter: CloseFilter,
  page: Page<{ readonly startedAt: string; readonly id: string }>,
): Promise<string[]> {
  const rows = await db.all(
    Id,
    `select id from close
      where ($1::text[] is null or market = any ($1)) and ($2::text is null or period = $2) and ($3::text is null or status = $3)
        and ($4::timestamptz is null or (started_at, id) < ($4, $5))
      order by started_at desc, id desc limit $6`,
    [
      filter.markets,
      filter.period ?? null,
      filter.status ?? null,
      page.after?.startedAt ?? null,
      page.after?.id ?? "",
      page.limit,
    ],
  );
  return rows.map((row) => row.id);
}

const ProposedRow = z
  .object({
    ordinal: z.bigint(),
    id: z.string(),
    agent_id: z.string(),
    contract_id: z.string(),
    period: z.string(),
    kind: z.string(),
    rate_ppm: z.int(),
    amount_minor: z.bigint(),
    currency: z.string(),
  })
  .transform((r) => ({
    place: r.ordinal,
    id: r.id,
    agentId: r.agent_id,
    contractId: r.contract_id,
    period: r.period,
    kind: r.kind,
    ratePpm: r.rate_ppm,
    amountMinor: r.amount_minor,
    currency: r.currency,
  }));
export type CloseEntry = z.infer<typeof ProposedRow>;

/** Entries of a close, in their order: proposed ones by their place, posted ones by their number in the ledger. */
export async function closeEntryPage(
  db: Queryable,
  closeId: string,
  posted: boolean,
  page: Page<bigint>,
): Promise<CloseEntry[]> {
  const [place, table] = posted ? ["seq", "ledger_entry"] : ["ordinal", "close_entry"];
  return db.all(
    ProposedRow,
    `select ${place} as ordinal, id, agent_id, contract_id, period, kind, rate_ppm, amount_minor, currency
       from ${table} where close_id = $1 and ($2::bigint is null or ${place} > $2) order by ${place} limit $3`,
    [closeId, page.after, page.limit],
  );
}

const LedgerRow = ProposedRow.in
  .omit({ ordinal: true })
  .extend({
    seq: z.bigint(),
    close_id: z.string(),
    market: z.string(),
    booked_in: z.string(),
    statement_id: z.string(),
    hash: z.string(),
  })
  .transform((r) => ({
    seq: r.seq,
    id: r.id,
    closeId: r.close_id,
    market: r.market,
    agentId: r.agent_id,
    contractId: r.contract_id,
    period: r.period,
    bookedIn: r.booked_in,
    kind: r.kind,
    ratePpm: r.rate_ppm,
    amountMinor: r.amount_minor,
    currency: r.currency,
    statementId: r.statement_id,
    hash: r.hash,
  }));
export type LedgerRow = z.infer<typeof LedgerRow>;

export interface LedgerPageFilter {
  readonly markets: readonly string[] | null;
  readonly period?: string | undefined;
  readonly bookedIn?: string | undefined;
  readonly agentId?: string | undefined;
  readonly contractId?: string | undefined;
}

export async function ledgerPage(db: Queryable, filter: LedgerPageFilter, page: Page<bigint>): Promise<LedgerRow[]> {
  return db.all(
    LedgerRow,
    `select seq, id, close_id, market, agent_id, contract_id, period, booked_in, kind, rate_ppm, amount_minor, currency, statement_id, hash
       from ledger_entry
      where ($1::text[] is null or market = any ($1)) and ($2::text is null or period = $2) and ($3::text is null or booked_in = $3)
        and ($4::text is null or agent_id = $4) and ($5::text is null or contract_id = $5) and ($6::bigint is null or seq > $6)
      order by seq limit $7`,
    [
      filter.markets,
      filter.period ?? null,
      filter.bookedIn ?? null,
      filter.agentId ?? null,
      filter.contractId ?? null,
      page.after,
      page.limit,
    ],
  );
}

/** Ids of batches, in ledger order. */
export async function batchPage(
  db: Queryable,
  filter: { readonly markets: readonly string[] | null; readonly state?: (typeof BATCH_STATES)[number] | undefined },
  page: Page<bigint>,
): Promise<string[]> {
  const rows = await db.all(
    Id,
    `select id from delivery_batch
      where ($1::text[] is null or market = any ($1)) and ($2::text is null or state = $2) and ($3::bigint is null or first_seq > $3)
      order by first_seq limit $4`,
    [filter.markets, filter.state ?? null, page.after, page.limit],
  );
  return rows.map((row) => row.id);
}

const DifferenceId = z.object({ id: z.bigint() });

export async function differencePage(
  db: Queryable,
  filter: {
    readonly markets: readonly string[] | null;
    readonly state?: (typeof DIFFERENCE_STATES)[number] | undefined;
  },
  page: Page<bigint>,
): Promise<bigint[]> {
  const rows = await db.all(
    DifferenceId,
    `select id from reconciliation_difference
      where ($1::text[] is null or market = any ($1)) and ($2::text is null or state = $2) and ($3::bigint is null or id > $3)
      order by id limit $4`,
    [filter.markets, filter.state ?? null, page.after, page.limit],
  );
  return rows.map((row) => row.id);
}

export const REJECTED_STATES = ["open", "replayed", "dismissed"] as const;

const RejectedRow = z
  .object({
    id: z.bigint(),
    received_at: z.string(),
    received_from: z.string(),
    line: z.bigint().nullable(),
    problems: z.array(
      z.object({ field: z.string().nullable(), code: z.string(), found: z.string(), expected: z.string() }),
    ),
    state: z.enum(REJECTED_STATES),
    reason: z.string().nullable(),
    decided_by: z.string().nullable(),
    decided_at: z.string().nullable(),
    raw_length: z.bigint(),
  })
  .transform((r) => ({
    id: r.id,
    receivedAt: r.received_at,
    receivedFrom: r.received_from,
    line: r.line === null ? null : Number(r.line),
    problems: r.problems,
    state: r.state,
    reason: r.reason,
    decidedBy: r.decided_by,
    decidedAt: r.decided_at,
    rawLength: Number(r.raw_length),
  }));
export type RejectedSummary = z.infer<typeof RejectedRow>;

const REJECTED = `select id, received_at, received_from, line, problems, state, reason, decided_by, decided_at, raw_length
                    from rejected_message`;

/** Without their bytes. */
export async function rejectedPage(
  db: Queryable,
  state: (typeof REJECTED_STATES)[number] | undefined,
  page: Page<bigint>,
): Promise<RejectedSummary[]> {
  return db.all(
    RejectedRow,
    `${REJECTED} where ($1::text is null or state = $1) and ($2::bigint is null or id > $2) order by id limit $3`,
    [state ?? null, page.after, page.limit],
  );
}

export async function rejectedById(
  db: Queryable,
  id: bigint,
): Promise<{ readonly message: RejectedSummary; readonly raw: Uint8Array } | null> {
  const message = await db.maybe(RejectedRow, `${REJECTED} where id = $1`, [id]);
  if (message === null) return null;
  const { raw } = await db.one(
    z.object({ raw: z.instanceof(Uint8Array) }),
    "select raw from rejected_message where id = $1",
    [id],
  );
  return { message, raw };
}
