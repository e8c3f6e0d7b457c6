/**
 * The queue on SQS. In: a client, the queue's address. A receipt that is old or of a message that is gone changes nothing.
 */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import { MOST_RECEIVED, type Queue, type QueueMessage } from "./queue.ts";

const STALE = ["ReceiptHandleIsInvalid", "MessageNotInflight", "InvalidParameterValue"];

export function sqsQueue(client: SQSClient, queueUrl: string): Queue {
  const ifStillOurs = async (ask: () => Promise<unknown>): Promise<void> => {
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof Error && STALE.some((name) => error.name.endsWith(name)))) throw error;
    }
  };
  return {
    async send(body) {
      const text = Buffer.from(body).toString("utf8");
      const { MessageId } = await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: text }));
      if (MessageId === undefined) throw new Error("assertion: SQS gives a message's id");
      return MessageId;
    },
    async receive({ most, visibilityMs }) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: Math.min(most, MOST_RECEIVED),
          VisibilityTimeout: Math.ceil(visibilityMs / 1000),
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ["ApproximateReceiveCount", "SentTimestamp"],
        }),
      );
      return Messages.map((message) => readMessage(message));
    },
    delete: (receipt) =>
      ifStillOurs(() => client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receipt }))),
    changeVisibility: (receipt, visibilityMs) =>
      ifStillOurs(() =>
        client.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: queueUrl,
            ReceiptHandle: receipt,
            VisibilityTimeout: Math.ceil(visibilityMs / 1000),
          }),
        ),
      ),
  };
}

const told = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  Attributes: z.object({
    ApproximateReceiveCount: z.string().regex(/^\d+$/).transform(Number),
    SentTimestamp: z.string().regex(/^\d+$/).transform(Number),
  }),
});

function readMessage(message: unknown): QueueMessage {
  const { MessageId, ReceiptHandle, Body, Attributes } = told.parse(message);
  return {
    id: MessageId,
    receipt: ReceiptHandle,
    body: Buffer.from(Body, "utf8"),
    receiveCount: Attributes.ApproximateReceiveCount,
    sentAt: new Date(Attributes.SentTimestamp),
  };
}
