/**
 * The entries of a close that are no first commission, each with what came before it and the contract as it stood then.
 */
import { z } from "zod";
import { CATEGORIES } from "../domain/category.ts";
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import type { Queryable } from "../platform/postgres/database.ts";
import { StoredPeriod } from "./columns.sql.ts";
import { kindOf } from "./proposals.sql.ts";
import type { Close } from "./closes.sql.ts";

const Row = z.object({
  seq: z.bigint(),
  id: z.string(),
  market: z.string(),
  agent_id: z.string(),
  contract_id: z.string(),
  period: StoredPeriod,
  booked_in: StoredPeriod,
  kind: z.string(),
  rate_ppm: z.int(),
  amount_minor: z.bigint(),
  currency: z.string(),
  statement_id: z.string(),
  hash: z.string(),
  before_kind: z.string().nullable(),
  before_rate: z.int().nullable(),
  now_agent: z.string(),
  now_market: z.string(),
  now_period: z.string(),
  category: z.enum(CATEGORIES),
  financed: z.boolean(),
  cancelled_on: z.string().nullable(),
  cancellation_reason: z.string().nullable(),
  has_moved: z.boolean(),
});

export interface EntryWithHistory {
  readonly entry: LedgerEntry;
  readonly before: { readonly kind: LedgerEntry["kind"]; readonly ratePpm: number } | null;
  readonly contract: {
    readonly agentId: string;
    readonly market: string;
    readonly period: string;
    readonly category: (typeof CATEGORIES)[number];
    readonly financed: boolean;
    readonly cancelledOn: string | null;
    readonly cancellationReason: string | null;
    readonly hasMoved: boolean;
  };
}

/** Corrections and clawbacks of a posted close, in ledger order. */
export async function changesOfClose(db: Queryable, close: Close): Promise<EntryWithHistory[]> {
  const rows = await db.all(
    Row,
    `select e.seq, e.id, e.market, e.agent_id, e.contract_id, e.period, e.booked_in, e.kind, e.rate_ppm, e.amount_minor, e.currency,
            e.statement_id, e.hash, b.kind as before_kind, b.rate_ppm as before_rate,
            v.agent_id as now_agent, v.market as now_market, v.period as now_period, v.category, v.financed, v.cancelled_on,
            v.cancellation_reason,
            exists (select from contract_version o where o.contract_id = v.contract_id and o.revision < v.revision
                       and (o.agent_id, o.market, o.period) is distinct from (v.agent_id, v.market, v.period)) as has_moved
       from ledger_entry e
       join contract_version v on v.contract_id = e.contract_id and v.revision <= $2 and (v.superseded_by is null or v.superseded_by > $2)
       left join lateral (select kind, rate_ppm from ledger_entry p
                           where p.market = e.market and p.period = e.period and p.agent_id = e.agent_id
                             and p.contract_id = e.contract_id and p.seq < e.seq order by p.seq desc limit 1) b on true
      where e.close_id = $1 and e.kind <> 'commission' order by e.seq`,
    [close.id, close.revision],
  );
  return rows.map((r) => ({
    entry: {
      seq: r.seq,
      id: r.id,
      closeId: close.id,
      market: r.market,
      agentId: r.agent_id,
      contractId: r.contract_id,
      period: r.period,
      bookedIn: r.booked_in,
      kind: kindOf(r.kind),
      ratePpm: r.rate_ppm,
      amountMinor: r.amount_minor,
      currency: r.currency,
      statementId: r.statement_id,
      hash: r.hash,
    },
    before:
      r.before_kind === null || r.before_rate === null ? null : { kind: kindOf(r.before_kind), ratePpm: r.before_rate },
    contract: {
      agentId: r.now_agent,
      market: r.now_market,
      period: r.now_period,
      category: r.category,
      financed: r.financed,
      cancelledOn: r.cancelled_on,
      cancellationReason: r.cancellation_reason,
      hasMoved: r.has_moved,
    },
  }));
}
