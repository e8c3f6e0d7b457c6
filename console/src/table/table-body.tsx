/**
 * The rows of a table in a box of its own that scrolls: only those in view are drawn, so 100 000 are as quick as ten. In: the rows as they
 * are to be shown. Out: a real HTML table, with its totals below.
 */
import { Table } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, type ReactNode } from "react";
import { useWords, words } from "../words/words.ts";
import type { Column } from "./column.ts";
import classes from "./data-table.module.css";
import { usePrinting } from "./printing.ts";
import { TableRow } from "./table-row.tsx";

const ROW_PX = 40;
/** Longer ones are for the files beside the table. */
const MOST_PRINTED = 2_000;

const WORDS = words({
  en: { none: "No row holds what is typed in the filter.", total: "Total" },
  de: { none: "Keine Zeile enthält, was im Filter steht.", total: "Summe" },
  sv: { none: "Ingen rad innehåller det som står i filtret.", total: "Summa" },
});

interface TableBodyProps<Row> {
  readonly name: string;
  readonly shown: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly head: ReactNode;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly isOpen: ((row: Row) => boolean) | undefined;
  readonly maxHeightPx: number;
}

export function TableBody<Row>(props: TableBodyProps<Row>) {
  const { name, shown, columns, rowKey, head, onOpen, isOpen, maxHeightPx } = props;
  const text = useWords(WORDS);
  const scroller = useRef<HTMLDivElement>(null);
  const printing = usePrinting();
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: printing ? Math.min(shown.length, MOST_PRINTED) : 12,
  });
  // Scrolling draws anew; the sum of 100 000 rows is the same all the while.
  const totals = useMemo(
    () => <Totals columns={columns} shown={shown} word={text.total} />,
    [columns, shown, text.total],
  );
  const drawn = rows.getVirtualItems();
  const before = drawn[0]?.start ?? 0;
  const after = rows.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <div
      ref={scroller}
      className={classes.scroller ?? ""}
      style={{ maxHeight: maxHeightPx }}
      tabIndex={0}
      role="region"
      aria-label={name}
    >
      <Table stickyHeader highlightOnHover={onOpen !== undefined} aria-rowcount={shown.length + 1} aria-label={name}>
        {head}
        <Table.Tbody>
          {before > 0 && <Spacer heightPx={before} columns={columns.length} />}
          {drawn.map(({ index }) => {
            const row = shown[index];
            return row === undefined ? null : (
              <TableRow
                key={rowKey(row)}
                row={row}
                index={index}
                columns={columns}
                onOpen={onOpen}
                open={isOpen?.(row) === true}
              />
            );
          })}
          {after > 0 && <Spacer heightPx={after} columns={columns.length} />}
          {shown.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={columns.length}>{text.none}</Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
        {totals}
      </Table>
    </div>
  );
}

interface TotalsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly shown: readonly Row[];
  readonly word: string;
}

function Totals<Row>({ columns, shown, word }: TotalsProps<Row>) {
  if (!columns.some((column) => column.total !== undefined)) return null;
  return (
    <Table.Tfoot className={classes.foot ?? ""}>
      <Table.Tr>
        {columns.map((column, i) => (
          <Table.Td key={column.key} fw={600} className={column.figures === true ? (classes.figures ?? "") : ""}>
            {column.total?.(shown) ?? (i === 0 ? word : null)}
          </Table.Td>
        ))}
      </Table.Tr>
    </Table.Tfoot>
  );
}

/** Holds the place of the rows that are not drawn. */
function Spacer({ heightPx, columns }: { readonly heightPx: number; readonly columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height: heightPx, padding: 0 }} />
    </tr>
  );
}
