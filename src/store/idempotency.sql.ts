/**
 * Requests that carry an Idempotency-Key, and what they were answered; and the deletion of what has served its time.
 */
import { z } from "zod";
import type { Queryable } from "../platform/postgres/database.ts";

const Row = z
  .object({
    request_sha256: z.string(),
    started_at: z.string(),
    status: z.int().nullable(),
    answer: z.string().nullable(),
  })
  .transform((r) => ({
    requestSha256: r.request_sha256,
    startedAt: r.started_at,
    answered: r.status === null || r.answer === null ? null : { status: r.status, answer: r.answer },
  }));
export type KnownRequest = z.infer<typeof Row>;

export interface RequestName {
  readonly personId: bigint;
  readonly key: string;
}

/** True when the key is new, and this request's from now on. */
export async function claimKey(
  db: Queryable,
  { personId, key }: RequestName,
  requestSha256: string,
  at: Date,
): Promise<boolean> {
  const rows = await db.run(
    "insert into idempotency_key (person_id, key, request_sha256, started_at) values ($1, $2, $3, $4) on conflict do nothing",
    [personId, key, requestSha256, at.toISOString()],
  );
  return rows === 1;
}

export async function findKey(db: Queryable, { personId, key }: RequestName): Promise<KnownRequest | null> {
  return db.maybe(
    Row,
    "select request_sha256, started_at, status, answer from idempotency_key where person_id = $1 and key = $2",
    [personId, key],
  );
}

/** Takes over a request that was interrupted; false when somebody else did. */
export async function reclaimKey(
  db: Queryable,
  { personId, key }: RequestName,
  was: KnownRequest,
  at: Date,
): Promise<boolean> {
  const rows = await db.run(
    "update idempotency_key set started_at = $4 where person_id = $1 and key = $2 and started_at = $3 and answer is null",
    [personId, key, was.startedAt, at.toISOString()],
  );
  return rows === 1;
}

export async function keepAnswer(
  db: Queryable,
  { personId, key }: RequestName,
  { status, answer }: { readonly status: number; readonly answer: string },
): Promise<void> {
  await db.run("update idempotency_key set status = $3, answer = $4 where person_id = $1 and key = $2", [
    personId,
    key,
    status,
    answer,
  ]);
}

/** The request did nothing, so that it may be tried again under the same key. */
export async function forgetKey(db: Queryable, { personId, key }: RequestName): Promise<void> {
  await db.run("delete from idempotency_key where person_id = $1 and key = $2 and answer is null", [personId, key]);
}

/** Sessions, sign-ins, uploads and answers whose time is over. */
export async function deleteExpired(db: Queryable, now: Date, answersBefore: Date): Promise<void> {
  await db.run("delete from session where expires_at < $1", [now.toISOString()]);
  await db.run("delete from sign_in where expires_at < $1", [now.toISOString()]);
  await db.run("delete from workbook_upload where expires_at < $1", [now.toISOString()]);
  await db.run("delete from idempotency_key where started_at < $1", [answersBefore.toISOString()]);
}
