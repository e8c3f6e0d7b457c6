/**
 * Sweep: takes the versions of a bucket's objects that no event told of. In: a bucket, a prefix, how old a version has to be. Out: what became
 * of each that was found. An event that is only late finds its version known, and does nothing.
 */
import { QUEUE_POLICY } from "../platform/queue/queue-policy.ts";
import type { ObjectStore } from "../platform/object-store/object-store.ts";
import { knownUploads } from "../store/uploads.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { isResultKey } from "./publish-upload.ts";
import { receiveUpload, type ReceivedUpload } from "./receive-upload.ts";
import { runIsolated } from "./read-isolated.ts";

export interface SweptBucket {
  readonly bucket: string;
  readonly prefix: string;
}

/** @param read reads a workbook; `runIsolated`, but for tests that read other bytes */
export async function sweepUploads(
  deps: FlowDeps,
  objects: ObjectStore,
  { bucket, prefix }: SweptBucket,
  read: typeof runIsolated = runIsolated,
): Promise<readonly ReceivedUpload[]> {
  const youngest = deps.now().getTime() - QUEUE_POLICY.sweepAfterMs;
  const listed = await objects.listVersions(bucket, prefix);
  const settled = listed.filter(({ key, storedAt }) => !isResultKey(key) && storedAt.getTime() <= youngest);
  const known = await knownUploads(deps.db, bucket, settled);
  const missed = settled.filter(({ key, versionId }) => !known.has(`${key}\0${versionId}`));
  const taken: ReceivedUpload[] = [];
  // Of a key the oldest first, as they were put.
  for (const [index, { key, versionId }] of missed.toReversed().entries()) {
    deps.progress({ what: "sweeping uploads", done: index, total: missed.length });
    const told = { bucket, key, versionId, sequencer: null, principal: null };
    taken.push(await receiveUpload(deps, objects, told, read));
  }
  return taken;
}
