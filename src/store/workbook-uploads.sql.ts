/**
 * Workbooks between their upload and their activation: a row as soon as a file is on its way, filled once it was read. In: who asks, for an
 * upload is its uploader's alone, and where they may change figures. Out: one upload with its file, or a list of them without.
 */
import { z } from "zod";
import { UPLOAD_STATES, type UploadState } from "../domain/upload-state.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import type { Page } from "./pages.sql.ts";

const KINDS = ["commission-matrices", "sales-targets"] as const;

const Row = z
  .object({
    id: z.string(),
    file_name: z.string(),
    bytes: z.instanceof(Uint8Array),
    sha256: z.string(),
    changes_sha256: z.string(),
    result: z.unknown(),
    state: z.enum(UPLOAD_STATES),
    workbook_id: z.bigint().nullable(),
    expires_at: z.string(),
    overtaken: z.boolean(),
  })
  .transform((r) => ({
    id: r.id,
    fileName: r.file_name,
    bytes: r.bytes,
    sha256: r.sha256,
    changesSha256: r.changes_sha256,
    /** What was found and shown, as JSON. */
    result: r.result,
    state: r.state,
    /** What it became, once it is in force. */
    workbookId: r.workbook_id,
    expiresAt: r.expires_at,
    /** Figures of its kind, year and markets were put in force since it was compared with them. */
    overtaken: r.overtaken,
  }));
export type WorkbookUpload = z.infer<typeof Row>;

/** Who asks, and where they may change figures by now; null: everywhere. */
export interface UploadsOf {
  readonly personId: bigint;
  readonly markets: readonly string[] | null;
}

// One that changes figures of a market that is not theirs any more is not there. ($1 the person, $2 the markets, $3 now.)
const THEIRS = "person_id = $1 and ($2::text[] is null or markets <@ $2) and expires_at > $3";

const OVERTAKEN = `u.state = 'ready' and exists (
  select from workbook w
   where w.revision > u.revision and w.kind = u.kind and w.year = u.year
     and (exists (select from matrix_version m where m.workbook_id = w.id and m.market = any (u.markets))
       or exists (select from target_version t where t.workbook_id = w.id
                   and (t.market is null or t.market = any (u.markets) or array_position(u.markets, null) is not null))))`;

/** A file on its way, told of for the first time or again. @returns false when there is a read upload of this id, or another's */
export async function insertAwaited(
  db: Queryable,
  upload: {
    readonly id: string;
    readonly personId: bigint;
    readonly fileName: string;
    readonly at: Date;
    readonly expiresAt: Date;
  },
): Promise<boolean> {
  const { id, personId, fileName, at, expiresAt } = upload;
  const rows = await db.run(
    `insert into workbook_upload (id, person_id, file_name, state, uploaded_at, expires_at) values ($1, $2, $3, 'awaited', $4, $5)
     on conflict (id) do update set expires_at = excluded.expires_at
       where workbook_upload.person_id = excluded.person_id and workbook_upload.state = 'awaited'`,
    [id, personId, fileName, at.toISOString(), expiresAt.toISOString()],
  );
  return rows === 1;
}

export interface ReadUpload {
  readonly id: string;
  readonly personId: bigint;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly changesSha256: string;
  readonly result: unknown;
  readonly state: "ready" | "unchanged" | "refused";
  readonly kind: (typeof KINDS)[number] | null;
  readonly year: number | null;
  readonly errors: number;
  readonly warnings: number;
  readonly changes: number;
  readonly markets: readonly (string | null)[];
  readonly revision: bigint;
  readonly expiresAt: Date;
}

/** What was found in an awaited file. @returns false when it is not awaited any more: somebody else has read it, or discarded it */
export async function fillUpload(tx: Transaction, upload: ReadUpload): Promise<boolean> {
  const rows = await tx.run(
    `update workbook_upload
        set bytes = $3, sha256 = $4, changes_sha256 = $5, result = $6, state = $7, kind = $8, year = $9, errors = $10, warnings = $11,
            changes = $12, markets = $13, revision = $14, expires_at = $15
      where id = $1 and person_id = $2 and state = 'awaited'`,
    [
      upload.id,
      upload.personId,
      upload.bytes,
      upload.sha256,
      upload.changesSha256,
      JSON.stringify(upload.result),
      upload.state,
      upload.kind,
      upload.year,
      upload.errors,
      upload.warnings,
      upload.changes,
      upload.markets,
      upload.revision,
      upload.expiresAt.toISOString(),
    ],
  );
  return rows === 1;
}

/** Only its own person finds it, only in time, and only once it was read. */
export async function findUpload(db: Queryable, id: string, of: UploadsOf, now: Date): Promise<WorkbookUpload | null> {
  return db.maybe(
    Row,
    `select id, file_name, bytes, sha256, changes_sha256, result, state, workbook_id, expires_at, ${OVERTAKEN} as overtaken
       from workbook_upload u
      where ${THEIRS} and id = $4 and state <> 'awaited'`,
    [of.personId, of.markets, now.toISOString(), id],
  );
}

const ListedRow = z
  .object({
    id: z.string(),
    file_name: z.string(),
    sha256: z.string().nullable(),
    state: z.enum(UPLOAD_STATES),
    kind: z.enum(KINDS).nullable(),
    year: z.int().nullable(),
    errors: z.int(),
    warnings: z.int(),
    changes: z.int(),
    markets: z.array(z.string().nullable()),
    workbook_id: z.bigint().nullable(),
    uploaded_at: z.string(),
    expires_at: z.string(),
    overtaken: z.boolean(),
  })
  .transform((r) => ({
    id: r.id,
    fileName: r.file_name,
    sha256: r.sha256,
    state: r.state,
    kind: r.kind,
    year: r.year,
    errors: r.errors,
    warnings: r.warnings,
    changes: r.changes,
    markets: r.markets,
    workbookId: r.workbook_id,
    uploadedAt: r.uploaded_at,
    expiresAt: r.expires_at,
    overtaken: r.overtaken,
  }));
export type ListedUpload = z.infer<typeof ListedRow>;

/** The newest first. A market finds what would change its figures, and what no market is known of yet. */
export async function uploadPage(
  db: Queryable,
  of: UploadsOf,
  filter: {
    readonly state?: UploadState | undefined;
    readonly market?: string | undefined;
    readonly now: Date;
  },
  page: Page<{ readonly uploadedAt: string; readonly id: string }>,
): Promise<ListedUpload[]> {
  return db.all(
    ListedRow,
    `select id, file_name, sha256, state, kind, year, errors, warnings, changes, markets, workbook_id, uploaded_at, expires_at,
            ${OVERTAKEN} as overtaken
       from workbook_upload u
      where ${THEIRS} and ($4::text is null or state = $4)
        and ($5::text is null or markets = '{}' or $5 = any (markets) or array_position(markets, null) is not null)
        and ($6::timestamptz is null or (uploaded_at, id) < ($6, $7))
      order by uploaded_at desc, id desc limit $8`,
    [
      of.personId,
      of.markets,
      filter.now.toISOString(),
      filter.state ?? null,
      filter.market ?? null,
      page.after?.uploadedAt ?? null,
      page.after?.id ?? "",
      page.limit,
    ],
  );
}

/** What became of it by an activation: in force as a workbook, or found to be in force already. */
export async function markActivated(tx: Transaction, id: string, workbookId: bigint | null): Promise<void> {
  const state: UploadState = workbookId === null ? "unchanged" : "activated";
  await tx.run("update workbook_upload set state = $2, workbook_id = $3 where id = $1 and state <> 'activated'", [
    id,
    state,
    workbookId,
  ]);
}

export async function deleteUpload(db: Queryable, id: string, personId: bigint): Promise<boolean> {
  return (await db.run("delete from workbook_upload where id = $1 and person_id = $2", [id, personId])) === 1;
}

/** Those that wait, without some: what was activated takes up no room. */
export async function countUploads(
  db: Queryable,
  personId: bigint,
  now: Date,
  without: readonly string[],
): Promise<number> {
  const row = await db.one(
    z.object({ n: z.bigint().transform(Number) }),
    "select count(*) as n from workbook_upload where person_id = $1 and expires_at > $2 and state <> 'activated' and id <> all ($3)",
    [personId, now.toISOString(), without],
  );
  return row.n;
}
