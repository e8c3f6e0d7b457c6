/**
 * A batch as it was posted. In: its bytes. Out: its columns and rows with the few cells that the stand-in understands, or what
 * it cannot take. It knows no more of a batch than an outside system would.
 */
import { cellsOf } from "./csv-cells.ts";

export interface PostedRow {
  readonly entryId: string;
  readonly cells: readonly string[];
}

export interface PostedBatch {
  readonly market: string;
  readonly columns: readonly string[];
  readonly rows: readonly PostedRow[];
}

export type PostedReading =
  | { readonly ok: true; readonly batch: PostedBatch }
  | { readonly ok: false; readonly problem: string };

export const UNDERSTOOD = [
  "entry_id",
  "agent_id",
  "market",
  "contract_id",
  "period",
  "booked_in",
  "kind",
  "amount",
  "currency",
] as const;

export type Understood = (typeof UNDERSTOOD)[number];

export function readPosted(bytes: Uint8Array): PostedReading {
  const rows = cellsOf(utf8Of(bytes) ?? '"');
  if (rows === null) return { ok: false, problem: "The body is not CSV in UTF-8 with rows that end in CRLF." };
  const [columns = [], ...entries] = rows;
  const absent = UNDERSTOOD.filter((name) => !columns.includes(name));
  if (absent.length > 0) return { ok: false, problem: `The header row lacks ${absent.join(", ")}.` };
  if (entries.length === 0) return { ok: false, problem: "There is no entry below the header row." };
  const ids = new Set<string>();
  const read: PostedRow[] = [];
  for (const [index, cells] of entries.entries()) {
    const entryId = cellOf(columns, cells, "entry_id");
    const where = `Row ${index + 2}`;
    if (cells.length !== columns.length)
      return { ok: false, problem: `${where} has ${cells.length} cells, not ${columns.length}.` };
    if (entryId === "" || ids.has(entryId)) return { ok: false, problem: `${where} has no entry_id of its own.` };
    if (!/^-?\d+(\.\d+)?$/.test(cellOf(columns, cells, "amount")))
      return { ok: false, problem: `${where} has no amount.` };
    ids.add(entryId);
    read.push({ entryId, cells });
  }
  const markets = new Set(read.map(({ cells }) => cellOf(columns, cells, "market")));
  const [market = ""] = markets;
  if (markets.size !== 1 || market === "") return { ok: false, problem: "A batch is of one market." };
  return { ok: true, batch: { market, columns, rows: read } };
}

/** What stands in a row under a column, without the apostrophe that keeps a spreadsheet from running it. */
export function cellOf(columns: readonly string[], cells: readonly string[], name: Understood): string {
  const text = cells[columns.indexOf(name)] ?? "";
  return name !== "amount" && /^'+[=+\-@\t\r\0]/.test(text) ? text.slice(1) : text;
}

function utf8Of(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : null;
}
