/**
 * The workbook that a person sent, with a comment in each offending cell. Null when there is nothing to say, or no workbook to say it in.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { annotateWorkbook } from "../workbooks/annotate.ts";
import { inspectWorkbook } from "../workbooks/door.ts";

export function annotated(bytes: Uint8Array, problems: readonly WorkbookProblem[]): Uint8Array | null {
  // A problem of the file as a whole has no place in it, and the file may be one that no memory holds.
  if (problems.every((problem) => problem.sheet === null) || !inspectWorkbook(bytes).ok) return null;
  return annotateWorkbook(bytes, problems);
}
