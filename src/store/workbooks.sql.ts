/**
 * Imported workbooks with their bytes, and who brought them. In: readings that passed. What they gave is in `matrices.sql.ts` and
 * `targets.sql.ts`.
 */
import { z } from "zod";
import type { Period } from "../domain/period.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

/** Which file a figure came from, and who brought it. */
export interface WorkbookRef {
  readonly workbookId: bigint;
  readonly fileName: string;
  readonly sha256: string;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
}

/** The columns of a `WorkbookRef`, as the tables of versions join them. */
export const WorkbookColumns = z.object({
  workbook_id: z.bigint(),
  file_name: z.string(),
  sha256: z.string(),
  uploaded_by: z.string(),
  uploaded_at: z.string(),
});

export function workbookRef(row: z.infer<typeof WorkbookColumns>): WorkbookRef {
  return {
    workbookId: row.workbook_id,
    fileName: row.file_name,
    sha256: row.sha256,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at,
  };
}

export interface NewWorkbook {
  readonly revision: bigint;
  readonly fileName: string;
  readonly kind: "commission-matrices" | "sales-targets";
  readonly year: number;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
}

/** Keeps a workbook with its bytes. Returns its id. */
export async function insertWorkbook(tx: Transaction, workbook: NewWorkbook): Promise<bigint> {
  const row = await tx.one(
    z.object({ id: z.bigint() }),
    `insert into workbook (revision, file_name, kind, year, sha256, bytes, uploaded_by, uploaded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      workbook.revision,
      workbook.fileName,
      workbook.kind,
      workbook.year,
      workbook.sha256,
      workbook.bytes,
      workbook.uploadedBy,
      workbook.uploadedAt.toISOString(),
    ],
  );
  return row.id;
}

/** Everyone who uploaded a workbook that gave a matrix or target in force for the market's periods. */
export async function uploadersOf(
  db: Queryable,
  asOf: bigint,
  market: string,
  periods: readonly Period[],
): Promise<Set<string>> {
  const rows = await db.all(
    z.object({ uploaded_by: z.string() }),
    `select w.uploaded_by from workbook w where w.id in (
       select workbook_id from (
         select distinct on (year) workbook_id from matrix_version
          where market = $2 and revision <= $1 and year = any ($4::int[]) order by year, version desc) m
       union
       select workbook_id from (
         select distinct on (period, agent_id, market) workbook_id, agent_id, period from target_version
          where revision <= $1 and (market is null or market = $2) and period = any ($3::text[])
          order by period, agent_id, market, revision desc) t
        where exists (select from contract_version v where v.market = $2 and v.period = t.period and v.agent_id = t.agent_id
                         and v.revision <= $1 and (v.superseded_by is null or v.superseded_by > $1)))`,
    [asOf, market, periods, [...new Set(periods.map((p) => Number(p.slice(0, 4))))]],
  );
  return new Set(rows.map((row) => row.uploaded_by));
}

export interface StoredWorkbook {
  readonly id: bigint;
  readonly revision: bigint;
  readonly fileName: string;
  readonly sha256: string;
}

/** Every kept workbook, in the order of their imports. */
export async function listWorkbooks(db: Queryable): Promise<StoredWorkbook[]> {
  const rows = await db.all(
    z.object({ id: z.bigint(), revision: z.bigint(), file_name: z.string(), sha256: z.string() }),
    "select id, revision, file_name, sha256 from workbook order by revision",
  );
  return rows.map((row) => ({ id: row.id, revision: row.revision, fileName: row.file_name, sha256: row.sha256 }));
}

export async function findWorkbookBytes(db: Queryable, id: bigint): Promise<Uint8Array> {
  const row = await db.one(z.object({ bytes: z.instanceof(Uint8Array) }), "select bytes from workbook where id = $1", [
    id,
  ]);
  return row.bytes;
}
