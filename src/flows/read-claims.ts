/**
 * The objects that claim checks stand for, read into a result.
 * In: claims of whole messages. Out: the problems of those that cannot be read. A message that was rejected before, for want of its
 * object say, and whose objects are all read now is settled.
 */
import type { ClaimedObject } from "../contracts/claim-check.ts";
import { CODE, messageProblem } from "../contracts/message-problems.ts";
import type { MessageProblem } from "../domain/problem.ts";
import { lockInputs } from "../store/revision.sql.ts";
import type { FlowDeps } from "./deps.ts";
import type { IngestResult } from "./ingest-result.ts";
import { settleRejected } from "./settle-rejected.ts";

/** Reads what a claim check stands for into the result. @returns the problem when it cannot */
export type ReadClaimed = (claim: ClaimedObject, result: IngestResult) => Promise<MessageProblem | null>;

/** An object that a message names. */
export interface Claim {
  readonly claim: ClaimedObject;
  readonly line: number | null;
  readonly raw: Uint8Array;
  /** Whether nothing else is wrong with the message. */
  readonly whole: boolean;
}

/** Reads the objects of whole messages. @returns the problem of each that cannot be read */
export async function readClaims(
  deps: FlowDeps,
  claims: readonly Claim[],
  readClaimed: ReadClaimed | null,
  result: IngestResult,
): Promise<(Claim & { readonly problem: MessageProblem })[]> {
  const wrong: (Claim & { readonly problem: MessageProblem })[] = [];
  for (const claim of claims) {
    const problem = readClaimed === null ? claimInObject() : await readClaimed(claim.claim, result);
    if (problem !== null) wrong.push({ ...claim, problem });
  }
  const notRight = new Set([...wrong, ...claims.filter(({ whole }) => !whole)].map(({ raw }) => raw));
  const right = new Set(claims.map(({ raw }) => raw)).difference(notRight);
  // One that was rejected before, for want of its object say. Of an object that is cut off the rest is still to come.
  if (right.size > 0 && !result.cut) {
    const taken = [...right].map((raw) => ({ raw, rawLength: raw.length, fate: "its objects were read" }));
    await deps.db.transaction(async (tx) => {
      await lockInputs(tx);
      await settleRejected(tx, deps, taken);
    });
  }
  return wrong;
}

function claimInObject(): MessageProblem {
  const found = "a notification inside an object that a notification names";
  return messageProblem("Records", CODE.unsupported, found, "contract events alone in such an object");
}
