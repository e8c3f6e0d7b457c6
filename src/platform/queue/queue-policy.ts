/**
 * How long messages live and are hidden: the figures that queues are made with, here and in the infrastructure.
 */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

export const QUEUE_POLICY = {
  /** A consumer ends within it. */
  functionTimeoutMs: MINUTE,
  /** A consumer takes nothing more up when less than this is left of its time. */
  reserveMs: 10 * SECOND,
  /** At least six times the consumer's, or a message comes to a second consumer while the first one still works. */
  visibilityMs: 6 * MINUTE,
  /** Taken so often without success, a message goes to the dead-letter queue. */
  mostReceives: 5,
  retentionMs: 4 * DAY,
  /**
   * A standard queue's message keeps its first time of sending when it becomes a dead letter: the days that it spent in the
   * queue count. So this is far longer, and leaves a person ten days at least.
   */
  deadLetterRetentionMs: 14 * DAY,
  /** How old a version of an object is before the sweep takes it for one that no event told of. */
  sweepAfterMs: 15 * MINUTE,
} as const;
