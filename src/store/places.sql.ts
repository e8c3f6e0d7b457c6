/**
 * Places: every contract of a market and period as it stands, joined with what the ledger has posted for it.
 * Streamed by COPY in the order agent, contract; this is the one way in which a calculation reads its facts.
 */
import { z } from "zod";
import { CATEGORIES, type Category } from "../domain/category.ts";
import type { CountableContract } from "../domain/contract.ts";
import { parseCalendarDate, type CalendarDate, type Period } from "../domain/period.ts";
import { literal, type Database, type Queryable } from "../platform/postgres/database.ts";

/** What stands, and what was posted, at one place. */
export interface PlaceRow {
  readonly agentId: string;
  readonly contractId: string;
  /** Null when the contract is not there any more. */
  readonly standing: CountableContract | null;
  /** Sum, number and last rate of the place's entries; null when there is none. */
  readonly posted: { readonly amountMinor: bigint; readonly count: number; readonly ratePpm: number } | null;
}

/** Agents of a page, in code point order: those after one (null: from the first) up to and with another. */
export interface AgentRange {
  readonly after: string | null;
  readonly through: string;
}

export interface PlaceScope {
  readonly market: string;
  readonly period: Period;
  /** Only this agent, when given. */
  readonly agentId?: string | undefined;
  /** Only these, when given. */
  readonly agents?: AgentRange | undefined;
  /** Inputs as of this revision. */
  readonly asOf: bigint;
  /** The ledger up to and with this entry. */
  readonly ledgerSeq: bigint;
}

function ofAgents({ agentId, agents }: Pick<PlaceScope, "agentId" | "agents">): string {
  const one = agentId === undefined ? "" : ` and agent_id = ${literal(agentId)}`;
  if (agents === undefined) return one;
  const from = agents.after === null ? "" : ` and agent_id > ${literal(agents.after)}`;
  return `${one}${from} and agent_id <= ${literal(agents.through)}`;
}

/** All places of the scope, by agent and contract id (code point order). */
export async function* streamPlaces(db: Database, scope: PlaceScope): AsyncGenerator<PlaceRow> {
  const agent = ofAgents(scope);
  const here = `market = ${literal(scope.market)} and period = ${literal(scope.period)}${agent}`;
  const sql = `
    select agent_id, contract_id, f.contract_date, f.category, f.financed, f.amount_minor, f.cancelled_on,
           f.cancellation_reason, p.amount, p.entries, p.rate
      from (select agent_id, contract_id, contract_date, category, financed, amount_minor, cancelled_on, cancellation_reason
              from contract_version
             where ${here} and revision <= ${scope.asOf} and (superseded_by is null or superseded_by > ${scope.asOf})) f
      full join (select agent_id, contract_id, sum(amount_minor) as amount, count(*) as entries,
                        (array_agg(rate_ppm order by seq desc))[1] as rate
                   from ledger_entry where ${here} and seq <= ${scope.ledgerSeq}
                  group by agent_id, contract_id) p using (agent_id, contract_id)
     order by agent_id, contract_id`;
  for await (const row of db.copyOut(`copy (${sql}) to stdout`)) yield placeOf(row);
}

/** A place from its eight or more columns, in the order of `streamPlaces`. */
export function placeOf(row: readonly (string | null)[]): PlaceRow {
  const [agentId, contractId, contractDate, category, financed, amount, cancelledOn, reason, posted, entries, rate] =
    row;
  if (agentId == null || contractId == null) throw new Error("assertion: a place has an agent and a contract");
  return {
    agentId,
    contractId,
    standing:
      contractDate == null
        ? null
        : {
            contractId,
            contractDate: dateOf(contractDate),
            category: categoryOf(category),
            financed: financed === "t",
            amountMinor: amount == null ? null : BigInt(amount),
            cancellation: cancelledOn == null ? null : { date: dateOf(cancelledOn), reason: reason ?? null },
          },
    posted: posted == null ? null : { amountMinor: BigInt(posted), count: Number(entries), ratePpm: Number(rate) },
  };
}

function dateOf(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (date === null) throw new Error(`assertion: not a calendar date: ${text}`);
  return date;
}

function categoryOf(text: string | null | undefined): Category {
  const category = CATEGORIES.find((c) => c === text);
  if (category === undefined) throw new Error(`assertion: unknown category in the store: ${text}`);
  return category;
}

/** Contracts of a period that stand in other markets with agents that also stand in this one, with their market. */
export async function* streamElsewhere(
  db: Database,
  scope: Omit<PlaceScope, "ledgerSeq">,
): AsyncGenerator<{ readonly agentId: string; readonly market: string; readonly contract: CountableContract }> {
  const inForce = `revision <= ${scope.asOf} and (superseded_by is null or superseded_by > ${scope.asOf})`;
  const agent = ofAgents(scope);
  const sql = `
    select agent_id, market, contract_id, contract_date, category, financed, amount_minor, cancelled_on, cancellation_reason
      from contract_version
     where period = ${literal(scope.period)} and market <> ${literal(scope.market)} and ${inForce}${agent}
       and agent_id in (select agent_id from contract_version
                         where period = ${literal(scope.period)} and market = ${literal(scope.market)} and ${inForce})`;
  for await (const [agentId, market, contractId, date, category, financed, amount, cancelledOn, reason] of db.copyOut(
    `copy (${sql}) to stdout`,
  )) {
    const place = placeOf([
      agentId ?? null,
      contractId ?? null,
      date ?? null,
      category ?? null,
      financed ?? null,
      amount ?? null,
      cancelledOn ?? null,
      reason ?? null,
    ]);
    if (market == null || place.standing === null) throw new Error("assertion: a contract stands in a market");
    yield { agentId: place.agentId, market, contract: place.standing };
  }
}

/** The last of the next so many agents with a contract in a market and period; null when there is none after that one. */
export async function lastOfNextAgents(
  db: Queryable,
  scope: {
    readonly market: string;
    readonly period: Period;
    readonly asOf: bigint;
    readonly agentId?: string | undefined;
  },
  page: { readonly after: string | null; readonly limit: number },
): Promise<string | null> {
  const row = await db.one(
    z.object({ through: z.string().nullable() }),
    `select max(agent_id) as through from (
       select distinct agent_id from contract_version
        where market = $1 and period = $2 and revision <= $3 and (superseded_by is null or superseded_by > $3)
          and ($4::text is null or agent_id > $4) and ($6::text is null or agent_id = $6)
        order by agent_id limit $5) page`,
    [scope.market, scope.period, scope.asOf, page.after, page.limit, scope.agentId ?? null],
  );
  return row.through;
}

/** Markets in which a contract stands in the period (of this agent, when given), as of a revision. */
export async function marketsWithContracts(
  db: Queryable,
  scope: { readonly period: Period; readonly asOf: bigint; readonly agentId?: string | undefined },
): Promise<string[]> {
  const rows = await db.all(
    z.object({ market: z.string() }),
    `select distinct market from contract_version
      where period = $1 and revision <= $2 and (superseded_by is null or superseded_by > $2) and ($3::text is null or agent_id = $3)
      order by market`,
    [scope.period, scope.asOf, scope.agentId ?? null],
  );
  return rows.map((row) => row.market);
}
