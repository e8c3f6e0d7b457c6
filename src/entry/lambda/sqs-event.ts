/**
 * An event of a queue, as Lambda hands it over, and the answer that parts what is done from what is not.
 * In: the event. Out: messages; to Lambda, the ids of those that are to come again.
 */
import { z } from "zod";
import type { ConsumableMessage, FailedMessage } from "../../flows/consume-messages.ts";

const sqsEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      receiptHandle: z.string(),
      body: z.string(),
      eventSource: z.literal("aws:sqs"),
      eventSourceARN: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.string().regex(/^\d+$/).transform(Number) }),
    }),
  ),
});

export interface ArrivedMessage extends ConsumableMessage {
  readonly receipt: string;
  /** 1 the first time. */
  readonly receiveCount: number;
  /** The name of the queue. */
  readonly queue: string;
}

export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Null for an event that is none of a queue's. */
export function readSqsEvent(event: unknown): readonly ArrivedMessage[] | null {
  const read = sqsEvent.safeParse(event);
  if (!read.success) return null;
  return read.data.Records.map((record) => ({
    id: record.messageId,
    body: Buffer.from(record.body, "utf8"),
    receipt: record.receiptHandle,
    receiveCount: record.attributes.ApproximateReceiveCount,
    queue: record.eventSourceARN.split(":").at(-1) ?? record.eventSourceARN,
  }));
}

/** The messages of an event that can be of a queue only. */
export function messagesOf(event: unknown): readonly ArrivedMessage[] {
  const messages = readSqsEvent(event);
  if (messages === null) throw new Error("assertion: this function is set off by a queue");
  return messages;
}

export function answerOf(failed: readonly FailedMessage[]): BatchAnswer {
  return { batchItemFailures: failed.map(({ id }) => ({ itemIdentifier: id })) };
}
