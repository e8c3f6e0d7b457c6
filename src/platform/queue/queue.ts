/**
 * The queue: how messages come, at least once and in any order. In production SQS; on one machine and in tests a twin in
 * memory (`memory-queue.ts`). In: bodies to send. Out: messages with a receipt, hidden from others for a while.
 *
 * A message is there until it is deleted by its newest receipt. Whoever takes one deletes it after the commit that made it
 * count, never before: a consumer that dies then is followed by another, to whom the message is a repetition.
 */

/** SQS hands out ten at most. */
export const MOST_RECEIVED = 10;

export interface QueueMessage {
  readonly id: string;
  /** Of this receipt; a later one takes its place. */
  readonly receipt: string;
  readonly body: Uint8Array;
  /** 1 the first time. */
  readonly receiveCount: number;
  readonly sentAt: Date;
}

export interface Queue {
  /** @returns the message's id */
  send(body: Uint8Array): Promise<string>;
  /** Up to `most` (10 at most) messages, hidden from others for `visibilityMs`. */
  receive(options: { readonly most: number; readonly visibilityMs: number }): Promise<readonly QueueMessage[]>;
  /** Does nothing when the message was handed out anew since, or is gone. */
  delete(receipt: string): Promise<void>;
  /** Hides the message for `visibilityMs` from now; 0 gives it back at once. Does nothing for an old receipt. */
  changeVisibility(receipt: string, visibilityMs: number): Promise<void>;
}
