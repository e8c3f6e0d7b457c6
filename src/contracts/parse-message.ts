/**
 * The door of contract events: what one message holds.
 * In: the bytes of a message from the queue, of a line or of a file. Out: its events, each valid or with every problem, or the objects
 * that the message stands for. Nothing is thrown for what the bytes hold, and nothing of them is lost: every result keeps its own.
 */
import { isClaimCheck, readClaimCheck, type ClaimCheck } from "./claim-check.ts";
import { CODE, messageProblem } from "./message-problems.ts";
import type { ParseContext } from "./parse-contract.ts";
import { isNotJson, parseEvent, parseReadEvent, type InvalidEvent, type ParsedEvent } from "./parse-event.ts";
import { isBatch, splitBatch } from "./split-batch.ts";
import { readStrictJson } from "./strict-json.ts";

export type ParsedMessage = { readonly kind: "events"; readonly events: readonly ParsedEvent[] } | ClaimCheck;

/**
 * One event, a JSON array of events (CloudEvents batch; an empty one holds none) or an S3 event notification.
 * An array that is not JSON as a whole is one invalid event; in one that is, each event stands or falls alone.
 */
export function parseMessage(raw: Uint8Array, context: ParseContext): ParsedMessage {
  if (isBatch(raw)) return { kind: "events", events: parseBatch(raw, context) };
  const json = readStrictJson(raw);
  if (json.kind === "read" && json.problems.length === 0 && isClaimCheck(json.value)) {
    return readClaimCheck(json.value, raw);
  }
  return { kind: "events", events: [parseReadEvent(json, raw, context)] };
}

function parseBatch(raw: Uint8Array, context: ParseContext): readonly ParsedEvent[] {
  const slices = splitBatch(raw);
  if (slices === null) {
    const expected = "a JSON array of events, with its brackets and quotes closed";
    return [
      notOneArray(raw, messageProblem(null, CODE.notJson, "an array that does not end where it should", expected)),
    ];
  }
  const events = slices.map((slice) => parseEvent(slice, context));
  const broken = events.findIndex(isNotJson);
  const event = events[broken];
  if (!event || !isNotJson(event)) return events;
  return [notOneArray(raw, { ...(event.problems[0] ?? unreachable()), field: `[${broken}]` })];
}

function notOneArray(raw: Uint8Array, problem: InvalidEvent["problems"][number]): InvalidEvent {
  return { kind: "invalid", id: null, source: null, problems: [problem], raw };
}

function unreachable(): never {
  throw new Error("assertion: an invalid event without a problem");
}
