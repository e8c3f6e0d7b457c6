/**
 * Control totals as they came, what is complete by them, and the waivers of gaps.
 * In: classified totals, filters. Out: the newest totals of a market and period beside the contracts that stand there.
 */
import { z } from "zod";
import type { Completeness, ContractFigures, ControlTotals } from "../domain/completeness.ts";
import type { Period } from "../domain/period.ts";
import type { Database, Queryable, Transaction } from "../platform/postgres/database.ts";
import { StoredPeriod } from "./columns.sql.ts";

const Sum = z.string().regex(/^\d+$/).transform(BigInt);

/** Totals on their way into the store. */
export interface NewTotals {
  readonly source: string;
  readonly id: string;
  readonly outcome: "accepted" | "duplicate" | "stale";
  readonly contentHash: string;
  readonly totals: ControlTotals;
  readonly line: number | null;
  readonly raw: string;
}

/** In the order of their decisions, which `verify` repeats. */
export async function insertTotals(
  tx: Transaction,
  rows: readonly NewTotals[],
  received: { readonly at: Date; readonly from: string },
): Promise<void> {
  const at = received.at.toISOString();
  await tx.copyIn(
    `copy control_total (source, event_id, outcome, content_hash, market, period, contracts, amount_minor, currency, as_of, received_at,
                         received_from, line, raw) from stdin`,
    rows.map(({ source, id, outcome, contentHash, totals: t, line, raw }) => [
      source,
      id,
      outcome,
      contentHash,
      t.market,
      t.period,
      String(t.contracts),
      String(t.amountMinor),
      t.currency,
      t.asOf,
      at,
      received.from,
      line === null ? null : String(line),
      raw,
    ]),
  );
}

export interface NewestTotals {
  readonly market: string;
  readonly period: string;
  readonly asOf: string;
  readonly contentHash: string;
}

/** The newest accepted totals of these markets and periods. */
export async function newestTotals(
  tx: Queryable,
  places: readonly Pick<ControlTotals, "market" | "period">[],
): Promise<NewestTotals[]> {
  const rows = await tx.all(
    z.object({ market: z.string(), period: z.string(), as_of: z.string(), content_hash: z.string() }),
    `select p.market, p.period, t.as_of, t.content_hash
       from (select distinct * from unnest($1::text[], $2::text[]) as p (market, period)) p
      cross join lateral (select as_of, content_hash from control_total t
                           where t.market = p.market and t.period = p.period and t.outcome = 'accepted'
                           order by as_of desc limit 1) t`,
    [places.map((p) => p.market), places.map((p) => p.period)],
  );
  return rows.map((row) => ({
    market: row.market,
    period: row.period,
    asOf: row.as_of,
    contentHash: row.content_hash,
  }));
}

const CompletenessRow = z
  .object({
    market: z.string(),
    period: StoredPeriod,
    currency: z.string(),
    expected_contracts: z.bigint(),
    expected_amount_minor: Sum,
    received_contracts: z.bigint(),
    received_amount_minor: Sum,
    as_of: z.string(),
    source: z.string(),
    event_id: z.string(),
    reason: z.string().nullable(),
    waived_by: z.string().nullable(),
    waived_at: z.string().nullable(),
  })
  .transform((row): Completeness => ({
    market: row.market,
    period: row.period,
    currency: row.currency,
    expected: { contracts: row.expected_contracts, amountMinor: row.expected_amount_minor },
    received: { contracts: row.received_contracts, amountMinor: row.received_amount_minor },
    asOf: row.as_of,
    event: { source: row.source, id: row.event_id },
    waiver:
      row.reason === null || row.waived_by === null || row.waived_at === null
        ? null
        : { reason: row.reason, by: row.waived_by, at: row.waived_at },
  }));

/**
 * Every market and period that totals were accepted for, with the contracts that stand there now, by market and period.
 * One statement, so that both sides are of one moment. Contracts are counted only where there are totals.
 */
export async function listCompleteness(
  db: Queryable,
  filter: { readonly market?: string | undefined; readonly period?: Period | undefined },
): Promise<Completeness[]> {
  return db.all(
    CompletenessRow,
    `select t.market, t.period, t.currency, t.contracts as expected_contracts, t.amount_minor as expected_amount_minor,
            r.contracts as received_contracts, r.amount_minor as received_amount_minor, t.as_of, t.source, t.event_id,
            w.reason, w.waived_by, w.waived_at
       from (select distinct on (market, period) * from control_total
              where outcome = 'accepted' and ($1::text is null or market = $1) and ($2::text is null or period = $2)
              order by market, period, as_of desc) t
      cross join lateral (select count(*) as contracts, coalesce(sum(amount_minor), 0) as amount_minor from contract_version v
                           where v.market = t.market and v.period = t.period and v.superseded_by is null) r
       left join lateral (select reason, waived_by, waived_at from gap_waiver g
                           where g.market = t.market and g.period = t.period
                             and g.expected_contracts = t.contracts and g.expected_amount_minor = t.amount_minor
                             and g.received_contracts = r.contracts and g.received_amount_minor = r.amount_minor
                           order by id desc limit 1) w on true
      order by t.market collate "C", t.period`,
    [filter.market ?? null, filter.period ?? null],
  );
}

/** A waiver of a gap: of these figures and no others. */
export async function insertWaiver(
  tx: Transaction,
  gap: {
    readonly market: string;
    readonly period: Period;
    readonly expected: ContractFigures;
    readonly received: ContractFigures;
  },
  waiver: { readonly reason: string; readonly by: string; readonly at: Date },
): Promise<void> {
  const { market, period, expected, received } = gap;
  await tx.run(
    `insert into gap_waiver (market, period, expected_contracts, expected_amount_minor, received_contracts, received_amount_minor,
                             reason, waived_by, waived_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      market,
      period,
      expected.contracts,
      expected.amountMinor,
      received.contracts,
      received.amountMinor,
      waiver.reason,
      waiver.by,
      waiver.at.toISOString(),
    ],
  );
}

/** The columns of a message with totals beside its text. */
export interface StoredTotals {
  readonly source: string;
  readonly id: string;
  readonly outcome: string;
  readonly contentHash: string;
  readonly market: string;
  readonly period: string;
  readonly contracts: string;
  readonly amountMinor: string;
  readonly currency: string;
  /** UTC, with microseconds as the database has them. */
  readonly asOf: string;
  readonly raw: string;
}

/** Every message with totals that was understood, in the order of their decisions. */
export async function* streamTotals(db: Database): AsyncGenerator<StoredTotals> {
  const sql = `
    select source, event_id, outcome, content_hash, market, period, contracts, amount_minor, currency,
           to_char(as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), raw
      from control_total order by id`;
  for await (const row of db.copyOut(`copy (${sql}) to stdout`)) {
    const [source, id, outcome, contentHash, market, period, contracts, amountMinor, currency, asOf, raw] = row;
    if (source == null || id == null || outcome == null || contentHash == null || market == null || period == null) {
      throw new Error("assertion: control totals have no gaps");
    }
    if (contracts == null || amountMinor == null || currency == null || asOf == null || raw == null) {
      throw new Error("assertion: control totals have no gaps");
    }
    yield { source, id, outcome, contentHash, market, period, contracts, amountMinor, currency, asOf, raw };
  }
}
