/**
 * One row of a table. A row that opens does so by a click anywhere, or by its first cell, which is a button for the keyboard. Plain elements,
 * with the look of Mantine's: while somebody scrolls, some hundred cells are drawn for each frame.
 */
import type { Column } from "./column.ts";
import classes from "./data-table.module.css";

interface TableRowProps<Row> {
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly open: boolean;
}

export function TableRow<Row>({ row, index, columns, onOpen, open }: TableRowProps<Row>) {
  const opener = columns.find((column) => column.control !== true)?.key;
  return (
    <tr
      className={classes.row ?? ""}
      // The head is the first.
      aria-rowindex={index + 2}
      data-open={open ? true : undefined}
      data-opens={onOpen === undefined ? undefined : true}
      onClick={() => {
        onOpen?.(row);
      }}
    >
      {columns.map((column) => (
        <td
          key={column.key}
          className={column.figures === true ? (classes.figures ?? "") : ""}
          onClick={(event) => {
            if (column.control === true) event.stopPropagation();
          }}
        >
          {column.key === opener && onOpen !== undefined ? (
            <button
              type="button"
              className={classes.opener ?? ""}
              onClick={(event) => {
                event.stopPropagation();
                onOpen(row);
              }}
            >
              {column.show(row)}
            </button>
          ) : (
            column.show(row)
          )}
        </td>
      ))}
    </tr>
  );
}
