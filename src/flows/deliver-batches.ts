/**
 * Deliver: sends what is due to Core View, in ledger order. In: stored batches. Out: those of this call with their state.
 * A batch is sent at least once and counts once: its id and bytes were fixed when it was cut, so repeating is always safe.
 */
import type { CoreViewAdapter } from "../platform/core-view.ts";
import { recordAct } from "../store/audit.sql.ts";
import { dueBatches, lockBatch, recordAttempt, type BatchState, type StoredBatch } from "../store/batches.sql.ts";
import { markDelivered } from "../store/closes.sql.ts";
import type { FlowDeps } from "./deps.ts";

export interface DeliveredBatch extends Pick<
  StoredBatch,
  "id" | "market" | "currency" | "entryCount" | "sumMinor" | "bookedIn" | "closeId"
> {
  readonly state: BatchState;
  /** Why it was not accepted; null when it was. */
  readonly problem: string | null;
}

export async function deliverBatches(
  deps: FlowDeps,
  coreViewOf: (market: string) => Promise<CoreViewAdapter>,
): Promise<{ batches: DeliveredBatch[]; closesDelivered: string[] }> {
  const due = await dueBatches(deps.db);
  const batches: DeliveredBatch[] = [];
  for (const [index, id] of due.entries()) {
    deps.progress({ what: "delivering", done: index, total: due.length });
    const batch = await deliverOne(deps, id, coreViewOf);
    if (batch !== null) batches.push(batch);
  }
  if (due.length > 0) deps.progress({ what: "delivering", done: due.length, total: due.length });
  const closesDelivered = await deps.db.transaction(async (tx) => {
    const ids = await markDelivered(tx, deps.now());
    for (const id of ids) {
      await recordAct(tx, { at: deps.now(), actor: deps.actor, action: "close.delivered", subject: id, detail: {} });
    }
    return ids;
  });
  return { batches, closesDelivered };
}

/** Null when another process has the batch in hand or has sent it meanwhile. */
async function deliverOne(
  deps: FlowDeps,
  id: string,
  coreViewOf: (market: string) => Promise<CoreViewAdapter>,
): Promise<DeliveredBatch | null> {
  return deps.db.transaction(async (tx) => {
    const batch = await lockBatch(tx, id);
    if (batch === null || batch.state === "accepted") return null;
    const coreView = await coreViewOf(batch.market);
    const result = await coreView.send(batch);
    const state = result.state === "unavailable" ? "pending" : result.state;
    const problem = result.state === "accepted" ? null : result.message;
    await recordAttempt(tx, id, { state, problem, at: deps.now() });
    const detail = { state, problem, sha256: batch.sha256, entries: batch.entryCount };
    await recordAct(tx, { at: deps.now(), actor: deps.actor, action: "batch.sent", subject: id, detail });
    return { ...batch, state, problem };
  });
}
