/**
 * The warning of a cell that stands around the table and was not read.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import type { GridCell, Sheet } from "./grid.ts";
import { foundIn, placeOf, targetProblem } from "./target-problems.ts";
import { isUnitNote } from "./unit-note.ts";

export function noteProblem(sheet: Sheet, cell: GridCell): WorkbookProblem {
  const scale = isUnitNote(foundIn(cell))
    ? " It seems to say that amounts are in thousands or millions: they were read as they stand."
    : "";
  return targetProblem("note-outside-table", placeOf(sheet, cell), {
    found: foundIn(cell),
    expected: "agents, months, markets and targets only",
    message: `The cell was not read.${scale} Check that the targets are right without it.`,
  });
}
