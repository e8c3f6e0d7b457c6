/**
 * Contract events and the versions of contracts that they made.
 * In: classified events, filters. Out: what is known of an id or a contract, contracts as they stand.
 */
import { z } from "zod";
import { CATEGORIES } from "../domain/category.ts";
import type { Contract } from "../domain/contract.ts";
import { parseCalendarDate, periodOf, type CalendarDate, type Period } from "../domain/period.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

/** A real date of the database; anything else there is our own mistake. */
const StoredDate = z.string().transform((text, context): CalendarDate => {
  const date = parseCalendarDate(text);
  if (date) return date;
  context.addIssue({ code: "custom", message: `not a calendar date: ${text}` });
  return z.NEVER;
});

const ContractColumns = z.object({
  contract_id: z.string(),
  sequence: z.bigint().transform(Number),
  market: z.string(),
  agent_id: z.string(),
  contract_date: StoredDate,
  category: z.enum(CATEGORIES),
  financed: z.boolean(),
  amount_minor: z.bigint().nullable(),
  currency: z.string(),
  brand: z.string().nullable(),
  cancelled_on: StoredDate.nullable(),
  cancellation_reason: z.string().nullable(),
});

const PagedRow = ContractColumns.extend({
  revision: z.bigint(),
  content_hash: z.string(),
  source: z.string(),
  event_id: z.string(),
  received_at: z.string(),
  received_from: z.string(),
  line: z.bigint().nullable(),
});
const ListedRow = PagedRow.extend({ raw: z.string() });

/** A contract as it stands, with the event that made it so. */
export interface PagedContract {
  readonly contract: Contract;
  readonly revision: bigint;
  /** Of the normalised data. */
  readonly contentHash: string;
  readonly event: {
    readonly source: string;
    readonly id: string;
    readonly receivedAt: string;
    readonly receivedFrom: string;
    readonly line: number | null;
  };
}

export interface ListedContract extends PagedContract {
  readonly event: PagedContract["event"] & {
    /** The event's JSON as it came. */
    readonly raw: string;
  };
}

function pagedContract(row: z.output<typeof PagedRow>): PagedContract {
  return {
    contract: {
      contractId: row.contract_id,
      sequence: row.sequence,
      market: row.market,
      agentId: row.agent_id,
      contractDate: row.contract_date,
      category: row.category,
      financed: row.financed,
      amountMinor: row.amount_minor,
      currency: row.currency,
      brand: row.brand,
      cancellation: row.cancelled_on === null ? null : { date: row.cancelled_on, reason: row.cancellation_reason },
    },
    revision: row.revision,
    contentHash: row.content_hash,
    event: {
      source: row.source,
      id: row.event_id,
      receivedAt: row.received_at,
      receivedFrom: row.received_from,
      line: row.line === null ? null : Number(row.line),
    },
  };
}

const COLUMNS = `v.contract_id, v.sequence, v.market, v.agent_id, v.contract_date, v.category, v.financed, v.amount_minor,
            v.currency, v.brand, v.cancelled_on, v.cancellation_reason, v.revision, v.content_hash,
            e.source, e.event_id, e.received_at, e.received_from, e.line`;

export interface ContractFilter {
  readonly market?: string | undefined;
  readonly period?: Period | undefined;
  readonly agentId?: string | undefined;
  readonly contractId?: string | undefined;
}

/** The contracts in force as of a revision, by market, period, agent and id. */
export async function listContracts(db: Queryable, asOf: bigint, filter: ContractFilter): Promise<ListedContract[]> {
  const rows = await db.all(
    ListedRow,
    `select ${COLUMNS}, e.raw
       from contract_version v join contract_event e using (revision)
      where v.revision <= $1 and (v.superseded_by is null or v.superseded_by > $1)
        and ($2::text is null or v.market = $2) and ($3::text is null or v.period = $3)
        and ($4::text is null or v.agent_id = $4) and ($5::text is null or v.contract_id = $5)
      order by v.market, v.period, v.agent_id, v.contract_id`,
    [asOf, filter.market ?? null, filter.period ?? null, filter.agentId ?? null, filter.contractId ?? null],
  );
  return rows.map((row) => {
    const found = pagedContract(row);
    return { ...found, event: { ...found.event, raw: row.raw } };
  });
}

/** Contracts in force, by id, without their events' JSON. */
export async function contractPage(
  db: Queryable,
  filter: {
    /** Null: all. */
    readonly markets: readonly string[] | null;
    readonly period?: string | undefined;
    readonly agentId?: string | undefined;
    readonly contractId?: string | undefined;
  },
  page: { readonly after: string | null; readonly limit: number },
): Promise<PagedContract[]> {
  const rows = await db.all(
    PagedRow,
    `select ${COLUMNS}
       from contract_version v join contract_event e using (revision)
      where v.superseded_by is null and ($1::text[] is null or v.market = any ($1)) and ($2::text is null or v.period = $2)
        and ($3::text is null or v.agent_id = $3) and ($4::text is null or v.contract_id = $4)
        and ($5::text is null or v.contract_id > $5)
      order by v.contract_id limit $6`,
    [filter.markets, filter.period ?? null, filter.agentId ?? null, filter.contractId ?? null, page.after, page.limit],
  );
  return rows.map(pagedContract);
}

/** The content of messages seen before, by `source` + NUL + `id`: contract events and control totals, which share their names. */
export async function knownEvents(
  tx: Queryable,
  names: readonly { readonly source: string; readonly id: string }[],
): Promise<Map<string, string>> {
  const rows = await tx.all(
    z.object({ source: z.string(), event_id: z.string(), content_hash: z.string() }),
    // The limit makes it one look-up in the index for each name: a join would read the whole table for every batch.
    `select n.source, n.event_id, e.content_hash
       from unnest($1::text[], $2::text[]) as n (source, event_id)
      cross join lateral (select content_hash from contract_event e
                           where e.source = n.source and e.event_id = n.event_id limit 1) e
      union all
     select n.source, n.event_id, t.content_hash
       from unnest($1::text[], $2::text[]) as n (source, event_id)
      cross join lateral (select content_hash from control_total t
                           where t.source = n.source and t.event_id = n.event_id limit 1) t
      where exists (select from control_total)`,
    [names.map((n) => n.source), names.map((n) => n.id)],
  );
  return new Map(rows.map((row) => [eventKey(row.source, row.event_id), row.content_hash]));
}

/** One key for a message's two names; neither can hold a NUL. */
export function eventKey(source: string, id: string): string {
  return `${source}\0${id}`;
}

export interface StoredVersion {
  readonly revision: bigint;
  readonly sequence: number;
  readonly contentHash: string;
}

/** The versions in force of these contracts, by contract id. */
export async function versionsInForce(
  tx: Queryable,
  contractIds: readonly string[],
): Promise<Map<string, StoredVersion>> {
  const rows = await tx.all(
    z.object({
      contract_id: z.string(),
      revision: z.bigint(),
      sequence: z.bigint().transform(Number),
      content_hash: z.string(),
    }),
    `select contract_id, revision, sequence, content_hash from contract_version
      where superseded_by is null and contract_id = any ($1::text[])`,
    [contractIds],
  );
  return new Map(
    rows.map((row) => [
      row.contract_id,
      { revision: row.revision, sequence: row.sequence, contentHash: row.content_hash },
    ]),
  );
}

/** An understood event on its way into the store. */
export interface NewEvent {
  readonly revision: bigint;
  readonly source: string;
  readonly id: string;
  readonly outcome: "accepted" | "duplicate" | "stale";
  readonly contentHash: string;
  readonly contract: Contract;
  readonly line: number | null;
  readonly raw: string;
}

export async function insertEvents(
  tx: Transaction,
  events: readonly NewEvent[],
  received: { readonly at: Date; readonly from: string },
): Promise<void> {
  const at = received.at.toISOString();
  await tx.copyIn(
    `copy contract_event (revision, source, event_id, outcome, contract_id, sequence, content_hash, received_at, received_from, line, raw)
     from stdin`,
    events.map((e) => [
      String(e.revision),
      e.source,
      e.id,
      e.outcome,
      e.contract.contractId,
      String(e.contract.sequence),
      e.contentHash,
      at,
      received.from,
      e.line === null ? null : String(e.line),
      e.raw,
    ]),
  );
}

/** Puts accepted versions in force; `supersededBy` is set where a later event of the same batch already replaced one. */
export async function insertVersions(
  tx: Transaction,
  versions: readonly (NewEvent & { readonly supersededBy: bigint | null })[],
): Promise<void> {
  await tx.copyIn(
    `copy contract_version (revision, superseded_by, contract_id, sequence, content_hash, market, period, agent_id, contract_date, category,
                            financed, amount_minor, currency, brand, cancelled_on, cancellation_reason) from stdin`,
    versions.map(({ revision, supersededBy, contentHash, contract: c }) => [
      String(revision),
      supersededBy === null ? null : String(supersededBy),
      c.contractId,
      String(c.sequence),
      contentHash,
      c.market,
      periodOf(c.contractDate),
      c.agentId,
      c.contractDate,
      c.category,
      String(c.financed),
      c.amountMinor === null ? null : String(c.amountMinor),
      c.currency,
      c.brand,
      c.cancellation?.date ?? null,
      c.cancellation?.reason ?? null,
    ]),
  );
}

/** Ends versions that were in force: `[revision of the old, revision of the new]`. */
export async function supersedeVersions(tx: Transaction, pairs: readonly (readonly [bigint, bigint])[]): Promise<void> {
  await tx.run(
    `update contract_version v set superseded_by = p.by
       from unnest($1::bigint[], $2::bigint[]) as p (revision, by) where v.revision = p.revision`,
    [pairs.map((p) => p[0]), pairs.map((p) => p[1])],
  );
}

/** Remembers agents; those already known stay as they are. */
export async function rememberAgents(tx: Transaction, agentIds: readonly string[], at: Date): Promise<void> {
  await tx.run(
    `insert into agent (agent_id, first_seen_at) select distinct a, $2::timestamptz from unnest($1::text[]) as a
     on conflict (agent_id) do nothing`,
    [agentIds, at.toISOString()],
  );
}

export async function knownAgents(db: Queryable): Promise<Set<string>> {
  const rows = await db.all(z.object({ agent_id: z.string() }), "select agent_id from agent");
  return new Set(rows.map((row) => row.agent_id));
}
