/**
 * Ledger entries by filter, in ledger order, streamed.
 */
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import { streamLedger, type LedgerFilter } from "../store/ledger.sql.ts";
import type { FlowDeps } from "./deps.ts";

export function readLedger(deps: Pick<FlowDeps, "db">, filter: LedgerFilter): AsyncGenerator<LedgerEntry> {
  return streamLedger(deps.db, filter);
}
