/**
 * Reads a workbook of sales targets.
 * In: the grid, the file's year, the agents that the system knows. Out: the targets, or every problem of the file.
 * Source: the specification of workbooks, "Sales targets".
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { judgeAgents } from "./agent-rows.ts";
import type { Grid, Sheet } from "./grid.ts";
import { judgeTable } from "./target-headings.ts";
import { targetProblem } from "./target-problems.ts";
import { readTargetRows, type AgentRow, type TargetCell } from "./target-rows.ts";
import { findTargetTable } from "./target-table.ts";

export type { TargetCell };

export interface TargetsReading {
  /** In the order of the workbook; empty when any problem is an error. */
  readonly targets: readonly TargetCell[];
  readonly problems: readonly WorkbookProblem[];
}

/**
 * @param year of the file's name, 2000 or later
 * @param options.knownAgents normalised names, seen in an imported target or an accepted contract
 */
export function readTargets(
  grid: Grid,
  year: number,
  options: { readonly knownAgents: ReadonlySet<string> },
): TargetsReading {
  const problems: WorkbookProblem[] = [];
  const rows: AgentRow[] = [];
  const skipped: Sheet[] = [];
  for (const sheet of grid.sheets) {
    const table = findTargetTable(sheet, year, grid.dateSystem);
    if (table === null) {
      if (sheet.cells.length > 0) skipped.push(sheet);
      continue;
    }
    // One by one: a sheet may have more notes than a call can take arguments.
    for (const problem of judgeTable(sheet, table, year)) problems.push(problem);
    for (const row of readTargetRows(sheet, table, year, problems)) rows.push(row);
  }
  if (rows.length === 0 && problems.every(({ severity }) => severity === "warning")) problems.push(noTable(year));
  else problems.push(...skipped.map(skippedSheet));
  for (const problem of judgeAgents(rows, options.knownAgents)) problems.push(problem);
  const refused = problems.some(({ severity }) => severity === "error");
  return { targets: refused ? [] : rows.flatMap(({ targets }) => targets), problems };
}

function noTable(year: number): WorkbookProblem {
  return targetProblem(
    "no-table",
    { sheet: null, cell: null },
    {
      found: "no agents under a row of months in any sheet",
      expected: `a row of months such as ${year}-01, and under it one row an agent`,
      message: "The workbook holds no table of targets. Check that it is the right file.",
    },
  );
}

function skippedSheet(sheet: Sheet): WorkbookProblem {
  return targetProblem(
    "sheet-skipped",
    { sheet: sheet.name, cell: null },
    {
      found: "content, but no row of months",
      expected: "a table of targets, or an empty sheet",
      message: "The sheet was not read. Add a row of months if it holds targets.",
    },
  );
}
