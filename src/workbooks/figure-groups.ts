/**
 * Groups of figures that touch each other, sideways, up and down or by a corner.
 * In: the figures of a sheet. Out: each group with the smallest range around it. Costs no more than the figures, wherever they stand.
 */
import type { CellRange, GridCell } from "./grid.ts";

export interface FigureGroup {
  readonly range: CellRange;
  readonly figures: readonly GridCell[];
}

const NEIGHBOURS = [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column) => [row, column] as const));
// Wider than any sheet, so that a row and a column make one key.
const KEY_WIDTH = 100_000;

export function figureGroups(figures: readonly GridCell[]): FigureGroup[] {
  const left = new Map(figures.map((cell) => [cell.row * KEY_WIDTH + cell.column, cell]));
  const groups: FigureGroup[] = [];
  for (const start of figures) {
    if (!left.delete(start.row * KEY_WIDTH + start.column)) continue;
    const group = [start];
    // The list grows while it is walked: each member brings its neighbours in.
    for (const member of group) {
      for (const [row, column] of NEIGHBOURS) {
        const key = (member.row + row) * KEY_WIDTH + member.column + column;
        const neighbour = left.get(key);
        if (neighbour && left.delete(key)) group.push(neighbour);
      }
    }
    groups.push({ range: group.map(placeOf).reduce(around), figures: group });
  }
  return groups;
}

function placeOf(cell: GridCell): CellRange {
  return { top: cell.row, left: cell.column, bottom: cell.row, right: cell.column };
}

/** The smallest range that holds both. */
export function around(a: CellRange, b: CellRange): CellRange {
  return {
    top: Math.min(a.top, b.top),
    left: Math.min(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
  };
}

export function heightOf(range: CellRange): number {
  return range.bottom - range.top + 1;
}

export function widthOf(range: CellRange): number {
  return range.right - range.left + 1;
}

export function rowsMeet(a: CellRange, b: CellRange): boolean {
  return a.top <= b.bottom && b.top <= a.bottom;
}

export function columnsMeet(a: CellRange, b: CellRange): boolean {
  return a.left <= b.right && b.left <= a.right;
}

export function holds(range: CellRange, cell: { readonly row: number; readonly column: number }): boolean {
  return cell.row >= range.top && cell.row <= range.bottom && cell.column >= range.left && cell.column <= range.right;
}
