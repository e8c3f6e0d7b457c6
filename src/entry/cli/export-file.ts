/**
 * `--csv FILE` and `--xlsx FILE` of the lists. In: the table of the list. Out: the file, and how many rows it has.
 * A file of that name is replaced. It is on record who took what out, as over HTTP.
 */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { exportList, type ExportFormat } from "../../flows/export-list.ts";
import type { ExportTable } from "../../flows/export-table.ts";
import { refusedBy } from "./command-part.ts";
import type { Context } from "./context.ts";
import { CommandRefused, usageError } from "./failures.ts";

export interface ExportOptions {
  readonly csv?: string;
  readonly xlsx?: string;
}

export function exportable(command: Command): Command {
  return command
    .option("--csv <file>", "write the list to this file, as CSV, and do not print it")
    .option("--xlsx <file>", "the same as a workbook");
}

/** Whether the list goes to a file. */
export function isExport(options: ExportOptions): boolean {
  if (options.csv !== undefined && options.xlsx !== undefined)
    throw usageError("Found --csv and --xlsx; expected one of them.");
  return options.csv !== undefined || options.xlsx !== undefined;
}

export async function exportFile(
  { deps, output }: Context,
  options: ExportOptions,
  list: string,
  filter: Readonly<Record<string, string | undefined>>,
  table: ExportTable,
): Promise<number> {
  const format: ExportFormat = options.csv === undefined ? "xlsx" : "csv";
  const file = options.csv ?? options.xlsx;
  if (file === undefined) throw new Error("assertion: an export has a file");
  const outcome = await exportList(deps, { list, format, filter }, table);
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  const { bytes, rows } = outcome.value;
  await writeOwnFile(file, bytes);
  output.line(`${rows} rows in ${file}.`);
  await output.document({ file, format, rows });
  return 0;
}

/** Where it cannot be written is the world's affair, and told in words. */
export async function writeOwnFile(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : null;
    if (code === null) throw error;
    const message = `${file} cannot be written (${code}). Name a file in a folder that exists and that you may write to.`;
    throw new CommandRefused("file-unwritable", message, { file, code });
  }
}
