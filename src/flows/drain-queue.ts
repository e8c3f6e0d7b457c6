/**
 * Drain: takes messages from a queue, has them consumed, and deletes those that are done. In: a queue, what consumes a batch of it.
 * Out: how many were received and how many failed. A message is deleted after the commit that made it count, never before; one
 * that failed comes again when its time hidden is over, and becomes a dead letter when it has failed too often.
 */
import { MOST_RECEIVED, type Queue, type QueueMessage } from "../platform/queue/queue.ts";
import type { FailedMessage } from "./consume-messages.ts";

/** One batch. @param consume gives the messages that failed */
export async function drainOnce(
  queue: Queue,
  visibilityMs: number,
  consume: (messages: readonly QueueMessage[]) => Promise<{ readonly failed: readonly FailedMessage[] }>,
): Promise<{ readonly received: number; readonly failed: readonly FailedMessage[] }> {
  const messages = await queue.receive({ most: MOST_RECEIVED, visibilityMs });
  if (messages.length === 0) return { received: 0, failed: [] };
  const { failed } = await consume(messages);
  const failedIds = new Set(failed.map(({ id }) => id));
  for (const { id, receipt } of messages) if (!failedIds.has(id)) await queue.delete(receipt);
  return { received: messages.length, failed };
}
