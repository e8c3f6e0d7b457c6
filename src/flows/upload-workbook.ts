/**
 * Upload and activation, as a person does them in two steps. In: a file and who brings it. Out: what it says, what is wrong in it, what it
 * would change and what that does in money; then, when they say so, exactly that is in force. Until then nothing is, and what was uploaded
 * is theirs alone and gone within hours. Safe to repeat: what was activated is `unchanged` the second time.
 */
import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { reaches, type Reach } from "../domain/access.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import { done, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { callIsolated, isolatedModule } from "../platform/isolation/isolated-call.ts";
import {
  countUploads,
  deleteUpload,
  findUpload,
  insertUpload,
  type WorkbookUpload,
} from "../store/workbook-uploads.sql.ts";
import { MOST_FILE_BYTES } from "../workbooks/door.ts";
import type { SheetPicture } from "../workbooks/sheet-picture.ts";
import { recordAct } from "../store/audit.sql.ts";
import { lockInputs } from "../store/revision.sql.ts";
import { annotated } from "./annotate-file.ts";
import type { FlowDeps } from "./deps.ts";
import {
  compareWithStore,
  importInTransaction,
  importWorkbook,
  readForImport,
  type ImportedFile,
} from "./import-workbook.ts";
import type { ReadMatrix, WorkbookChange } from "./workbook-changes.ts";

export interface Uploader {
  readonly personId: bigint;
  /** Where they may change figures. */
  readonly reach: Reach;
}

export interface Upload {
  readonly id: string;
  readonly expiresAt: string;
  readonly sha256: string;
  /** As it was shown when it was uploaded. */
  readonly shown: unknown;
}

/** The door takes no more; who sends it elsewhere first need not begin. */
export const MOST_UPLOAD_BYTES = MOST_FILE_BYTES;

const KEPT_HOURS = 4;
const MOST_UPLOADS = 50;

/** @param show the result as JSON, kept so that it can be shown again */
export async function uploadWorkbook(
  deps: FlowDeps,
  by: Uploader,
  file: { readonly name: string; readonly bytes: Uint8Array },
  show: (file: ImportedFile) => object,
): Promise<Outcome<Upload>> {
  if ((await countUploads(deps.db, by.personId, deps.now())) >= MOST_UPLOADS) {
    const message = `You have ${MOST_UPLOADS} uploads that are not activated. Discard some; each is gone after ${KEPT_HOURS} hours.`;
    return refused("upload-quota", message, { most: MOST_UPLOADS });
  }
  const result = await importWorkbook(deps, file, { dryRun: true });
  const refusal = outOfReach(by.reach, result.changes);
  if (refusal !== null) return { ok: false, refusal };
  const at = deps.now();
  const upload = {
    id: randomUUID(),
    personId: by.personId,
    fileName: file.name,
    bytes: file.bytes,
    sha256: sha256(file.bytes),
    changesSha256: changesHash(result.changes),
    result: { problems: result.problems, shown: show(result) },
  };
  const expiresAt = new Date(at.getTime() + KEPT_HOURS * 3_600_000);
  await deps.db.transaction(async (tx) => {
    await insertUpload(tx, { ...upload, at, expiresAt });
    const detail = { sha256: upload.sha256, status: result.status, changes: result.changes.length };
    await recordAct(tx, { at, actor: deps.actor, action: "workbook.uploaded", subject: file.name, detail });
  });
  const { id, sha256: hash, result: kept } = upload;
  return done({ id, sha256: hash, expiresAt: expiresAt.toISOString(), shown: kept.shown });
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

const Kept = z.object({
  problems: z.array(
    z.object({
      severity: z.enum(["error", "warning"]),
      code: z.string(),
      sheet: z.string().nullable(),
      cell: z.string().nullable(),
      found: z.string(),
      expected: z.string(),
      message: z.string(),
    }),
  ),
  shown: z.record(z.string(), z.unknown()),
});

async function find(deps: FlowDeps, by: Uploader, id: string): Promise<Outcome<WorkbookUpload>> {
  const upload = await findUpload(deps.db, id, by.personId, deps.now());
  if (upload !== null) return done(upload);
  return refused("upload-unknown", `There is no upload ${id}. It may be over: upload the workbook again.`, {
    upload: id,
  });
}

export async function readUpload(deps: FlowDeps, by: Uploader, id: string): Promise<Outcome<Upload>> {
  const found = await find(deps, by, id);
  if (!found.ok) return found;
  const { sha256: hash, expiresAt, result } = found.value;
  return done({ id, sha256: hash, expiresAt, shown: Kept.parse(result).shown });
}

/** Null where there is nothing to say in the workbook. */
export async function annotatedUpload(deps: FlowDeps, by: Uploader, id: string): Promise<Outcome<Uint8Array | null>> {
  const found = await find(deps, by, id);
  if (!found.ok) return found;
  const problems: WorkbookProblem[] = Kept.parse(found.value.result).problems;
  return done(annotated(found.value.bytes, problems));
}

export async function picturedUpload(
  deps: FlowDeps,
  by: Uploader,
  id: string,
): Promise<Outcome<readonly SheetPicture[]>> {
  const found = await find(deps, by, id);
  if (!found.ok) return found;
  const ended = await callIsolated<readonly SheetPicture[]>({
    module: isolatedModule("../workbooks/sheet-picture.ts", import.meta.url),
    functionName: "sheetPictures",
    args: [found.value.bytes],
    heapMib: 288,
    deadlineMs: 10_000,
  });
  return done(ended.outcome === "answered" ? ended.answer : []);
}

export async function activateUpload(deps: FlowDeps, by: Uploader, id: string): Promise<Outcome<ImportedFile>> {
  const found = await find(deps, by, id);
  if (!found.ok) return found;
  const { fileName: name, bytes, changesSha256 } = found.value;
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
    // Under the lock of inputs, so that what is compared here is what is put in force.
    const { changes } = await compareWithStore(tx, content, (await lockInputs(tx)) + 1n);
    const refusal = changes.length === 0 ? null : notAsShown(id, changes, changesSha256, by.reach);
    if (refusal !== null) return { ok: false, refusal };
    return done((await importInTransaction(tx, deps, { name, bytes }, reading)).imported);
  });
}

function notAsShown(id: string, changes: readonly WorkbookChange[], shown: string, reach: Reach): Refusal | null {
  if (changesHash(changes) === shown) return outOfReach(reach, changes);
  const message =
    "What the workbook would change is not what you were shown: others have changed figures since. Upload it again and look.";
  return { code: "upload-stale", message, details: { upload: id } };
}

/** The matrices of an uploaded workbook, for a trial. */
export async function matricesOfUpload(
  deps: FlowDeps,
  by: Uploader,
  id: string,
): Promise<Outcome<readonly ReadMatrix[]>> {
  const found = await find(deps, by, id);
  if (!found.ok) return found;
  const { fileName: name, bytes } = found.value;
  const { content } = await readForImport(deps.db, { name, bytes });
  return done(content?.kind === "commission-matrices" ? content.matrices : []);
}

export async function discardUpload(deps: FlowDeps, by: Uploader, id: string): Promise<Outcome<null>> {
  const found = await find(deps, by, id);
  if (!found.ok) return found;
  await deleteUpload(deps.db, id);
  return done(null);
}
