/**
 * A request with an Idempotency-Key is done once. In: who asks, the key, the digest of the request. Out: whether to go ahead, or the answer
 * that it was given before, or why neither.
 *
 * The key is kept before the work, the answer after it. A kill between the two leaves a key without an answer: after a while the next
 * request with it goes ahead, and the flows know what was done already, as they do for a repeated command.
 */
import { done, refused, type Outcome } from "../domain/refusal.ts";
import type { Database } from "../platform/postgres/database.ts";
import { claimKey, deleteExpired, findKey, forgetKey, keepAnswer, reclaimKey } from "../store/idempotency.sql.ts";
import type { RequestName } from "../store/idempotency.sql.ts";

export interface OnceDeps {
  readonly db: Database;
  readonly now: () => Date;
}

export interface KeptAnswer {
  readonly status: number;
  readonly answer: string;
}

/** Longer than any request takes. */
const INTERRUPTED_AFTER_MS = 10 * 60_000;
const KEPT_HOURS = 24;

/** Null: go ahead, and end with `keep` or `forget`. */
export async function beginOnce(
  { db, now }: OnceDeps,
  name: RequestName,
  requestSha256: string,
): Promise<Outcome<KeptAnswer | null>> {
  const at = now();
  if (await claimKey(db, name, requestSha256, at)) return done(null);
  const known = await findKey(db, name);
  // Forgotten between the two: the other request did nothing, and this one may be sent again.
  if (known === null) return running();
  if (known.requestSha256 !== requestSha256) {
    const message = "This Idempotency-Key came with another request before. Give each request a key of its own.";
    return refused("idempotency-key-reused", message);
  }
  if (known.answered !== null) return done(known.answered);
  if (at.getTime() - Date.parse(known.startedAt) < INTERRUPTED_AFTER_MS) return running();
  return (await reclaimKey(db, name, known, at)) ? done(null) : running();
}

function running(): ReturnType<typeof refused> {
  const message = "The same request is under way. Wait for its answer: send it again with the same key in a moment.";
  return refused("request-running", message);
}

export function keepOnce({ db }: OnceDeps, name: RequestName, answer: KeptAnswer): Promise<void> {
  return keepAnswer(db, name, answer);
}

/** Nothing was done: the key is free again. */
export function forgetOnce({ db }: OnceDeps, name: RequestName): Promise<void> {
  return forgetKey(db, name);
}

/** Sessions, sign-ins, uploads and answers whose time is over. */
export function forgetExpired({ db, now }: OnceDeps): Promise<void> {
  const at = now();
  return deleteExpired(db, at, new Date(at.getTime() - KEPT_HOURS * 3_600_000));
}
