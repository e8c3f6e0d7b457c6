/**
 * A queue as a function sees it. In: its address. Out: the queue.
 */
import { SQSClient } from "@aws-sdk/client-sqs";
import { sqsQueue } from "../../platform/queue/queue-sqs.ts";
import type { Queue } from "../../platform/queue/queue.ts";

export function queueAt(url: string): Queue {
  return sqsQueue(new SQSClient({}), url);
}
