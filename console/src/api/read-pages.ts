/**
 * Reads a list to its end. In: how a page is asked for, how many rows at most, how the list was known. Out: after each page, all rows so far,
 * and whether that is all.
 */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** Null: it is the last. */
  readonly next: string | null;
}

export interface RowsRead<Row> {
  readonly rows: readonly Row[];
  /** Of the list: more is coming, it is whole, or it goes on behind what was read at most. */
  readonly end: "more" | "whole" | "cut";
}

interface Reading<Row> {
  readonly most: number;
  readonly known: RowsRead<Row> | null;
  /** The row as it was known when it is equal, else as it is now. */
  readonly same: (known: Row | undefined, now: Row) => Row;
}

export async function* readPages<Row>(
  pageOf: (cursor: string | null) => Promise<ListPage<Row>>,
  { most, known, same }: Reading<Row>,
): AsyncGenerator<RowsRead<Row>> {
  let rows: readonly Row[] = [];
  for (let cursor: string | null = null; ;) {
    const page: ListPage<Row> = await pageOf(cursor);
    const before = rows.length;
    rows = [...rows, ...page.rows.map((row, i) => same(known?.rows[before + i], row))];
    cursor = page.next;
    const end = cursor === null ? "whole" : rows.length >= most ? "cut" : "more";
    yield known !== null && isSame(known, rows, end) ? known : { rows, end };
    if (end !== "more") return;
  }
}

function isSame<Row>(known: RowsRead<Row>, rows: readonly Row[], end: RowsRead<Row>["end"]): boolean {
  return known.end === end && known.rows.length === rows.length && rows.every((row, i) => row === known.rows[i]);
}
