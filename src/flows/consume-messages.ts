/**
 * Consume: a batch of messages of the events' queue into the store. In: messages, each one event, an array of events, or a claim check;
 * how much time is left. Out: the ids of those that failed for our own reasons, to be handed out again; all others are done and can
 * be deleted. What is wrong with a message itself makes it a rejected message, and it is done.
 *
 * All events go in one transaction. When that fails, each message goes alone, so that one which cannot be stored holds up no neighbour.
 * Killed anywhere, nothing is lost: nothing was deleted yet, and what was committed is a duplicate when it comes again.
 */
import type { ClaimCheck } from "../contracts/claim-check.ts";
import { parseMessage } from "../contracts/parse-message.ts";
import type { MessageProblem } from "../domain/problem.ts";
import { dateInZone } from "../domain/period.ts";
import { DatabaseUnavailable } from "../platform/postgres/database-failure.ts";
import type { ObjectStore } from "../platform/object-store/object-store.ts";
import type { FlowDeps } from "./deps.ts";
import { ingestBatch, type Arrival, type Fate } from "./ingest-batch.ts";
import { emptyResult, type IngestResult } from "./ingest-result.ts";
import { ingestClaimed } from "./ingest-stream.ts";

/** A message as the consumer sees it. */
export interface ConsumableMessage {
  readonly id: string;
  readonly body: Uint8Array;
}

export interface ConsumeOptions {
  /** Where the messages came from; kept with each event. */
  readonly from: string;
  /** Whether there is time for one more piece of work. */
  readonly timeLeft: () => boolean;
}

export interface FailedMessage {
  readonly id: string;
  /** For the log; never shown to a sender. */
  readonly reason: unknown;
}

export interface Consumed {
  /** Not done: by our own fault or our surroundings', or for want of time. */
  readonly failed: readonly FailedMessage[];
  readonly counts: Pick<IngestResult, "received" | "accepted" | "duplicate" | "stale" | "rejected">;
}

/** The reason of a message that was not begun. */
export const OUT_OF_TIME = "out of time";

interface EventMessage {
  readonly id: string;
  readonly arrivals: readonly Arrival[];
}

interface ClaimMessage {
  readonly id: string;
  readonly claim: ClaimCheck;
}

export async function consumeMessages(
  deps: FlowDeps,
  objects: ObjectStore,
  messages: readonly ConsumableMessage[],
  options: ConsumeOptions,
): Promise<Consumed> {
  const failed: FailedMessage[] = [];
  const counts = emptyResult();
  const { events, claims } = sortOut(deps, messages);
  await consumeEvents(deps, events, options, { failed, counts });
  for (const { id, claim } of claims) {
    await attempt(id, options, failed, () => consumeClaim(deps, objects, claim, options.from, counts));
  }
  const { received, accepted, duplicate, stale, rejected } = counts;
  return { failed, counts: { received, accepted, duplicate, stale, rejected } };
}

function sortOut(
  deps: FlowDeps,
  messages: readonly ConsumableMessage[],
): { events: EventMessage[]; claims: ClaimMessage[] } {
  const events: EventMessage[] = [];
  const claims: ClaimMessage[] = [];
  for (const { id, body } of messages) {
    const parsed = parseMessage(body, { today: (market) => dateInZone(deps.now(), market.timeZone) });
    if (parsed.kind === "claim-check") claims.push({ id, claim: parsed });
    else {
      const arrivals = parsed.events.map((event) => ({ line: null, event, rawLength: event.raw.length }));
      events.push({ id, arrivals });
    }
  }
  return { events, claims };
}

async function consumeEvents(
  deps: FlowDeps,
  messages: readonly EventMessage[],
  options: ConsumeOptions,
  told: { failed: FailedMessage[]; counts: IngestResult },
): Promise<void> {
  if (messages.length === 0) return;
  if (!options.timeLeft()) {
    told.failed.push(...messages.map(({ id }) => ({ id, reason: OUT_OF_TIME })));
    return;
  }
  try {
    const arrivals = messages.flatMap((message) => message.arrivals);
    count(told.counts, await ingestBatch(deps, arrivals, options.from));
    return;
  } catch (error) {
    // Without a database none of them would do better alone. One message has no neighbour to be parted from.
    if (error instanceof DatabaseUnavailable || messages.length === 1) {
      told.failed.push(...messages.map(({ id }) => ({ id, reason: error })));
      return;
    }
  }
  for (const { id, arrivals } of messages) {
    await attempt(id, options, told.failed, async () => {
      count(told.counts, await ingestBatch(deps, arrivals, options.from));
    });
  }
}

/** The objects of a claim check, each in batches of its own; read twice, their events are duplicates. */
async function consumeClaim(
  deps: FlowDeps,
  objects: ObjectStore,
  claim: ClaimCheck,
  from: string,
  counts: IngestResult,
): Promise<void> {
  const problems: MessageProblem[] = [...claim.problems];
  for (const object of claim.objects) {
    const problem = await ingestClaimed(deps, objects, object, counts);
    if (problem !== null) problems.push(problem);
  }
  if (problems.length === 0) return;
  const event = { kind: "invalid" as const, id: null, source: null, problems, raw: claim.raw };
  count(counts, await ingestBatch(deps, [{ line: null, event, rawLength: claim.raw.length }], from));
}

/** One message's work: whatever it throws is that message's failure alone. */
export async function attempt(
  id: string,
  { timeLeft }: Pick<ConsumeOptions, "timeLeft">,
  failed: FailedMessage[],
  work: () => Promise<void>,
): Promise<void> {
  if (!timeLeft()) {
    failed.push({ id, reason: OUT_OF_TIME });
    return;
  }
  try {
    await work();
  } catch (error) {
    failed.push({ id, reason: error });
  }
}

function count(counts: IngestResult, fates: readonly Fate[]): void {
  counts.received += fates.length;
  for (const fate of fates) counts[fate.kind] += 1;
}
