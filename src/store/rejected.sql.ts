/**
 * Rejected messages: kept with their bytes and every reason until somebody has replayed or dismissed them.
 */
import { z } from "zod";
import type { MessageProblem } from "../domain/problem.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

export interface RejectedMessage {
  readonly id: bigint;
  readonly receivedAt: string;
  readonly receivedFrom: string;
  readonly line: number | null;
  /** The bytes as they came, or their first part where `rawLength` says that there were more. */
  readonly raw: Uint8Array;
  readonly rawLength: number;
  readonly problems: readonly MessageProblem[];
  readonly state: "open" | "replayed" | "dismissed";
  readonly reason: string | null;
  readonly decidedBy: string | null;
}

export interface NewRejected {
  readonly line: number | null;
  readonly raw: Uint8Array;
  readonly rawLength: number;
  readonly rawSha256: string;
  readonly eventId: string | null;
  readonly problems: readonly MessageProblem[];
}

/** Keeps messages, each once; one that had been replayed and is wrong again is open again. */
export async function keepRejected(
  tx: Transaction,
  messages: readonly NewRejected[],
  received: { readonly at: Date; readonly from: string },
): Promise<void> {
  await tx.run(
    `insert into rejected_message (received_at, received_from, line, raw, raw_length, raw_sha256, event_id, problems)
     select $1, $2, line, raw, raw_length, raw_sha256, event_id, problems
       from unnest($3::bigint[], $4::bytea[], $5::bigint[], $6::text[], $7::text[], $8::jsonb[])
         as m (line, raw, raw_length, raw_sha256, event_id, problems)
     on conflict (raw_sha256) do update
        set state = case rejected_message.state when 'replayed' then 'open' else rejected_message.state end,
            problems = case rejected_message.state when 'dismissed' then rejected_message.problems else excluded.problems end`,
    [
      received.at.toISOString(),
      received.from,
      messages.map((m) => m.line),
      messages.map((m) => m.raw),
      messages.map((m) => m.rawLength),
      messages.map((m) => m.rawSha256),
      messages.map((m) => m.eventId),
      messages.map((m) => JSON.stringify(m.problems)),
    ],
  );
}

const Row = z
  .object({
    id: z.bigint(),
    received_at: z.string(),
    received_from: z.string(),
    line: z.bigint().nullable(),
    raw: z.instanceof(Uint8Array),
    raw_length: z.bigint(),
    problems: z.array(
      z.object({ field: z.string().nullable(), code: z.string(), found: z.string(), expected: z.string() }),
    ),
    state: z.enum(["open", "replayed", "dismissed"]),
    reason: z.string().nullable(),
    decided_by: z.string().nullable(),
  })
  .transform((row): RejectedMessage => ({
    id: row.id,
    receivedAt: row.received_at,
    receivedFrom: row.received_from,
    line: row.line === null ? null : Number(row.line),
    raw: row.raw,
    rawLength: Number(row.raw_length),
    problems: row.problems,
    state: row.state,
    reason: row.reason,
    decidedBy: row.decided_by,
  }));

const REJECTED =
  "select id, received_at, received_from, line, raw, raw_length, problems, state, reason, decided_by from rejected_message";

export async function listRejected(db: Queryable): Promise<RejectedMessage[]> {
  return db.all(Row, `${REJECTED} order by id`);
}

export async function lockRejected(tx: Transaction, id: bigint): Promise<RejectedMessage | null> {
  return tx.maybe(Row, `${REJECTED} where id = $1 for update`, [id]);
}

export async function decideRejected(
  tx: Transaction,
  id: bigint,
  decision: {
    readonly state: "replayed" | "dismissed";
    readonly reason: string | null;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await tx.run("update rejected_message set state = $2, reason = $3, decided_by = $4, decided_at = $5 where id = $1", [
    id,
    decision.state,
    decision.reason,
    decision.by,
    decision.at.toISOString(),
  ]);
}

/** Whether any message waits for a decision: asked once a batch, so that ordinary batches look for none. */
export async function anyOpenRejected(tx: Queryable): Promise<boolean> {
  const row = await tx.one(
    z.object({ any: z.boolean() }),
    `select exists (select from rejected_message where state = 'open') as "any"`,
  );
  return row.any;
}

/** Open messages that came again and were taken in: replayed by whoever brought them. Returns their ids. */
export async function replayOpen(
  tx: Transaction,
  rawHashes: readonly string[],
  decision: { readonly by: string; readonly at: Date },
): Promise<{ readonly id: bigint; readonly rawHash: string }[]> {
  const rows = await tx.all(
    z.object({ id: z.bigint(), raw_sha256: z.string() }),
    `update rejected_message set state = 'replayed', decided_by = $2, decided_at = $3
      where state = 'open' and raw_sha256 = any ($1::text[]) returning id, raw_sha256`,
    [rawHashes, decision.by, decision.at.toISOString()],
  );
  return rows.map((row) => ({ id: row.id, rawHash: row.raw_sha256 }));
}

/** New reasons after a replay that failed. */
export async function restateProblems(tx: Transaction, id: bigint, problems: readonly MessageProblem[]): Promise<void> {
  await tx.run("update rejected_message set problems = $2 where id = $1", [id, JSON.stringify(problems)]);
}

export async function countOpenRejected(db: Queryable): Promise<number> {
  const row = await db.one(
    z.object({ n: z.bigint() }),
    "select count(*) as n from rejected_message where state = 'open'",
  );
  return Number(row.n);
}
