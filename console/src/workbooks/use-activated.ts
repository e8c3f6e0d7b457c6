/**
 * Whether an upload was put in force already, by whomever. In: the upload. Out: the workbook that it became, or null. An upload does not know it:
 * a workbook with the same bytes that is younger than the upload does.
 */
import { useAsk } from "../api/queries.ts";
import type { Upload } from "./send-workbook.ts";
import type { Workbook } from "./version-table.tsx";

const KEPT_MS = 4 * 3_600_000;
/** An upload can only have become one of the newest. */
const NEWEST = 100;

export function useActivated(upload: Upload): Workbook | null {
  const found = useAsk("/workbooks", { query: { limit: NEWEST } });
  return found.data?.workbooks.find((workbook) => becameOf(upload, workbook)) ?? null;
}

export function becameOf({ sha256, expiresAt }: Upload, workbook: Workbook): boolean {
  return workbook.sha256 === sha256 && Date.parse(workbook.uploadedAt) >= Date.parse(expiresAt) - KEPT_MS;
}
