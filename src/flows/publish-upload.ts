/**
 * The result of an upload, written beside it: `<key>.result.json`, and `<key>.annotated.xlsx` where there is something to say in the
 * workbook. In: a key. Out: both objects as they have to be for the newest version of the key. Repeating it writes nothing new.
 */
import { z } from "zod";
import type { WorkbookProblem } from "../domain/problem.ts";
import type { Queryable } from "../platform/postgres/database.ts";
import type { ObjectStore } from "../platform/object-store/object-store.ts";
import { lockUploadKey, newestUpload, type Upload, type UploadKey } from "../store/uploads.sql.ts";
import { findWorkbookBytes } from "../store/workbooks.sql.ts";
import { annotated } from "./annotate-file.ts";
import type { FlowDeps } from "./deps.ts";

const RESULT = ".result.json";
const ANNOTATED = ".annotated.xlsx";
/** Of what version a result tells; it keeps a repetition from writing it again. */
const VERSION_NOTE = "upload-version";

/** Whether the object is a result of ours: its own event must not be taken for an upload. */
export function isResultKey(key: string): boolean {
  return /\.xlsx\.(?:result\.json|annotated\.xlsx)$/i.test(key) || key.endsWith(RESULT);
}

export async function publishResult(
  deps: Pick<FlowDeps, "db">,
  objects: ObjectStore,
  { bucket, key }: UploadKey,
): Promise<void> {
  // Under the key's lock: who is late would otherwise write an older version's result over a newer one's.
  await deps.db.transaction(async (tx) => {
    await lockUploadKey(tx, { bucket, key });
    const newest = await newestUpload(tx, { bucket, key });
    if (newest === null) return;
    const written = await objects.head({ bucket, key: key + RESULT });
    if (written.state === "found" && written.metadata[VERSION_NOTE] === newest.versionId) return;
    const copy = await annotatedCopy(tx, objects, newest);
    const note = { [VERSION_NOTE]: newest.versionId };
    if (copy !== null) await objects.put({ bucket, key: key + ANNOTATED }, copy, note);
    const { versionId, status, reason, uploadedBy, sha256, result } = newest;
    const annotatedKey = copy === null ? null : key + ANNOTATED;
    const told = { ...result, file: key, versionId, status, reason, uploadedBy, sha256, annotated: annotatedKey };
    // The result comes last: who finds it finds the copy that it names.
    await objects.put({ bucket, key: key + RESULT }, Buffer.from(`${JSON.stringify(told, null, 2)}\n`), note);
  });
}

const Problems = z.object({
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
});

async function annotatedCopy(db: Queryable, objects: ObjectStore, upload: Upload): Promise<Uint8Array | null> {
  if (upload.result === null) return null;
  const problems: readonly WorkbookProblem[] = Problems.parse(upload.result).problems;
  if (problems.every((problem) => problem.sheet === null)) return null;
  if (upload.workbookId !== null) return annotated(await findWorkbookBytes(db, upload.workbookId), problems);
  const object = await objects.open(upload);
  if (object.state !== "found") return null;
  const parts: Uint8Array[] = [];
  for await (const part of object.bytes) parts.push(part);
  return annotated(Buffer.concat(parts), problems);
}
