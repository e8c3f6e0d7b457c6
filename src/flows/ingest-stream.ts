/**
 * A stream of contract messages into the store: NDJSON (gzip too), one JSON event or array, or the objects that a claim check names.
 * In: bytes. Out: the counts and the first rejections. Held: one batch. Interrupted, all batches so far stand; repeated, they are duplicates.
 */
import { createGunzip } from "node:zlib";
import { Readable } from "node:stream";
import type { ClaimedObject } from "../contracts/claim-check.ts";
import { CODE, messageProblem } from "../contracts/message-problems.ts";
import { isNotJson, type InvalidEvent } from "../contracts/parse-event.ts";
import { parseMessage } from "../contracts/parse-message.ts";
import { createLineSplitter, type Line } from "../contracts/split-lines.ts";
import { dateInZone } from "../domain/period.ts";
import type { Market } from "../domain/market-table.ts";
import type { MessageProblem } from "../domain/problem.ts";
import type { ObjectStore } from "../platform/object-store/object-store.ts";
import type { FlowDeps } from "./deps.ts";
import { ingestBatch, type Arrival } from "./ingest-batch.ts";
import { emptyResult, type IngestResult } from "./ingest-result.ts";
import { readClaims, type Claim, type ReadClaimed } from "./read-claims.ts";

const BATCH_EVENTS = 2_000;
const BATCH_BYTES = 4 * 1024 * 1024;
/** A file that is no NDJSON is read whole to be understood as one document; a longer one can only be lines. */
const MOST_DOCUMENT_BYTES = 16 * 1024 * 1024;
const MOST_LISTED_REJECTIONS = 1_000;

export interface IngestSource {
  /** What is kept as the origin of each event: a file's name, `-`, an object's address. */
  readonly name: string;
  /** `lines` where the name says NDJSON, `document` where it says JSON, else what the content looks like. */
  readonly form: "lines" | "document" | "either";
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Bytes in all, before unpacking; null when not known. */
  readonly size: number | null;
  /** Told after each commit how many of the source's messages are in. */
  readonly committed?: (received: number) => Promise<void>;
}

export async function ingestStream(
  deps: FlowDeps,
  objects: Pick<ObjectStore, "open">,
  source: IngestSource,
): Promise<IngestResult> {
  return ingest(deps, source, (claim, result) => ingestClaimed(deps, objects, claim, result));
}

/** @param readClaimed null inside a claimed object: one that named objects itself could name itself, without end */
async function ingest(deps: FlowDeps, source: IngestSource, readClaimed: ReadClaimed | null): Promise<IngestResult> {
  const result = emptyResult();
  const run = createRun(deps, source, result, readClaimed);
  await readInto(run, deps, source);
  await run.flush();
  return result;
}

/** One run over a source: takes messages, writes them in batches. */
interface Run {
  message(bytes: Uint8Array, line: number | null, terminated: boolean): void;
  oversize(line: Extract<Line, { kind: "oversize" }>): void;
  /** Writes what has been taken when there is enough of it. */
  settle(): Promise<void>;
  flush(): Promise<void>;
  cutOff(): void;
}

function createRun(
  deps: FlowDeps,
  source: Pick<IngestSource, "name" | "committed">,
  result: IngestResult,
  readClaimed: ReadClaimed | null,
): Run {
  const { today, forget } = datesOf(deps);
  let arrivals: Arrival[] = [];
  let bytesHeld = 0;
  const claims: Claim[] = [];

  const take = (arrival: Arrival): void => {
    arrivals.push(arrival);
    bytesHeld += arrival.event.raw.length;
  };
  const flush = async (): Promise<void> => {
    if (arrivals.length > 0) {
      const batch = arrivals;
      arrivals = [];
      bytesHeld = 0;
      forget();
      countFates(result, batch, await ingestBatch(deps, batch, source.name));
      await source.committed?.(result.received);
    }
    for (const { line, raw, problem } of await readClaims(deps, claims.splice(0), readClaimed, result)) {
      take({ line, event: invalid(raw, [problem]), rawLength: raw.length });
    }
    if (arrivals.length > 0) await flush();
  };
  return {
    message: (bytes, line, terminated) => {
      const parsed = parseMessage(bytes, { today });
      if (parsed.kind === "claim-check") {
        const whole = parsed.problems.length === 0;
        for (const claim of parsed.objects) claims.push({ claim, line, raw: parsed.raw, whole });
        if (!whole) take({ line, event: invalid(bytes, parsed.problems), rawLength: bytes.length });
        return;
      }
      const [first] = parsed.events;
      // A last line without its end that is the beginning of an event was cut off by whoever wrote it: it will come whole.
      if (
        !terminated &&
        result.received + arrivals.length > 0 &&
        first !== undefined &&
        isNotJson(first) &&
        isCutObject(bytes)
      ) {
        result.cut = true;
        return;
      }
      for (const [index, event] of parsed.events.entries()) {
        take({ line: line ?? index + 1, event, rawLength: event.raw.length });
      }
    },
    oversize: ({ number, start, totalBytes }) => {
      const problem = messageProblem(null, CODE.tooLarge, `${totalBytes} bytes`, "an event of at most 256 KiB");
      take({ line: number, event: invalid(Uint8Array.from(start), [problem]), rawLength: totalBytes });
    },
    settle: async () => {
      if (arrivals.length >= BATCH_EVENTS || bytesHeld >= BATCH_BYTES || claims.length > 0) await flush();
    },
    flush,
    cutOff: () => {
      result.cut = true;
    },
  };
}

/** Today's date by market, asked of the zone once a batch. */
function datesOf({ now }: Pick<FlowDeps, "now">) {
  const dates = new Map<string, ReturnType<typeof dateInZone>>();
  const today = (market: Market) => {
    const date = dates.get(market.timeZone) ?? dateInZone(now(), market.timeZone);
    dates.set(market.timeZone, date);
    return date;
  };
  return { today, forget: () => dates.clear() };
}

function invalid(raw: Uint8Array, problems: readonly MessageProblem[]): InvalidEvent {
  return { kind: "invalid", id: null, source: null, problems, raw };
}

/** Begins as an object or array and does not end as one. */
function isCutObject(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString("latin1").trim();
  return /^[{[]/.test(text) && !/[}\]]$/.test(text);
}

function countFates(
  result: IngestResult,
  batch: readonly Arrival[],
  fates: Awaited<ReturnType<typeof ingestBatch>>,
): void {
  result.received += batch.length;
  for (const [index, fate] of fates.entries()) {
    result[fate.kind] += 1;
    if (fate.kind === "rejected" && result.rejections.length < MOST_LISTED_REJECTIONS) {
      result.rejections.push({ line: batch[index]?.line ?? null, id: fate.id, problems: fate.problems });
    }
  }
}

/** The events of a claimed object, counted with the rest. @returns the problem when there is no such object */
export async function ingestClaimed(
  deps: FlowDeps,
  objects: Pick<ObjectStore, "open">,
  claim: ClaimedObject,
  result: IngestResult,
): Promise<MessageProblem | null> {
  const address = `${claim.bucket}/${claim.key}`;
  const object = await objects.open(claim);
  if (object.state !== "found") {
    const found = object.state === "denied" ? `${address} (${object.message})` : address;
    return messageProblem("Records", CODE.objectMissing, found, "an object that is in the store and may be read");
  }
  const inner = await ingest(deps, { name: address, form: "lines", bytes: object.bytes, size: object.size }, null);
  result.received += inner.received;
  for (const kind of ["accepted", "duplicate", "stale", "rejected"] as const) result[kind] += inner[kind];
  result.rejections.push(...inner.rejections.slice(0, MOST_LISTED_REJECTIONS - result.rejections.length));
  result.cut ||= inner.cut;
  return null;
}

async function readInto(run: Run, deps: FlowDeps, source: IngestSource): Promise<void> {
  const lines: Line[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  const drain = async (): Promise<void> => {
    for (const line of lines.splice(0)) {
      if (line.kind === "oversize") run.oversize(line);
      else run.message(line.bytes, line.number, line.terminated);
      await run.settle();
    }
  };
  let head: Uint8Array[] | null = source.form === "lines" ? null : [];
  let headBytes = 0;
  let complete = true;
  const counted = countBytes(source.bytes, (done) =>
    deps.progress({ what: `reading ${source.name}`, done, total: source.size }),
  );
  try {
    for await (const chunk of unpacked(counted)) {
      if (head !== null) {
        head.push(chunk);
        headBytes += chunk.length;
        if (headBytes <= MOST_DOCUMENT_BYTES) continue;
        for (const part of head) splitter.push(part);
        head = null;
      } else splitter.push(chunk);
      await drain();
    }
  } catch (error) {
    if (!isBrokenGzip(error)) throw error;
    complete = false;
    run.cutOff();
  }
  if (head !== null) {
    const whole = Buffer.concat(head);
    if (complete && (source.form === "document" || isOneDocument(whole))) {
      if (whole.toString("utf8").trim() !== "") run.message(whole, null, true);
      return;
    }
    splitter.push(whole);
  }
  splitter.finish(complete);
  await drain();
}

function isOneDocument(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

async function* countBytes(bytes: AsyncIterable<Uint8Array>, tell: (done: number) => void): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of bytes) {
    done += chunk.length;
    tell(done);
    yield chunk;
  }
}

/** The bytes as they are, or unpacked where they begin as gzip does. */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  let first = await iterator.next();
  while (!first.done && first.value.length < 2) {
    const more = await iterator.next();
    if (more.done) break;
    first = { done: false, value: Buffer.concat([first.value, more.value]) };
  }
  if (first.done) return;
  const start = first.value;
  async function* all(): AsyncGenerator<Uint8Array> {
    yield start;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  if (start[0] !== 0x1f || start[1] !== 0x8b) {
    yield* all();
    return;
  }
  const gunzip = createGunzip();
  const input = Readable.from(all());
  input.on("error", (error) => gunzip.destroy(error));
  for await (const chunk of input.pipe(gunzip)) {
    if (!(chunk instanceof Uint8Array)) throw new Error("assertion: gunzip gives bytes");
    yield chunk;
  }
}

function isBrokenGzip(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
}
