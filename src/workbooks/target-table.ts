/**
 * Finds the table of targets in a sheet: its row of months, its columns and its rows.
 * In: a sheet. Out: where everything stands, judged by nothing yet but the place.
 */
import type { GridCell, Sheet } from "./grid.ts";
import { readMonthHeader, type MonthReading } from "./month-header.ts";
import { isDateFormat } from "./number-format.ts";

export interface MonthColumn {
  readonly column: number;
  /** Null when the column has amounts but no heading. */
  readonly heading: GridCell | null;
  readonly reading: MonthReading;
}

export interface TargetTable {
  readonly headerRow: number;
  /** Null when the first column that holds anything is one of months already. */
  readonly agentColumn: number | null;
  readonly marketColumn: number | null;
  /** Rising. Also the columns whose heading cannot be read. */
  readonly months: readonly MonthColumn[];
  /** The header row's cells, by column. */
  readonly headings: ReadonlyMap<number, GridCell>;
  /** The rows under the header, each by column. */
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, GridCell>>;
  /** Cells that belong to no row and column of the table, in the order of the sheet. */
  readonly notes: readonly GridCell[];
}

type Rows = ReadonlyMap<number, ReadonlyMap<number, GridCell>>;

/** The sheet's one table, or null when there is none: no row of months, and no number that a month could be missing for. */
export function findTargetTable(sheet: Sheet, year: number, dateSystem: 1900 | 1904): TargetTable | null {
  const rows = byRow(sheet.cells);
  const headerRow = monthsRow(rows, year, dateSystem) ?? rowAboveNumbers(rows);
  if (headerRow === null) return null;
  const headings = rows.get(headerRow) ?? new Map<number, GridCell>();
  const body: Rows = new Map([...rows].filter(([row]) => row > headerRow));
  const marketColumn = [...headings.values()].find(isMarketHeading)?.column ?? null;
  const readings = new Map(
    [...headings.values()].map((cell) => [cell.column, readMonthHeader(cell, dateSystem)] as const),
  );
  const isMonth = (column: number) => (readings.get(column) ?? UNREADABLE).kind !== "unreadable";
  const firstColumn = firstColumnOf(body, headings, marketColumn, isMonth);
  const agentColumn = firstColumn !== null && !isMonth(firstColumn) ? firstColumn : null;

  const lastMonth = Math.max(0, ...[...readings.keys()].filter(isMonth));
  const filled = columnsWithRows(body);
  const numeric = numericColumns(body, agentColumn);
  const candidates = new Set([...headings.keys(), ...numeric]);
  const months = [...candidates]
    .filter((column) => column !== agentColumn && column !== marketColumn)
    // Left of the agents, or apart on the right with nothing under it, stands a note and no heading.
    .filter(
      (column) => isMonth(column) || (column > (agentColumn ?? 0) && (filled.has(column) || column <= lastMonth + 1)),
    )
    .toSorted((a, b) => a - b)
    .map((column) => ({ column, heading: headings.get(column) ?? null, reading: readings.get(column) ?? UNREADABLE }));

  const own = new Set([agentColumn, marketColumn, ...months.map(({ column }) => column)]);
  const notes = sheet.cells.filter((cell) => cell.row < headerRow || !own.has(cell.column));
  return { headerRow, agentColumn, marketColumn, months, headings, rows: body, notes };
}

const UNREADABLE: MonthReading = { kind: "unreadable" };

function byRow(cells: readonly GridCell[]): Rows {
  const rows = new Map<number, Map<number, GridCell>>();
  for (const cell of cells) {
    const row = rows.get(cell.row) ?? new Map<number, GridCell>();
    rows.set(cell.row, row.set(cell.column, cell));
  }
  return rows;
}

/**
 * The row with the most months of the file's year, else with the most months; the first of equals. So a date in a note
 * above, or dates among the targets, do not pass for the header.
 */
function monthsRow(rows: Rows, year: number, dateSystem: 1900 | 1904): number | null {
  let best: { row: number; ofYear: number; all: number } | null = null;
  for (const [row, cells] of rows) {
    const readings = [...cells.values()].map((cell) => readMonthHeader(cell, dateSystem));
    const all = readings.filter(({ kind }) => kind !== "unreadable").length;
    const ofYear = readings.filter((one) => one.kind === "month" && one.period.startsWith(`${year}-`)).length;
    const better = best === null ? all > 0 : ofYear > best.ofYear || (ofYear === best.ofYear && all > best.all);
    if (better) best = { row, ofYear, all };
  }
  return best?.row ?? null;
}

/** Where no month can be read: the row above the first amounts, so that its cells can be told what is wrong with them. */
function rowAboveNumbers(rows: Rows): number | null {
  let above: number | null = null;
  for (const [row, cells] of rows) {
    if ([...cells.values()].some(isPlainNumber)) return above ?? row;
    above = row;
  }
  return null;
}

/** The first column that holds something in a row that has a target; where no row has one, in any row. */
function firstColumnOf(
  body: Rows,
  headings: ReadonlyMap<number, GridCell>,
  marketColumn: number | null,
  isMonth: (column: number) => boolean,
): number | null {
  const columns = [...body.values()].map((cells) => [...cells.keys()].filter((column) => column !== marketColumn));
  const withTargets = columns.filter((row) => row.some(isMonth));
  const all = (withTargets.length > 0 ? withTargets : columns).flat();
  const places = all.length > 0 ? all : [...headings.keys()];
  return places.length === 0 ? null : places.reduce((a, b) => Math.min(a, b));
}

function columnsWithRows(body: Rows): ReadonlySet<number> {
  return new Set([...body.values()].flatMap((cells) => [...cells.keys()]));
}

/** Columns that hold anything but text beside an agent: amounts that need a month. */
function numericColumns(body: Rows, agentColumn: number | null): readonly number[] {
  const beside = [...body.values()].filter((cells) => agentColumn === null || cells.has(agentColumn));
  return beside.flatMap((cells) =>
    [...cells.values()].filter((cell) => cell.value.kind !== "text").map(({ column }) => column),
  );
}

function isPlainNumber(cell: GridCell): boolean {
  return cell.value.kind === "number" && !isDateFormat(cell.format);
}

function isMarketHeading(cell: GridCell): boolean {
  return cell.value.kind === "text" && cell.value.text.trim().toLowerCase() === "market";
}
