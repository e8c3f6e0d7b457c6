/**
 * Acts that were not copied out yet, and the record of what was.
 */
import { z } from "zod";
import type { Transaction } from "../platform/postgres/database.ts";

export interface AuditExport {
  readonly at: Date;
  readonly key: string;
  readonly sha256: string;
  readonly ledger: { readonly seq: bigint; readonly hash: string } | null;
}

const Last = z.object({ sha256: z.string(), ledger_hash: z.string().nullable() });
const Line = z.object({ seq: z.bigint(), line: z.string() });

/** One export at a time; the next one waits. */
export async function lockExports(tx: Transaction): Promise<{ sha256: string; ledgerHash: string | null } | null> {
  await tx.run("lock table audit_export in exclusive mode");
  const last = await tx.maybe(Last, "select sha256, ledger_hash from audit_export order by id desc limit 1");
  return last === null ? null : { sha256: last.sha256, ledgerHash: last.ledger_hash };
}

/** Each as one JSON object, written by the database itself, so that no value is read and written anew. */
export function actsToExport(tx: Transaction, most: number): Promise<z.infer<typeof Line>[]> {
  return tx.all(
    Line,
    `select seq, json_build_object('seq', seq::text, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       'actor', actor, 'action', action, 'subject', subject, 'origin', origin, 'detail', detail)::text as line
     from audit_entry a where not exists (select from audit_exported e where e.seq = a.seq) order by seq limit $1`,
    [most],
  );
}

export async function recordExport(tx: Transaction, done: AuditExport, seqs: readonly bigint[]): Promise<void> {
  const { id } = await tx.one(
    z.object({ id: z.bigint() }),
    `insert into audit_export (exported_at, object_key, sha256, entries, ledger_seq, ledger_hash)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [done.at.toISOString(), done.key, done.sha256, seqs.length, done.ledger?.seq ?? null, done.ledger?.hash ?? null],
  );
  await tx.run("insert into audit_exported (seq, export_id) select s, $2 from unnest($1::bigint[]) as s", [
    [...seqs],
    id,
  ]);
}
