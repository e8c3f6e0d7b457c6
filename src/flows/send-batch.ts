/**
 * One batch and its Core View: ask, then send what is not there, then believe no more than was answered.
 * In: a batch, an adapter. Out: what the batch is after it. Writes nothing of ours; what is lost on the way is `unknown`.
 *
 * It always asks first: a database that was restored from a backup does not know what it had sent, and Core View may have
 * forgotten the key of an earlier sending. So nothing goes out that Core View has, and what goes out are the bytes that were cut.
 */
import { awaited, judgeEntries, judgeHeld, type EntryState, type Judgement } from "../delivery/judge-answer.ts";
import type { CoreViewAdapter, CoreViewProblem } from "../platform/core-view/core-view.ts";
import { crashPoint } from "../platform/crash-point.ts";
import type { AttemptOutcome } from "../store/attempts.sql.ts";
import type { BatchState, StoredBatch } from "../store/batches.sql.ts";

/** What came of an attempt or a question. */
export interface Sending {
  readonly outcome: AttemptOutcome;
  readonly state: BatchState;
  readonly code: string | null;
  readonly problem: string | null;
  readonly entries: readonly EntryState[];
  /** Set when Core View gave no answer, or asked us to wait. */
  readonly failure: { readonly retryAfterMs: number | null } | null;
}

export interface BatchAtHand {
  readonly batch: StoredBatch;
  readonly entries: readonly EntryState[];
  /** An earlier attempt never ended: Core View may have the batch although its state does not say so. */
  readonly interrupted: boolean;
}

/** How a batch is sent: what a person asks for, and whether the kill switch still lets anything out. */
export interface SendingRules {
  /** Refused entries are sent again too. */
  readonly againRefused: boolean;
  readonly isEnabled: () => Promise<boolean>;
}

export async function sendBatch(
  coreView: CoreViewAdapter,
  at: BatchAtHand,
  { againRefused, isEnabled }: SendingRules,
): Promise<Sending> {
  const { batch } = at;
  const asked = await coreView.read(batch.id);
  if (asked.state === "unavailable" || asked.state === "refused") return notAsked(at, asked);
  const held = asked.state === "held" ? judgeHeld(batch, asked.batch) : null;
  if (held !== null && !isToBeSentAgain(held, againRefused)) return ended(held);
  if (!(await isEnabled())) {
    const off = { code: "delivery-off", message: "Delivery was switched off while it ran. Nothing was sent." };
    return { ...asBefore(held, "pending"), outcome: "unavailable", ...told(off), failure: null };
  }
  crashPoint("before the sending");
  const sent = await coreView.send(batch);
  crashPoint("after the sending");
  switch (sent.state) {
    case "accepted":
      return ended({ state: "accepted", code: null, problem: null, entries: [] });
    case "sent":
      return ended(awaited(batch.id));
    case "partly-accepted": {
      const judged = judgeEntries(batch, sent.entries);
      return ended(hasUnknown(judged) ? ((await askAgain(coreView, batch)) ?? judged) : judged);
    }
    case "refused":
      return { ...asBefore(held, "refused"), outcome: "refused", ...told(sent), failure: null };
    case "unavailable":
      return { ...asBefore(held, "pending"), outcome: "unavailable", ...told(sent), failure: sent };
    case "unknown": {
      const again = await askAgain(coreView, batch);
      if (again !== null && again.state !== "unknown") return ended(again);
      return { ...asBefore(held, "unknown"), outcome: "unknown", ...told(sent), failure: sent };
    }
    default:
      return sent satisfies never;
  }
}

/** Asks about a batch that was handed over and awaits its acknowledgement. It is never sent again by itself. */
export async function askAbout(coreView: CoreViewAdapter, at: BatchAtHand): Promise<Sending> {
  const asked = await coreView.read(at.batch.id);
  if (asked.state === "held") return ended(judgeHeld(at.batch, asked.batch));
  if (asked.state !== "absent") return notAsked(at, asked);
  const problem = `Core View was handed batch ${at.batch.id}, has not acknowledged it and does not show it now. It is not sent again by itself, since it may have been taken: ask Core View's people. When they do not have it: deliver --again ${at.batch.id}`;
  return ended({ ...awaited(at.batch.id), problem });
}

/** Nothing was learnt: what may be at Core View stays unknown, what certainly is not there stays pending. */
export function notAsked(at: BatchAtHand, why: CoreViewProblem & NotNow): Sending {
  const { state } = at.batch;
  const failure = why.state === "unavailable" ? { retryAfterMs: why.retryAfterMs ?? null } : null;
  const facts = { outcome: why.state, ...told(why), failure };
  if (state === "sent" || state === "unknown" || state === "partly-accepted") {
    return { ...facts, state, entries: at.entries };
  }
  if (at.interrupted) return { ...facts, state: "unknown", entries: [] };
  if (why.state === "refused") return { ...facts, state: "refused", entries: at.entries };
  return { ...facts, state: "pending", entries: [] };
}

type NotNow = { readonly state: "unavailable"; readonly retryAfterMs?: number | null } | { readonly state: "refused" };

function isToBeSentAgain(held: Judgement, againRefused: boolean): boolean {
  if (held.state === "unknown" || hasUnknown(held)) return true;
  return againRefused && held.entries.some((entry) => entry.state === "refused");
}

function hasUnknown({ entries, state }: Judgement): boolean {
  return state === "unknown" || entries.some((entry) => entry.state === "unknown");
}

/** Once, at once. Null when it does not know the batch, or cannot be asked. */
async function askAgain(coreView: CoreViewAdapter, batch: StoredBatch): Promise<Judgement | null> {
  const asked = await coreView.read(batch.id);
  return asked.state === "held" ? judgeHeld(batch, asked.batch) : null;
}

/** What Core View had of a batch before a sending that failed is still so. */
function asBefore(held: Judgement | null, otherwise: BatchState): Pick<Sending, "state" | "entries"> {
  return held === null ? { state: otherwise, entries: [] } : { state: held.state, entries: held.entries };
}

function told({ code, message }: CoreViewProblem): Pick<Sending, "code" | "problem"> {
  return { code, problem: message };
}

function ended(judged: Judgement): Sending {
  return { ...judged, outcome: judged.state, failure: null };
}
