/**
 * The counter of input changes. Whoever changes an input locks it first, so that revisions become visible in order
 * and "as of revision R" is one state of all inputs.
 */
import { z } from "zod";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

const Last = z.object({ last: z.bigint() });

/** The newest revision that is visible: every lower one is visible too. */
export async function currentRevision(db: Queryable): Promise<bigint> {
  return (await db.one(Last, "select last from input_revision")).last;
}

/** Waits for its turn to change inputs; the turn ends with the transaction. Returns the newest revision. */
export async function lockInputs(tx: Transaction): Promise<bigint> {
  return (await tx.one(Last, "select last from input_revision for update")).last;
}

/** Uses up all revisions up to `last`. Call it under `lockInputs`. */
export async function advanceInputs(tx: Transaction, last: bigint): Promise<void> {
  await tx.run("update input_revision set last = $1 where last <= $1", [last]);
}
