/**
 * The batches and their states, in ledger order; and one batch with the timeline of its attempts and its entries.
 * In: the database. Out: what stands there; an attempt without an end was interrupted, and Core View may have the batch.
 */
import { readCsv, type DeliveredEntry } from "../delivery/batch-bytes.ts";
import type { EntryState } from "../delivery/judge-answer.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import { entryStates, listAttempts, type Attempt } from "../store/attempts.sql.ts";
import { findBatch, listBatches, type BatchState, type ListedBatch } from "../store/batches.sql.ts";
import type { FlowDeps } from "./deps.ts";

export function readDeliveries(
  deps: Pick<FlowDeps, "db">,
  filter: { readonly market?: string | undefined } = {},
): Promise<ListedBatch[]> {
  return listBatches(deps.db, filter);
}

export interface BatchTimeline {
  readonly batch: ListedBatch;
  readonly attempts: readonly Attempt[];
  /** In ledger order; a state of its own where Core View spoke of the entries one by one, else the batch's. */
  readonly entries: readonly (DeliveredEntry & { readonly state: BatchState; readonly reason: string | null })[];
}

export async function readBatchTimeline(deps: Pick<FlowDeps, "db">, id: string): Promise<Outcome<BatchTimeline>> {
  const batch = await findBatch(deps.db, id);
  if (batch === null)
    return refused("batch-not-found", `There is no batch ${id}. "deliveries" lists them.`, { batch: id });
  const states = new Map<string, EntryState>((await entryStates(deps.db, id)).map((e) => [e.entryId, e]));
  const entries = (readCsv(batch.csv) ?? []).map((entry) => ({
    ...entry,
    state: states.get(entry.id)?.state ?? batch.state,
    reason: states.get(entry.id)?.reason ?? null,
  }));
  return done({ batch, attempts: await listAttempts(deps.db, id), entries });
}
