/**
 * Reads a workbook in a process of its own, so that no file can take this one down or hold it up.
 * In: file name, bytes, what the system knows. Out: the reading; memory or time that ran out is a problem of the file.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { callIsolated, isolatedModule } from "../platform/isolation/isolated-call.ts";
import { fileKind } from "../workbooks/file-kind.ts";
import { fileProblem } from "../workbooks/file-problem.ts";
import { MOST_FILE_BYTES, inspectWorkbook } from "../workbooks/door.ts";
import type { WorkbookContext, WorkbookReading } from "../workbooks/read-workbook.ts";

export interface ReadingLimits {
  /** With 100 MiB of unpacked parts and the process itself, this stays below 512 MiB. */
  readonly heapMib: number;
  readonly deadlineMs: number;
}

const LIMITS: ReadingLimits = { heapMib: 288, deadlineMs: 10_000 };
const MODULE = isolatedModule("../workbooks/read-workbook.ts", import.meta.url);

export async function runIsolated(
  request: { readonly fileName: string; readonly bytes: Uint8Array; readonly context: WorkbookContext },
  limits: ReadingLimits = LIMITS,
): Promise<WorkbookReading> {
  const { fileName, bytes, context } = request;
  const kind = fileKind(fileName);
  const named = "code" in kind ? null : kind;
  if (bytes.length > MOST_FILE_BYTES) {
    // Too large to be handed over; the door looks at no more than its length.
    const inspection = inspectWorkbook(bytes);
    return {
      named,
      content: null,
      problems: [...("code" in kind ? [kind] : []), ...(inspection.ok ? [] : inspection.problems)],
    };
  }
  const ended = await callIsolated<WorkbookReading>({
    module: MODULE,
    functionName: "readWorkbook",
    args: [fileName, bytes, context],
    ...limits,
  });
  switch (ended.outcome) {
    case "answered":
      return ended.answer;
    case "out-of-memory":
      return { named, content: null, problems: [outOfMemory()] };
    case "too-slow":
      return { named, content: null, problems: [tooSlow(limits.deadlineMs)] };
    default:
      return ended satisfies never;
  }
}

function outOfMemory(): WorkbookProblem {
  return fileProblem(
    "zip-bomb",
    "more content than fits in memory",
    "a workbook that can be read within 512 MiB",
    "The workbook holds far more than matrices or targets need. Delete unused sheets, rows and formats, save it anew and upload that.",
  );
}

function tooSlow(deadlineMs: number): WorkbookProblem {
  return fileProblem(
    "too-slow",
    `not read after ${deadlineMs / 1000} seconds`,
    `a workbook that can be read within ${deadlineMs / 1000} seconds`,
    "The workbook takes too long to read. Delete unused sheets, rows and formats, save it anew and upload that.",
  );
}
