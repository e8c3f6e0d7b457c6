/**
 * The keys of a sheet, as in Excel. In: where one is. Out: what a key does: arrows, Home, End, page keys; N and P step from problem to problem.
 */
import type { KeyboardEvent } from "react";
import type { CellPlace } from "./cell-name.ts";
import { firstOf, stepFrom, type SheetLayout } from "./sheet-layout.ts";

const PAGE_ROWS = 15;

interface SheetKeys {
  readonly layout: SheetLayout;
  readonly at: CellPlace;
  readonly onGo: (place: CellPlace) => void;
  readonly onNext: () => void;
  readonly onPrevious: () => void;
}

export function useSheetKeys({ layout, at, onGo, onNext, onPrevious }: SheetKeys) {
  const step = (down: number, right: number) => () => {
    onGo(stepFrom(layout, at, down, right));
  };
  const to = (place: CellPlace) => () => {
    onGo(firstOf(layout, place));
  };
  const bare: Readonly<Record<string, () => void>> = {
    ArrowDown: step(1, 0),
    ArrowUp: step(-1, 0),
    ArrowRight: step(0, 1),
    ArrowLeft: step(0, -1),
    PageDown: step(PAGE_ROWS, 0),
    PageUp: step(-PAGE_ROWS, 0),
    Home: to({ row: at.row, column: 1 }),
    End: to({ row: at.row, column: layout.columns }),
    n: onNext,
    p: onPrevious,
  };
  const withControl: Readonly<Record<string, () => void>> = {
    Home: to({ row: 1, column: 1 }),
    End: to({ row: layout.rows, column: layout.columns }),
  };
  return (event: KeyboardEvent) => {
    if (event.altKey || event.shiftKey) return;
    const act = (event.ctrlKey || event.metaKey ? withControl : bare)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
}
