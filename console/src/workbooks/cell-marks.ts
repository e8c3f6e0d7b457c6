/**
 * What is to be said of each cell of a sheet: its problems, and what it would change. In: an upload. Out: marks by sheet, then cell.
 */
import type { Answer } from "../api/routes.ts";
import { cellPlace } from "./cell-name.ts";

export type UploadedFile = Answer<"get", "/uploads/{id}">["file"];
export type Problem = UploadedFile["problems"][number];
export type Change = UploadedFile["changes"][number];

export interface CellMark {
  readonly problems: readonly Problem[];
  /** A cell gives one figure, so at most one changes. */
  readonly change: Change | null;
}

export type SheetMarks = ReadonlyMap<string, CellMark>;

export function marksBySheet({ problems, changes }: Pick<UploadedFile, "problems" | "changes">) {
  const sheets = new Map<string, Map<string, { problems: Problem[]; change: Change | null }>>();
  const markAt = (sheet: string, cell: string) => {
    const marks = sheets.get(sheet) ?? new Map<string, { problems: Problem[]; change: Change | null }>();
    sheets.set(sheet, marks);
    const mark = marks.get(cell) ?? { problems: [], change: null };
    marks.set(cell, mark);
    return mark;
  };
  for (const problem of problems)
    if (problem.sheet !== null && problem.cell !== null) markAt(problem.sheet, problem.cell).problems.push(problem);
  for (const change of changes) if (change.cell !== null) markAt(change.sheet, change.cell).change = change;
  const found: ReadonlyMap<string, SheetMarks> = sheets;
  return found;
}

export function severityOf(mark: CellMark | undefined): "error" | "warning" | null {
  if (mark === undefined || mark.problems.length === 0) return null;
  return mark.problems.some((problem) => problem.severity === "error") ? "error" : "warning";
}

export interface ProblemCount {
  readonly errors: number;
  readonly warnings: number;
}

/** How many problems of each severity each sheet has: in one go, as there may be thousands on dozens of sheets. */
export function countBySheet(problems: readonly Problem[]): ReadonlyMap<string, ProblemCount> {
  const counts = new Map<string, { errors: number; warnings: number }>();
  for (const { sheet, severity } of problems) {
    if (sheet === null) continue;
    const count = counts.get(sheet) ?? { errors: 0, warnings: 0 };
    counts.set(sheet, count);
    if (severity === "error") count.errors += 1;
    else count.warnings += 1;
  }
  return counts;
}

/** How many problems of each severity a sheet has; of the whole file where the sheet is null. */
export function countProblems(problems: readonly Problem[], sheet: string | null) {
  const here = problems.filter((problem) => sheet === null || problem.sheet === sheet);
  const errors = here.filter((problem) => problem.severity === "error").length;
  return { errors, warnings: here.length - errors };
}

/** In the order of sheets and cells, as one reads; what is of the whole file or sheet first. */
export function inOrder(problems: readonly Problem[], sheets: readonly string[]): readonly Problem[] {
  const rank = new Map(sheets.map((name, i) => [name, i]));
  const rankOf = (problem: Problem) => (problem.sheet === null ? -1 : (rank.get(problem.sheet) ?? sheets.length));
  return problems
    .map((problem, i) => ({ problem, i, sheet: rankOf(problem), place: placeRank(problem.cell) }))
    .toSorted((a, b) => a.sheet - b.sheet || a.place - b.place || a.i - b.i)
    .map(({ problem }) => problem);
}

const MOST_COLUMNS = 20_000;

function placeRank(cell: string | null): number {
  const place = cell === null ? null : cellPlace(cell);
  return place === null ? -1 : place.row * MOST_COLUMNS + place.column;
}
