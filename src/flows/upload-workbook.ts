/**
 * Upload and activation, as a person does them in two steps. In: a file and who brings it. Out: what it says, what is wrong in it, what it
 * would change and what that does in money; then, when they say so, exactly that is in force. Until then nothing is, and what was uploaded
 * is theirs alone and gone within hours. Safe to repeat: what was activated is `unchanged` the second time.
 *
 * A file is on record as soon as it is on its way, so that who comes back finds it. Killed while it is read, that record is gone in minutes.
 */
import { createHash, randomUUID } from "node:crypto";
import { reaches, type Reach } from "../domain/access.ts";
import { done, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import { recordAct } from "../store/audit.sql.ts";
import { currentRevision, lockInputs } from "../store/revision.sql.ts";
import {
  countUploads,
  deleteUpload,
  fillUpload,
  insertAwaited,
  markActivated,
  type ReadUpload,
  type WorkbookUpload,
} from "../store/workbook-uploads.sql.ts";
import { MOST_FILE_BYTES } from "../workbooks/door.ts";
import type { WorkbookContent } from "../workbooks/read-workbook.ts";
import type { FlowDeps } from "./deps.ts";
import {
  compareWithStore,
  importInTransaction,
  importWorkbook,
  readForImport,
  type ImportedFile,
  type ImportInTransaction,
  type WorkbookFile,
} from "./import-workbook.ts";
import { keptUpload, readUpload, type Upload, type Uploader } from "./read-uploads.ts";
import type { WorkbookChange } from "./workbook-changes.ts";

/** The door takes no more; who sends it elsewhere first need not begin. */
export const MOST_UPLOAD_BYTES = MOST_FILE_BYTES;

const KEPT_HOURS = 4;
/** A place is open for five minutes, and a scan takes seconds. */
const AWAITED_MINUTES = 10;
const MOST_UPLOADS = 50;

/** The result as JSON, kept so that it can be shown again. */
type Show = (file: ImportedFile) => object;

/** On record is that a file of this name is being scanned or read; repeated, that it still is. */
export async function awaitUpload(
  deps: FlowDeps,
  by: Uploader,
  { id, fileName, replaces = [] }: { readonly id: string; readonly fileName: string; readonly replaces?: string[] },
): Promise<Outcome<null>> {
  const at = deps.now();
  if ((await countUploads(deps.db, by.personId, at, [id, ...replaces])) >= MOST_UPLOADS) {
    const message = `You have ${MOST_UPLOADS} uploads that are not activated. Discard some; each is gone after ${KEPT_HOURS} hours.`;
    return refused("upload-quota", message, { most: MOST_UPLOADS });
  }
  const expiresAt = new Date(at.getTime() + AWAITED_MINUTES * 60_000);
  if (await insertAwaited(deps.db, { id, personId: by.personId, fileName, at, expiresAt })) return done(null);
  const known = await keptUpload(deps, by, id);
  return known.ok ? done(null) : known;
}

/** @param id of a place that it was sent to, which is read once however often it is told of; null: a new one */
export async function uploadWorkbook(
  deps: FlowDeps,
  by: Uploader,
  file: WorkbookFile,
  show: Show,
  id: string | null = null,
): Promise<Outcome<Upload>> {
  return readIntoUpload(deps, by, file, show, { id: id ?? randomUUID(), replaces: [] });
}

/** The same file against what is in force by now. It is another upload: what was shown before cannot be activated through it. */
export async function renewUpload(deps: FlowDeps, by: Uploader, id: string, show: Show): Promise<Outcome<Upload>> {
  const found = await keptUpload(deps, by, id);
  if (!found.ok) return found;
  const { fileName: name, bytes } = found.value;
  return readIntoUpload(deps, by, { name, bytes }, show, { id: randomUUID(), replaces: [id] });
}

async function readIntoUpload(
  deps: FlowDeps,
  by: Uploader,
  file: WorkbookFile,
  show: Show,
  { id, replaces }: { readonly id: string; readonly replaces: string[] },
): Promise<Outcome<Upload>> {
  const awaited = await awaitUpload(deps, by, { id, fileName: file.name, replaces });
  if (!awaited.ok) return awaited;
  const known = await readUpload(deps, by, id);
  if (known.ok) return known;
  const revision = await currentRevision(deps.db);
  const result = await importWorkbook(deps, file, { dryRun: true });
  const refusal = outOfReach(by.reach, result.changes);
  if (refusal !== null) {
    await deleteUpload(deps.db, id, by.personId);
    return { ok: false, refusal };
  }
  const at = deps.now();
  const expiresAt = new Date(at.getTime() + KEPT_HOURS * 3_600_000);
  await deps.db.transaction(async (tx) => {
    const read = { ...readUploadOf(file, result, show), id, personId: by.personId, revision, expiresAt };
    if (!(await fillUpload(tx, read))) return;
    for (const replaced of replaces) await deleteUpload(tx, replaced, by.personId);
    const detail = { sha256: read.sha256, status: result.status, changes: result.changes.length };
    await recordAct(tx, { at, actor: deps.actor, action: "workbook.uploaded", subject: file.name, detail });
  });
  return readUpload(deps, by, id);
}

function readUploadOf(
  { bytes }: WorkbookFile,
  result: ImportedFile,
  show: Show,
): Omit<ReadUpload, "id" | "personId" | "revision" | "expiresAt"> {
  const { kind, year, status, problems, changes } = result;
  if (status === "imported") throw new Error("assertion: an upload puts nothing in force");
  const errors = problems.filter((p) => p.severity === "error").length;
  return {
    bytes,
    sha256: sha256(bytes),
    changesSha256: changesHash(changes),
    result: { problems, shown: show(result) },
    state: status === "dry-run" ? "ready" : status,
    kind,
    year,
    errors,
    warnings: problems.length - errors,
    changes: changes.length,
    markets: [...new Set(changes.map((change) => change.market))],
  };
}

function sha256(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}

function changesHash(changes: readonly WorkbookChange[]): string {
  return sha256(JSON.stringify(changes));
}

/** A figure that names no market is one of every market. */
function outOfReach(reach: Reach, changes: readonly WorkbookChange[]): Refusal | null {
  const foreign = changes.filter((c) => (c.market === null ? reach !== "all" : !reaches(reach, c.market)));
  if (foreign.length === 0) return null;
  const markets = [...new Set(foreign.map((c) => c.market ?? "every market"))].toSorted();
  const message = `The workbook changes figures of ${markets.join(", ")}, which you may not change. Upload one that leaves them as they are.`;
  return { code: "market-not-yours", message, details: { markets } };
}

export async function activateUpload(deps: FlowDeps, by: Uploader, id: string): Promise<Outcome<ImportInTransaction>> {
  const found = await keptUpload(deps, by, id);
  if (!found.ok) return found;
  const { fileName: name, bytes } = found.value;
  if (sha256(bytes) !== found.value.sha256)
    throw new Error(`assertion: upload ${id} holds other bytes than were uploaded`);
  const reading = await readForImport(deps.db, { name, bytes });
  const { content, problems } = reading;
  const errors = problems.filter((p) => p.severity === "error").length;
  if (content === null || errors > 0) {
    const message = "The workbook has errors and cannot be activated. Mend it and upload it again.";
    return refused("upload-refused", message, { upload: id, errors });
  }
  return deps.db.transaction(async (tx) => {
    const refusal = await notAsShown(tx, found.value, content, by.reach);
    if (refusal !== null) return { ok: false, refusal };
    const ended = await importInTransaction(tx, deps, { name, bytes }, reading);
    await markActivated(tx, id, ended.workbookId);
    return done(ended);
  });
}

/** Under the lock of inputs, so that what is compared here is what is put in force. */
async function notAsShown(
  tx: Transaction,
  { id, changesSha256 }: WorkbookUpload,
  content: WorkbookContent,
  reach: Reach,
): Promise<Refusal | null> {
  const { changes } = await compareWithStore(tx, content, (await lockInputs(tx)) + 1n);
  if (changes.length === 0) return null;
  if (changesHash(changes) === changesSha256) return outOfReach(reach, changes);
  const message =
    "What the workbook would change is not what you were shown: others have changed figures since. Look at it anew (POST /uploads/{id}/renewal).";
  return { code: "upload-stale", message, details: { upload: id } };
}

export async function discardUpload(deps: FlowDeps, by: Uploader, id: string): Promise<Outcome<null>> {
  if (await deleteUpload(deps.db, id, by.personId)) return done(null);
  const found = await keptUpload(deps, by, id);
  return found.ok ? done(null) : found;
}
