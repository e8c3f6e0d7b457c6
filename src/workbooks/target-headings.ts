/**
 * Judges the table as a whole: its headings, merged and hidden parts, and what stands around it.
 * In: a sheet and its table. Out: problems.
 */
import type { Period } from "../domain/period.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import { cellName, columnName, type CellRange, type Sheet } from "./grid.ts";
import { lostValue } from "./lost-value.ts";
import { noteProblem } from "./note-problem.ts";
import { foundIn, placeOf, targetProblem, type Finding, type TargetProblemCode } from "./target-problems.ts";
import type { MonthColumn, TargetTable } from "./target-table.ts";
import { isUnitNote } from "./unit-note.ts";

export function judgeTable(sheet: Sheet, table: TargetTable, year: number): WorkbookProblem[] {
  const corner = table.agentColumn === null ? undefined : table.headings.get(table.agentColumn);
  return [
    ...judgeMonths(sheet, table, year),
    ...mergesOver(sheet, table),
    ...judgeHidden(sheet, table),
    ...(corner && isUnitNote(foundIn(corner)) ? [noteProblem(sheet, corner)] : []),
    ...table.notes.map((cell) => noteProblem(sheet, cell)),
  ];
}

function judgeMonths(sheet: Sheet, table: TargetTable, year: number): WorkbookProblem[] {
  const first = new Map<Period, MonthColumn>();
  const headings = table.months.flatMap((month) => {
    const finding = judgeMonth(month, year, first);
    if (month.reading.kind === "month" && !first.has(month.reading.period)) first.set(month.reading.period, month);
    if (!finding) return [];
    const { code, ...rest } = finding;
    return [targetProblem(code, { sheet: sheet.name, cell: cellName(table.headerRow, month.column) }, rest)];
  });
  return headings.length > 0 ? headings : missingMonths(sheet, first, year);
}

function judgeMonth(
  { heading, reading }: MonthColumn,
  year: number,
  seen: ReadonlyMap<Period, MonthColumn>,
): (Finding & { code: TargetProblemCode }) | null {
  const found = heading ? foundIn(heading) : "no heading";
  const expected = `a month of ${year}, such as ${year}-01`;
  if (reading.kind === "unreadable") {
    const lost = heading ? lostValue(heading.value) : null;
    const message =
      "The column is not headed by a month. Write the month with its year, or take the column out (totals too).";
    return { code: "month-unreadable", found, expected, message, ...lost };
  }
  if (reading.kind === "ambiguous") {
    const message = `The heading may mean ${reading.periods.join(" or ")}. Write the month as ${year}-01.`;
    return { code: "month-ambiguous", found, expected, message };
  }
  if (!reading.period.startsWith(`${year}-`)) {
    const message = `The heading means ${reading.period}, the file's name says ${year}. Correct the heading or the file's name.`;
    return { code: "month-other-year", found, expected, message };
  }
  const other = seen.get(reading.period);
  if (!other) return null;
  const message = `${reading.period} also heads column ${columnName(other.column)}. Keep one column for each month.`;
  return { code: "month-twice", found, expected: "each month once", message };
}

function missingMonths(sheet: Sheet, present: ReadonlyMap<Period, MonthColumn>, year: number): WorkbookProblem[] {
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`);
  const here = new Set<string>(present.keys());
  const missing = months.filter((month) => !here.has(month));
  if (missing.length === 0) return [];
  return [
    targetProblem(
      "months-missing",
      { sheet: sheet.name, cell: null },
      {
        found: `no column for ${missing.join(", ")}`,
        expected: `the twelve months of ${year}`,
        message:
          "The targets of the missing months stay as they are. Add the columns if they were left out by mistake.",
      },
    ),
  ];
}

function mergesOver(sheet: Sheet, table: TargetTable): WorkbookProblem[] {
  const area = tableArea(table);
  return sheet.merges
    .filter((merge) => (merge.top !== merge.bottom || merge.left !== merge.right) && overlap(merge, area))
    .map((merge) => {
      const first = cellName(merge.top, merge.left);
      return targetProblem(
        "merged-cells",
        { sheet: sheet.name, cell: first },
        {
          found: `${first}:${cellName(merge.bottom, merge.right)} merged`,
          expected: "one value in each cell",
          message:
            "A merged cell does not tell which agents and months it is meant for. Unmerge it and fill each cell.",
        },
      );
    });
}

/** From the header to the last row with a target, so that a merged footnote does no harm. */
function tableArea({ headerRow, agentColumn, marketColumn, months, rows }: TargetTable): CellRange {
  const columns = [agentColumn, marketColumn, ...months.map(({ column }) => column)].filter(
    (column) => column !== null,
  );
  const bottom = [...rows].findLast(([, cells]) => months.some(({ column }) => cells.has(column)))?.[0] ?? headerRow;
  return { top: headerRow, left: Math.min(...columns), bottom, right: Math.max(...columns) };
}

function overlap(a: CellRange, b: CellRange): boolean {
  return a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}

function judgeHidden(sheet: Sheet, table: TargetTable): WorkbookProblem[] {
  const problems: WorkbookProblem[] = [];
  const warn = (code: TargetProblemCode, cell: string | null, found: string, what: string) =>
    problems.push(
      targetProblem(
        code,
        { sheet: sheet.name, cell },
        {
          found,
          expected: `${what} that are seen`,
          message: "It was read like any other. Check what is hidden, and show or delete it.",
        },
      ),
    );
  if (sheet.hidden) warn("hidden-sheet", null, `hidden sheet ${sheet.name}`, "sheets");
  if (sheet.filtered) warn("filtered-sheet", null, "a filter, which may hide rows", "rows");
  if (sheet.hiddenRows.has(table.headerRow)) {
    const [heading] = table.headings.values();
    const cell = heading ? placeOf(sheet, heading).cell : null;
    warn("hidden-row", cell, `hidden row ${table.headerRow}`, "rows");
  }
  const read = [table.agentColumn, table.marketColumn, ...table.months.map(({ column }) => column)];
  for (const column of read) {
    if (column === null || !sheet.hiddenColumns.has(column)) continue;
    warn("hidden-column", cellName(table.headerRow, column), `hidden column ${columnName(column)}`, "columns");
  }
  return problems;
}
