/**
 * What a close proposes: its entries, staged until they are in the ledger, and its statements, kept for good.
 */
import type { EntryKind, ProposedEntry } from "../domain/ledger-entry.ts";
import type { Statement } from "../domain/statement.ts";
import { literal, type Database, type Transaction } from "../platform/postgres/database.ts";
import type { Close } from "./closes.sql.ts";
import { StoredPeriod } from "./columns.sql.ts";

/** A calculation without its writing: what is staged for an approval. */
export async function copyInEntries(
  tx: Transaction,
  closeId: string,
  entries: AsyncIterable<ProposedEntry>,
): Promise<number> {
  async function* rows(): AsyncGenerator<readonly (string | null)[]> {
    let ordinal = 0;
    for await (const e of entries) {
      ordinal += 1;
      yield [
        closeId,
        String(ordinal),
        e.id,
        e.agentId,
        e.contractId,
        e.period,
        e.kind,
        String(e.ratePpm),
        String(e.amountMinor),
        e.currency,
        e.statementId,
      ];
    }
  }
  return tx.copyIn(
    "copy close_entry (close_id, ordinal, id, agent_id, contract_id, period, kind, rate_ppm, amount_minor, currency, statement_id) from stdin",
    rows(),
  );
}

/** The entries that a close proposes, in their order. */
export async function* streamProposed(
  db: Pick<Database, "copyOut">,
  close: Pick<Close, "id" | "market" | "period">,
): AsyncGenerator<ProposedEntry> {
  const sql = `select id, agent_id, contract_id, period, kind, rate_ppm, amount_minor, currency, statement_id
                 from close_entry where close_id = ${literal(close.id)} order by ordinal`;
  for await (const row of db.copyOut(`copy (${sql}) to stdout`)) {
    const [id, agentId, contractId, period, kind, rate, amount, currency, statementId] = row;
    if (
      id == null ||
      agentId == null ||
      contractId == null ||
      currency == null ||
      statementId == null ||
      amount == null
    ) {
      throw new Error(`assertion: close ${close.id} holds an entry with a gap`);
    }
    yield {
      id,
      market: close.market,
      agentId,
      contractId,
      period: StoredPeriod.parse(period),
      bookedIn: close.period,
      kind: kindOf(kind),
      ratePpm: Number(rate),
      amountMinor: BigInt(amount),
      currency,
      statementId,
    };
  }
}

export function kindOf(text: string | null | undefined): EntryKind {
  if (text === "commission" || text === "correction" || text === "clawback") return text;
  throw new Error(`assertion: unknown kind of entry in the store: ${text}`);
}

/** Takes staged entries away: they are in the ledger now, or a newer calculation has replaced them. */
export async function dropProposed(tx: Transaction, closeId: string): Promise<void> {
  await tx.run("delete from close_entry where close_id = $1", [closeId]);
}

/** Keeps the statements of a close in place of those it had. */
export async function replaceStatements(
  tx: Transaction,
  closeId: string,
  statements: readonly { readonly id: string; readonly statement: Statement }[],
): Promise<void> {
  await tx.run("delete from close_statement where close_id = $1", [closeId]);
  await tx.copyIn(
    `copy close_statement (close_id, statement_id, agent_id, period, status, reason, total, financed, volume_minor, target_minor,
                           rate_ppm, commission_minor, currency, matrix_version) from stdin`,
    statements.map(({ id, statement }) => [closeId, id, ...statementColumns(statement)]),
  );
}

/** A statement as its columns, for storing and for comparing. */
export function statementColumns(s: Statement): readonly (string | null)[] {
  return [
    s.agentId,
    s.period,
    s.status,
    s.reason,
    String(s.total),
    String(s.financed),
    String(s.volumeMinor),
    s.targetMinor === null ? null : String(s.targetMinor),
    s.ratePpm === null ? null : String(s.ratePpm),
    s.commissionMinor === null ? null : String(s.commissionMinor),
    s.currency,
    s.matrixVersion === null ? null : String(s.matrixVersion),
  ];
}

/** A close's statements as they were kept: statement id, then the columns. */
export async function* streamStatements(
  db: Pick<Database, "copyOut">,
  closeId: string,
): AsyncGenerator<(string | null)[]> {
  yield* db.copyOut(
    `copy (select statement_id, agent_id, period, status, reason, total, financed, volume_minor, target_minor, rate_ppm, commission_minor,
            currency, matrix_version from close_statement where close_id = ${literal(closeId)} order by period, agent_id) to stdout`,
  );
}
