/**
 * The sales targets of 2024 for all agents, as a regional office keeps them in LibreOffice.
 * In: the agents. Out: a workbook for `write-xlsx.ts`. What each sheet shows is told in README.md.
 */
import {
  AGENTS,
  BORDER_AGENT,
  BORDER_TARGET,
  monthlyTarget,
  STORY_AGENTS,
  STORY_TARGET,
  type Agent,
} from "./agents.ts";
import {
  at,
  blank,
  number,
  text,
  type Look,
  type SampleCell,
  type SampleSheet,
  type SampleWorkbook,
} from "./sample-cell.ts";

export const HEAD: Look = { bold: true, fill: "E2EFDA", border: true, align: "center" };
const NAME: Look = { border: true, align: "left" };

/** Day numbers of the first of each month of 2024 in the 1900 system. */
const FIRST_DAYS = [45_292, 45_323, 45_352, 45_383, 45_413, 45_444, 45_474, 45_505, 45_536, 45_566, 45_597, 45_627];
export const MONTHS = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

interface TargetRow {
  readonly agentId: string;
  readonly market: string;
  /** Twelve monthly targets in whole units. */
  readonly targets: readonly number[];
}

/** The market has strong and weak months; March, June and December carry the year. */
const SEASON = [100, 100, 110, 100, 100, 115, 80, 90, 100, 100, 100, 115];

function rowOf(agent: Agent): TargetRow {
  const target = monthlyTarget(agent);
  const step = target > 500_000 ? 10_000 : 1_000;
  return {
    agentId: agent.id,
    market: agent.market,
    targets: SEASON.map((percent) => Math.round((target * percent) / 100 / step) * step),
  };
}

interface TableOptions {
  readonly row: number;
  readonly column: number;
  readonly header: (month: number) => SampleCell;
  readonly format: string;
  readonly marketColumn: boolean;
  /** How a target is written, where it is not simply a number. */
  readonly written?: (row: TargetRow, month: number) => SampleCell | null;
}

/** A table of one row an agent and one column a month, its corner at the given row and column. */
function table(rows: readonly TargetRow[], options: TableOptions): Map<string, SampleCell> {
  const { row: top, column: left } = options;
  const cells = new Map<string, SampleCell>([[at(top, left), text("Agent", HEAD)]]);
  const first = left + (options.marketColumn ? 2 : 1);
  if (options.marketColumn) cells.set(at(top, left + 1), text("Market", HEAD));
  MONTHS.forEach((_, month) => cells.set(at(top, first + month), options.header(month)));
  rows.forEach((row, i) => {
    cells.set(at(top + 1 + i, left), text(row.agentId, NAME));
    if (options.marketColumn) cells.set(at(top + 1 + i, left + 1), text(row.market, NAME));
    row.targets.forEach((target, month) => {
      const look: Look = { format: options.format, border: true };
      const cell = options.written?.(row, month) ?? number(String(target), look);
      cells.set(at(top + 1 + i, first + month), cell);
    });
  });
  return cells;
}

const dateHeader =
  (format: string) =>
  (month: number): SampleCell =>
    number(String(FIRST_DAYS[month]), { ...HEAD, format });

function inMarket(market: string): readonly TargetRow[] {
  return AGENTS.filter((agent) => agent.market === market).map(rowOf);
}

/** Blank first row and column, dates as headers, targets as numbers; one agent's target of March was forgotten. */
function sweden(): SampleSheet {
  const stories = STORY_AGENTS.map((agentId) => ({ agentId, market: "SE", targets: MONTHS.map(() => STORY_TARGET) }));
  const cells = table([...inMarket("SE"), ...stories], {
    row: 2,
    column: 2,
    header: dateHeader("mmm\\-yy"),
    format: "#,##0",
    marketColumn: false,
    written: (row, month) => (row.agentId === "MINI Agent Luleå" && month === 2 ? blank({ border: true }) : null),
  });
  return { name: "Sweden", cells, widths: { A: 3, B: 30, ...monthWidths(3) } };
}

/** Text months, spaces for thousands typed by hand, a name with a no-break space and one in decomposed Unicode. */
function germany(): SampleSheet {
  const spaced = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const rows = inMarket("DE").map((row) => {
    if (row.agentId === "MINI Agent Berlin Mitte") return { ...row, agentId: "MINI Agent Berlin\u00a0Mitte" };
    return row.agentId === "MINI Agent Köln" ? { ...row, agentId: row.agentId.normalize("NFD") } : row;
  });
  const cells = table(rows, {
    row: 1,
    column: 1,
    header: (month) => text(`2024-${MONTHS[month]}`, HEAD),
    format: "#,##0",
    marketColumn: false,
    written: (row, month) =>
      row.agentId.startsWith("MINI Agent Nürnberg") && month < 6
        ? text(spaced(row.targets[month] ?? 0), { border: true, align: "right" })
        : null,
  });
  return { name: "Germany", cells, widths: { A: 30, ...monthWidths(2) } };
}

/** English month names and pounds with pence. */
function greatBritain(): SampleSheet {
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const cells = table(inMarket("GB"), {
    row: 3,
    column: 2,
    header: (month) => text(`${names[month]}-24`, HEAD),
    format: "#,##0.00",
    marketColumn: false,
    written: (row, month) =>
      row.agentId === "MINI Agent Leeds" && month === 1 ? text("206,000.50", { border: true, align: "right" }) : null,
  });
  return { name: "GB", cells, widths: { A: 3, B: 32, ...monthWidths(3) } };
}

/** Two markets in one sheet, told apart by a Market column. */
function finlandAndNorway(): SampleSheet {
  const cells = table([...inMarket("FI"), ...inMarket("NO")], {
    row: 2,
    column: 2,
    header: dateHeader("yyyy\\-mm"),
    format: "#,##0",
    marketColumn: true,
  });
  return { name: "FI and NO", cells, widths: { A: 3, B: 30, C: 10, ...monthWidths(4) } };
}

/** One agent for whichever one market it sells in. */
function acrossBorders(): SampleSheet {
  const row = { agentId: BORDER_AGENT, market: "", targets: MONTHS.map(() => BORDER_TARGET) };
  const cells = table([row], {
    row: 2,
    column: 2,
    header: dateHeader("yyyy\\-mm"),
    format: "#,##0",
    marketColumn: false,
  });
  return { name: "Across borders", cells, widths: { A: 3, B: 30, ...monthWidths(3) } };
}

function monthWidths(firstColumn: number): Record<string, number> {
  return Object.fromEntries(MONTHS.map((_, i) => [at(1, firstColumn + i).slice(0, -1), 13]));
}

export function targets(): SampleWorkbook {
  return { dialect: "libreoffice", sheets: [sweden(), germany(), greatBritain(), finlandAndNorway(), acrossBorders()] };
}

/** The forgotten target of March, sent after Sweden's close had reported the agent as blocked. */
export function missingTarget(): SampleWorkbook {
  const cells = new Map<string, SampleCell>([
    ["A1", text("Agent", HEAD)],
    ["B1", text("Market", HEAD)],
    ["C1", text("2024-03", HEAD)],
    ["A2", text("MINI Agent Luleå", NAME)],
    ["B2", text("Sverige", NAME)],
    ["C2", number("1870000", { format: "#,##0", border: true })],
  ]);
  return { dialect: "excel", sheets: [{ name: "Targets", cells, widths: { A: 30, B: 12, C: 13 } }] };
}
