/**
 * Consume uploads: a batch of messages of the uploads' queue, each an S3 event notification. In: messages, how much time is left.
 * Out: what became of each version, and the ids of the messages that failed for our own reasons, to be handed out again.
 * A message that is no notification becomes a rejected message and is done; the sweep finds the version that it may have told of.
 */
import { readUploadNotice } from "../contracts/upload-notice.ts";
import type { ObjectStore } from "../platform/object-store/object-store.ts";
import { attempt, type ConsumableMessage, type ConsumeOptions, type FailedMessage } from "./consume-messages.ts";
import type { FlowDeps } from "./deps.ts";
import { ingestBatch } from "./ingest-batch.ts";
import { receiveUpload, type ReceivedUpload } from "./receive-upload.ts";
import { runIsolated } from "./read-isolated.ts";

export interface ConsumedUploads {
  readonly failed: readonly FailedMessage[];
  readonly uploads: readonly ReceivedUpload[];
}

/** @param read reads a workbook; `runIsolated`, but for tests that read other bytes */
export async function consumeUploads(
  deps: FlowDeps,
  objects: ObjectStore,
  messages: readonly ConsumableMessage[],
  options: ConsumeOptions,
  read: typeof runIsolated = runIsolated,
): Promise<ConsumedUploads> {
  const failed: FailedMessage[] = [];
  const uploads: ReceivedUpload[] = [];
  for (const { id, body } of messages) {
    await attempt(id, options, failed, async () => {
      const notice = readUploadNotice(body);
      for (const object of notice.objects) uploads.push(await receiveUpload(deps, objects, object, read));
      if (notice.problems.length === 0) return;
      const event = { kind: "invalid" as const, id: null, source: null, problems: notice.problems, raw: body };
      await ingestBatch(deps, [{ line: null, event, rawLength: body.length }], options.from);
    });
  }
  return { failed, uploads };
}
