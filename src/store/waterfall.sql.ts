/**
 * What a waterfall asks of the store: the entries of a close, and each place of its agents as it stood at the close before and as it
 * stood at this one. In: two revisions. Out: streams in the order agent, contract.
 */
import type { CountableContract } from "../domain/contract.ts";
import type { Period } from "../domain/period.ts";
import { literal, type Database } from "../platform/postgres/database.ts";
import { StoredPeriod } from "./columns.sql.ts";
import { placeOf, type PlaceRow } from "./places.sql.ts";

/** A place at two moments. */
export interface ChangedPlace {
  readonly agentId: string;
  readonly contractId: string;
  readonly before: CountableContract | null;
  readonly after: CountableContract | null;
  /** Whether the contract stood anywhere before, and as what it was cancelled there. */
  readonly known: { readonly cancellation: CountableContract["cancellation"] } | null;
  readonly posted: PlaceRow["posted"];
}

export interface ChangeScope {
  readonly closeId: string;
  readonly market: string;
  readonly period: Period;
  readonly agentId?: string | undefined;
  readonly before: bigint;
  readonly after: bigint;
  readonly ledgerSeq: bigint;
}

/** Of the agents for whom the close has an entry in the period, every place. */
export async function* streamChangedPlaces(db: Database, scope: ChangeScope): AsyncGenerator<ChangedPlace> {
  const { market, period, before, after, ledgerSeq } = scope;
  const agents = `select agent_id from close_entry where ${entriesHere(scope, scope.agentId, period)}
                  union select agent_id from ledger_entry where ${entriesHere(scope, scope.agentId, period)}`;
  const here = `market = ${literal(market)} and period = ${literal(period)} and agent_id in (${agents})`;
  const inForce = (asOf: bigint): string =>
    `revision <= ${asOf} and (superseded_by is null or superseded_by > ${asOf})`;
  const fact = "contract_date, category, financed, amount_minor, cancelled_on, cancellation_reason";
  const facts = (asOf: bigint): string =>
    `select agent_id, contract_id, ${fact} from contract_version where ${here} and ${inForce(asOf)}`;
  const shown = (name: string): string =>
    fact
      .split(", ")
      .map((column) => `${name}.${column}`)
      .join(", ");
  // Where a contract that is not at the place stood before is found by its messages: no index by contract holds versions that were
  // superseded since, and to read every version for each contract never ended with 100 000.
  const sql = `
    select agent_id, contract_id, ${shown("b")}, ${shown("a")}, p.amount, p.entries, p.rate,
           coalesce(b.contract_date, k.contract_date), coalesce(b.cancelled_on, k.cancelled_on),
           coalesce(b.cancellation_reason, k.cancellation_reason)
      from (${facts(before)}) b
      full join (${facts(after)}) a using (agent_id, contract_id)
      full join (select agent_id, contract_id, sum(amount_minor) as amount, count(*) as entries,
                        (array_agg(rate_ppm order by seq desc))[1] as rate
                   from ledger_entry where ${here} and seq <= ${ledgerSeq}
                  group by agent_id, contract_id) p using (agent_id, contract_id)
      left join lateral (select v.contract_date, v.cancelled_on, v.cancellation_reason
                           from contract_event e join contract_version v using (revision)
                          where b.contract_id is null and e.contract_id = coalesce(a.contract_id, p.contract_id)
                            and ${inForce(before)} limit 1) k on true
     order by agent_id, contract_id`;
  for await (const row of db.copyOut(`copy (${sql}) to stdout`)) yield changedOf(row);
}

function changedOf(row: readonly (string | null)[]): ChangedPlace {
  const names = row.slice(0, 2);
  const posted = row.slice(14, 17);
  const old = placeOf([...names, ...row.slice(2, 8), ...posted]);
  const { standing: after } = placeOf([...names, ...row.slice(8, 14), ...posted]);
  const [knownDate = null, cancelledOn = null, reason = null] = row.slice(17);
  // Only its cancellation is asked for: the rest stands in for a contract that may be elsewhere.
  const elsewhere = placeOf([...names, knownDate, "retail", "f", null, cancelledOn, reason, null, null, null]);
  return {
    agentId: old.agentId,
    contractId: old.contractId,
    before: old.standing,
    after,
    known: elsewhere.standing === null ? null : { cancellation: elsewhere.standing.cancellation },
    posted: old.posted,
  };
}

/** An entry of a close, proposed or posted, without what a waterfall does not ask. */
export interface BareEntry {
  readonly period: Period;
  readonly agentId: string;
  readonly contractId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** By period, agent, contract. */
export async function* streamBareEntries(
  db: Database,
  close: { readonly closeId: string; readonly market: string },
  agentId?: string,
): AsyncGenerator<BareEntry> {
  const columns = "period, agent_id, contract_id, currency, amount_minor";
  const where = entriesHere(close, agentId);
  const sql = `select ${columns} from close_entry where ${where} union all select ${columns} from ledger_entry where ${where}
                order by period, agent_id, contract_id`;
  for await (const [period, agent, contract, currency, amount] of db.copyOut(`copy (${sql}) to stdout`)) {
    if (agent == null || contract == null || currency == null || amount == null)
      throw new Error(`assertion: close ${close.closeId} holds an entry with a gap`);
    const parsed = StoredPeriod.parse(period);
    yield { period: parsed, agentId: agent, contractId: contract, currency, amountMinor: BigInt(amount) };
  }
}

function entriesHere({ closeId }: { readonly closeId: string }, agentId?: string, period?: Period): string {
  const agent = agentId === undefined ? "" : ` and agent_id = ${literal(agentId)}`;
  return `close_id = ${literal(closeId)}${agent}${period === undefined ? "" : ` and period = ${literal(period)}`}`;
}
