/**
 * Uploads: each version of each object that came through the object store, once, with what became of it.
 */
import { z } from "zod";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

export const UPLOAD_STATUSES = ["imported", "unchanged", "refused", "superseded", "failed"] as const;
export type UploadStatus = (typeof UPLOAD_STATUSES)[number];

export interface UploadKey {
  readonly bucket: string;
  readonly key: string;
}

const Row = z
  .object({
    id: z.bigint(),
    bucket: z.string(),
    object_key: z.string(),
    version_id: z.string(),
    sequencer: z.string().nullable(),
    stored_at: z.string().nullable(),
    status: z.enum(UPLOAD_STATUSES),
    reason: z.string().nullable(),
    uploaded_by: z.string().nullable(),
    sha256: z.string().nullable(),
    result: z.record(z.string(), z.unknown()).nullable(),
    workbook_id: z.bigint().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    bucket: row.bucket,
    key: row.object_key,
    versionId: row.version_id,
    sequencer: row.sequencer,
    storedAt: row.stored_at === null ? null : new Date(row.stored_at),
    status: row.status,
    reason: row.reason,
    uploadedBy: row.uploaded_by,
    sha256: row.sha256,
    result: row.result,
    workbookId: row.workbook_id,
  }));
export type Upload = z.infer<typeof Row>;

const UPLOAD = `select id, bucket, object_key, version_id, sequencer, stored_at, status, reason, uploaded_by, sha256, result, workbook_id
                  from upload`;

export async function findUpload(
  db: Queryable,
  at: UploadKey & { readonly versionId: string },
): Promise<Upload | null> {
  return db.maybe(Row, `${UPLOAD} where bucket = $1 and object_key = $2 and version_id = $3`, [
    at.bucket,
    at.key,
    at.versionId,
  ]);
}

/** The uploads of a key whose figures were in force at some time. */
export async function uploadsInForce(db: Queryable, at: UploadKey): Promise<Upload[]> {
  return db.all(
    Row,
    `${UPLOAD} where bucket = $1 and object_key = $2 and status in ('imported', 'unchanged') order by id`,
    [at.bucket, at.key],
  );
}

/** The newest version of a key that something can be told of; null when there is none. */
export async function newestUpload(db: Queryable, at: UploadKey): Promise<Upload | null> {
  return db.maybe(
    Row,
    `${UPLOAD} where bucket = $1 and object_key = $2 and status <> 'superseded'
      order by stored_at desc nulls last, sequencer desc nulls last, id desc limit 1`,
    [at.bucket, at.key],
  );
}

/** Which of these versions are known already, as `key` + NUL + `versionId`. */
export async function knownUploads(
  db: Queryable,
  bucket: string,
  versions: readonly { readonly key: string; readonly versionId: string }[],
): Promise<Set<string>> {
  const rows = await db.all(
    z.object({ object_key: z.string(), version_id: z.string() }),
    `select u.object_key, u.version_id from upload u
       join unnest($2::text[], $3::text[]) as v (object_key, version_id) using (object_key, version_id) where u.bucket = $1`,
    [bucket, versions.map((v) => v.key), versions.map((v) => v.versionId)],
  );
  return new Set(rows.map((row) => `${row.object_key}\0${row.version_id}`));
}

/** One at a time works on the uploads of a key, until its transaction ends. */
export async function lockUploadKey(tx: Transaction, { bucket, key }: UploadKey): Promise<void> {
  await tx.run("select pg_advisory_xact_lock(hashtextextended('upload ' || $1 || ' ' || $2, 0))", [bucket, key]);
}

export async function insertUpload(tx: Transaction, upload: Omit<Upload, "id">, at: Date): Promise<void> {
  await tx.run(
    `insert into upload (bucket, object_key, version_id, sequencer, stored_at, status, reason, uploaded_by, sha256, result, workbook_id,
                         received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      upload.bucket,
      upload.key,
      upload.versionId,
      upload.sequencer,
      upload.storedAt?.toISOString() ?? null,
      upload.status,
      upload.reason,
      upload.uploadedBy,
      upload.sha256,
      upload.result === null ? null : JSON.stringify(upload.result),
      upload.workbookId,
      at.toISOString(),
    ],
  );
}
