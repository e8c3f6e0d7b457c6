/**
 * A table as CSV in UTF-8, safe to open in a spreadsheet: texts are defused, numbers stay numbers. In: rows as they come. Out: the bytes.
 */
import { csvRow, numberCell, textCell } from "../domain/csv-cell.ts";
import { percentText } from "../domain/rate.ts";
import type { ColumnKind, ExportTable } from "./export-table.ts";

const CHUNK_CHARACTERS = 1 << 20;

export async function tableCsv({ columns, rows }: ExportTable): Promise<{ bytes: Uint8Array; rows: number }> {
  const chunks: Buffer[] = [];
  let text = csvRow(columns.map((column) => textCell(column.title)));
  let count = 0;
  for await (const row of rows) {
    text += csvRow(columns.map(({ kind }, i) => cellText(kind, row[i] ?? null)));
    count += 1;
    if (text.length < CHUNK_CHARACTERS) continue;
    chunks.push(Buffer.from(text, "utf8"));
    text = "";
  }
  chunks.push(Buffer.from(text, "utf8"));
  return { bytes: Buffer.concat(chunks), rows: count };
}

function cellText(kind: ColumnKind, value: string | null): string {
  if (value === null) return "";
  switch (kind) {
    case "text":
      return textCell(value);
    case "count":
    case "money":
      return numberCell(value);
    case "rate":
      return textCell(percentText(Number(value)));
    default:
      return kind satisfies never;
  }
}
