/**
 * The versions of commission matrices. In: matrices of workbooks that passed. Out: those in force as of a revision, with the cell of each
 * figure.
 */
import { z } from "zod";
import type { CommissionMatrix, MatrixOrigin } from "../domain/matrix.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import { WorkbookColumns, workbookRef, type WorkbookRef } from "./workbooks.sql.ts";

const Bound = z.object({ ppm: z.int(), exclusive: z.boolean() });
const Cell = z.object({ cell: z.string(), text: z.string() });
const StoredMatrix = z.object({
  market: z.string(),
  year: z.int(),
  penetrationBounds: z.array(Bound),
  achievementBounds: z.array(Bound),
  ratesPpm: z.array(z.array(z.int())),
});
const StoredOrigin = z.object({
  sheet: z.string(),
  penetrationCells: z.array(Cell),
  achievementCells: z.array(Cell),
  rateCells: z.array(z.array(Cell)),
});

export interface StoredMatrixVersion {
  readonly market: string;
  readonly year: number;
  readonly version: number;
  readonly matrix: CommissionMatrix;
  readonly origin: MatrixOrigin;
  readonly workbook: WorkbookRef;
}

/** The newest version of each market's matrix of the years, as of a revision. */
export async function matricesAsOf(
  db: Queryable,
  asOf: bigint,
  filter: { readonly market?: string; readonly years: readonly number[] },
): Promise<StoredMatrixVersion[]> {
  const rows = await db.all(
    MatrixRow,
    `select distinct on (m.market, m.year) m.market, m.year, m.version, m.matrix, m.origin,
            w.id as workbook_id, w.file_name, w.sha256, w.uploaded_by, w.uploaded_at
       from matrix_version m join workbook w on w.id = m.workbook_id
      where m.revision <= $1 and ($2::text is null or m.market = $2) and m.year = any ($3::int[])
      order by m.market, m.year, m.version desc`,
    [asOf, filter.market ?? null, filter.years],
  );
  return rows.map(matrixVersionOf);
}

const MatrixRow = WorkbookColumns.extend({
  market: z.string(),
  year: z.int(),
  version: z.int(),
  matrix: StoredMatrix,
  origin: StoredOrigin,
});

function matrixVersionOf(row: z.infer<typeof MatrixRow>): StoredMatrixVersion {
  return {
    market: row.market,
    year: row.year,
    version: row.version,
    matrix: row.matrix,
    origin: row.origin,
    workbook: workbookRef(row),
  };
}

/** Puts the next version of a market's matrix in force. Returns its number. */
export async function insertMatrixVersion(
  tx: Transaction,
  version: {
    readonly revision: bigint;
    readonly workbookId: bigint;
    readonly matrix: CommissionMatrix;
    readonly origin: MatrixOrigin;
  },
): Promise<number> {
  const row = await tx.one(
    z.object({ version: z.int() }),
    `insert into matrix_version (market, year, version, revision, workbook_id, matrix, origin)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6 from matrix_version where market = $1 and year = $2
     returning version`,
    [
      version.matrix.market,
      version.matrix.year,
      version.revision,
      version.workbookId,
      JSON.stringify(version.matrix),
      JSON.stringify(version.origin),
    ],
  );
  return row.version;
}

/** The matrix versions that a workbook gave. */
export async function matricesOf(db: Queryable, workbookId: bigint): Promise<StoredMatrixVersion[]> {
  const rows = await db.all(
    MatrixRow,
    `select m.market, m.year, m.version, m.matrix, m.origin, w.id as workbook_id, w.file_name, w.sha256, w.uploaded_by, w.uploaded_at
       from matrix_version m join workbook w on w.id = m.workbook_id
      where w.id = $1 and m.revision = w.revision order by m.market`,
    [workbookId],
  );
  return rows.map(matrixVersionOf);
}
