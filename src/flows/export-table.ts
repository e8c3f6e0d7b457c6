/**
 * A list that can be taken out of the program: columns and rows, before anybody has decided on a kind of file.
 */

/** What the cells of a column are. */
export type ColumnKind =
  | "text"
  /** Digits that are counted or named by: never grouped. */
  | "count"
  /** A decimal string with its currency's decimals. */
  | "money"
  /** Parts per million, as digits. */
  | "rate";

export interface ExportColumn {
  readonly title: string;
  readonly kind: ColumnKind;
}

/** A cell for each column; null is an empty one. */
export type ExportRow = readonly (string | null)[];

export interface ExportTable {
  readonly columns: readonly ExportColumn[];
  readonly rows: AsyncIterable<ExportRow>;
}

/** Columns from a text such as `seq:count agent_id amount:money`. */
export function columnsOf(text: string): ExportColumn[] {
  return text.split(/\s+/).map((one) => {
    const [title = "", kind = "text"] = one.split(":");
    if (kind !== "text" && kind !== "count" && kind !== "money" && kind !== "rate")
      throw new Error(`assertion: ${kind} is no kind of column`);
    return { title, kind };
  });
}

/** All rows of a list that is read by page. */
export async function* allPages<Row, Key>(
  read: (page: { readonly after: Key | null; readonly limit: number }) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
  limit = 5_000,
): AsyncGenerator<Row> {
  for (let after: Key | null = null; ;) {
    const rows = await read({ after, limit });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    after = keyOf(last);
  }
}
