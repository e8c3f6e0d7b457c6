/**
 * Reads a list to its end. In: how a page is asked for, how many rows at most. Out: after each page, all rows so far, and whether that is all.
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

export async function* readPages<Row>(
  pageOf: (cursor: string | null) => Promise<ListPage<Row>>,
  most: number,
): AsyncGenerator<RowsRead<Row>> {
  let rows: readonly Row[] = [];
  for (let cursor: string | null = null; ;) {
    const page: ListPage<Row> = await pageOf(cursor);
    rows = [...rows, ...page.rows];
    cursor = page.next;
    if (cursor === null) {
      yield { rows, end: "whole" };
      return;
    }
    if (rows.length >= most) {
      yield { rows, end: "cut" };
      return;
    }
    yield { rows, end: "more" };
  }
}
