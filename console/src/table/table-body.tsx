/**
 * The rows of a table in a box of its own that scrolls: only those in view are drawn, so 100 000 are as quick as ten. In: the rows as they
 * are to be shown. Out: a real HTML table, with its totals below.
 */
import { Table, VisuallyHidden } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, type ReactNode } from "react";
import { useWords, words } from "../words/words.ts";
import type { Column } from "./column.ts";
import classes from "./data-table.module.css";
import { usePrinting } from "./printing.ts";
import { TableRow } from "./table-row.tsx";

const ROW_PX = 40;
/** Longer ones are for the files beside the table. */
const MOST_PRINTED = 2_000;

const WORDS = words({
  en: { none: "No row holds what is typed in the filter.", total: "Total", summing: "Not summed up yet" },
  de: { none: "Keine Zeile enthält, was im Filter steht.", total: "Summe", summing: "Noch nicht summiert" },
  sv: { none: "Ingen rad innehåller det som står i filtret.", total: "Summa", summing: "Ännu inte summerat" },
});

interface TableBodyProps<Row> {
  readonly name: string;
  readonly shown: readonly Row[];
  /** By the column's key; null: not summed up yet. */
  readonly sums: ReadonlyMap<string, ReactNode> | null;
  /** These are being filtered or sorted anew. */
  readonly busy: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly head: ReactNode;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly isOpen: ((row: Row) => boolean) | undefined;
  readonly maxHeightPx: number;
}

export function TableBody<Row>(props: TableBodyProps<Row>) {
  const { name, shown, sums, busy, columns, rowKey, head, onOpen, isOpen, maxHeightPx } = props;
  const text = useWords(WORDS);
  const scroller = useRef<HTMLDivElement>(null);
  const printing = usePrinting();
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: printing ? Math.min(shown.length, MOST_PRINTED) : 12,
  });
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
      aria-busy={busy}
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
        <Totals columns={columns} sums={sums} word={text.total} summing={text.summing} />
      </Table>
    </div>
  );
}

interface TotalsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sums: ReadonlyMap<string, ReactNode> | null;
  readonly word: string;
  readonly summing: string;
}

function Totals<Row>({ columns, sums, word, summing }: TotalsProps<Row>) {
  const isSummed = (column: Column<Row>) => column.sum !== undefined || column.total !== undefined;
  if (!columns.some(isSummed)) return null;
  return (
    <Table.Tfoot className={classes.foot ?? ""}>
      <Table.Tr>
        {columns.map((column, i) => (
          <Table.Td key={column.key} fw={600} className={column.figures === true ? (classes.figures ?? "") : ""}>
            {isSummed(column)
              ? (sums?.get(column.key) ?? (sums === null ? <Later word={summing} /> : null))
              : i === 0
                ? word
                : null}
          </Table.Td>
        ))}
      </Table.Tr>
    </Table.Tfoot>
  );
}

function Later({ word }: { readonly word: string }) {
  return (
    <>
      <span aria-hidden>…</span>
      <VisuallyHidden>{word}</VisuallyHidden>
    </>
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
