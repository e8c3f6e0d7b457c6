/**
 * A list taken out as a file. In: its name, what it was filtered by, its rows. Out: the bytes, with their rows on record with who took
 * them, before anything is handed over; or a refusal when it is too long for a workbook.
 */
import { done, refused, type Outcome } from "../domain/refusal.ts";
import { recordAct } from "../store/audit.sql.ts";
import type { FlowDeps } from "./deps.ts";
import type { ExportTable } from "./export-table.ts";
import { tableCsv } from "./table-csv.ts";
import { MOST_XLSX_ROWS, tableXlsx } from "./table-xlsx.ts";

export const EXPORT_FORMATS = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportRequest {
  /** Of the list: `ledger`. */
  readonly list: string;
  readonly format: ExportFormat;
  /** What it was filtered by, as asked; what was not asked for is undefined. */
  readonly filter: Readonly<Record<string, string | undefined>>;
}

export interface ExportedFile {
  readonly bytes: Uint8Array;
  readonly rows: number;
}

export async function exportList(
  deps: FlowDeps,
  { list, format, filter }: ExportRequest,
  table: ExportTable,
): Promise<Outcome<ExportedFile>> {
  const file = format === "csv" ? await tableCsv(table) : await tableXlsx(list, table);
  if (file === null) {
    const message = `This list has more than ${MOST_XLSX_ROWS} rows, the most of a workbook. Take it as CSV, or filter it.`;
    return refused("export-too-long", message, { most: MOST_XLSX_ROWS });
  }
  await recordExport(deps, { list, format, filter }, file.rows);
  return done(file);
}

/** Puts on record who took how many rows of what: before anything is handed over. */
export async function recordExport(
  deps: FlowDeps,
  { list, format, filter }: ExportRequest,
  rows: number,
): Promise<void> {
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined);
  const { market = null, ...others } = Object.fromEntries(asked);
  const detail = { ...others, market: market ?? null, format, rows };
  await deps.db.transaction((tx) =>
    recordAct(tx, {
      at: deps.now(),
      actor: deps.actor,
      action: "data.exported",
      subject: filter["period"] === undefined ? list : `${list} ${filter["period"]}`,
      detail,
    }),
  );
}
