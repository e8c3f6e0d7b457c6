/**
 * Rejected messages that come again and are right now (a conflict of sequences after a higher one, a date that was too early): nobody
 * has to replay them. In: messages that were taken in. Out: their open rejected twins are `replayed`, in the same transaction.
 */
import { rawHash } from "../contracts/raw-hash.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import { recordAct } from "../store/audit.sql.ts";
import { anyOpenRejected, replayOpen } from "../store/rejected.sql.ts";
import type { FlowDeps } from "./deps.ts";

/** A message with what became of it, for the record. */
export interface TakenIn {
  readonly raw: Uint8Array;
  readonly rawLength: number;
  readonly fate: string;
}

/** Call it under `lockInputs`, after what the batch rejects is kept. */
export async function settleRejected(
  tx: Transaction,
  deps: Pick<FlowDeps, "now" | "actor">,
  taken: readonly TakenIn[],
): Promise<void> {
  if (taken.length === 0 || !(await anyOpenRejected(tx))) return;
  const fates = new Map(taken.map(({ raw, rawLength, fate }) => [rawHash(raw, rawLength), fate]));
  const at = deps.now();
  for (const { id, rawHash: hash } of await replayOpen(tx, [...fates.keys()], { by: deps.actor, at })) {
    const detail = { outcome: `came again: ${fates.get(hash)}` };
    await recordAct(tx, { at, actor: deps.actor, action: "message.replayed", subject: String(id), detail });
  }
}
