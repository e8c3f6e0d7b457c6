/**
 * The record of acts: who did what, when. Append-only; written in the transaction of the act itself.
 */
import type { Transaction } from "../platform/postgres/database.ts";

export interface Act {
  readonly at: Date;
  readonly actor: string;
  /** Such as `workbook.imported`, `close.approved`. */
  readonly action: string;
  /** What it was done to: a close's id, a file's name. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export async function recordAct(tx: Transaction, act: Act): Promise<void> {
  await tx.run("insert into audit_entry (at, actor, action, subject, detail) values ($1, $2, $3, $4, $5)", [
    act.at.toISOString(),
    act.actor,
    act.action,
    act.subject,
    JSON.stringify(act.detail),
  ]);
}
