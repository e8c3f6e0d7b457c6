/**
 * Which matrices a close uses in another version than the close before it. In: a close. Out: they, once it is known: who approves is not to
 * approve before, nor when it cannot be told.
 */
import { useAsk } from "../api/queries.ts";
import type { Close } from "./close-status.tsx";
import { versionsSince, type ChangedMatrix } from "./versions-since.ts";

export type ChangedRates =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly error: Error; readonly retry: () => void }
  | { readonly state: "known"; readonly changed: readonly ChangedMatrix[] };

export function useChangedRates({ id, market, decidedAt }: Close): ChangedRates {
  const waterfall = useAsk("/closes/{id}/waterfall", { params: { id }, query: { limit: 1 } });
  const previous = waterfall.data?.previous ?? null;
  const before = useAsk("/closes/{id}", { params: { id: previous?.id ?? "" } }, { enabled: previous !== null });
  const matrices = useAsk("/matrices", { query: { market } });
  const failed = [waterfall, before, matrices].find(({ error }) => error !== null);
  if (failed !== undefined && failed.error !== null)
    return { state: "failed", error: failed.error, retry: () => void failed.refetch() };
  if (waterfall.data === undefined || matrices.data === undefined) return { state: "loading" };
  if (previous === null) return { state: "known", changed: [] };
  if (before.data === undefined) return { state: "loading" };
  const changed = versionsSince(matrices.data.matrices, before.data.close.startedAt, decidedAt);
  return { state: "known", changed };
}
