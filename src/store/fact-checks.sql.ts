/**
 * What `verify` asks of the inputs: each event beside the contract version that it made, whether versions follow each other, whether
 * every change is still there, and who is on record for each setting.
 */
import { z } from "zod";
import type { Contract } from "../domain/contract.ts";
import type { Database, Queryable } from "../platform/postgres/database.ts";
import { placeOf } from "./places.sql.ts";

/** An event's columns beside its text. */
export interface StoredEvent {
  readonly revision: bigint;
  readonly source: string;
  readonly id: string;
  readonly outcome: string;
  readonly contractId: string;
  readonly sequence: string;
  readonly contentHash: string;
  readonly raw: string;
  /** The contract as the version's columns have it; null when the event made none. */
  readonly version: { readonly contract: Contract; readonly contentHash: string; readonly period: string } | null;
}

/** Every event that was understood, and every version, by revision. */
export async function* streamEvents(db: Database): AsyncGenerator<StoredEvent> {
  const sql = `
    select e.revision, e.source, e.event_id, e.outcome, e.contract_id, e.sequence, e.content_hash, e.raw,
           v.agent_id, v.contract_id, v.contract_date, v.category, v.financed, v.amount_minor, v.cancelled_on, v.cancellation_reason,
           v.sequence, v.market, v.currency, v.brand, v.content_hash, v.period
      from contract_event e left join contract_version v using (revision) order by e.revision`;
  for await (const row of db.copyOut(`copy (${sql}) to stdout`)) {
    const [revision, source, id, outcome, contractId, sequence, contentHash, raw] = row;
    if (
      revision == null ||
      source == null ||
      id == null ||
      outcome == null ||
      contractId == null ||
      sequence == null ||
      contentHash == null ||
      raw == null
    ) {
      throw new Error("assertion: an event has no gaps");
    }
    const version = row[8] == null ? null : versionOf(row.slice(8));
    yield { revision: BigInt(revision), source, id, outcome, contractId, sequence, contentHash, raw, version };
  }
}

function versionOf(row: readonly (string | null)[]): StoredEvent["version"] {
  const { agentId, standing } = placeOf(row.slice(0, 8));
  const [sequence, market, currency, brand, contentHash, period] = row.slice(8);
  if (standing === null || market == null || currency == null || contentHash == null || period == null) {
    throw new Error("assertion: a contract version has no gaps");
  }
  const contract = { ...standing, agentId, sequence: Number(sequence), market, currency, brand: brand ?? null };
  return { contract, contentHash, period };
}

/** Contracts whose versions do not follow each other: an accepted event without its version, a version that ends at no other. */
export async function brokenVersions(db: Queryable): Promise<string[]> {
  const rows = await db.all(
    z.object({ contract_id: z.string() }),
    `select contract_id from (
       select contract_id, superseded_by, lead(revision) over (partition by contract_id order by sequence) as next from contract_version
     ) v where superseded_by is distinct from next
     union
     select e.contract_id from contract_event e
      where e.outcome = 'accepted' and not exists (select from contract_version v where v.revision = e.revision)
     order by contract_id limit 1000`,
  );
  return rows.map((row) => row.contract_id);
}

/** Revisions that no input has, or that several have. Every change of an input uses up one, so there are none. */
export async function brokenRevisions(db: Queryable): Promise<{ readonly from: bigint; readonly to: bigint }[]> {
  return db.all(
    z.object({ from: z.bigint(), to: z.bigint() }),
    `select before + 1 as "from", revision - 1 as "to" from (
       select revision, lag(revision, 1, 0::bigint) over (order by revision) as before from (
         select revision from contract_event union all select revision from workbook union all select revision from setting_version
         union all select last + 1 from input_revision
       ) used
     ) r where revision <> before + 1 order by revision limit 1000`,
  );
}

/** Matrix and target versions that did not come into force with the workbook that they name. */
export async function strayVersions(db: Queryable): Promise<string[]> {
  const rows = await db.all(
    z.object({ what: z.string() }),
    `select 'matrix of ' || market || ' ' || year as what from matrix_version m
      where not exists (select from workbook w where w.id = m.workbook_id and w.revision = m.revision)
     union all
     select 'target of ' || agent_id || ', ' || period from target_version t
      where not exists (select from workbook w where w.id = t.workbook_id and w.revision = t.revision)
     order by what limit 1000`,
  );
  return rows.map(({ what }) => what);
}

/** Every version of a setting, with what the record of acts says that it was set to at that moment by that person. */
export async function settingsOnRecord(db: Queryable): Promise<
  {
    readonly key: string;
    readonly market: string | null;
    readonly revision: bigint;
    readonly acts: readonly { readonly name: string; readonly after: string }[];
  }[]
> {
  return db.all(
    z.object({
      key: z.string(),
      market: z.string().nullable(),
      revision: z.bigint(),
      acts: z.array(z.object({ name: z.string(), after: z.string() })),
    }),
    `select s.key, s.market, s.revision,
            (select coalesce(jsonb_agg(jsonb_build_object('name', a.subject, 'after', a.detail ->> 'after') order by a.seq), '[]')
               from audit_entry a
              where a.action = case when s.value is null then 'setting.unset' else 'setting.changed' end and a.at = s.set_at and a.actor = s.set_by
                and a.detail ->> 'market' is not distinct from s.market) as acts
       from setting_version s order by s.revision`,
  );
}
