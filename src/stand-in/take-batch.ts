/**
 * A batch comes in: decides, books, answers. In: the key, the bytes, the faults that this sending meets. Out: the answer, after
 * what it tells is on the disk. The same key and bytes again change nothing but entries that had been refused.
 */
import { hash } from "node:crypto";
import { heldCsv, type BookedBatch, type BookingStore } from "./booking-store.ts";
import type { Met } from "./faults.ts";
import { cellOf, readPosted, type PostedBatch } from "./posted-batch.ts";
import { jsonReply, problemReply, type Reply } from "./reply.ts";

const BATCH_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,199}$/;

export interface PostedRequest {
  /** `Idempotency-Key` */
  readonly key: string | null;
  /** `Content-Digest` */
  readonly digest: string | null;
  readonly mediaType: string;
  readonly body: Uint8Array;
}

export function takeBatch(store: BookingStore, request: PostedRequest, faults: Met, nowMs: number): Reply {
  const { key, body } = request;
  if (request.mediaType !== "text/csv") return problemReply(415, "A batch is text/csv.");
  if (key === null || !BATCH_ID.test(key)) {
    return problemReply(400, "Idempotency-Key is to be the batch's id: letters, digits and hyphens.");
  }
  const sha256 = hash("sha256", body, "hex");
  const digest = `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`;
  if (request.digest !== digest) {
    return problemReply(400, `Content-Digest is ${request.digest ?? "missing"}; the body that came has ${digest}.`);
  }
  const known = store.find(key);
  if (known !== null && known.receivedSha256 !== sha256) {
    return problemReply(409, `Batch ${key} is known with the SHA-256 ${known.receivedSha256}; this one has ${sha256}.`);
  }
  const reading = readPosted(body);
  if (!reading.ok) return problemReply(422, reading.problem);
  if (!key.startsWith(`${reading.batch.market}-`))
    return problemReply(422, `The id of a batch begins with its market.`);
  if (known === null) book(store, key, reading.batch, sha256, faults);
  else if (isForgotten(known, faults, nowMs)) store.bookAgain(key);
  else if (known.entries.some((entry) => entry.refused !== null)) {
    store.decideAgain(key, refusals(store, key, reading.batch, faults));
  }
  const batch = store.find(key);
  if (batch === null) throw new Error(`batch ${key} was booked and is not there`);
  if (faults.has("lose-entry")) {
    const lost = batch.entries.find((entry) => entry.refused === null);
    if (lost !== undefined) store.loseEntry(key, lost.entryId);
  }
  const named = batch.entries.slice(0, batch.entries.length - (faults.get("leave-out") ?? 0));
  return jsonReply(known === null ? 201 : 200, batchDocument({ ...batch, entries: named }));
}

/** The document of a batch, as `POST /batches` and `GET /batches/{id}` give it. */
export function batchDocument(
  batch: Pick<BookedBatch, "id" | "toldSha256" | "entries">,
): Readonly<Record<string, unknown>> {
  const entries = batch.entries.map(({ entryId, refused }) =>
    refused === null ? { id: entryId, state: "accepted" } : { id: entryId, state: "refused", reason: refused },
  );
  return { id: batch.id, sha256: batch.toldSha256, entries };
}

function book(store: BookingStore, id: string, posted: PostedBatch, sha256: string, faults: Met): void {
  const refused = refusals(store, id, posted, faults);
  if (!faults.has("other-amount")) {
    store.post(id, posted, { receivedSha256: sha256, toldSha256: sha256, refused });
    return;
  }
  const amountAt = posted.columns.indexOf("amount");
  const changed = posted.rows.map((row, index) =>
    index === 0 ? { ...row, cells: row.cells.with(amountAt, oneMore(row.cells[amountAt] ?? "")) } : row,
  );
  const entries = changed.map((row) => ({ ...row, refused: null, times: 1 }));
  const toldSha256 = hash("sha256", heldCsv({ columns: posted.columns, entries }), "hex");
  store.post(id, { ...posted, rows: changed }, { receivedSha256: sha256, toldSha256, refused });
}

/** A decimal with one whole unit more; as digits, for no float touches money. */
function oneMore(amount: string): string {
  const decimals = amount.split(".")[1]?.length ?? 0;
  const minor = BigInt(amount.replace(".", "")) + 10n ** BigInt(decimals);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  return `${minor < 0n ? "-" : ""}${digits.slice(0, point)}${decimals > 0 ? `.${digits.slice(point)}` : ""}`;
}

function refusals(store: BookingStore, id: string, posted: PostedBatch, faults: Met): Record<string, string> {
  const refused: Record<string, string> = {};
  for (const [index, row] of posted.rows.entries()) {
    const other = store.batchOf(row.entryId);
    if (other !== null && other !== id) refused[row.entryId] = `The entry is booked already, in batch ${other}.`;
    else if (index < (faults.get("refuse-some") ?? 0)) {
      refused[row.entryId] = `The account of ${cellOf(posted.columns, row.cells, "agent_id")} is locked.`;
    }
  }
  return refused;
}

function isForgotten(batch: BookedBatch, faults: Met, nowMs: number): boolean {
  const afterSeconds = faults.get("forget-keys");
  return afterSeconds !== undefined && nowMs - Date.parse(batch.at) >= afterSeconds * 1000;
}
