/**
 * Waive: a person says that a difference of reconciliation is explained, and why. In: ids, a reason. Out: the differences as they
 * stand then, or why not; all of them or none. A waived difference holds back neither a close nor a delivery. It is on record who did it.
 */
import { done, refused, type Outcome } from "../domain/refusal.ts";
import { recordAct } from "../store/audit.sql.ts";
import { lockDifferences, waiveOpen, type StoredDifference } from "../store/differences.sql.ts";
import type { FlowDeps } from "./deps.ts";

export async function waiveDifferences(
  deps: FlowDeps,
  ids: readonly bigint[],
  reason: string,
): Promise<Outcome<readonly StoredDifference[]>> {
  const why = reason.trim();
  if (why === "") return refused("reason-missing", "A waiver needs a reason: --reason TEXT.");
  return deps.db.transaction(async (tx) => {
    const known = await lockDifferences(tx, ids);
    const missing = ids.filter((id) => !known.some((d) => d.id === id));
    if (missing.length > 0) {
      const message = `There is no difference ${missing.join(", ")}. "opencommission reconcile" prints the ids. Nothing was waived.`;
      return refused("difference-unknown", message, { ids: missing });
    }
    const at = deps.now();
    const waived = await waiveOpen(tx, ids, { reason: why, by: deps.actor, at });
    for (const { id, market, code } of known) {
      if (!waived.includes(id)) continue;
      const detail = { market, code, reason: why };
      await recordAct(tx, { at, actor: deps.actor, action: "difference.waived", subject: String(id), detail });
    }
    return done(await lockDifferences(tx, ids));
  });
}
