/**
 * Ledger entries by filter, in ledger order, streamed.
 */
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import { ledgerHead, streamLedger, type LedgerFilter, type LedgerHead } from "../store/ledger.sql.ts";
import type { FlowDeps } from "./deps.ts";

export function readLedger(deps: Pick<FlowDeps, "db">, filter: LedgerFilter): AsyncGenerator<LedgerEntry> {
  return streamLedger(deps.db, filter);
}

/** The newest entry's number and hash, which stand for the whole chain; null while nothing was posted. */
export function readLedgerEnd(deps: Pick<FlowDeps, "db">): Promise<LedgerHead | null> {
  return ledgerHead(deps.db);
}
