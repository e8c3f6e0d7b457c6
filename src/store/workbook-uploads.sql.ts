/**
 * Workbooks between their upload and their activation.
 */
import { z } from "zod";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

const Row = z
  .object({
    id: z.string(),
    person_id: z.bigint(),
    file_name: z.string(),
    bytes: z.instanceof(Uint8Array),
    sha256: z.string(),
    changes_sha256: z.string(),
    result: z.unknown(),
    uploaded_at: z.string(),
    expires_at: z.string(),
  })
  .transform((r) => ({
    id: r.id,
    personId: r.person_id,
    fileName: r.file_name,
    bytes: r.bytes,
    sha256: r.sha256,
    changesSha256: r.changes_sha256,
    /** What was found and shown, as JSON. */
    result: r.result,
    uploadedAt: r.uploaded_at,
    expiresAt: r.expires_at,
  }));
export type WorkbookUpload = z.infer<typeof Row>;

const UPLOAD =
  "select id, person_id, file_name, bytes, sha256, changes_sha256, result, uploaded_at, expires_at from workbook_upload";

export async function insertUpload(
  tx: Transaction,
  upload: Omit<WorkbookUpload, "bytes" | "uploadedAt" | "expiresAt"> & {
    readonly bytes: Uint8Array;
    readonly at: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.run(
    `insert into workbook_upload (id, person_id, file_name, bytes, sha256, changes_sha256, result, uploaded_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      upload.id,
      upload.personId,
      upload.fileName,
      upload.bytes,
      upload.sha256,
      upload.changesSha256,
      JSON.stringify(upload.result),
      upload.at.toISOString(),
      upload.expiresAt.toISOString(),
    ],
  );
}

/** Only its own person finds it, and only in time. */
export async function findUpload(
  db: Queryable,
  id: string,
  personId: bigint,
  now: Date,
): Promise<WorkbookUpload | null> {
  return db.maybe(Row, `${UPLOAD} where id = $1 and person_id = $2 and expires_at > $3`, [
    id,
    personId,
    now.toISOString(),
  ]);
}

export async function deleteUpload(tx: Queryable, id: string): Promise<boolean> {
  return (await tx.run("delete from workbook_upload where id = $1", [id])) === 1;
}

export async function countUploads(db: Queryable, personId: bigint, now: Date): Promise<number> {
  const row = await db.one(
    z.object({ n: z.bigint().transform(Number) }),
    "select count(*) as n from workbook_upload where person_id = $1 and expires_at > $2",
    [personId, now.toISOString()],
  );
  return row.n;
}
