/**
 * Where the cells of a sheet are drawn. In: a sheet, and the cells that are marked though they are empty or beyond what was cut, each with what was
 * found there. Out: how many rows and columns are drawn, each column's width, the text of each cell, and which cells others cover.
 */
import type { Answer } from "../api/routes.ts";
import { cellName, cellPlace, type CellPlace } from "./cell-name.ts";

export type Sheet = Answer<"get", "/uploads/{id}/sheets">["sheets"][number];
export type Merge = Sheet["merges"][number];

export interface SheetLayout {
  readonly rows: number;
  readonly columns: number;
  /** By column, from 1; index 0 is no column. */
  readonly widthsPx: readonly number[];
  /** Where each column begins, by column, from 1. */
  readonly startsPx: readonly number[];
  readonly texts: ReadonlyMap<string, string>;
  /** Texts that run over the empty cell on their right, as in Excel. */
  readonly spills: ReadonlySet<string>;
  readonly merges: readonly Merge[];
}

export const ROW_PX = 28;
/** The letters above and the numbers on the left. */
export const HEADS_PX = { width: 56, height: 28 };
const CHARACTER_PX = 7.6;
const PADDING_PX = 22;
/** The room of a sign, in characters. */
const SIGN_CHARACTERS = 3;
const NARROWEST_PX = 68;
const WIDEST_PX = 260;
/** A sheet with little on it is drawn as a sheet all the same. */
const LEAST_ROWS = 16;
const LEAST_COLUMNS = 8;

const FIGURE = /^[<>≥≤(+-]*\s*\d[\d\s.,'\u00a0\u202f]*\s*%?\)?$/;

/** What stands on the right of its cell. */
export function isFigure(text: string): boolean {
  return FIGURE.test(text);
}

export function layoutOf(sheet: Sheet, found: ReadonlyMap<string, string | null>): SheetLayout {
  const texts = new Map<string, string>();
  const longest = new Map<number, number>();
  let [rows, columns] = [LEAST_ROWS, LEAST_COLUMNS];
  const reach = (place: CellPlace) => {
    rows = Math.max(rows, place.row + 2);
    columns = Math.max(columns, place.column + 1);
  };
  const merges = sheet.merges.filter((m) => m.bottom > m.top || m.right > m.left);
  const filled = new Set(sheet.cells.filter(({ shown }) => shown !== "").map(({ cell }) => cell));
  const wide = new Set(merges.filter((m) => m.right > m.left).map((m) => cellName({ row: m.top, column: m.left })));
  const signed = new Set(found.keys());
  const spills = new Set<string>();
  for (const { cell, row, column, shown } of sheet.cells) {
    texts.set(cell, shown);
    const isBare = !isFigure(shown) && !signed.has(cell) && !filled.has(cellName({ row, column: column + 1 }));
    if (isBare && !wide.has(cell)) spills.add(cell);
    else if (!wide.has(cell))
      longest.set(column, Math.max(longest.get(column) ?? 0, shown.length + (signed.has(cell) ? SIGN_CHARACTERS : 0)));
    reach({ row, column });
  }
  for (const name of signed) {
    const place = cellPlace(name);
    if (place !== null) reach(place);
    // What was cut off is known at least where something is to be said of it.
    const text = found.get(name) ?? null;
    if (sheet.cut && text !== null && !texts.has(name)) texts.set(name, text);
  }
  for (const { bottom, right } of merges) reach({ row: bottom, column: right });
  const widthsPx = Array.from({ length: columns + 1 }, (_unused, column) =>
    column === 0 ? 0 : widthPx(longest.get(column) ?? 0),
  );
  const startsPx = [0];
  for (let column = 1; column <= columns; column++)
    startsPx.push((startsPx[column - 1] ?? 0) + (widthsPx[column - 1] ?? 0));
  return { rows, columns, widthsPx, startsPx, texts, spills, merges };
}

function widthPx(characters: number): number {
  return Math.min(WIDEST_PX, Math.max(NARROWEST_PX, Math.round(characters * CHARACTER_PX) + PADDING_PX));
}

/** What is in view, both ends included. */
export interface View {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface DrawnCell extends CellPlace {
  readonly name: string;
  readonly leftPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly merge: Merge | null;
}

export interface DrawnRow {
  readonly row: number;
  readonly topPx: number;
  readonly cells: readonly DrawnCell[];
}

/** The rows and cells of a view: a merged cell is drawn once, with all its room, also when its first cell is out of view. */
export function drawnRows(layout: SheetLayout, view: View): DrawnRow[] {
  const merges = layout.merges.filter(
    (m) => m.top <= view.bottom && m.bottom >= view.top && m.left <= view.right && m.right >= view.left,
  );
  const rows = new Map<number, DrawnCell[]>();
  const cellsOf = (row: number): DrawnCell[] => {
    const cells = rows.get(row) ?? [];
    rows.set(row, cells);
    return cells;
  };
  const covered = new Set<string>();
  for (const merge of merges) {
    for (let row = Math.max(merge.top, view.top); row <= Math.min(merge.bottom, view.bottom); row++)
      for (let column = Math.max(merge.left, view.left); column <= Math.min(merge.right, view.right); column++)
        covered.add(cellName({ row, column }));
    cellsOf(merge.top).push(cellAt(layout, { row: merge.top, column: merge.left }, merge));
  }
  for (let row = view.top; row <= view.bottom; row++) {
    const cells = cellsOf(row);
    for (let column = view.left; column <= view.right; column++)
      if (!covered.has(cellName({ row, column }))) cells.push(cellAt(layout, { row, column }, null));
  }
  return [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([row, cells]) => ({
      row,
      topPx: (row - 1) * ROW_PX,
      cells: cells.toSorted((a, b) => a.column - b.column),
    }));
}

function cellAt(layout: SheetLayout, place: CellPlace, merge: Merge | null): DrawnCell {
  const leftPx = layout.startsPx[place.column] ?? 0;
  const right = merge?.right ?? place.column;
  const rightPx = (layout.startsPx[right] ?? leftPx) + (layout.widthsPx[right] ?? 0);
  const rows = merge === null ? 1 : merge.bottom - merge.top + 1;
  return { ...place, name: cellName(place), leftPx, widthPx: rightPx - leftPx, heightPx: rows * ROW_PX, merge };
}

/** The cell one step away; a merged cell is one step wide. */
export function stepFrom(layout: SheetLayout, from: CellPlace, down: number, right: number): CellPlace {
  const here = mergeAt(layout, from);
  const row = down > 0 ? (here?.bottom ?? from.row) + down : from.row + down;
  const column = right > 0 ? (here?.right ?? from.column) + right : from.column + right;
  const inside = {
    row: Math.min(layout.rows, Math.max(1, row)),
    column: Math.min(layout.columns, Math.max(1, column)),
  };
  return firstOf(layout, inside);
}

/** A covered cell is the merged cell that covers it. */
export function firstOf(layout: SheetLayout, place: CellPlace): CellPlace {
  const merge = mergeAt(layout, place);
  return merge === undefined ? place : { row: merge.top, column: merge.left };
}

function mergeAt({ merges }: SheetLayout, { row, column }: CellPlace): Merge | undefined {
  return merges.find((m) => m.top <= row && row <= m.bottom && m.left <= column && column <= m.right);
}
