/**
 * Filters and sorts the rows of a table, and sums those that are shown. In: rows, columns, what is typed, the order. Out: work that gives
 * what is shown. What stays the same from one time to the next is kept: a letter more sorts nothing, a page more is sorted in.
 */
import type { ReactNode } from "react";
import type { Column } from "./column.ts";
import { merged, sorted } from "./merge-sort.ts";
import { sumsOf } from "./sums.ts";
import { STEP, type Work } from "./work.ts";

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

export interface Asked<Row> {
  readonly rows: readonly Row[];
  /** More rows are coming: they have no sum yet. */
  readonly growing: boolean;
  readonly columns: readonly Column<Row>[];
  readonly key: string | null;
  readonly falling: boolean;
  readonly typed: string;
  readonly locale: string;
}

export interface Arranged<Row> {
  readonly shown: readonly Row[];
  /** By the column's key; null while rows are coming. */
  readonly sums: ReadonlyMap<string, ReactNode> | null;
}

type SortKey = string | number | bigint | null;

interface Keyed<Row> {
  readonly row: Row;
  readonly key: SortKey;
}

/** What of the last time is of use for the next. */
export interface Kept<Row extends object> {
  order: { readonly asked: Asked<Row>; readonly keyed: readonly Keyed<Row>[]; readonly rows: readonly Row[] } | null;
  /** What is searched, in small letters. */
  texts: { readonly of: Asked<Row>["columns"]; readonly byRow: WeakMap<Row, string> } | null;
  sums: { readonly asked: Asked<Row>; readonly sums: ReadonlyMap<string, ReactNode> } | null;
}

export function nothingKept<Row extends object>(): Kept<Row> {
  return { order: null, texts: null, sums: null };
}

export function* arrange<Row extends object>(asked: Asked<Row>, kept: Kept<Row>): Work<Arranged<Row>> {
  const inOrder = yield* sortRows(asked, kept);
  const shown = yield* filterRows(inOrder, asked, kept);
  return { shown, sums: asked.growing ? null : yield* sumRows(shown, asked, kept) };
}

/** Whether `now` is `before` with more behind it, or the same. */
export function hasGrown<Row>(before: readonly Row[], now: readonly Row[]): boolean {
  return before.length > 0 && before[0] === now[0] && before.at(-1) === now[before.length - 1];
}

function sorterOf<Row>({ columns, key }: Pick<Asked<Row>, "columns" | "key">): ((row: Row) => SortKey) | undefined {
  return columns.find((column) => column.key === key)?.sortBy;
}

function* sortRows<Row extends object>(asked: Asked<Row>, kept: Kept<Row>): Work<readonly Row[]> {
  const { rows, falling, locale } = asked;
  const sortBy = sorterOf(asked);
  if (sortBy === undefined) return rows;
  const { order } = kept;
  const isOfSameOrder =
    order !== null &&
    sorterOf(order.asked) === sortBy &&
    order.asked.falling === falling &&
    order.asked.locale === locale;
  if (isOfSameOrder && order.asked.rows === rows) return order.rows;
  const before = isOfSameOrder && hasGrown(order.asked.rows, rows) ? order : null;
  const fresh: Keyed<Row>[] = [];
  for (let i = before?.keyed.length ?? 0; i < rows.length; i += 1) {
    const row = rows[i];
    if (row !== undefined) fresh.push({ row, key: sortBy(row) });
    if (i % STEP === 0) yield;
  }
  const compare = comparison(falling, locale);
  const keyed = yield* merged(before?.keyed ?? [], yield* sorted(fresh, compare), compare);
  const inOrder = keyed.map(({ row }) => row);
  kept.order = { asked, keyed, rows: inOrder };
  return inOrder;
}

/** Null goes last, rising and falling. */
function comparison(falling: boolean, locale: string): (a: Keyed<object>, b: Keyed<object>) => number {
  const words = new Intl.Collator(locale, { numeric: true });
  const sign = falling ? -1 : 1;
  return ({ key: x }, { key: y }) => {
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    if (typeof x === "string" && typeof y === "string") return sign * words.compare(x, y);
    return x < y ? -sign : x > y ? sign : 0;
  };
}

/** Every word that is typed has to be found somewhere in the row. The order stays. */
function* filterRows<Row extends object>(
  rows: readonly Row[],
  { columns, typed }: Asked<Row>,
  kept: Kept<Row>,
): Work<readonly Row[]> {
  const wanted = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (wanted.length === 0) return rows;
  if (kept.texts?.of !== columns) kept.texts = { of: columns, byRow: new WeakMap() };
  const { byRow } = kept.texts;
  const finders = columns.flatMap((column) => (column.findBy === undefined ? [] : [column.findBy]));
  const found: Row[] = [];
  for (const [i, row] of rows.entries()) {
    if (i % STEP === 0) yield;
    const text = byRow.get(row) ?? searchText(row, finders);
    byRow.set(row, text);
    if (wanted.every((word) => text.includes(word))) found.push(row);
  }
  return found;
}

function searchText<Row>(row: Row, finders: readonly ((row: Row) => string)[]): string {
  return finders
    .map((find) => find(row))
    .join("\n")
    .toLowerCase();
}

function* sumRows<Row extends object>(
  shown: readonly Row[],
  asked: Asked<Row>,
  kept: Kept<Row>,
): Work<ReadonlyMap<string, ReactNode>> {
  if (kept.sums !== null && isOfSameRows(kept.sums.asked, asked)) return kept.sums.sums;
  const sums = new Map<string, ReactNode>();
  for (const { key, sum, total } of asked.columns) {
    if (sum !== undefined) sums.set(key, sum.show(yield* sumsOf(shown, sum.of)));
    else if (total !== undefined) sums.set(key, total(shown));
  }
  kept.sums = { asked, sums };
  return sums;
}

/** The same rows are shown, in whatever order. */
export function isOfSameRows<Row>(one: Asked<Row>, other: Asked<Row>): boolean {
  const { rows, columns, typed, growing } = one;
  return rows === other.rows && columns === other.columns && typed === other.typed && growing === other.growing;
}
