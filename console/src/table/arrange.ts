/**
 * Filters and sorts the rows of a table. In: rows, columns, what is typed, the order. Out: the rows that are shown.
 */
import type { Column } from "./column.ts";

export interface Order {
  readonly key: string;
  readonly falling: boolean;
}

/** As it stands in the address: `-amount` falls. */
export function readOrder(text: string | undefined): Order | null {
  if (text === undefined || text === "") return null;
  return text.startsWith("-") ? { key: text.slice(1), falling: true } : { key: text, falling: false };
}

export function writeOrder(order: Order | null): string | undefined {
  return order === null ? undefined : `${order.falling ? "-" : ""}${order.key}`;
}

/** Rising, falling, as it came. */
export function nextOrder(order: Order | null, key: string): Order | null {
  if (order?.key !== key) return { key, falling: false };
  return order.falling ? null : { key, falling: true };
}

/** What is searched, once for each row, in small letters. */
export function searchTexts<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): ReadonlyMap<Row, string> {
  const finders = columns.flatMap((column) => (column.findBy === undefined ? [] : [column.findBy]));
  const textOf = (row: Row): string =>
    finders
      .map((find) => find(row))
      .join("\n")
      .toLowerCase();
  return new Map(rows.map((row) => [row, textOf(row)]));
}

/** Every word that is typed has to be found. The order of the rows stays. */
export function filterRows<Row>(rows: readonly Row[], texts: ReadonlyMap<Row, string>, typed: string): readonly Row[] {
  const wanted = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (wanted.length === 0) return rows;
  return rows.filter((row) => wanted.every((word) => texts.get(row)?.includes(word) === true));
}

export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | null,
  locale: string,
): readonly Row[] {
  const sortBy = columns.find((column) => column.key === order?.key)?.sortBy;
  if (order === null || sortBy === undefined) return rows;
  const words = new Intl.Collator(locale, { numeric: true });
  const keys = new Map(rows.map((row) => [row, sortBy(row)]));
  const sign = order.falling ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [keys.get(a) ?? null, keys.get(b) ?? null];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    if (typeof x === "string" && typeof y === "string") return sign * words.compare(x, y);
    return x < y ? -sign : x > y ? sign : 0;
  });
}
