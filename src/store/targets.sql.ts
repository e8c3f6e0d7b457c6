/**
 * The versions of sales targets. In: targets of workbooks that passed. Out: those in force as of a revision, with the cell of each figure.
 */
import { z } from "zod";
import type { Period } from "../domain/period.ts";
import type { SalesTarget, TargetAmount } from "../domain/target.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import { StoredPeriod } from "./columns.sql.ts";
import type { AgentRange } from "./places.sql.ts";
import { WorkbookColumns, workbookRef, type WorkbookRef } from "./workbooks.sql.ts";

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
