/**
 * Reads the rows under the months: agent, market, targets.
 * In: a sheet and its table. Out: the agents' rows; what is wrong goes to the list of problems.
 */
import { exponentOf } from "../domain/currency.ts";
import { currencyAt, findMarket, type Market } from "../domain/market.ts";
import { parsePeriod, type Period } from "../domain/period.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import type { TargetAmount } from "../domain/target.ts";
import { readAgent } from "./agent-cell.ts";
import { readAmount } from "./amount-cell.ts";
import { currenciesOfFormat, formatWords } from "./format-currency.ts";
import { cellName, type GridCell, type Sheet } from "./grid.ts";
import { noteProblem } from "./note-problem.ts";
import { foundIn, placeOf, targetProblem } from "./target-problems.ts";
import type { MonthColumn, TargetTable } from "./target-table.ts";
import { isUnitNote } from "./unit-note.ts";

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

/** A row's market: known, none named, or one that nobody knows. */
type RowMarket =
  | { readonly kind: "market"; readonly market: Market }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

interface SheetContext {
  readonly sheet: Sheet;
  readonly table: TargetTable;
  readonly year: number;
  readonly sheetMarket: Market | null;
  readonly someMarketNamed: boolean;
  readonly problems: WorkbookProblem[];
}

/** @param year of the file, 2000 or later */
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

function readRow(context: SheetContext, row: number, cells: ReadonlyMap<number, GridCell>): AgentRow | null {
  const { sheet, table, problems } = context;
  const agentCell = table.agentColumn === null ? undefined : cells.get(table.agentColumn);
  const marketCell = table.marketColumn === null ? undefined : cells.get(table.marketColumn);
  const filled = table.months.flatMap((month) => {
    const cell = cells.get(month.column);
    return cell ? [{ month, cell }] : [];
  });
  if (!agentCell && filled.length === 0) {
    if (marketCell) problems.push(noteProblem(sheet, marketCell));
    return null;
  }
  if (sheet.hiddenRows.has(row)) problems.push(hiddenRowProblem(sheet, row, agentCell ?? filled[0]?.cell));

  const agent = agentCell ? readAgent(agentCell) : null;
  if (!agent) problems.push(agentMissing(context, row, filled[0]?.cell));
  if (agentCell && agent?.kind === "refused") {
    const expected =
      agent.code === "total-row"
        ? "one row an agent, without totals"
        : "an agent's name of 1 to 200 visible characters";
    problems.push(
      targetProblem(agent.code, placeOf(sheet, agentCell), {
        found: foundIn(agentCell),
        expected,
        message: agent.message,
      }),
    );
    if (agent.code === "total-row") return null;
  }
  const rowMarket = readMarket(context, row, marketCell, filled.length > 0);
  const market = rowMarket.kind === "market" ? rowMarket.market : null;
  const agentId = agent?.kind === "agent" ? agent.agentId : "";
  const targets = filled.flatMap(({ month, cell }) => {
    const read = readTarget(context, month, cell, rowMarket);
    return read === null
      ? []
      : [
          {
            agentId,
            market: market?.code ?? null,
            ...read,
            sheet: sheet.name,
            cell: cellName(cell.row, cell.column),
            text: cell.shown,
          },
        ];
  });
  if (!agentCell || agent?.kind !== "agent") return null;
  if (filled.length === 0) {
    problems.push(
      targetProblem("agent-without-targets", placeOf(sheet, agentCell), {
        found: foundIn(agentCell),
        expected: "a target in at least one month",
        message:
          "The agent's row has no target; its earlier targets stay as they are. Delete the row or enter targets.",
      }),
    );
  }
  if (rowMarket.kind === "unknown") return null;
  return { agentId, market: market?.code ?? null, sheet: sheet.name, cell: cellName(row, agentCell.column), targets };
}

function readMarket(context: SheetContext, row: number, cell: GridCell | undefined, hasTargets: boolean): RowMarket {
  const { sheet, sheetMarket, table, problems } = context;
  if (!cell) {
    if (sheetMarket) return { kind: "market", market: sheetMarket };
    if (table.marketColumn !== null && context.someMarketNamed && hasTargets) {
      problems.push(
        targetProblem(
          "market-missing",
          { sheet: sheet.name, cell: cellName(row, table.marketColumn) },
          {
            found: "an empty cell",
            expected: "a market, as in the other rows",
            message:
              "The row's targets hold in whichever one market the agent sold in. Enter the market if that is not meant.",
          },
        ),
      );
    }
    return { kind: "none" };
  }
  const market = cell.value.kind === "text" ? findMarket(cell.value.text) : null;
  const found = foundIn(cell);
  if (!market) {
    problems.push(marketProblem(sheet, cell));
    return { kind: "unknown" };
  }
  if (sheetMarket && sheetMarket.code !== market.code) {
    problems.push(
      targetProblem("market-differs", placeOf(sheet, cell), {
        found,
        expected: `the market of the sheet's name, ${sheet.name.trim()}`,
        message: "The Market column goes before the sheet's name. Correct whichever is wrong.",
      }),
    );
  }
  return { kind: "market", market };
}

// Where the market is not known, no currency's decimals can be refused: none has more.
const MOST_DECIMALS = 4;

function readTarget(
  context: SheetContext,
  month: MonthColumn,
  cell: GridCell,
  rowMarket: RowMarket,
): { period: Period; amount: TargetAmount | null } | null {
  const { sheet, problems, year } = context;
  const period =
    month.reading.kind === "month"
      ? month.reading.period
      : month.reading.kind === "ambiguous"
        ? month.reading.periods[0]
        : null;
  // The heading is refused already; what its column holds may be anything.
  if (!period) return null;
  const currency = rowMarket.kind === "market" ? currencyAt(rowMarket.market, inYear(period, year)) : null;
  const exponent = currency === null ? null : decimalsOf(currency);
  const reading = readAmount(cell, exponent ?? (rowMarket.kind === "none" ? 0 : MOST_DECIMALS));
  if (reading.kind === "refused") {
    const expected = expectedAmount(currency, exponent, rowMarket);
    problems.push(
      targetProblem(reading.code, placeOf(sheet, cell), { found: foundIn(cell), expected, message: reading.message }),
    );
    return null;
  }
  if (reading.kind === "taken-away") return { period, amount: null };
  warnOfFormat(context, cell, currency);
  return { period, amount: { unit: currency === null ? "whole" : "minor", value: reading.value } };
}

function warnOfFormat({ sheet, problems }: SheetContext, cell: GridCell, currency: string | null): void {
  if (cell.format === "General") return;
  const meant = currenciesOfFormat(cell.format);
  const otherCurrency = meant !== null && currency !== null && !meant.includes(currency);
  if (!otherCurrency && !isUnitNote(formatWords(cell.format))) return;
  problems.push(
    targetProblem("currency-format", placeOf(sheet, cell), {
      found: `${foundIn(cell)} with the number format ${cell.format}`,
      expected: currency === null ? "an amount in whole currency units" : `an amount in ${currency}`,
      message: `The number was read as ${currency ?? "whole currency units"}; nothing was converted. Check the amount and mend the format.`,
    }),
  );
}

function expectedAmount(currency: string | null, exponent: number | null, rowMarket: RowMarket): string {
  if (rowMarket.kind === "none") return "a whole number above 0, since no market tells the currency";
  if (currency === null) return "a number above 0 in the market's currency";
  return exponent === 0
    ? `a whole number above 0 in ${currency}`
    : `a number above 0 in ${currency} with at most ${exponent} decimals`;
}

// A month of another year is refused at its heading; its column is still checked, by the currency of the file's year.
function inYear(period: Period, year: number): Period {
  const same = parsePeriod(`${year}-${period.slice(5)}`);
  if (same === null) throw new Error(`assertion: ${year} is a year`);
  return same;
}

function decimalsOf(currency: string): number {
  const exponent = exponentOf(currency);
  if (exponent === null) throw new Error(`assertion: ${currency} has an exponent`);
  return exponent;
}

function agentMissing({ sheet, table }: SheetContext, row: number, first: GridCell | undefined): WorkbookProblem {
  const column = table.agentColumn ?? first?.column ?? 1;
  return targetProblem(
    "agent-missing",
    { sheet: sheet.name, cell: cellName(row, column) },
    {
      found: first ? `no agent, but ${foundIn(first)} in ${cellName(first.row, first.column)}` : "no agent",
      expected: "an agent's name in the first column of the table",
      message: "The row has targets but no agent. Enter the agent, or delete the row if it is one of totals.",
    },
  );
}

function marketProblem(sheet: Sheet, cell: GridCell): WorkbookProblem {
  const finding = { found: foundIn(cell), expected: "a market by its English name, local name or code" };
  const place = placeOf(sheet, cell);
  switch (cell.value.kind) {
    case "error":
      return targetProblem("error-cell", place, { ...finding, message: "The cell shows an error. Enter the market." });
    case "uncached":
      return targetProblem("formula-uncached", place, {
        ...finding,
        message: "The formula has no stored result. Enter the market.",
      });
    case "external":
      return targetProblem("external-value", place, {
        ...finding,
        message: "The value comes from outside the workbook. Enter the market.",
      });
    default:
      return targetProblem("market-unknown", place, {
        ...finding,
        message:
          "No market has this name. Correct it, or leave the cell empty if the target holds in whichever one market the agent sold in.",
      });
  }
}

function hiddenRowProblem(sheet: Sheet, row: number, cell: GridCell | undefined): WorkbookProblem {
  return targetProblem(
    "hidden-row",
    { sheet: sheet.name, cell: cellName(row, cell?.column ?? 1) },
    {
      found: `hidden row ${row}`,
      expected: "rows that are seen",
      message: "The hidden row was read like any other. Unhide it and check it, or delete it.",
    },
  );
}
