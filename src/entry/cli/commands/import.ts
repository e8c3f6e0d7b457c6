/**
 * `import`: commission matrices and sales targets from workbooks.
 */
import { access, constants, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { WorkbookProblem } from "../../../domain/problem.ts";
import { importWorkbook, type ImportedFile } from "../../../flows/import-workbook.ts";
import { annotated } from "../../../flows/annotate-file.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { CommandRefused } from "../failures.ts";
import { importedFileJson } from "../import-json.ts";
import { importedFileText } from "../import-text.ts";
import { common, type CommandPart } from "../command-part.ts";

/** A workbook larger than the door lets in is not even read. */
const MOST_READ_BYTES = 10 * 1024 * 1024 + 1;

interface ImportOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly annotate?: string;
}

export const importCommand: CommandPart = (program, env, exit) => {
  common(program.command("import"))
    .description("read workbooks: commission matrices and sales targets")
    .argument("<files...>", "workbooks (.xlsx)")
    .option("--dry-run", "show what would change and its effect, change nothing")
    .option("--annotate <dir>", "write each workbook that has problems there, with a comment in each cell")
    .action(async (files: string[], options: ImportOptions) => {
      exit(await withContext(options, env, (context) => importFiles(context, files, options)));
    });
};

async function importFiles(context: Context, files: readonly string[], options: ImportOptions): Promise<number> {
  const { output } = context;
  // Before anything is imported: afterwards it would be too late to say so.
  if (options.annotate !== undefined) {
    overwriteNothing(files, options.annotate);
    await makeFolder(options.annotate);
  }
  const results: { result: ImportedFile; annotatedAs: string | null }[] = [];
  for (const [index, file] of files.entries()) {
    context.progress({ what: `importing ${basename(file)}`, done: index, total: files.length });
    const read = await readWorkbookFile(file);
    const result =
      "bytes" in read
        ? await importWorkbook(context.deps, { name: file, bytes: read.bytes }, { dryRun: options.dryRun === true })
        : refusedFile(file, read.problem);
    const annotatedAs =
      options.annotate === undefined || !("bytes" in read)
        ? null
        : await annotate(options.annotate, result, read.bytes);
    for (const line of importedFileText(result)) output.line(line);
    if (annotatedAs !== null) output.line(`  Annotated: ${annotatedAs}`);
    output.line();
    results.push({ result, annotatedAs });
  }
  await output.document({ files: results.map(({ result, annotatedAs }) => importedFileJson(result, annotatedAs)) });
  return results.some(({ result }) => result.status === "refused") ? 1 : 0;
}

/** An annotated copy has the name of its workbook, so that it can be mended and imported; it never takes the place of one. */
function overwriteNothing(files: readonly string[], folder: string): void {
  const given = new Set(files.map((file) => resolve(file)));
  const copies = new Map<string, string>();
  for (const file of given) {
    const copy = resolve(folder, basename(file));
    const other = copies.get(copy);
    copies.set(copy, file);
    if (!given.has(copy) && other === undefined) continue;
    const what =
      other === undefined ? `of ${file} would overwrite ${copy}` : `of ${file} would overwrite that of ${other}`;
    throw new CommandRefused(
      "annotate-overwrites",
      `In ${folder} the annotated copy ${what}. Nothing was imported. Give --annotate another folder, or import these files one by one.`,
      { folder, file },
    );
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandRefused(
      "folder-unwritable",
      `Annotated workbooks cannot be written to ${folder}: ${why}. Nothing was imported. Give --annotate another folder.`,
      { folder },
    );
  }
}

async function readWorkbookFile(file: string): Promise<{ bytes: Uint8Array } | { problem: WorkbookProblem }> {
  const unreadable = (found: string): { problem: WorkbookProblem } => ({
    problem: {
      severity: "error",
      code: "file-unreadable",
      sheet: null,
      cell: null,
      found,
      expected: "a workbook that can be read",
      message: `${file} cannot be read: ${found}. Check the name and the rights of the file.`,
    },
  });
  try {
    const { size } = await stat(file);
    if (size >= MOST_READ_BYTES) return { bytes: new Uint8Array(MOST_READ_BYTES) };
    return { bytes: await readFile(file) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ENOTDIR") return unreadable("no such file");
    if (code === "EISDIR") return unreadable("a folder");
    if (code === "EACCES" || code === "EPERM") return unreadable("no right to read it");
    if (code === "ENAMETOOLONG" || code === "ELOOP") return unreadable("a name that leads nowhere");
    throw error;
  }
}

function refusedFile(file: string, problem: WorkbookProblem): ImportedFile {
  return {
    file,
    kind: null,
    year: null,
    status: "refused",
    problems: [problem],
    matrices: [],
    targets: [],
    changes: [],
    effects: [],
  };
}

/** Null when there is nothing to say in it, or when it is no workbook that could carry a comment. */
async function annotate(folder: string, result: ImportedFile, bytes: Uint8Array): Promise<string | null> {
  const withNotes = annotated(bytes, result.problems);
  if (withNotes === null) return null;
  await mkdir(folder, { recursive: true });
  const path = join(folder, basename(result.file));
  await writeFile(path, withNotes);
  return path;
}
