/**
 * The month and market that all pages look at. In: the address, else where the markets stand. Out: the month, the market or all, and
 * the months that can be chosen. Months are texts like `2024-01`.
 */
import { useMemo } from "react";
import { useAsk } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { useSearchTexts } from "./search.ts";

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

/** The oldest month that waits for its close, else the newest that is closed, else this one. */
export function firstPeriod(status: Status | undefined, today: string): string {
  const waiting = (status?.markets ?? []).flatMap((m) => m.notClosed).toSorted();
  const closed = (status?.markets ?? []).flatMap((m) => (m.newestClosed === null ? [] : [m.newestClosed])).toSorted();
  return waiting[0] ?? closed.at(-1) ?? today.slice(0, 7);
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
  const found = useAsk("/status", {}, { refetchIntervalMs: 30_000 });
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
      loading: found.isPending,
      error: found.error,
    };
  }, [data, search.period, search.market, today, found.isPending, found.error]);
}
