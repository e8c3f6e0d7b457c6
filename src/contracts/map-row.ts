/**
 * A row of the source's database as a contract event: what the door then reads like any message.
 * In: the columns' names, a row of texts. Out: the event's JSON, or which columns are not there.
 *
 * Nothing is refused here. A value becomes another JSON type only where its text says so without doubt; else it goes on as the text that
 * it is, and the door tells what was found and expected, and keeps it. So no row is lost to the mapping, and there is one place that
 * judges.
 *
 * The event's id is the digest of its data. The same row read again has the same id and the same content: `duplicate`. A row that has
 * changed has another id, so that the door compares sequences: a higher one is accepted, a lower one stale, and the same one is
 * `sequence-conflict`, which says what is wrong with the source. With contract and sequence as the id it would be `id-conflict`, which
 * does not. The data is hashed as it was mapped, not the row: a column that nobody maps may change as it likes.
 * There is no `time` in the event: its bytes are the same each time, so that a rejected row is kept once.
 */
import { hash } from "node:crypto";
import type { ColumnMapping, PullSetting } from "../domain/pull-setting.ts";
import { EVENT_TYPE } from "./parse-event.ts";

export type Row = readonly (string | null)[];

export type ColumnLookup =
  | { readonly ok: true; readonly index: number }
  /** `count`: how many columns could be meant. */
  | { readonly ok: false; readonly column: string; readonly count: number };

export type RowMapper =
  | { readonly ok: true; readonly eventOf: (row: Row) => string }
  | { readonly ok: false; readonly missing: readonly Extract<ColumnLookup, { ok: false }>[] };

type Read = (row: Row) => string | boolean | null;

/** By its very name, else by the one column that has it in other case: databases fold names in ways of their own. */
export function findColumn(names: readonly string[], column: string): ColumnLookup {
  const indexesOf = (fits: (name: string) => boolean): number[] =>
    names.flatMap((name, index) => (fits(name) ? [index] : []));
  const exact = indexesOf((name) => name === column);
  const found = exact.length > 0 ? exact : indexesOf((name) => name.toLowerCase() === column.toLowerCase());
  const [index] = found;
  return index === undefined || found.length > 1 ? { ok: false, column, count: found.length } : { ok: true, index };
}

export function rowMapper(setting: Pick<PullSetting, "source" | "columns">, names: readonly string[]): RowMapper {
  const { source, columns } = setting;
  const missing: Extract<ColumnLookup, { ok: false }>[] = [];
  const at = (column: string): ((row: Row) => string | null) => {
    const found = findColumn(names, column);
    if (found.ok) return (row) => row[found.index] ?? null;
    missing.push(found);
    return () => null;
  };
  const of = (mapping: ColumnMapping | null, convert: (text: string) => string | boolean = (text) => text): Read => {
    if (mapping === null) return () => null;
    if (typeof mapping === "string") return converted(at(mapping), convert);
    if ("value" in mapping) return () => mapping.value;
    return converted(at(mapping.column), (text) => translated(mapping.map, text));
  };
  const contractId = at(columns.contractId);
  const sequence = at(columns.sequence);
  const [market, agentId, category] = [of(columns.market), of(columns.agentId), of(columns.category)];
  const [currency, brand] = [of(columns.currency), of(columns.brand)];
  const contractDate = of(columns.contractDate, withoutMidnight);
  const financed = of(columns.financed, booleanOf);
  const amount = of(columns.amount, withoutZeros);
  const cancelledOn = of(columns.cancellation?.date ?? null, withoutMidnight);
  const reason = of(columns.cancellation?.reason ?? null);
  if (missing.length > 0) return { ok: false, missing };
  return {
    ok: true,
    eventOf: (row) => {
      // The order of the fields is in every id: never change it.
      const data = {
        contractId: contractId(row),
        sequence: integerOf(sequence(row)),
        market: market(row),
        agentId: agentId(row),
        contractDate: contractDate(row),
        category: category(row),
        financed: financed(row),
        amount: amount(row),
        currency: currency(row),
        brand: brand(row),
        cancellation: cancellationOf(cancelledOn(row), reason(row)),
      };
      const id = hash("sha256", JSON.stringify(data), "hex");
      return JSON.stringify({ specversion: "1.0", id, source, type: EVENT_TYPE, data });
    },
  };
}

function converted(read: (row: Row) => string | null, convert: (text: string) => string | boolean | null): Read {
  return (row) => {
    const text = read(row);
    return text === null ? null : convert(text);
  };
}

/** What the map does not name stays as it is. */
function translated(map: Readonly<Record<string, string | boolean | null>>, text: string): string | boolean | null {
  return Object.hasOwn(map, text) ? (map[text] ?? null) : text;
}

/** A cancellation without a date is for the door to tell: taken for none, a cancelled contract would be paid. */
function cancellationOf(date: string | boolean | null, reason: string | boolean | null) {
  const none = date === null && (reason === null || (typeof reason === "string" && reason.trim() === ""));
  return none ? null : { date, reason };
}

/** What databases write for a boolean. Other words are for a map to name. */
function booleanOf(text: string): string | boolean {
  if (text === "t" || text === "true") return true;
  return text === "f" || text === "false" ? false : text;
}

function integerOf(text: string | null): string | number | null {
  if (text === null || !/^(?:0|-?[1-9]\d{0,15})$/.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

// No zone: midnight in one zone is another day in the next, and none is ever applied to a contract's date.
const MIDNIGHT = /^(\d{4}-\d\d-\d\d)[ T]00:00(?::00(?:\.0+)?)?$/;

/** The date of a timestamp at midnight; a time of day says that the column is something else, and stays to be told. */
function withoutMidnight(text: string): string {
  return MIDNIGHT.exec(text)?.[1] ?? text;
}

/** `249900.5000`, as a column of four decimals writes it, is `249900.5`: the same amount in any currency's decimals. */
function withoutZeros(text: string): string {
  return /^\d+\.\d*0$/.test(text) ? text.replace(/\.?0+$/, "") : text;
}
