/**
 * Closes read back: the entries that a close proposes or has posted.
 */
import type { ProposedEntry } from "../domain/ledger-entry.ts";
import type { Period } from "../domain/period.ts";
import { streamProposed } from "../store/proposals.sql.ts";
import { closedRange, postedCloses, type Close } from "../store/closes.sql.ts";
import { streamLedger } from "../store/ledger.sql.ts";
import type { FlowDeps } from "./deps.ts";

export type { Close } from "../store/closes.sql.ts";

/** In their order; of a close that was replaced by a newer one there are none. */
export function readCloseEntries(deps: Pick<FlowDeps, "db">, close: Close): AsyncGenerator<ProposedEntry> {
  const posted = close.status === "approved" || close.status === "delivered";
  return posted ? streamLedger(deps.db, { closeId: close.id }) : streamProposed(deps.db, close);
}

/** First and newest closed period of a market; null when it has none. */
export function closedPeriods(
  deps: Pick<FlowDeps, "db">,
  market: string,
): Promise<{ first: Period; last: Period } | null> {
  return closedRange(deps.db, market);
}

/** Posted closes in the order of their posting. */
export function readPostedCloses(deps: Pick<FlowDeps, "db">): Promise<Close[]> {
  return postedCloses(deps.db);
}
