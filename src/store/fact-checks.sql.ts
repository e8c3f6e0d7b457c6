/**
 * What `verify` asks of the facts: each version beside the event that made it, and whether versions follow each other.
 */
import { z } from "zod";
import type { Contract } from "../domain/contract.ts";
import type { Database, Queryable } from "../platform/database.ts";
import { placeOf } from "./places.sql.ts";

/** Every contract version with its event's text and hash, by revision. */
export async function* streamAcceptedEvents(
  db: Database,
): AsyncGenerator<{ readonly contract: Contract; readonly contentHash: string; readonly raw: string }> {
  const sql = `
    select v.agent_id, v.contract_id, v.contract_date, v.category, v.financed, v.amount_minor, v.cancelled_on, v.cancellation_reason,
           v.sequence, v.market, v.currency, v.brand, e.content_hash, e.raw
      from contract_version v join contract_event e using (revision) order by v.revision`;
  for await (const row of db.copyOut(`copy (${sql}) to stdout`)) {
    const { agentId, standing } = placeOf(row.slice(0, 8));
    const [sequence, market, currency, brand, contentHash, raw] = row.slice(8);
    if (standing === null || market == null || currency == null || contentHash == null || raw == null) {
      throw new Error("assertion: a contract version has no gaps");
    }
    const contract = { ...standing, agentId, sequence: Number(sequence), market, currency, brand: brand ?? null };
    yield { contract, contentHash, raw };
  }
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
