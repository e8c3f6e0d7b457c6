/**
 * A batch for Core View as JSON, the same for every door.
 */
import type { StoredBatch } from "../../flows/read-pages.ts";
import { moneyText } from "./money-text.ts";

export function batchJson(b: Omit<StoredBatch, "csv" | "manifest" | "lastSeq" | "firstSeq" | "sha256">) {
  return {
    id: b.id,
    market: b.market,
    currency: b.currency,
    bookedIn: b.bookedIn,
    close: b.closeId,
    entries: b.entryCount,
    sum: moneyText(b.sumMinor, b.currency),
    state: b.state,
    attempts: b.attempts,
    code: b.lastProblemCode,
    problem: b.lastProblem,
    sentAt: b.sentAt,
    nextAttemptAt: b.nextAttemptAt,
  };
}
