/**
 * Core View as a place of files, whatever place it is: `<id>.csv`, `<id>.manifest.json` and, where it is agreed, Core View's own
 * `<id>.ack.json`. In: batches. Out: both files in place and read back, or why not.
 *
 * The CSV goes first and the manifest last: a batch without its manifest does not exist. Whatever breaks, at worst there are
 * temporary files and a CSV that does not count; the next sending completes it. What is there is never overwritten: a file of
 * the batch's name with other bytes is a conflict, and a person has to look.
 */
import { createHash } from "node:crypto";
import type { AcknowledgementSetting } from "../../domain/delivery-setting.ts";
import { ACKNOWLEDGEMENT, readAcknowledgement } from "./acknowledgement.ts";
import type { CoreViewAdapter, ListResult, ReadResult, SendableBatch, SendResult, Unavailable } from "./core-view.ts";
import { unavailable, unknown, type FileDrop, type Refused, type Unknown } from "./file-drop.ts";

export interface FilesAgreement {
  /** Null: a batch that is in place is accepted. That one is overdue is for whoever delivers to see. */
  readonly acknowledgement: AcknowledgementSetting | null;
  /** Of a whole sending, reading or listing; null where nothing can hang. */
  readonly timeoutMs: number | null;
}

interface BatchFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MANIFEST = ".manifest.json";
const SAFE_ID = /^[A-Za-z0-9][A-Za-z0-9-]*$/;

export function createFilesCoreView(drop: FileDrop, { acknowledgement, timeoutMs }: FilesAgreement): CoreViewAdapter {
  const deadline = (): AbortSignal =>
    timeoutMs === null ? new AbortController().signal : AbortSignal.timeout(timeoutMs);
  return {
    destination: drop.destination,
    send: async (batch) => {
      const changed = checkBatch(batch);
      if (changed !== null) return changed;
      const signal = deadline();
      const failed = await putBoth(drop, batch, signal);
      if (failed !== null) return failed;
      return acknowledgement === null ? { state: "accepted" } : acknowledged(drop, batch, signal);
    },
    read: async (id) => (SAFE_ID.test(id) ? readHeld(drop, id, acknowledgement !== null, deadline()) : ABSENT),
    list: (market) => listHeld(drop, market, deadline()),
    close: () => drop.close(),
  };
}

const ABSENT: ReadResult = { state: "absent" };

function checkBatch(batch: SendableBatch): SendResult | null {
  if (!SAFE_ID.test(batch.id)) throw new Error(`assertion: ${JSON.stringify(batch.id)} is no name for a file`);
  const found = createHash("sha256").update(batch.csv).digest("hex");
  if (found === batch.sha256) return null;
  const message = `The stored CSV of batch ${batch.id} has the checksum ${found}, expected ${batch.sha256}: it was changed after it was cut. Nothing was sent.`;
  return { state: "refused", code: "batch-changed", message };
}

/** Null when both are in place, for good. */
async function putBoth(
  drop: FileDrop,
  batch: SendableBatch,
  signal: AbortSignal,
): Promise<Unknown | Refused | Unavailable | null> {
  const csv: BatchFile = { name: `${batch.id}.csv`, bytes: batch.csv };
  const manifest: BatchFile = { name: `${batch.id}${MANIFEST}`, bytes: batch.manifest };
  // Both are looked at before either is written: a conflict leaves the place as it is.
  const missing: BatchFile[] = [];
  for (const file of [csv, manifest]) {
    const there = await drop.get(file.name, signal);
    if (there.state !== "got") return there;
    if (there.bytes === null) missing.push(file);
    else if (!same(there.bytes, file.bytes)) return conflict(drop, file.name);
  }
  for (const file of missing) {
    const failed = await putAndReadBack(drop, file, signal);
    if (failed === null) continue;
    // Without its manifest the batch does not exist, whatever became of the CSV.
    return failed.state === "unknown" && file === csv ? unavailable(failed.message, failed.retryAfterMs) : failed;
  }
  // Files that stood there already may have been put by a process that died before their names would last.
  return missing.length === 0 ? drop.keep() : null;
}

/** Null when the file is in place with the very bytes, no matter who put it there. */
async function putAndReadBack(
  drop: FileDrop,
  { name, bytes }: BatchFile,
  signal: AbortSignal,
): Promise<Unknown | Refused | Unavailable | null> {
  const put = await drop.put(name, bytes, signal);
  if (put.state !== "put" && put.state !== "taken") return put;
  const there = await drop.get(name, signal);
  if (there.state === "refused") return there;
  if (there.state === "unavailable")
    return unknown(`${drop.pathOf(name)} was written, not read back: ${there.message}`);
  if (there.bytes === null) {
    return unknown(
      `${drop.pathOf(name)} was written and is gone. Core View has to leave the files of a batch where they are, or they are sent again.`,
    );
  }
  return same(there.bytes, bytes) ? null : conflict(drop, name);
}

/** The size and every byte: whoever reads it back has it as it is in the ledger. */
function same(found: Uint8Array, expected: Uint8Array): boolean {
  return Buffer.from(found.buffer, found.byteOffset, found.byteLength).equals(expected);
}

function conflict(drop: FileDrop, name: string): Refused {
  const message = `${drop.pathOf(name)} is there with other content than the batch has. It was not overwritten. Compare both, move the file away if it is wrong, and deliver again.`;
  return { state: "refused", code: "core-view-conflict", message };
}

/** The batch is in place: what Core View says of it. */
async function acknowledged(drop: FileDrop, batch: SendableBatch, signal: AbortSignal): Promise<SendResult> {
  const there = await drop.get(`${batch.id}${ACKNOWLEDGEMENT}`, signal);
  const where = drop.pathOf(`${batch.id}${ACKNOWLEDGEMENT}`);
  if (there.state !== "got") {
    return { state: "sent", message: `Both files are in place. The acknowledgement was not read: ${there.message}` };
  }
  if (there.bytes === null) return { state: "sent", message: `Both files are in place. ${where} is awaited.` };
  const said = readAcknowledgement(there.bytes, batch.id, batch.csv);
  if (!said.ok) return notBelieved(where, said.problem);
  if (said.state === "accepted") return { state: "accepted" };
  const refused = said.answers.filter((answer) => answer.state === "refused");
  const reason = refused[0] === undefined ? "" : `, the first, ${refused[0].entryId}, for: ${refused[0].reason}`;
  const message = `${where}: of the entries of batch ${batch.id}, Core View refused ${refused.length}${reason}.`;
  if (said.state === "refused") return { state: "refused", code: "core-view-refused", message };
  return { state: "partly-accepted", entries: said.answers, message };
}

function notBelieved(where: string, problem: string): Refused {
  const message = `${where} is no acknowledgement of this batch: ${problem}. Nothing of it was believed. Ask Core View to write it again, and deliver again.`;
  return { state: "refused", code: "acknowledgement-invalid", message };
}

async function readHeld(drop: FileDrop, id: string, agreed: boolean, signal: AbortSignal): Promise<ReadResult> {
  const manifest = await drop.get(`${id}${MANIFEST}`, signal);
  if (manifest.state !== "got") return manifest;
  if (manifest.bytes === null) return ABSENT;
  const csv = await drop.get(`${id}.csv`, signal);
  if (csv.state !== "got") return csv;
  // Whoever asks believes the answer for good: a sender may have died before the names would last.
  const fleeting = await drop.keep();
  if (fleeting !== null) return fleeting;
  const batch = { id, csv: csv.bytes, manifest: manifest.bytes };
  if (!agreed) return { state: "held", batch: { ...batch, booked: "all" } };
  const answer = await drop.get(`${id}${ACKNOWLEDGEMENT}`, signal);
  if (answer.state !== "got") return answer;
  // An acknowledgement of a batch that was lost is of nothing that we can check.
  if (answer.bytes === null || csv.bytes === null) return { state: "held", batch: { ...batch, booked: "awaited" } };
  const said = readAcknowledgement(answer.bytes, id, csv.bytes);
  if (!said.ok) return notBelieved(drop.pathOf(`${id}${ACKNOWLEDGEMENT}`), said.problem);
  return { state: "held", batch: { ...batch, booked: said.answers } };
}

async function listHeld(drop: FileDrop, market: string, signal: AbortSignal): Promise<ListResult> {
  const found = await drop.names(`${market}-`, signal);
  if (found.state !== "named") return found;
  const ids = found.names.filter((name) => name.endsWith(MANIFEST)).map((name) => name.slice(0, -MANIFEST.length));
  return { state: "listed", ids: ids.filter((id) => SAFE_ID.test(id)).toSorted() };
}
