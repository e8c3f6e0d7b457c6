/**
 * The rejected messages: seen, replayed through the same door as new ones, or dismissed with a reason.
 * In: ids. Out: the messages as they stand then. A message that is still wrong when replayed stays open, with its reasons of now.
 */
import type { ClaimCheck } from "../contracts/claim-check.ts";
import { CODE, messageProblem } from "../contracts/message-problems.ts";
import type { ParsedEvent } from "../contracts/parse-event.ts";
import { parseMessage } from "../contracts/parse-message.ts";
import { dateInZone } from "../domain/period.ts";
import { sameName } from "../domain/name.ts";
import type { MessageProblem } from "../domain/problem.ts";
import { done, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import type { ObjectStore } from "../platform/object-store/object-store.ts";
import { recordAct } from "../store/audit.sql.ts";
import {
  decideRejected,
  listRejected,
  lockRejected,
  restateProblems,
  type RejectedMessage,
} from "../store/rejected.sql.ts";
import { lockInputs } from "../store/revision.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { takeIn } from "./ingest-batch.ts";
import { emptyResult } from "./ingest-result.ts";
import { ingestClaimed } from "./ingest-stream.ts";

export type { RejectedMessage } from "../store/rejected.sql.ts";

/**
 * Replays messages, each in a transaction of its own; one that stands for objects is replayed by reading those again.
 * Refused as a whole, before the first, when one of the ids cannot be replayed.
 */
export async function replayRejected(
  deps: FlowDeps,
  objects: ObjectStore,
  ids: readonly bigint[],
): Promise<Outcome<RejectedMessage[]>> {
  return each(deps, ids, REPLAYED, notWhole, async (open) => {
    const parsed = parseMessage(open.raw, { today: (market) => dateInZone(deps.now(), market.timeZone) });
    // Objects are read batch by batch, each in its own transaction; read twice, their events are duplicates.
    const claimed = parsed.kind === "claim-check" ? await replayClaims(deps, objects, parsed) : null;
    return decide(deps, open.id, REPLAYED, async (tx, message) => {
      const outcome = parsed.kind === "claim-check" ? claimed : await replayEvents(tx, deps, message, parsed.events);
      if (outcome === null) throw new Error(`assertion: message ${message.id} is neither events nor objects`);
      const { problems, fates } = outcome;
      if (problems.length > 0) await restateProblems(tx, message.id, problems);
      else await decideRejected(tx, message.id, { ...REPLAYED, by: deps.actor, at: deps.now() });
      const told = problems.length > 0 ? "still rejected" : fates;
      await recordAct(tx, act(deps, "message.replayed", message, { outcome: told }));
    });
  });
}

interface Decision {
  readonly state: "replayed" | "dismissed";
  readonly reason: string | null;
}
const REPLAYED: Decision = { state: "replayed", reason: null };

interface Replay {
  readonly problems: readonly MessageProblem[];
  /** For the audit. */
  readonly fates: string;
}

async function replayEvents(
  tx: Transaction,
  deps: FlowDeps,
  message: RejectedMessage,
  events: readonly ParsedEvent[],
): Promise<Replay> {
  const arrivals = events.map((event) => ({ line: message.line, event, rawLength: event.raw.length }));
  const fates = await takeIn(tx, deps.now(), arrivals, message.receivedFrom);
  const problems = fates.flatMap((fate) => (fate.kind === "rejected" ? fate.problems : []));
  return { problems, fates: fates.map((fate) => fate.kind).join(", ") };
}

/** What is wrong inside the objects is kept as rejected messages of its own, as when they are read for the first time. */
async function replayClaims(
  deps: FlowDeps,
  objects: ObjectStore,
  { objects: claims, problems }: ClaimCheck,
): Promise<Replay> {
  const result = emptyResult();
  const found: MessageProblem[] = [...problems];
  for (const claim of claims) {
    const problem = await ingestClaimed(deps, objects, claim, result);
    if (problem !== null) found.push(problem);
  }
  if (result.cut)
    found.push(messageProblem("Records", CODE.objectMissing, "an object that is cut off", "a whole object"));
  const { accepted, duplicate, stale, rejected } = result;
  return {
    problems: found,
    fates: `${accepted} accepted, ${duplicate} duplicate, ${stale} stale, ${rejected} rejected`,
  };
}

function notWhole({ id, raw, rawLength }: RejectedMessage): Refusal | null {
  if (raw.length >= rawLength) return null;
  const message = `Message ${id} was longer (${rawLength} bytes) than is kept and cannot be replayed. Have it sent again, or dismiss it.`;
  return { code: "rejected-not-whole", message, details: { id: String(id) } };
}

export async function dismissRejected(
  deps: FlowDeps,
  ids: readonly bigint[],
  reason: string,
): Promise<Outcome<RejectedMessage[]>> {
  const why = reason.trim();
  if (why === "") return refused("reason-missing", "A dismissal needs a reason: --reason TEXT.");
  const dismissed: Decision = { state: "dismissed", reason: why };
  const nothing = (): null => null;
  return each(deps, ids, dismissed, nothing, (open) =>
    decide(deps, open.id, dismissed, async (tx, message) => {
      await decideRejected(tx, message.id, { ...dismissed, by: deps.actor, at: deps.now() });
      await recordAct(tx, act(deps, "message.dismissed", message, { reason: why }));
    }),
  );
}

function act(deps: FlowDeps, action: string, message: RejectedMessage, detail: Record<string, string>) {
  return { at: deps.now(), actor: deps.actor, action, subject: String(message.id), detail };
}

/** Asks for all messages before it touches the first. Those that this very decision was made about already stand as they are. */
async function each(
  deps: FlowDeps,
  ids: readonly bigint[],
  decision: Decision,
  wrong: (message: RejectedMessage) => Refusal | null,
  work: (open: RejectedMessage) => Promise<Outcome<RejectedMessage>>,
): Promise<Outcome<RejectedMessage[]>> {
  const asked: RejectedMessage[] = [];
  for (const id of ids) {
    const found = await deps.db.transaction((tx) => findUndecided(tx, id, decision, deps.actor));
    if (!found.ok) return found;
    const refusal = wrong(found.value);
    if (refusal !== null) return { ok: false, refusal };
    asked.push(found.value);
  }
  const touched: RejectedMessage[] = [];
  for (const message of asked) {
    const outcome = message.state === "open" ? await work(message) : done(message);
    if (!outcome.ok) return outcome;
    touched.push(outcome.value);
  }
  return done(touched);
}

/** Does the work on a message that is open still; gives the message as it stands then. */
async function decide(
  deps: FlowDeps,
  id: bigint,
  decision: Decision,
  work: (tx: Transaction, message: RejectedMessage) => Promise<void>,
): Promise<Outcome<RejectedMessage>> {
  return deps.db.transaction(async (tx) => {
    // Before the message's own lock, as an ingest that brings the same message again: the other way round they would meet head on.
    await lockInputs(tx);
    const found = await findUndecided(tx, id, decision, deps.actor);
    if (!found.ok || found.value.state !== "open") return found;
    await work(tx, found.value);
    return done((await lockRejected(tx, id)) ?? found.value);
  });
}

/**
 * The message when it is open, or when the same decision by the same person was made before: a command that was killed between two of its
 * messages is simply repeated.
 */
async function findUndecided(
  tx: Transaction,
  id: bigint,
  { state, reason }: Decision,
  actor: string,
): Promise<Outcome<RejectedMessage>> {
  const message = await lockRejected(tx, id);
  const details = { id: String(id), state: message?.state ?? null };
  if (message === null) {
    const what = `There is no rejected message ${id}. "opencommission rejected list" prints the ids.`;
    return refused("rejected-unknown", what, details);
  }
  if (message.state === "open") return done(message);
  const bySame = message.decidedBy !== null && sameName(message.decidedBy, actor);
  if (bySame && message.state === state && message.reason === reason) return done(message);
  const what = `Message ${id} was ${message.state} already. Nothing was done: "opencommission rejected list" shows which are open.`;
  return refused("rejected-decided", what, details);
}

export async function readRejected(deps: Pick<FlowDeps, "db">): Promise<RejectedMessage[]> {
  return listRejected(deps.db);
}
