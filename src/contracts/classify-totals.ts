/**
 * What becomes of control totals, given what is known: as for contract events, with the time "as of" in place of the sequence.
 * In: parsed totals, what their id and their market and period were seen with before. Out: the decision.
 */
import type { Decision } from "./classify-event.ts";
import { CODE, messageProblem } from "./message-problems.ts";
import { idConflictProblem, type ValidTotals } from "./parse-event.ts";

export interface KnownTotals {
  /** The content that came with this id and source, whatever type it had; null when they are new. */
  readonly sameId: { readonly contentHash: string } | null;
  /** The newest accepted totals of the market and period; null when there are none. */
  readonly stored: { readonly asOf: string; readonly contentHash: string } | null;
}

/** The id is looked at first, then the time. */
export function classifyTotals(
  event: Pick<ValidTotals, "envelope" | "totals" | "contentHash">,
  known: KnownTotals,
): Decision {
  const { envelope, totals, contentHash } = event;
  if (known.sameId !== null) {
    return known.sameId.contentHash === contentHash ? "duplicate" : { rejected: idConflictProblem(envelope.id) };
  }
  if (known.stored === null || totals.asOf > known.stored.asOf) return "accepted";
  if (totals.asOf < known.stored.asOf) return "stale";
  if (contentHash === known.stored.contentHash) return "duplicate";
  const expected = "a later time, since totals of this one are stored with other figures";
  return { rejected: messageProblem("data.asOf", CODE.totalsConflict, totals.asOf, expected) };
}
