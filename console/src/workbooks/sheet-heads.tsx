/**
 * The letters above a sheet, of the columns in view.
 */
import { VisuallyHidden } from "@mantine/core";
import { useWords, words } from "../words/words.ts";
import { columnName } from "./cell-name.ts";
import classes from "./sheet-grid.module.css";
import { HEADS_PX, type SheetLayout } from "./sheet-layout.ts";

const WORDS = words({ en: { row: "Row" }, de: { row: "Zeile" }, sv: { row: "Rad" } });

interface SheetHeadsProps {
  readonly layout: SheetLayout;
  readonly left: number;
  readonly right: number;
  /** The column that one is in. */
  readonly here: number;
}

export function SheetHeads({ layout, left, right, here }: SheetHeadsProps) {
  const text = useWords(WORDS);
  const columns = Array.from({ length: right - left + 1 }, (_unused, i) => left + i);
  return (
    <div role="row" aria-rowindex={1} className={classes.heads ?? ""}>
      <div role="columnheader" aria-colindex={1} className={classes.corner ?? ""}>
        <VisuallyHidden>{text.row}</VisuallyHidden>
      </div>
      {columns.map((column) => (
        <div
          key={column}
          role="columnheader"
          aria-colindex={column + 1}
          className={classes.head ?? ""}
          data-here={column === here ? true : undefined}
          style={{ left: HEADS_PX.width + (layout.startsPx[column] ?? 0), width: layout.widthsPx[column] }}
        >
          {columnName(column)}
        </div>
      ))}
    </div>
  );
}
