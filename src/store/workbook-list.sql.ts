/**
 * The kept workbooks and the versions that they gave, for whoever looks through them.
 */
import { z } from "zod";
import type { Queryable } from "../platform/postgres/database.ts";
import type { Page } from "./pages.sql.ts";

const Row = z
  .object({
    id: z.bigint(),
    revision: z.bigint(),
    file_name: z.string(),
    kind: z.enum(["commission-matrices", "sales-targets"]),
    year: z.int(),
    sha256: z.string(),
    size: z.int(),
    uploaded_by: z.string(),
    uploaded_at: z.string(),
    versions: z.record(z.string(), z.int()),
    targets: z.bigint(),
    markets: z.array(z.string().nullable()),
  })
  .transform((r) => ({
    id: r.id,
    revision: r.revision,
    fileName: r.file_name,
    kind: r.kind,
    year: r.year,
    sha256: r.sha256,
    bytes: r.size,
    uploadedBy: r.uploaded_by,
    uploadedAt: r.uploaded_at,
    /** Market to the version of its matrix. */
    versions: r.versions,
    targets: Number(r.targets),
    /** Those that it says anything of; null among them: targets that name none. */
    markets: r.markets,
  }));
export type ListedWorkbook = z.infer<typeof Row>;

const WORKBOOK = `select w.id, w.revision, w.file_name, w.kind, w.year, w.sha256, octet_length(w.bytes) as size, w.uploaded_by, w.uploaded_at,
       coalesce((select jsonb_object_agg(m.market, m.version) from matrix_version m where m.workbook_id = w.id), '{}') as versions,
       (select count(*) from target_version t where t.workbook_id = w.id) as targets,
       array(select market from matrix_version m where m.workbook_id = w.id
             union select market from target_version t where t.workbook_id = w.id order by 1) as markets
  from workbook w`;

// Seen is a workbook of whose every line the reader may see: a part of a file cannot be shown.
const SEEN = `($1::text[] is null or not exists (
  select from (select market from matrix_version m where m.workbook_id = w.id
               union select market from target_version t where t.workbook_id = w.id) said
   where said.market is null or said.market <> all ($1)))`;

/** The newest first. */
export async function workbookPage(
  db: Queryable,
  filter: { readonly markets: readonly string[] | null; readonly year?: number | undefined },
  page: Page<bigint>,
): Promise<ListedWorkbook[]> {
  return db.all(
    Row,
    `${WORKBOOK} where ${SEEN} and ($2::int is null or w.year = $2) and ($3::bigint is null or w.id < $3) order by w.id desc limit $4`,
    [filter.markets, filter.year ?? null, page.after, page.limit],
  );
}

export async function findWorkbook(
  db: Queryable,
  id: bigint,
  markets: readonly string[] | null,
): Promise<ListedWorkbook | null> {
  return db.maybe(Row, `${WORKBOOK} where ${SEEN} and w.id = $2`, [markets, id]);
}

const VersionRow = z
  .object({
    market: z.string(),
    year: z.int(),
    version: z.int(),
    workbook_id: z.bigint(),
    file_name: z.string(),
    uploaded_by: z.string(),
    uploaded_at: z.string(),
    in_force: z.boolean(),
  })
  .transform((r) => ({
    market: r.market,
    year: r.year,
    version: r.version,
    workbookId: r.workbook_id,
    fileName: r.file_name,
    uploadedBy: r.uploaded_by,
    uploadedAt: r.uploaded_at,
    inForce: r.in_force,
  }));
export type MatrixVersionListed = z.infer<typeof VersionRow>;

/** By market, year and version, the newest version first. */
export async function listMatrixVersions(
  db: Queryable,
  filter: {
    readonly markets: readonly string[] | null;
    readonly market?: string | undefined;
    readonly year?: number | undefined;
  },
): Promise<MatrixVersionListed[]> {
  return db.all(
    VersionRow,
    `select m.market, m.year, m.version, m.workbook_id, w.file_name, w.uploaded_by, w.uploaded_at,
            m.version = max(m.version) over (partition by m.market, m.year) as in_force
       from matrix_version m join workbook w on w.id = m.workbook_id
      where ($1::text[] is null or m.market = any ($1)) and ($2::text is null or m.market = $2) and ($3::int is null or m.year = $3)
      order by m.market, m.year, m.version desc`,
    [filter.markets, filter.market ?? null, filter.year ?? null],
  );
}

export async function matrixRevision(
  db: Queryable,
  name: { readonly market: string; readonly year: number; readonly version: number },
): Promise<bigint | null> {
  const row = await db.maybe(
    z.object({ revision: z.bigint() }),
    "select revision from matrix_version where market = $1 and year = $2 and version = $3",
    [name.market, name.year, name.version],
  );
  return row?.revision ?? null;
}
