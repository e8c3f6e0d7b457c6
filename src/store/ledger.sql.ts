/**
 * The ledger: appended by approvals, read in its order.
 */
import { z } from "zod";
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import { literal, type Database, type Queryable, type Transaction } from "../platform/postgres/database.ts";
import { StoredPeriod } from "./columns.sql.ts";
import { kindOf } from "./proposals.sql.ts";

const Head = z.object({ seq: z.bigint(), hash: z.string() });
export type LedgerHead = z.infer<typeof Head>;

/** The end of the chain, or null when nothing was ever posted. */
export async function ledgerHead(db: Queryable): Promise<LedgerHead | null> {
  return db.maybe(Head, "select seq, hash from ledger_head");
}

/** The end of the chain; nobody else posts until the transaction ends. */
export async function lockLedger(tx: Transaction, genesisHash: string): Promise<LedgerHead> {
  await tx.run("insert into ledger_head (seq, hash) values (0, $1) on conflict do nothing", [genesisHash]);
  return tx.one(Head, "select seq, hash from ledger_head for update");
}

export async function moveHead(tx: Transaction, head: LedgerHead): Promise<void> {
  await tx.run("update ledger_head set seq = $1, hash = $2", [head.seq, head.hash]);
}

export async function appendEntries(tx: Transaction, entries: readonly LedgerEntry[]): Promise<void> {
  await tx.copyIn(
    `copy ledger_entry (seq, id, close_id, market, agent_id, contract_id, period, booked_in, kind, rate_ppm, amount_minor, currency,
                        statement_id, hash) from stdin`,
    entries.map((e) => [
      String(e.seq),
      e.id,
      e.closeId,
      e.market,
      e.agentId,
      e.contractId,
      e.period,
      e.bookedIn,
      e.kind,
      String(e.ratePpm),
      String(e.amountMinor),
      e.currency,
      e.statementId,
      e.hash,
    ]),
  );
}

/** The hashes of entries by their numbers; of those that are not there, none. */
export async function hashesOf(db: Queryable, seqs: readonly bigint[]): Promise<Map<bigint, string>> {
  const rows = await db.all(Head, "select seq, hash from ledger_entry where seq = any ($1::bigint[])", [seqs]);
  return new Map(rows.map((row) => [row.seq, row.hash]));
}

export interface LedgerFilter {
  readonly market?: string | undefined;
  readonly period?: string | undefined;
  readonly bookedIn?: string | undefined;
  readonly agentId?: string | undefined;
  readonly contractId?: string | undefined;
  readonly closeId?: string | undefined;
  /** Up to this entry, and with it. */
  readonly throughSeq?: bigint | undefined;
}

/** Entries in ledger order. */
export async function* streamLedger(
  db: Pick<Database, "copyOut">,
  filter: LedgerFilter = {},
): AsyncGenerator<LedgerEntry> {
  const conditions = [
    ["market", filter.market],
    ["period", filter.period],
    ["booked_in", filter.bookedIn],
    ["agent_id", filter.agentId],
    ["contract_id", filter.contractId],
    ["close_id", filter.closeId],
  ].flatMap(([column, value]) => (value === undefined ? [] : [`${column} = ${literal(value)}`]));
  if (filter.throughSeq !== undefined) conditions.push(`seq <= ${filter.throughSeq}`);
  const where = conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`;
  const sql = `select seq, id, close_id, market, agent_id, contract_id, period, booked_in, kind, rate_ppm, amount_minor, currency,
                      statement_id, hash from ledger_entry ${where} order by seq`;
  for await (const row of db.copyOut(`copy (${sql}) to stdout`)) yield entryOf(row);
}

function entryOf(row: readonly (string | null)[]): LedgerEntry {
  const [
    seq,
    id,
    closeId,
    market,
    agentId,
    contractId,
    period,
    bookedIn,
    kind,
    rate,
    amount,
    currency,
    statementId,
    hash,
  ] = row;
  if (
    seq == null ||
    id == null ||
    closeId == null ||
    market == null ||
    agentId == null ||
    contractId == null ||
    amount == null ||
    currency == null ||
    statementId == null ||
    hash == null
  ) {
    throw new Error("assertion: a ledger entry has no gaps");
  }
  return {
    seq: BigInt(seq),
    id,
    closeId,
    market,
    agentId,
    contractId,
    period: StoredPeriod.parse(period),
    bookedIn: StoredPeriod.parse(bookedIn),
    kind: kindOf(kind),
    ratePpm: Number(rate),
    amountMinor: BigInt(amount),
    currency,
    statementId,
    hash,
  };
}
