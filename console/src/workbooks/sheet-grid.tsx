/**
 * A sheet as its maker knows it from Excel: letters, numbers, merged cells, and each problem at its cell. Only what is in view is drawn.
 * In: the sheet's layout and marks, the cell that is looked at. Out: a grid that is walked by the arrow keys; the focus is the grid's, which
 * says the cell it is at, so that it is not lost when a cell leaves the view.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef } from "react";
import { useWords, words } from "../words/words.ts";
import type { SheetMarks } from "./cell-marks.ts";
import { cellName, type CellPlace } from "./cell-name.ts";
import { SheetCell } from "./sheet-cell.tsx";
import { SheetHeads } from "./sheet-heads.tsx";
import classes from "./sheet-grid.module.css";
import { drawnRows, HEADS_PX, ROW_PX, type SheetLayout } from "./sheet-layout.ts";
import { useSheetKeys } from "./use-sheet-keys.ts";

const WORDS = words({
  en: { sheet: "Sheet", keys: "Arrow keys walk the cells; N and P, or F8, step from problem to problem." },
  de: { sheet: "Blatt", keys: "Pfeiltasten gehen durch die Zellen; N und P oder F8 gehen von Problem zu Problem." },
  sv: { sheet: "Blad", keys: "Piltangenterna går genom cellerna; N och P eller F8 går från problem till problem." },
});

interface SheetGridProps {
  readonly name: string;
  readonly layout: SheetLayout;
  readonly marks: SheetMarks;
  readonly at: CellPlace;
  readonly onGo: (place: CellPlace) => void;
  readonly onNext: () => void;
  readonly onPrevious: () => void;
  /** Rises when the focus is to go to the cell. */
  readonly focusCount: number;
}

function useView(layout: SheetLayout) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: layout.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    scrollPaddingStart: HEADS_PX.height,
    overscan: 6,
  });
  const columns = useVirtualizer({
    count: layout.columns,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => layout.widthsPx[index + 1] ?? 0,
    scrollPaddingStart: HEADS_PX.width,
    overscan: 3,
  });
  const [drawn, across] = [rows.getVirtualItems(), columns.getVirtualItems()];
  const view = {
    top: (drawn[0]?.index ?? 0) + 1,
    bottom: (drawn.at(-1)?.index ?? 0) + 1,
    left: (across[0]?.index ?? 0) + 1,
    right: (across.at(-1)?.index ?? 0) + 1,
  };
  const show = ({ row, column }: CellPlace) => {
    rows.scrollToIndex(row - 1, { align: "auto" });
    columns.scrollToIndex(column - 1, { align: "auto" });
  };
  return { scroller, view, show, heightPx: rows.getTotalSize(), widthPx: columns.getTotalSize() };
}

export function SheetGrid({ name, layout, marks, at, onGo, onNext, onPrevious, focusCount }: SheetGridProps) {
  const text = useWords(WORDS);
  const id = useId();
  const { scroller, view, show, heightPx, widthPx } = useView(layout);
  const { row, column } = at;
  useEffect(() => {
    show({ row, column });
    // The virtualizer's functions change with each drawing; what is shown changes with the place alone.
  }, [row, column, focusCount, layout]);
  useEffect(() => {
    if (focusCount > 0) scroller.current?.focus({ preventScroll: true });
  }, [focusCount, scroller]);
  const onKeyDown = useSheetKeys({ layout, at, onGo, onNext, onPrevious });
  return (
    <div
      ref={scroller}
      className={classes.scroller ?? ""}
      role="grid"
      tabIndex={0}
      aria-label={`${text.sheet} ${name}`}
      aria-description={text.keys}
      aria-rowcount={layout.rows + 1}
      aria-colcount={layout.columns + 1}
      aria-activedescendant={`${id}${cellName(at)}`}
      onKeyDown={onKeyDown}
    >
      <div
        className={classes.canvas ?? ""}
        style={{ height: heightPx + HEADS_PX.height, width: widthPx + HEADS_PX.width }}
      >
        <SheetHeads layout={layout} left={view.left} right={view.right} here={column} />
        {drawnRows(layout, view).map((drawn) => (
          <div
            key={drawn.row}
            role="row"
            aria-rowindex={drawn.row + 1}
            className={classes.row ?? ""}
            style={{ top: drawn.topPx + HEADS_PX.height }}
          >
            <div
              role="rowheader"
              aria-colindex={1}
              className={classes.side ?? ""}
              data-here={drawn.row === row ? true : undefined}
            >
              {drawn.row}
            </div>
            {drawn.cells.map((cell) => (
              <SheetCell
                key={cell.name}
                id={`${id}${cell.name}`}
                cell={cell}
                leftPx={HEADS_PX.width + cell.leftPx}
                text={layout.texts.get(cell.name)}
                mark={marks.get(cell.name)}
                spills={layout.spills.has(cell.name)}
                here={cell.row === row && cell.column === column}
                onGo={onGo}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
