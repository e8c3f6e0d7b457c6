/**
 * The kept workbooks, and the matrices and targets in force or as a version left them. In: the markets that may be seen. Out: rows, or none:
 * what may not be seen is as if it were not there.
 */
import { marketList, reaches, type Reach } from "../domain/access.ts";
import { normaliseName } from "../domain/name.ts";
import type { Period } from "../domain/period.ts";
import { recordAct } from "../store/audit.sql.ts";
import type { Page } from "../store/pages.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import {
  findWorkbook,
  listMatrixVersions,
  matrixRevision,
  workbookPage,
  type ListedWorkbook,
  type MatrixVersionListed,
} from "../store/workbook-list.sql.ts";
import { matricesAsOf, type StoredMatrixVersion } from "../store/matrices.sql.ts";
import { targetsAsOf, targetsOf, type NewTarget, type StoredTarget } from "../store/targets.sql.ts";
import { findWorkbookBytes } from "../store/workbooks.sql.ts";
import type { FlowDeps } from "./deps.ts";

export type { ListedWorkbook } from "../store/workbook-list.sql.ts";
export type { StoredMatrixVersion } from "../store/matrices.sql.ts";
export type { NewTarget, StoredTarget } from "../store/targets.sql.ts";

type Db = Pick<FlowDeps, "db">;

export function readWorkbookPage(
  { db }: Db,
  view: Reach,
  year: number | undefined,
  page: Page<bigint>,
): Promise<ListedWorkbook[]> {
  return workbookPage(db, { markets: marketList(view), year }, page);
}

export interface WorkbookInFull {
  readonly workbook: ListedWorkbook;
  readonly targets: readonly NewTarget[];
}

export async function readWorkbook({ db }: Db, view: Reach, id: bigint): Promise<WorkbookInFull | null> {
  const workbook = await findWorkbook(db, id, marketList(view));
  return workbook === null ? null : { workbook, targets: await targetsOf(db, id) };
}

/** The very bytes that were uploaded; on record is who took them out. */
export async function exportWorkbook(
  deps: FlowDeps,
  view: Reach,
  id: bigint,
): Promise<{ readonly workbook: ListedWorkbook; readonly bytes: Uint8Array } | null> {
  const workbook = await findWorkbook(deps.db, id, marketList(view));
  if (workbook === null) return null;
  const bytes = await findWorkbookBytes(deps.db, id);
  await deps.db.transaction((tx) =>
    recordAct(tx, {
      at: deps.now(),
      actor: deps.actor,
      action: "workbook.exported",
      subject: workbook.fileName,
      detail: { workbook: String(id), sha256: workbook.sha256 },
    }),
  );
  return { workbook, bytes };
}

export function readMatrixVersions(
  { db }: Db,
  view: Reach,
  filter: { readonly market?: string | undefined; readonly year?: number | undefined },
): Promise<MatrixVersionListed[]> {
  return listMatrixVersions(db, { markets: marketList(view), ...filter });
}

export async function readMatrixVersion(
  { db }: Db,
  view: Reach,
  name: { readonly market: string; readonly year: number; readonly version: number },
): Promise<StoredMatrixVersion | null> {
  if (!reaches(view, name.market)) return null;
  const revision = await matrixRevision(db, name);
  if (revision === null) return null;
  const found = await matricesAsOf(db, revision, { market: name.market, years: [name.year] });
  return found.find((m) => m.version === name.version) ?? null;
}

/** In force now, without those taken away. One that names no market may be of any: only who sees all markets sees it. */
export async function readTargets(
  { db }: Db,
  view: Reach,
  filter: { readonly period: Period; readonly market?: string | undefined; readonly agentId?: string | undefined },
): Promise<StoredTarget[]> {
  const found = await targetsAsOf(db, await currentRevision(db), {
    periods: [filter.period],
    market: filter.market,
    agentId: filter.agentId === undefined ? undefined : normaliseName(filter.agentId),
  });
  return found.filter((t) => t.amount !== null && (view === "all" || (t.market !== null && reaches(view, t.market))));
}
