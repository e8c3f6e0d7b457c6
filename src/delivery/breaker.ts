/**
 * The circuit breaker of a destination: a Core View that fails is left alone for a while, then tried once.
 * In: its state, the time. Out: whether to go there, and its next state.
 */
import { boundedRetryAfterMs } from "./retry.ts";

export interface BreakerState {
  /** In a row, since the last answer. */
  readonly failures: number;
  /** Until then nobody goes there; null: closed. */
  readonly openUntil: Date | null;
  /** Core View asked us to wait until then. */
  readonly retryAfter: Date | null;
}

export type BreakerGate =
  | { readonly gate: "go" }
  /** One sending, to see whether it answers again; whoever makes it claims it first (`trialClaimed`). */
  | { readonly gate: "trial" }
  | { readonly gate: "wait"; readonly code: "retry-after" | "breaker-open"; readonly until: Date };

export const CLOSED: BreakerState = { failures: 0, openUntil: null, retryAfter: null };

const OPENS_AFTER = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/** @param asked.mayTryNow a person asks for it and has not yet been given their one trial */
export function breakerGate(
  state: BreakerState,
  asked: { readonly now: Date; readonly mayTryNow: boolean },
): BreakerGate {
  if (state.retryAfter !== null && state.retryAfter > asked.now)
    return { gate: "wait", code: "retry-after", until: state.retryAfter };
  if (state.openUntil === null) return { gate: "go" };
  if (state.openUntil <= asked.now || asked.mayTryNow) return { gate: "trial" };
  return { gate: "wait", code: "breaker-open", until: state.openUntil };
}

/** While one tries, the others wait as before; a trial that is never heard of again is over after one pause. */
export function trialClaimed(state: BreakerState, now: Date): BreakerState {
  return { ...state, openUntil: pauseEnd(state.failures, now) };
}

/** No answer, or one that says "not now". */
export function afterFailure(state: BreakerState, now: Date, retryAfterMs: number | null): BreakerState {
  const failures = state.failures + 1;
  const asked = new Date(now.getTime() + boundedRetryAfterMs(retryAfterMs));
  // Another one's failure meanwhile does not shorten what Core View asked for.
  const retryAfter = state.retryAfter !== null && state.retryAfter > asked ? state.retryAfter : asked;
  return {
    failures,
    openUntil: failures < OPENS_AFTER ? null : pauseEnd(failures, now),
    retryAfter: retryAfter > now ? retryAfter : null,
  };
}

function pauseEnd(failures: number, now: Date): Date {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.max(failures - OPENS_AFTER, 0), LONGEST_PAUSE_MS);
  return new Date(now.getTime() + pauseMs);
}
