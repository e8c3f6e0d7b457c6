/**
 * The queues of the installation and their figures, all from the one policy of `src/platform/queue/queue-policy.ts`.
 */
import { QUEUE_POLICY } from "../src/platform/queue/queue-policy.ts";

export interface QueueSettings {
  /** Of the function that works on its messages. */
  readonly functionTimeoutMs: number;
  readonly visibilityMs: number;
  readonly retentionMs: number;
  readonly deadLetterRetentionMs: number;
  readonly mostReceives: number;
  /** How long a new message is hidden. */
  readonly delayMs: number;
  /** Messages handed to a function at once. */
  readonly batch: number;
}

const SECOND = 1_000;
/** Lambda's longest. */
const LONGEST_MS = 15 * 60 * SECOND;
/** The policy's own proportion of hiding to working. */
const HIDDEN_FOR = QUEUE_POLICY.visibilityMs / QUEUE_POLICY.functionTimeoutMs;

const BASE = {
  functionTimeoutMs: QUEUE_POLICY.functionTimeoutMs,
  visibilityMs: QUEUE_POLICY.visibilityMs,
  retentionMs: QUEUE_POLICY.retentionMs,
  deadLetterRetentionMs: QUEUE_POLICY.deadLetterRetentionMs,
  mostReceives: QUEUE_POLICY.mostReceives,
  delayMs: 0,
} as const;

export const QUEUES = {
  /** Fed by the sending account, and by the bucket of its claim checks. */
  "contract-events": { ...BASE, batch: 100 },
  /** Versions of uploaded workbooks. The scan for malware takes some seconds: a version that is not scanned yet comes again. */
  uploads: { ...BASE, delayMs: 10 * SECOND, mostReceives: 10, batch: 1 },
  /** One message a market to close. */
  closes: { ...BASE, functionTimeoutMs: LONGEST_MS, visibilityMs: HIDDEN_FOR * LONGEST_MS, batch: 1 },
} as const satisfies Readonly<Record<string, QueueSettings>>;

export type QueueName = keyof typeof QUEUES;
