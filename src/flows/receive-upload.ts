/**
 * Receive an upload: one version of a workbook in the object store -> imported, unchanged, refused, or put aside; and its result beside it.
 * In: what an event or the sweep told of the version. Out: what became of it. Each version counts once, however often it is told of.
 *
 * The very version that was told of is read, so that overwriting it meanwhile changes nothing. Of a key the newest version wins, in
 * whichever order they are told of. What cannot be read is `failed` for good: the person puts the file again, which is a new version.
 * Killed before the commit, nothing is there, and the event comes again; killed after it, the repetition writes the result.
 *
 * Who uploaded it is what the object says as `uploaded-by` (set and signed by who let the person upload), else whom S3 names as the sender.
 * A version by nobody is not imported: four eyes could not be held to it.
 */
import { createHash } from "node:crypto";
import { orderable, type UploadedObject } from "../contracts/upload-notice.ts";
import { normaliseName } from "../domain/name.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import { ObjectStoreUnavailable, type NotThere, type ObjectStore } from "../platform/object-store/object-store.ts";
import { recordAct } from "../store/audit.sql.ts";
import { findUpload, insertUpload, lockUploadKey, uploadsInForce, type Upload } from "../store/uploads.sql.ts";
import { MOST_FILE_BYTES } from "../workbooks/door.ts";
import type { FlowDeps } from "./deps.ts";
import { importInTransaction, readForImport, type ImportedFile } from "./import-workbook.ts";
import { isResultKey, publishResult } from "./publish-upload.ts";
import { runIsolated } from "./read-isolated.ts";

export interface ReceivedUpload {
  readonly key: string;
  readonly versionId: string;
  /** `ignored`: a result of ours, which is no upload. */
  readonly status: Upload["status"] | "ignored";
  /** Whether it was known already. */
  readonly repeated: boolean;
  readonly reason: string | null;
}

/** What is known of a version before it is read. `principal` and `sequencer` are null when the sweep found it. */
export type ToldVersion = UploadedObject;

/** A person named longer than this is no person. */
const LONGEST_NAME = 200;
/** What S3 calls the version of an object in a bucket without versions. */
const NO_VERSION = "null";

/** @param read reads a workbook; `runIsolated`, but for tests that read other bytes */
export async function receiveUpload(
  deps: FlowDeps,
  objects: ObjectStore,
  told: ToldVersion,
  read: typeof runIsolated = runIsolated,
): Promise<ReceivedUpload> {
  const { bucket, key } = told;
  const versionId = told.versionId ?? NO_VERSION;
  if (isResultKey(key)) return { key, versionId, status: "ignored", repeated: false, reason: null };
  const known = await findUpload(deps.db, { bucket, key, versionId });
  const upload = known ?? (await takeVersion(deps, objects, { ...told, versionId }, read));
  await publishResult(deps, objects, { bucket, key });
  return { key, versionId, status: upload.status, repeated: known !== null, reason: upload.reason };
}

type Version = ToldVersion & { readonly versionId: string };

async function takeVersion(
  deps: FlowDeps,
  objects: ObjectStore,
  told: Version,
  read: typeof runIsolated,
): Promise<Pick<Upload, "status" | "reason">> {
  if (told.versionId === NO_VERSION) {
    return put(
      deps,
      objects,
      told,
      {},
      failed("The bucket keeps no versions. Turn versioning on, and put the file again."),
    );
  }
  const object = await objects.open(told);
  if (object.state !== "found") return put(deps, objects, told, {}, failed(whyNotThere(object)));
  const { storedAt } = object;
  const uploadedBy = nameOf(object.metadata["uploaded-by"] ?? null) ?? nameOf(told.principal);
  if (uploadedBy === null) {
    const why =
      "Nobody is known to have uploaded it, so four eyes could not be held to it. Put the file again, with its metadata `uploaded-by`.";
    return put(deps, objects, told, { storedAt }, failed(why));
  }
  const bytes = await readBytes(object.bytes, object.size);
  const file = { name: told.key, bytes };
  const reading = await readForImport(deps.db, file, read);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return put(deps, objects, told, { storedAt, uploadedBy, sha256 }, async (tx) => {
    const { imported, workbookId } = await importInTransaction(tx, { ...deps, actor: uploadedBy }, file, reading);
    if (imported.status === "dry-run") throw new Error("assertion: an upload is no dry run");
    return { status: imported.status, reason: null, result: resultOf(imported), workbookId };
  });
}

type Ending = Pick<Upload, "status" | "reason" | "result" | "workbookId">;
type KnownOfVersion = Partial<Pick<Upload, "storedAt" | "uploadedBy" | "sha256">>;

function failed(reason: string): () => Promise<Ending> {
  return () => Promise.resolve({ status: "failed", reason, result: null, workbookId: null });
}

function whyNotThere(object: NotThere): string {
  return object.state === "absent"
    ? "This version is gone from the bucket: it was deleted before it was read. Put the file again."
    : `This version may not be read (${object.message}). Give the program the right to read it, and put the file again.`;
}

/** Notes what became of the version, in the transaction of the work itself; unless it is known meanwhile, or came too late. */
async function put(
  deps: FlowDeps,
  objects: ObjectStore,
  told: Version,
  known: KnownOfVersion,
  work: (tx: Transaction) => Promise<Ending>,
): Promise<Pick<Upload, "status" | "reason">> {
  const { bucket, key, versionId } = told;
  return deps.db.transaction(async (tx) => {
    await lockUploadKey(tx, told);
    const other = await findUpload(tx, { bucket, key, versionId });
    if (other !== null) return other;
    const sequencer = told.sequencer === null ? null : orderable(told.sequencer);
    const storedAt = known.storedAt ?? null;
    const late = known.sha256 !== undefined && (await isSuperseded(tx, objects, { ...told, sequencer, storedAt }));
    const nothing: Ending = { status: "superseded", reason: null, result: null, workbookId: null };
    const ending = late ? nothing : await work(tx);
    const uploadedBy = known.uploadedBy ?? null;
    const row = { bucket, key, versionId, sequencer, storedAt, uploadedBy, sha256: known.sha256 ?? null, ...ending };
    await insertUpload(tx, row, deps.now());
    const detail = { bucket, versionId, status: ending.status, reason: ending.reason, principal: told.principal };
    const actor = uploadedBy ?? deps.actor;
    await recordAct(tx, { at: deps.now(), actor, action: "upload.received", subject: key, detail });
    return ending;
  });
}

/**
 * Whether a newer version of the key is or was in force. A refused or failed one put nothing in force, and is in nobody's way: so the same
 * figures stand at the end, in whichever order the versions come.
 */
async function isSuperseded(
  tx: Transaction,
  objects: ObjectStore,
  version: Pick<Upload, "bucket" | "key" | "versionId" | "sequencer" | "storedAt">,
): Promise<boolean> {
  const others = await uploadsInForce(tx, version);
  const { sequencer } = version;
  if (sequencer !== null && others.some((other) => other.sequencer !== null && other.sequencer > sequencer))
    return true;
  const unordered = others.filter((other) => other.sequencer === null || sequencer === null);
  if (unordered.length === 0) return false;
  // What the sweep found has no sequencer; the bucket's own list has the order.
  const listed = (await objects.listVersions(version.bucket, version.key)).filter(({ key }) => key === version.key);
  const place = (id: string): number => listed.findIndex(({ versionId }) => versionId === id);
  return unordered.some((other) => {
    const [theirs, ours] = [place(other.versionId), place(version.versionId)];
    if (theirs >= 0 && ours >= 0) return theirs < ours;
    return (other.storedAt?.getTime() ?? 0) > (version.storedAt?.getTime() ?? 0);
  });
}

function nameOf(text: string | null): string | null {
  const name = normaliseName((text ?? "").replaceAll(/\p{Cc}/gu, " "));
  return name === "" ? null : Array.from(name).slice(0, LONGEST_NAME).join("");
}

/** No more than shows that a file is too large; a stream that ends early is to be read again. */
async function readBytes(stream: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    parts.push(part);
    length += part.length;
    if (length > MOST_FILE_BYTES) break;
  }
  if (length < Math.min(size, MOST_FILE_BYTES)) {
    throw new ObjectStoreUnavailable(`the object ended after ${length} of ${size} bytes`);
  }
  return Buffer.concat(parts);
}

function resultOf(imported: ImportedFile): Record<string, unknown> {
  const { file, kind, year, status, problems, changes } = imported;
  return { file, kind, year, status, problems, changes: changes.length };
}
