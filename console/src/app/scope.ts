/**
 * The month and market that all pages look at. In: the address, else where the markets stand. Out: the month, the market or all, and
 * the months that can be chosen. Months are texts like `2024-01`.
 */
import { useMemo } from "react";
import { useAsk } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { useSearchTexts } from "./search.ts";
import { may, useMe } from "./session.ts";

type Status = Answer<"get", "/status">;

export interface Scope {
  readonly period: string;
  /** Null: all that may be seen. */
  readonly market: string | null;
  readonly markets: readonly string[];
  readonly periods: readonly string[];
  readonly status: Status | undefined;
  readonly loading: boolean;
  readonly error: Error | null;
}

const MONTHS_BACK = 36;
const STATUS_MS = 30_000;

/** How a month stands in the markets that are looked at; null where nothing is known of it. */
export type MonthState = "closed" | "waits" | "open";

/**
 * Where the work is: the oldest month that waits for its close, from the newest closed ones on; before any close, the month in which most
 * markets begin, as single contracts of older months come late and are no month's work. With nothing open, the newest closed; else this one.
 */
export function firstPeriod(status: Status | undefined, today: string): string {
  const markets = status?.markets ?? [];
  const next = markets.flatMap((m) => m.notClosed.slice(0, 1)).toSorted();
  const closed = markets.flatMap((m) => (m.newestClosed === null ? [] : [m.newestClosed])).toSorted();
  const begin = closed[0] ?? mostFrequent(next);
  return next.find((month) => begin === undefined || month >= begin) ?? closed.at(-1) ?? today.slice(0, 7);
}

/** The oldest of those that stand there most often. */
function mostFrequent(months: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const month of months) counts.set(month, (counts.get(month) ?? 0) + 1);
  return [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}

export function monthState(status: Status | undefined, period: string, market: string | null): MonthState | null {
  const looked = (status?.markets ?? []).filter((m) => market === null || m.market === market);
  if (looked.some((m) => m.waiting?.period === period)) return "waits";
  const begun = firstPeriod(status, period);
  if (period >= begun && looked.some((m) => m.notClosed.includes(period))) return "open";
  return looked.some((m) => m.newestClosed !== null && period <= m.newestClosed) ? "closed" : null;
}

export function periodsAround(status: Status | undefined, today: string, chosen: string): string[] {
  const known = (status?.markets ?? []).flatMap((m) => [
    ...m.notClosed,
    ...(m.newestClosed === null ? [] : [m.newestClosed]),
  ]);
  const newest = [...known, today.slice(0, 7), chosen].toSorted().at(-1) ?? today.slice(0, 7);
  const oldest = [...known, chosen].toSorted()[0] ?? newest;
  const months: string[] = [];
  let month = newest;
  while (months.length < 240 && (month >= oldest || months.length < MONTHS_BACK)) {
    months.push(month);
    month = monthBefore(month);
  }
  return months;
}

function monthBefore(month: string): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 2;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
}

export function useScope(): Scope {
  const search = useSearchTexts();
  // Who administers sees no market, and is not asked for one.
  const enabled = may(useMe(), "view");
  // Whoever of a page watches it: all share one answer and its clock, which stands still while nobody looks.
  const found = useAsk("/status", {}, { enabled, refetchIntervalMs: STATUS_MS });
  const today = new Date().toISOString().slice(0, 10);
  const { data } = found;
  return useMemo(() => {
    const period = /^\d{4}-(?:0[1-9]|1[0-2])$/.test(search.period ?? "")
      ? (search.period ?? "")
      : firstPeriod(data, today);
    return {
      period,
      market: search.market ?? null,
      markets: (data?.markets ?? []).map((m) => m.market),
      periods: periodsAround(data, today, period),
      status: data,
      loading: enabled && found.isPending,
      error: found.error,
    };
  }, [data, search.period, search.market, today, enabled, found.isPending, found.error]);
}
