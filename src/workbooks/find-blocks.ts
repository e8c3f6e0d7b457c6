/**
 * Finds the blocks of a sheet: each a range with penetration bounds in its first column and achievement bounds in its first or last row.
 * In: the sheet's figures. Out: the ranges from left to right, and the figures that belong to none.
 * A blank row or column inside a block stays inside its range, so that it can be told.
 */
import {
  around,
  columnsMeet,
  type FigureGroup,
  figureGroups,
  heightOf,
  holds,
  rowsMeet,
  widthOf,
} from "./figure-groups.ts";
import type { CellRange, GridCell } from "./grid.ts";
import type { SheetFigures } from "./sheet-figures.ts";

export interface FoundBlocks {
  readonly ranges: readonly CellRange[];
  /** Figures outside the ranges that no text explains. */
  readonly strays: readonly GridCell[];
}

/** @param isNamed whether a market's name stands above the first column of the range */
export function findBlocks(sheet: SheetFigures, isNamed: (range: CellRange) => boolean): FoundBlocks {
  const groups = figureGroups(sheet.figures).filter((group) => !group.figures.every(sheet.isExplained));
  const cores = coresOf(groups);
  const bands = withLines(
    stacked(cores),
    groups.filter((group) => !cores.includes(group)),
  );
  const ranges = sideBySide(sheet, bands, isNamed).map((range) => trimmed(sheet, range));
  const strays = groups.flatMap((group) =>
    group.figures.filter((figure) => !isInside(ranges, figure) && !sheet.isExplained(figure)),
  );
  return { ranges, strays };
}

function isInside(ranges: readonly CellRange[], figure: GridCell): boolean {
  const { row, column } = figure;
  const range = ranges[nearestBand(ranges, { top: row, left: column, bottom: row, right: column })];
  return range !== undefined && holds(range, figure);
}

/** Groups of at least two rows and columns; where there is none, the largest line that there is. */
function coresOf(groups: readonly FigureGroup[]): readonly FigureGroup[] {
  const areas = groups.filter(({ range }) => heightOf(range) > 1 && widthOf(range) > 1);
  if (areas.length > 0) return areas;
  const lines = groups.filter((group) => group.figures.length > 1);
  const [first] = lines.toSorted((a, b) => b.figures.length - a.figures.length);
  return first ? [first] : [];
}

/** Groups above one another are one block, parted by blank rows. */
function stacked(cores: readonly FigureGroup[]): CellRange[] {
  const bands: CellRange[] = [];
  for (const { range } of cores.toSorted((a, b) => a.range.left - b.range.left)) {
    const last = bands.at(-1);
    if (last && columnsMeet(last, range)) bands[bands.length - 1] = around(last, range);
    else bands.push(range);
  }
  return bands;
}

/**
 * A single row or column of figures belongs to the block that it lies above, below or beside if it is at least half as long as that
 * block's side: it was cut off by a blank row or column. Anything shorter is a stray.
 */
function withLines(bands: readonly CellRange[], lines: readonly FigureGroup[]): CellRange[] {
  const joined = [...bands];
  for (const { range, figures } of lines) {
    if (figures.length < 2) continue;
    const index = nearestBand(bands, range);
    const band = bands[index];
    const soFar = joined[index];
    if (!band || !soFar) continue;
    const isCutRow = columnsMeet(band, range) && 2 * widthOf(range) >= widthOf(band);
    const isCutColumn = rowsMeet(band, range) && 2 * heightOf(range) >= heightOf(band);
    if (isCutRow || isCutColumn) joined[index] = around(soFar, range);
  }
  return joined.sort((a, b) => a.left - b.left);
}

/** Of bands from left to right: the one over the range's columns, else the nearest one to its left, else the first. */
function nearestBand(bands: readonly CellRange[], range: CellRange): number {
  let low = 0;
  let high = bands.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bands[middle]?.left ?? Infinity) <= range.right) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

function sideBySide(
  sheet: SheetFigures,
  bands: readonly CellRange[],
  isNamed: (range: CellRange) => boolean,
): CellRange[] {
  const blocks: CellRange[] = [];
  for (const band of bands) {
    const last = blocks.at(-1);
    const isOwnBlock = !last || isNamed(band) || hasCorner(sheet, band) || !rowsMeet(last, band);
    if (isOwnBlock) blocks.push(band);
    else blocks[blocks.length - 1] = around(last, band);
  }
  return blocks;
}

/** Whether bounds can meet at the first or the last row: no figure stands in the first column there. */
function hasCorner(sheet: SheetFigures, { top, left, bottom, right }: CellRange): boolean {
  return bottom > top && right > left && !(sheet.isFigure(top, left) && sheet.isFigure(bottom, left));
}

/** Takes a lone figure away from each edge of the block: a number that touches a block is not one of its rows or columns. */
function trimmed(sheet: SheetFigures, range: CellRange): CellRange {
  let rest = range;
  for (const side of ["bottom", "right", "top", "left"] as const) {
    const inner = { ...rest, [side]: rest[side] + (side === "bottom" || side === "right" ? -1 : 1) };
    const opposite = { bottom: "top", right: "left", top: "bottom", left: "right" } as const;
    const edge = { ...rest, [opposite[side]]: rest[side] };
    const length = Math.max(heightOf(edge), widthOf(edge));
    const lone = length > 2 && hasCorner(sheet, inner) ? loneFigure(sheet, edge) : null;
    if (lone && !isBound(sheet, rest, side, lone)) rest = inner;
  }
  return rest;
}

function loneFigure(sheet: SheetFigures, edge: CellRange): GridCell | null {
  let lone: GridCell | null = null;
  for (let row = edge.top; row <= edge.bottom; row++) {
    for (let column = edge.left; column <= edge.right; column++) {
      if (!sheet.isFigure(row, column)) continue;
      if (lone) return null;
      lone = sheet.at(row, column) ?? null;
    }
  }
  return lone;
}

/**
 * Whether a lone figure is a bound that lost its rates: at the right, in the achievement row; at the top or bottom, in the first column
 * away from that row.
 */
function isBound(sheet: SheetFigures, range: CellRange, side: keyof CellRange, { row, column }: GridCell): boolean {
  const { top, left, bottom } = range;
  switch (side) {
    case "right":
      return (row === top || row === bottom) && !sheet.isFigure(row, left);
    case "bottom":
      return column === left && !sheet.isFigure(top, left);
    case "top":
      return column === left && !sheet.isFigure(bottom, left);
    case "left":
      return false;
  }
}
