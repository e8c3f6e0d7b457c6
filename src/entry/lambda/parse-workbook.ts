/**
 * The function behind the queue of uploads. In: notifications of S3, each of a version of a workbook. Out: the ids of the messages that
 * are to come again; the results stand beside the uploads. A version that is not scanned for malware yet comes again soon.
 */
import { consumeUploads } from "../../flows/consume-uploads.ts";
import { ObjectStoreUnavailable } from "../../platform/object-store/object-store.ts";
import { call, type CallContext } from "./lambda-context.ts";
import { FUNCTION_ENVIRONMENTS, readEnvironment } from "./lambda-environment.ts";
import { uploadedObjects } from "./lambda-objects.ts";
import { queueAt } from "./lambda-queue.ts";
import { answerOf, messagesOf, type BatchAnswer } from "./sqs-event.ts";

const env = readEnvironment(FUNCTION_ENVIRONMENTS["parse-workbook"], process.env);
const objects = uploadedObjects();
const queue = queueAt(env.UPLOADS_QUEUE_URL);

/** A scan takes some seconds. Doubled each time, so that ten takes give it an hour and a half. */
const FIRST_WAIT_MS = 10_000;

export const handler = (event: unknown, context: CallContext): Promise<BatchAnswer> =>
  call("parse-workbook", context, env, async ({ deps, log, timeLeft }) => {
    const messages = messagesOf(event);
    const from = messages[0]?.queue ?? "a queue";
    const { failed, uploads } = await consumeUploads(deps, objects, messages, { from, timeLeft });
    for (const { versionId, status, repeated } of uploads) log.info("upload received", { versionId, status, repeated });
    for (const { id, reason } of failed) {
      log.error("a message is to come again", reason, { messageId: id });
      const message = messages.find((one) => one.id === id);
      if (message === undefined || !(reason instanceof ObjectStoreUnavailable)) continue;
      await queue.changeVisibility(message.receipt, FIRST_WAIT_MS * 2 ** (message.receiveCount - 1));
    }
    return answerOf(failed);
  });
