/**
 * The long lists, a page at a time, each row as it stands now. In: filters, where the last page ended. Out: rows and where to go on.
 */
import type { Completeness } from "../domain/completeness.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import type { Settings } from "../domain/settings.ts";
import { auditPage, type AuditEntry, type AuditFilter } from "../store/audit-list.sql.ts";
import { findBatch, type StoredBatch } from "../store/batches.sql.ts";
import { closeSums, type CloseSum } from "../store/close-sums.sql.ts";
import { findClose, type Close } from "../store/closes.sql.ts";
import { contractPage, type PagedContract } from "../store/contracts.sql.ts";
import { listDifferences, type StoredDifference } from "../store/differences.sql.ts";
import {
  batchPage,
  closeEntryPage,
  closePage,
  differencePage,
  ledgerPage,
  rejectedById,
  rejectedPage,
  type CloseEntry,
  type CloseFilter,
  type LedgerPageFilter,
  type LedgerRow,
  type Page,
  type RejectedSummary,
} from "../store/pages.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import { completenessOf } from "./completeness.ts";
import type { FlowDeps } from "./deps.ts";

export type { AuditEntry, AuditFilter } from "../store/audit-list.sql.ts";
export type { Close } from "../store/closes.sql.ts";
export type { CloseSum } from "../store/close-sums.sql.ts";
export type { PagedContract } from "../store/contracts.sql.ts";
export type { StoredBatch } from "../store/batches.sql.ts";
export type { StoredDifference } from "../store/differences.sql.ts";
export type { CloseEntry, LedgerRow, Page, RejectedSummary } from "../store/pages.sql.ts";

type Db = Pick<FlowDeps, "db">;

async function present<Id, T>(ids: readonly Id[], find: (id: Id) => Promise<T | null>): Promise<T[]> {
  const rows: T[] = [];
  for (const id of ids) {
    const row = await find(id);
    if (row !== null) rows.push(row);
  }
  return rows;
}

export async function readClosePage(
  { db }: Db,
  filter: CloseFilter,
  page: Page<{ readonly startedAt: string; readonly id: string }>,
): Promise<Close[]> {
  return present(await closePage(db, filter, page), (id) => findClose(db, id));
}

/** By close: what each comes to, by currency. */
export function readCloseSums({ db }: Db, closes: readonly Pick<Close, "id">[]): Promise<Map<string, CloseSum[]>> {
  return closeSums(
    db,
    closes.map(({ id }) => id),
  );
}

export interface CloseInFull {
  readonly close: Close;
  readonly completeness: Completeness | null;
}

export async function readClose({ db }: Db, id: string): Promise<Outcome<CloseInFull>> {
  const close = await findClose(db, id);
  if (close === null) return refused("close-unknown", `There is no close ${id}.`, { close: id });
  return done({ close, completeness: await completenessOf(db, close.market, close.period) });
}

export function readCloseEntryPage({ db }: Db, close: Close, page: Page<bigint>): Promise<CloseEntry[]> {
  return closeEntryPage(db, close.id, close.status === "approved" || close.status === "delivered", page);
}

export function readLedgerPage({ db }: Db, filter: LedgerPageFilter, page: Page<bigint>): Promise<LedgerRow[]> {
  return ledgerPage(db, filter, page);
}

export async function readContractPage(
  { db }: Db,
  filter: Parameters<typeof contractPage>[1],
  page: Page<string>,
): Promise<{ readonly contracts: readonly PagedContract[]; readonly settingsOf: (market: string) => Settings }> {
  const settings = await settingsAsOf(db, await currentRevision(db));
  const contracts = await contractPage(db, filter, page);
  return { contracts, settingsOf: (market) => settings.of(market) };
}

export async function readBatchPage(
  { db }: Db,
  filter: Parameters<typeof batchPage>[1],
  page: Page<bigint>,
): Promise<StoredBatch[]> {
  return present(await batchPage(db, filter, page), (id) => findBatch(db, id));
}

export async function readDifferencePage(
  { db }: Db,
  filter: Parameters<typeof differencePage>[1],
  page: Page<bigint>,
): Promise<StoredDifference[]> {
  return listDifferences(db, await differencePage(db, filter, page));
}

export function readDifferencesById({ db }: Db, ids: readonly bigint[]): Promise<StoredDifference[]> {
  return listDifferences(db, ids);
}

export function readRejectedPage(
  { db }: Db,
  state: RejectedSummary["state"] | undefined,
  page: Page<bigint>,
): Promise<RejectedSummary[]> {
  return rejectedPage(db, state, page);
}

export function readRejectedMessage({ db }: Db, id: bigint): ReturnType<typeof rejectedById> {
  return rejectedById(db, id);
}

export function readAuditPage({ db }: Db, filter: AuditFilter, page: Page<bigint>): Promise<AuditEntry[]> {
  return auditPage(db, filter, page);
}
