/**
 * Small workbooks for scenarios, as files: a matrix and targets from plain rows of text and numbers.
 */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cellName } from "../../src/workbooks/grid.ts";
import { minimalXlsx } from "./minimal-xlsx.ts";

/** A number is written as it is, a text as an inline string, null leaves the cell out. */
export type PlainCell = string | number | null;

export interface PlainSheet {
  readonly name: string;
  readonly rows: readonly (readonly PlainCell[])[];
}

export function workbookBytes(sheets: readonly PlainSheet[]): Uint8Array {
  return minimalXlsx({ sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map(rowXml).join("") })) });
}

function rowXml(cells: readonly PlainCell[], index: number): string {
  const row = index + 1;
  const xml = cells.map((cell, column) => {
    const r = cellName(row, column + 1);
    if (cell === null) return "";
    if (typeof cell === "number") return `<c r="${r}"><v>${cell}</v></c>`;
    const text = cell.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return `<c r="${r}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  });
  return `<row r="${row}">${xml.join("")}</row>`;
}

/** Writes workbooks into a new folder; returns their paths in the order given. */
export async function writeWorkbooks(files: Readonly<Record<string, readonly PlainSheet[]>>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "opencommission-test-"));
  const paths: string[] = [];
  for (const [name, sheets] of Object.entries(files)) {
    const path = join(folder, name);
    await writeFile(path, workbookBytes(sheets));
    paths.push(path);
  }
  return paths;
}
