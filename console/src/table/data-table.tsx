/**
 * A table that sorts, filters and exports, and stays smooth with 100 000 rows: only those in view are drawn. In: rows and columns.
 * Out: a real HTML table, whose order and filter stand in the address; by keyboard, heads are buttons and rows that open are too.
 */
import { Skeleton } from "@mantine/core";
import { useDeferredValue, useMemo, useState, type ReactNode } from "react";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { LOCALES } from "../words/language.ts";
import { useLanguage } from "../words/words.ts";
import { filterRows, nextOrder, readOrder, searchTexts, sortRows, writeOrder } from "./arrange.ts";
import type { Column } from "./column.ts";
import type { Export } from "./export.ts";
import { TableBody } from "./table-body.tsx";
import { TableHead } from "./table-head.tsx";
import { TableTools } from "./table-tools.tsx";

const LOADING_PX = 240;

interface DataTableProps<Row> {
  /** What is listed, for screen readers. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly loading?: boolean;
  readonly error?: Error | null;
  /** Shown when there is no row at all. */
  readonly empty: ReactNode;
  readonly exports?: readonly Export[];
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

/** Order and filter in the address, or in the table alone. */
function useArrangement(ownState: boolean) {
  const search = useSearchTexts();
  const setSearch = useSetSearch();
  const [own, setOwn] = useState<{ filter?: string | undefined; sort?: string | undefined }>({});
  const { filter = "", sort } = ownState ? own : search;
  const change = (next: { filter?: string | undefined; sort?: string | undefined }) => {
    if (ownState) setOwn((before) => ({ ...before, ...next }));
    else setSearch(next, { replace: true });
  };
  return { filter, order: readOrder(sort), change };
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { name, rows, columns, empty, loading = false, error = null, ownState = false } = props;
  const locale = LOCALES[useLanguage().language];
  const { filter, order, change } = useArrangement(ownState);
  const typed = useDeferredValue(filter);
  const { key, falling } = order ?? { key: null, falling: false };
  // Sorted first, then filtered: each letter that is typed goes over 100 000 rows once, and sorts none.
  const sorted = useMemo(
    () => sortRows(rows, columns, key === null ? null : { key, falling }, locale),
    [rows, columns, key, falling, locale],
  );
  // Made when somebody begins to type, not while the page is loaded.
  const searches = typed !== "";
  const texts = useMemo(() => searchTexts(searches ? rows : [], columns), [rows, columns, searches]);
  const shown = useMemo(() => filterRows(sorted, texts, typed), [sorted, texts, typed]);
  if (error !== null) return <ProblemAlert error={error} />;
  if (loading) return <Skeleton height={LOADING_PX} />;
  if (rows.length === 0) return empty;
  return (
    <div>
      {rows.length > (props.quietUpTo ?? 0) && (
        <TableTools
          name={name}
          filter={filter}
          onFilter={(typedNow) => {
            change({ filter: typedNow === "" ? undefined : typedNow });
          }}
          shown={shown.length}
          all={rows.length}
          tools={props.tools}
          exports={props.exports ?? []}
        />
      )}
      <TableBody
        name={name}
        shown={shown}
        columns={columns}
        rowKey={props.rowKey}
        onOpen={props.onOpen}
        isOpen={props.isOpen}
        maxHeightPx={props.maxHeightPx ?? 640}
        head={
          <TableHead
            columns={columns}
            order={order}
            onSort={(column) => {
              change({ sort: writeOrder(nextOrder(order, column)) });
            }}
          />
        }
      />
    </div>
  );
}
