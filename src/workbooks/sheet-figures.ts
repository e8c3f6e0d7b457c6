/**
 * A sheet's cells, told apart for the search for blocks: figures, axis labels and other texts.
 * In: a sheet. Out: the same cells in three lists, and each by its place.
 */
import type { GridCell, Sheet } from "./grid.ts";

export interface SheetFigures {
  /** Numbers, texts that can only be meant as numbers or dates, and cells whose value is not there (errors and the like). */
  readonly figures: readonly GridCell[];
  readonly labels: readonly AxisLabel[];
  /** All other texts: market names, titles, notes. */
  readonly texts: readonly GridCell[];
  /** The texts of a column, from the top. */
  readonly textsIn: (column: number) => readonly GridCell[];
  readonly at: (row: number, column: number) => GridCell | undefined;
  readonly isFigure: (row: number, column: number) => boolean;
  /** Whether a text right above the figure, or the nearest cell to its left, says what it is. */
  readonly isExplained: (figure: GridCell) => boolean;
}

export interface AxisLabel {
  readonly axis: "penetration" | "achievement";
  readonly cell: GridCell;
}

const AXIS_LABELS: ReadonlyMap<string, AxisLabel["axis"]> = new Map([
  ["PENETRATION RATE", "penetration"],
  ["VOLUME TARGET ACHIEVEMENT", "achievement"],
]);
const SPACES = /\s+/gu;
// Only digits and what stands between and around them in numbers, ranges, dates and times.
const FIGURE_CHARACTERS = /^[\d\s.,%<>=≥≤+/:'\-‐‑‒–—−]+$/u;
const DIGIT = /\d/;
// A longer text is prose; it is not searched, so that a sheet full of long texts costs no more than its cells.
const LONGEST_WITH_MEANING = 100;
// Wider than any sheet, so that a row and a column make one key.
const KEY_WIDTH = 100_000;

export function sheetFigures(sheet: Sheet): SheetFigures {
  const byPlace = new Map(sheet.cells.map((cell) => [cell.row * KEY_WIDTH + cell.column, cell]));
  const labels = sheet.cells.flatMap((cell) => {
    const axis = axisOf(cell);
    return axis ? [{ axis, cell }] : [];
  });
  const figures = sheet.cells.filter(isFigureCell);
  const texts = sheet.cells.filter((cell) => !isFigureCell(cell) && axisOf(cell) === null);
  const explaining = new Set(texts);
  const toTheLeft = new Map(sheet.cells.map((cell, i) => [cell, sheet.cells[i - 1]]));
  const textsByColumn = Map.groupBy(texts, (cell) => cell.column);
  const at = (row: number, column: number): GridCell | undefined => byPlace.get(row * KEY_WIDTH + column);
  return {
    figures,
    labels,
    texts,
    textsIn: (column) => textsByColumn.get(column) ?? [],
    at,
    isFigure: (row, column) => {
      const cell = at(row, column);
      return cell !== undefined && isFigureCell(cell);
    },
    isExplained: (figure) => {
      const above = at(figure.row - 1, figure.column);
      const left = toTheLeft.get(figure);
      return (above !== undefined && explaining.has(above)) || (left?.row === figure.row && explaining.has(left));
    },
  };
}

function axisOf(cell: GridCell): AxisLabel["axis"] | null {
  if (cell.value.kind !== "text" || cell.value.text.length > LONGEST_WITH_MEANING) return null;
  return AXIS_LABELS.get(cell.value.text.trim().replace(SPACES, " ").toUpperCase()) ?? null;
}

function isFigureCell(cell: GridCell): boolean {
  if (cell.value.kind !== "text") return true;
  const { text } = cell.value;
  return text.length <= LONGEST_WITH_MEANING && DIGIT.test(text) && FIGURE_CHARACTERS.test(text);
}
