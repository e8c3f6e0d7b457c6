/**
 * When a batch is tried again. In: how often it was tried, how that ended, a random number, the time. Out: an instant.
 * The waits grow and end at a quarter of an hour; the attempts never end: what waits long is told as an alarm, and nothing is dropped.
 */

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000;
const QUESTION_EVERY_MS = 60_000;
const ALARM_ATTEMPTS = 10;
const ALARM_AFTER_MS = 4 * 3_600_000;

/**
 * After an attempt that failed or whose outcome is unknown: exponential, with full jitter, so that what failed together is not
 * tried again together. What Core View asks for wins when it is longer.
 * @param failed.attempt from 1; `random` from 0 to below 1; `retryAfterMs` null when Core View said nothing
 */
export function nextAttemptAt(failed: {
  readonly attempt: number;
  readonly retryAfterMs: number | null;
  readonly random: number;
  readonly now: Date;
}): Date {
  const ceiling = Math.min(FIRST_WAIT_MS * 2 ** (failed.attempt - 1), LONGEST_WAIT_MS);
  const ownMs = Math.floor(failed.random * ceiling);
  return new Date(failed.now.getTime() + Math.max(ownMs, boundedRetryAfterMs(failed.retryAfterMs)));
}

/** When Core View is asked again about a batch that it has yet to acknowledge. */
export function nextQuestionAt(now: Date): Date {
  return new Date(now.getTime() + QUESTION_EVERY_MS);
}

/** A day at most: a mistaken answer must not stop a market for ever. */
export function boundedRetryAfterMs(retryAfterMs: number | null): number {
  return Math.min(Math.max(retryAfterMs ?? 0, 0), LONGEST_RETRY_AFTER_MS);
}

/** Whether a batch has waited so long that a person has to hear of it. */
export function isAlarming(waiting: {
  readonly attempts: number;
  readonly firstAttemptAt: Date | null;
  readonly now: Date;
}): boolean {
  const sinceMs = waiting.firstAttemptAt === null ? 0 : waiting.now.getTime() - waiting.firstAttemptAt.getTime();
  return waiting.attempts >= ALARM_ATTEMPTS || sinceMs >= ALARM_AFTER_MS;
}
