/**
 * Deliver: sends what is due to Core View, in ledger order. In: stored batches. Out: those of this call with their state.
 * A batch is sent at least once and counts once: its id and bytes were fixed when it was cut, so repeating is always safe.
 *
 * Each batch is locked while it is sent. Its attempt is recorded in a commit of its own before anything goes out, so that a kill
 * leaves an attempt without an end: Core View may have the batch. A batch that waits holds no later one back (docs/adr/0010-delivery.md).
 */
import { nextAttemptAt, nextQuestionAt } from "../delivery/retry.ts";
import type { EntryState } from "../delivery/judge-answer.ts";
import type { CoreViewAdapter } from "../platform/core-view/core-view.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import {
  attemptHistory,
  beginAttempt,
  endAttempt,
  entryStates,
  replaceEntryStates,
  type AttemptHistory,
} from "../store/attempts.sql.ts";
import { recordAct } from "../store/audit.sql.ts";
import {
  dueBatches,
  lockDueBatch,
  recordOutcome,
  type BatchState,
  type DueBatches,
  type StoredBatch,
} from "../store/batches.sql.ts";
import { markDelivered } from "../store/closes.sql.ts";
import { heldBack, keepBreaker, openWays, type HeldBack, type Ways } from "./delivery-ways.ts";
import type { FlowDeps } from "./deps.ts";
import { alarmOf, overdueProblem } from "./delivery-alarm.ts";
import { examineMarket } from "./examine-market.ts";
import { askAbout, notAsked, sendBatch, type BatchAtHand, type Sending } from "./send-batch.ts";

export interface DeliveryRequest {
  /**
   * `by-hand`: a person asks for it now: everything that is not accepted, whatever we had planned ourselves; refused batches too.
   * `scheduled`: only what is due by itself at this moment.
   */
  readonly mode: "by-hand" | "scheduled";
  /** Only this market; every one when not given. */
  readonly market?: string | undefined;
  /**
   * Only this batch, and also when it awaits its acknowledgement and Core View does not show it: a person has heard from Core
   * View's people that they do not have it. By hand only.
   */
  readonly again?: string | undefined;
  /** From 0 to below 1, for the jitter of the waits; chance when not given. */
  readonly random?: (() => number) | undefined;
}

export interface DeliveredBatch extends Pick<
  StoredBatch,
  "id" | "market" | "currency" | "entryCount" | "sumMinor" | "bookedIn" | "closeId"
> {
  readonly state: BatchState;
  readonly attempts: number;
  /** Why it was not accepted; null when it was. */
  readonly code: string | null;
  readonly problem: string | null;
  /** When it is tried again by itself; null when it is accepted, or waits for a person. */
  readonly nextAttemptAt: Date | null;
  /** Entries that are refused, or of which Core View has said nothing, where they do not share the batch's state. */
  readonly refusedEntries: readonly EntryState[];
  /** What a person has to hear of at once; else null. */
  readonly alarm: string | null;
}

export interface Delivery {
  readonly batches: readonly DeliveredBatch[];
  readonly closesDelivered: readonly string[];
}

/** @param coreViewOf makes a market's adapter; each that it gives is closed at the end */
export async function deliverBatches(
  deps: FlowDeps,
  coreViewOf: (market: string) => Promise<CoreViewAdapter>,
  request: DeliveryRequest,
): Promise<Delivery> {
  const due: DueBatches = {
    dueBy: request.mode === "by-hand" ? "all" : deps.now(),
    market: request.market ?? null,
  };
  const ids = (await dueBatches(deps.db, due)).filter((id) => request.again === undefined || id === request.again);
  const ways = openWays(deps, coreViewOf, request.mode);
  const batches: DeliveredBatch[] = [];
  try {
    for (const [index, id] of ids.entries()) {
      deps.progress({ what: "delivering", done: index, total: ids.length });
      const batch = await deliverOne(deps, id, { due, ways, request });
      if (batch !== null) batches.push(batch);
    }
  } finally {
    await ways.close();
  }
  if (ids.length > 0) deps.progress({ what: "delivering", done: ids.length, total: ids.length });
  return { batches, closesDelivered: await closeDelivered(deps) };
}

async function closeDelivered(deps: FlowDeps): Promise<string[]> {
  return deps.db.transaction(async (tx) => {
    const ids = await markDelivered(tx, deps.now());
    for (const id of ids) {
      await recordAct(tx, { at: deps.now(), actor: deps.actor, action: "close.delivered", subject: id, detail: {} });
    }
    return ids;
  });
}

interface Run {
  readonly due: DueBatches;
  readonly ways: Ways;
  readonly request: DeliveryRequest;
}

/** Null when another process has the batch in hand or has sent it meanwhile. */
async function deliverOne(deps: FlowDeps, id: string, run: Run): Promise<DeliveredBatch | null> {
  return deps.db.transaction(async (tx) => {
    const batch = await lockDueBatch(tx, id, run.due);
    if (batch === null) return null;
    const history = await attemptHistory(tx, id);
    const at = { batch, entries: await entryStates(tx, id), interrupted: history.interrupted };
    const way = await run.ways.to(batch.market);
    const held = await heldBack(deps, way);
    if (held !== null) return waiting(at, held);
    const examined = await examineMarket(deps, way);
    if (examined.state === "ahead") {
      await keepBreaker(tx, way, { failure: null, problem: null }, deps.now());
      return waiting(at, { ...examined, until: null });
    }
    const question = { at, history, run, begun: false };
    if (examined.state !== "clear") return finish(deps, tx, { ...question, sending: notAsked(at, examined) });
    const { adapter } = way;
    if (batch.state === "sent" && run.request.again !== id) {
      return finish(deps, tx, { ...question, sending: await askAbout(adapter, at) });
    }
    const number = history.newest + 1;
    await deps.db.transaction((own) => beginAttempt(own, { batchId: id, number, actor: deps.actor, at: deps.now() }));
    const againRefused = run.request.mode === "by-hand";
    const sending = await sendBatch(adapter, at, { againRefused, isEnabled: () => way.isEnabled() });
    return finish(deps, tx, { ...question, begun: true, sending });
  });
}

interface Finished {
  readonly at: BatchAtHand;
  readonly history: AttemptHistory;
  readonly run: Run;
  /** An attempt is on record that has yet to end. */
  readonly begun: boolean;
  readonly sending: Sending;
}

/** Keeps what came of it, in the transaction that holds the batch. */
async function finish(deps: FlowDeps, tx: Transaction, done: Finished): Promise<DeliveredBatch> {
  const { at, history, run, begun, sending } = done;
  const { batch } = at;
  const now = deps.now();
  // A question that brought nothing new is no attempt: else an acknowledgement that takes a day would fill the table.
  const isAttempt = begun || batch.state !== "sent" || sending.state !== "sent";
  const number = isAttempt ? history.newest + 1 : batch.attempts;
  const next = nextTime(sending, { attempt: number, now, random: run.request.random ?? Math.random });
  const { state, outcome, code, problem, entries } = sending;
  const sentAt = state !== "sent" ? null : begun ? now.toISOString() : (batch.sentAt ?? now.toISOString());
  await recordOutcome(tx, batch.id, { state, attempts: number, code, problem, nextAttemptAt: next, sentAt, at: now });
  await replaceEntryStates(tx, batch.id, entries, now);
  const way = await run.ways.to(batch.market);
  await keepBreaker(tx, way, sending, now);
  if (isAttempt) {
    await endAttempt(tx, { batchId: batch.id, number, actor: deps.actor, at: now, outcome, code, problem });
    const detail = { state, code, problem, attempt: number, sha256: batch.sha256, entries: batch.entryCount };
    const action = code === "core-view-mismatch" ? "batch.mismatched" : "batch.sent";
    await recordAct(tx, { at: now, actor: deps.actor, action, subject: batch.id, detail });
  }
  const overdue = state === "sent" ? overdueProblem({ id: batch.id, sentAt }, await way.settings(), now) : null;
  const told = overdue ?? { code, problem };
  const firstAttemptAt = history.firstAttemptAt ?? now;
  const alarm = alarmOf({ id: batch.id, state, code: told.code, next, attempts: number, firstAttemptAt, now });
  return {
    ...batch,
    state,
    attempts: number,
    ...told,
    nextAttemptAt: next,
    refusedEntries: notAccepted(entries),
    alarm,
  };
}

function nextTime(sending: Sending, tried: { attempt: number; now: Date; random: () => number }): Date | null {
  const { state, entries, failure } = sending;
  if (state === "accepted" || state === "refused") return null;
  if (state === "partly-accepted" && !entries.some((entry) => entry.state === "unknown")) return null;
  const retryAfterMs = failure?.retryAfterMs ?? null;
  const { attempt, now } = tried;
  if (state === "sent" && failure === null) return nextQuestionAt(now);
  return nextAttemptAt({ attempt: Math.max(attempt, 1), retryAfterMs, random: tried.random(), now });
}

/** A batch of which nothing went out: it is as it was. */
function waiting({ batch, entries }: BatchAtHand, { code, problem, until }: HeldBack): DeliveredBatch {
  return { ...batch, code, problem, nextAttemptAt: until, refusedEntries: notAccepted(entries), alarm: null };
}

function notAccepted(entries: readonly EntryState[]): EntryState[] {
  return entries.filter((entry) => entry.state !== "accepted");
}
