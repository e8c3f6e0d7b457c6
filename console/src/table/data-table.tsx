/**
 * A table that sorts, filters and exports, and stays smooth with 100 000 rows: only those in view are drawn. In: rows and columns.
 * Out: a real HTML table, whose order and filter stand in the address; by keyboard, heads are buttons and rows that open are too.
 */
import { Skeleton } from "@mantine/core";
import { useDeferredValue, type ReactNode } from "react";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { LOCALES } from "../words/language.ts";
import { useLanguage } from "../words/words.ts";
import { nextOrder } from "./arrange.ts";
import { Cut } from "./arriving.tsx";
import type { Column } from "./column.ts";
import type { Export } from "./export.ts";
import { TableBody } from "./table-body.tsx";
import { TakeButton } from "./take-button.tsx";
import { TableHead } from "./table-head.tsx";
import { TableTools } from "./table-tools.tsx";
import { useArranged } from "./use-arranged.ts";
import { useTableAsked } from "./use-table-asked.ts";

const LOADING_PX = 240;

interface DataTableProps<Row extends object> {
  /** What is listed, for screen readers. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** More rows are coming: those that are there can be used already. */
  readonly loading?: boolean;
  /** How many rows there will be. */
  readonly expected?: number;
  /** There are more than are shown, and none of them is coming. */
  readonly cut?: boolean;
  readonly error?: Error | null;
  /** Shown when there is no row at all. */
  readonly empty: ReactNode;
  /** Files of the list that the server makes. */
  readonly exports?: readonly Export[];
  /** Of a list that the server makes no file of: the name of the one that is made of what is shown. */
  readonly takeAs?: string;
  /** A row can be opened: by a click, or by Enter on its first cell. */
  readonly onOpen?: (row: Row) => void;
  readonly isOpen?: (row: Row) => boolean;
  /** More for the line of the filter: choices of one's own. */
  readonly tools?: ReactNode;
  /** The second table of a page keeps its order and filter to itself. */
  readonly ownState?: boolean;
  readonly maxHeightPx?: number;
  /** Up to so many rows the line of the filter is left out: they are seen at a glance. */
  readonly quietUpTo?: number;
}

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { rows, error = null, loading = false, cut = false } = props;
  if (error !== null) return <ProblemAlert error={error} />;
  if (loading && rows.length === 0) return <Skeleton height={LOADING_PX} />;
  if (rows.length === 0) return props.empty;
  return (
    <div>
      {cut && <Cut rows={rows.length} />}
      <Filled {...props} />
    </div>
  );
}

function Filled<Row extends object>(props: DataTableProps<Row>) {
  const { name, rows, columns, rowKey, onOpen, isOpen, loading = false, cut = false, maxHeightPx = 640 } = props;
  const locale = LOCALES[useLanguage().language];
  const { filter, setFilter, order, setOrder } = useTableAsked(props.ownState ?? false);
  // The letter that was typed is drawn before the rows that it leaves.
  const typed = useDeferredValue(filter);
  const { key, falling } = order ?? { key: null, falling: false };
  const { shown, sums, busy } = useArranged({
    rows,
    growing: loading || cut,
    columns,
    key,
    falling,
    typed,
    locale,
  });
  return (
    <>
      {(loading || rows.length > (props.quietUpTo ?? 0)) && (
        <TableTools
          name={name}
          filter={filter}
          onFilter={setFilter}
          shown={shown?.length ?? 0}
          all={rows.length}
          growing={loading ? { of: props.expected ?? null } : null}
          tools={props.tools}
          exports={props.exports ?? []}
          take={
            props.takeAs !== undefined &&
            !loading &&
            shown !== null && <TakeButton table={props.takeAs} rows={shown} columns={columns} />
          }
        />
      )}
      {shown === null ? (
        <Skeleton height={LOADING_PX} aria-busy />
      ) : (
        <TableBody
          name={name}
          shown={shown}
          sums={sums}
          busy={busy || typed !== filter}
          columns={columns}
          rowKey={rowKey}
          onOpen={onOpen}
          isOpen={isOpen}
          maxHeightPx={maxHeightPx}
          head={
            <TableHead
              columns={columns}
              order={order}
              onSort={(column) => {
                setOrder(nextOrder(order, column));
              }}
            />
          }
        />
      )}
    </>
  );
}
