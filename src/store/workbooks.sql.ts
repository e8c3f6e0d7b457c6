/**
 * Imported workbooks with their bytes, and what they gave: matrix versions and target versions.
 * In: readings that passed. Out: the matrices and targets in force as of a revision, with where each figure stood.
 */
import { z } from "zod";
import type { CommissionMatrix, MatrixOrigin } from "../domain/matrix.ts";
import type { Period } from "../domain/period.ts";
import type { SalesTarget, TargetAmount } from "../domain/target.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import type { AgentRange } from "./places.sql.ts";
import { StoredPeriod } from "./closes.sql.ts";

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

/** Which file a figure came from, and who brought it. */
export interface WorkbookRef {
  readonly workbookId: bigint;
  readonly fileName: string;
  readonly sha256: string;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
}

export interface StoredMatrixVersion {
  readonly market: string;
  readonly year: number;
  readonly version: number;
  readonly matrix: CommissionMatrix;
  readonly origin: MatrixOrigin;
  readonly workbook: WorkbookRef;
}

const WorkbookColumns = z.object({
  workbook_id: z.bigint(),
  file_name: z.string(),
  sha256: z.string(),
  uploaded_by: z.string(),
  uploaded_at: z.string(),
});

function workbookRef(row: z.infer<typeof WorkbookColumns>): WorkbookRef {
  return {
    workbookId: row.workbook_id,
    fileName: row.file_name,
    sha256: row.sha256,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at,
  };
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

export interface StoredTarget extends Omit<SalesTarget, "amount" | "period"> {
  readonly period: string;
  /** Null: taken away. */
  readonly amount: TargetAmount | null;
  readonly sheet: string;
  readonly cell: string;
  readonly shown: string;
  readonly workbook: WorkbookRef;
}

export interface TargetFilter {
  /** Targets of this market and those that name none. */
  readonly market?: string | undefined;
  readonly agentId?: string | undefined;
  readonly agents?: AgentRange | undefined;
  readonly periods: readonly Period[];
}

/** The newest version of each target, as of a revision; those taken away have a null amount. */
export async function targetsAsOf(db: Queryable, asOf: bigint, filter: TargetFilter): Promise<StoredTarget[]> {
  const rows = await db.all(
    WorkbookColumns.extend({
      agent_id: z.string(),
      market: z.string().nullable(),
      period: z.string(),
      amount_unit: z.enum(["minor", "whole"]).nullable(),
      amount: z.bigint().nullable(),
      sheet: z.string(),
      cell: z.string(),
      shown: z.string(),
    }),
    `select distinct on (t.period, t.agent_id, t.market) t.agent_id, t.market, t.period, t.amount_unit, t.amount, t.sheet, t.cell, t.shown,
            w.id as workbook_id, w.file_name, w.sha256, w.uploaded_by, w.uploaded_at
       from target_version t join workbook w on w.id = t.workbook_id
      where t.revision <= $1 and ($2::text is null or t.market is null or t.market = $2)
        and ($3::text is null or t.agent_id = $3) and t.period = any ($4::text[])
        and ($5::text is null or t.agent_id > $5) and ($6::text is null or t.agent_id <= $6)
      order by t.period, t.agent_id, t.market, t.revision desc`,
    [
      asOf,
      filter.market ?? null,
      filter.agentId ?? null,
      filter.periods,
      filter.agents?.after ?? null,
      filter.agents?.through ?? null,
    ],
  );
  return rows.map((row) => ({
    agentId: row.agent_id,
    market: row.market,
    period: row.period,
    amount: row.amount === null || row.amount_unit === null ? null : { unit: row.amount_unit, value: row.amount },
    sheet: row.sheet,
    cell: row.cell,
    shown: row.shown,
    workbook: workbookRef(row),
  }));
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

export interface NewTarget {
  readonly agentId: string;
  readonly market: string | null;
  readonly period: Period;
  readonly amount: TargetAmount | null;
  readonly sheet: string;
  readonly cell: string;
  readonly text: string;
}

export async function insertTargetVersions(
  tx: Transaction,
  source: { readonly revision: bigint; readonly workbookId: bigint },
  targets: readonly NewTarget[],
): Promise<void> {
  await tx.run(
    `insert into target_version (agent_id, market, period, revision, amount_unit, amount, workbook_id, sheet, cell, shown)
     select agent_id, market, period, $1, amount_unit, amount, $2, sheet, cell, shown
       from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[], $10::text[])
         as t (agent_id, market, period, amount_unit, amount, sheet, cell, shown)`,
    [
      source.revision,
      source.workbookId,
      targets.map((t) => t.agentId),
      targets.map((t) => t.market),
      targets.map((t) => t.period),
      targets.map((t) => t.amount?.unit ?? null),
      targets.map((t) => t.amount?.value ?? null),
      targets.map((t) => t.sheet),
      targets.map((t) => t.cell),
      targets.map((t) => t.text),
    ],
  );
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

/** The target versions that a workbook gave. */
export async function targetsOf(db: Queryable, workbookId: bigint): Promise<NewTarget[]> {
  const rows = await db.all(
    z.object({
      agent_id: z.string(),
      market: z.string().nullable(),
      period: StoredPeriod,
      amount_unit: z.enum(["minor", "whole"]).nullable(),
      amount: z.bigint().nullable(),
      sheet: z.string(),
      cell: z.string(),
      shown: z.string(),
    }),
    `select t.agent_id, t.market, t.period, t.amount_unit, t.amount, t.sheet, t.cell, t.shown
       from target_version t join workbook w on w.id = t.workbook_id
      where w.id = $1 and t.revision = w.revision order by t.period, t.agent_id, t.market`,
    [workbookId],
  );
  return rows.map((row) => ({
    agentId: row.agent_id,
    market: row.market,
    period: row.period,
    amount: row.amount === null || row.amount_unit === null ? null : { unit: row.amount_unit, value: row.amount },
    sheet: row.sheet,
    cell: row.cell,
    text: row.shown,
  }));
}
