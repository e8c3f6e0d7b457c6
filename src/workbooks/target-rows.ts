/**
 * Reads the rows under the months: agent, market, targets.
 * In: a sheet and its table. Out: the agents' rows; what is wrong goes to the list of problems.
 */
import type { Market } from "../domain/market-table.ts";
import { findMarket } from "../domain/market.ts";
import type { Period } from "../domain/period.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import type { TargetAmount } from "../domain/target.ts";
import { readAgent } from "./agent-cell.ts";
import { cellName, type GridCell, type Sheet } from "./grid.ts";
import { noteProblem } from "./note-problem.ts";
import { readRowMarket, type RowMarket } from "./row-market.ts";
import { readTargetCell } from "./target-cell.ts";
import { foundIn, placeOf, targetProblem } from "./target-problems.ts";
import type { MonthColumn, TargetTable } from "./target-table.ts";

/** One target as its cell gave it. */
export interface TargetCell {
  readonly agentId: string;
  /** ISO 3166-1 alpha-2, or null: whichever one market the agent sold in. */
  readonly market: string | null;
  readonly period: Period;
  /** Null: `-` or `none`, the target is taken away. */
  readonly amount: TargetAmount | null;
  readonly sheet: string;
  /** A1 style. */
  readonly cell: string;
  /** As the cell shows it. */
  readonly text: string;
}

/** A row that names an agent, whether or not it has targets. */
export interface AgentRow {
  readonly agentId: string;
  readonly market: string | null;
  readonly sheet: string;
  /** Of the agent's name. */
  readonly cell: string;
  readonly targets: readonly TargetCell[];
}

interface SheetContext {
  readonly sheet: Sheet;
  readonly table: TargetTable;
  readonly year: number;
  readonly sheetMarket: Market | null;
  readonly someMarketNamed: boolean;
  readonly problems: WorkbookProblem[];
}

interface Filled {
  readonly month: MonthColumn;
  readonly cell: GridCell;
}

/** @param year of the file, 2000 or later; @param problems takes what is found, in the order of the rows */
export function readTargetRows(
  sheet: Sheet,
  table: TargetTable,
  year: number,
  problems: WorkbookProblem[],
): AgentRow[] {
  const { marketColumn } = table;
  const someMarketNamed = marketColumn !== null && [...table.rows.values()].some((cells) => cells.has(marketColumn));
  const context = { sheet, table, year, sheetMarket: findMarket(sheet.name), someMarketNamed, problems };
  return [...table.rows].flatMap(([row, cells]) => readRow(context, row, cells) ?? []);
}

/** Null where no agent is named. All of the row is checked all the same, a row of totals alone is left at that. */
function readRow(context: SheetContext, row: number, cells: ReadonlyMap<number, GridCell>): AgentRow | null {
  const { sheet, table, problems } = context;
  const agentCell = table.agentColumn === null ? undefined : cells.get(table.agentColumn);
  const marketCell = table.marketColumn === null ? undefined : cells.get(table.marketColumn);
  const filled = table.months.flatMap((month) => {
    const cell = cells.get(month.column);
    return cell ? [{ month, cell }] : [];
  });
  const first = agentCell ?? filled[0]?.cell;
  if (!first) {
    if (marketCell) problems.push(noteProblem(sheet, marketCell));
    return null;
  }
  if (sheet.hiddenRows.has(row)) problems.push(hiddenRow(sheet, first));
  const agent = readAgentOf(context, agentCell, first);
  if (agent === "total") return null;

  const { rowMarket, problem } = readRowMarket(sheet, marketCell, context.sheetMarket);
  if (problem) problems.push(problem);
  if (rowMarket.kind === "none" && context.someMarketNamed && filled.length > 0) problems.push(noMarket(context, row));
  const market = rowMarket.kind === "market" ? rowMarket.market.code : null;
  const targets = readTargets(context, filled, rowMarket).map((target) => ({
    agentId: agent?.agentId ?? "",
    market,
    ...target,
  }));
  if (!agent || rowMarket.kind === "unknown") return null;
  if (filled.length === 0) problems.push(noTargets(sheet, first));
  return { agentId: agent.agentId, market, ...placeOf(sheet, first), targets };
}

function readAgentOf(
  { sheet, table, problems }: SheetContext,
  agentCell: GridCell | undefined,
  first: GridCell,
): { readonly agentId: string } | "total" | null {
  if (!agentCell) {
    problems.push(agentMissing(sheet, table.agentColumn, first));
    return null;
  }
  const reading = readAgent(agentCell);
  if (reading.kind === "agent") return reading;
  const isTotal = reading.code === "total-row";
  const expected = isTotal ? "one row an agent, without totals" : "an agent's name of 1 to 200 visible characters";
  const finding = { found: foundIn(agentCell), expected, message: reading.message };
  problems.push(targetProblem(reading.code, placeOf(sheet, agentCell), finding));
  return isTotal ? "total" : null;
}

function readTargets(
  { sheet, year, problems }: SheetContext,
  filled: readonly Filled[],
  rowMarket: RowMarket,
): Omit<TargetCell, "agentId" | "market">[] {
  return filled.flatMap(({ month, cell }) => {
    const period = periodOf(month);
    // The heading is refused already; what its column holds may be anything.
    if (period === null) return [];
    const { amount, problem } = readTargetCell(sheet, cell, rowMarket, period, year);
    if (problem) problems.push(problem);
    return problem?.severity === "error" ? [] : [{ period, amount, ...placeOf(sheet, cell), text: cell.shown }];
  });
}

/** The column's month; any one of an ambiguous heading's, so that the amounts under it are checked too. */
function periodOf({ reading }: MonthColumn): Period | null {
  switch (reading.kind) {
    case "month":
      return reading.period;
    case "ambiguous":
      return reading.periods[0] ?? null;
    case "unreadable":
      return null;
  }
}

function agentMissing(sheet: Sheet, agentColumn: number | null, first: GridCell): WorkbookProblem {
  const cell = cellName(first.row, agentColumn ?? first.column);
  return targetProblem(
    "agent-missing",
    { sheet: sheet.name, cell },
    {
      found: `no agent, but ${foundIn(first)} in ${cellName(first.row, first.column)}`,
      expected: "an agent's name in the first column of the table",
      message: "The row has targets but no agent. Enter the agent, or delete the row if it is one of totals.",
    },
  );
}

function noMarket({ sheet, table }: SheetContext, row: number): WorkbookProblem {
  return targetProblem(
    "market-missing",
    { sheet: sheet.name, cell: cellName(row, table.marketColumn ?? 1) },
    {
      found: "an empty cell",
      expected: "a market, as in the other rows",
      message:
        "The row's targets hold in whichever one market the agent sold in. Enter the market if that is not meant.",
    },
  );
}

function noTargets(sheet: Sheet, agentCell: GridCell): WorkbookProblem {
  return targetProblem("agent-without-targets", placeOf(sheet, agentCell), {
    found: foundIn(agentCell),
    expected: "a target in at least one month",
    message: "The agent's row has no target; earlier targets stay as they are. Delete the row or enter targets.",
  });
}

function hiddenRow(sheet: Sheet, first: GridCell): WorkbookProblem {
  return targetProblem("hidden-row", placeOf(sheet, first), {
    found: `hidden row ${first.row}`,
    expected: "rows that are seen",
    message: "It was read like any other. Check what is hidden, and show or delete it.",
  });
}
