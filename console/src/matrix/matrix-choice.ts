/**
 * Which matrix is looked at. In: market, month, and what the address says. Out: market, year, the versions that there are, the one that is
 * chosen (else that in force) and the one that it is compared with.
 */
import { useAsk } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { useScope } from "../app/scope.ts";
import { useSearchTexts } from "../app/search.ts";
import { matrixYear, type MatrixVersion } from "./statement-facts.ts";

export type ListedVersion = Answer<"get", "/matrices">["matrices"][number];

export interface MatrixChoice {
  readonly period: string;
  readonly market: string | null;
  /** All that have a matrix or stand in the registry of this reader. */
  readonly markets: readonly string[];
  readonly year: number;
  readonly years: readonly number[];
  /** Of the market and year, the newest first. */
  readonly versions: readonly ListedVersion[];
  readonly chosen: ListedVersion | null;
  readonly compared: ListedVersion | null;
  readonly loading: boolean;
  readonly error: Error | null;
}

export function useMatrixChoice(): MatrixChoice {
  const { period, market: scoped, markets: known, loading } = useScope();
  const search = useSearchTexts();
  const found = useAsk("/matrices", {});
  const all = found.data?.matrices ?? [];
  const markets = [...new Set([...known, ...all.map((m) => m.market)])].toSorted();
  const year = /^\d{4}$/.test(search.year ?? "") ? Number(search.year) : matrixYear(period);
  const ofYear = all.filter((m) => m.year === year);
  const market = scoped ?? ofYear.map((m) => m.market).toSorted()[0] ?? markets[0] ?? null;
  const ofMarket = all.filter((m) => m.market === market);
  const years = [...new Set([...ofMarket.map((m) => m.year), matrixYear(period), year])].toSorted((a, b) => b - a);
  const versions = ofMarket.filter((m) => m.year === year).toSorted((a, b) => b.version - a.version);
  const named = (text: string | undefined) => versions.find((m) => String(m.version) === text) ?? null;
  const chosen = named(search.version) ?? versions.find((m) => m.inForce) ?? versions[0] ?? null;
  const other = named(search.compare);
  return {
    period,
    market,
    markets,
    year,
    years,
    versions,
    chosen,
    compared: other?.version === chosen?.version ? null : other,
    loading: found.isPending || loading,
    error: found.error,
  };
}

/** Every rate of a version with its cell; undefined while it comes, or where there is none. */
export function useMatrixVersion(listed: ListedVersion | null): {
  readonly data: MatrixVersion | undefined;
  readonly error: Error | null;
} {
  const { market = "", year = 0, version = 0 } = listed ?? {};
  return useAsk(
    "/matrices/{market}/{year}/{version}",
    { params: { market, year, version } },
    { enabled: listed !== null },
  );
}
