/**
 * What the overview looks at, asked of the API: statements, closes, control totals and the last comparison of the chosen month.
 * In: the scope. Out: the facts of each market that is looked at, by its code.
 */
import { useMemo } from "react";
import { LONG_PAGE, useAllRows, useAsk } from "../api/queries.ts";
import { useScope, type Scope } from "../app/scope.ts";
import { may, useMe } from "../app/session.ts";
import type { Close, CountedStatement, MarketFacts, Totals } from "./market-standing.ts";

/** Delivery goes on by itself, and others approve: what is shown follows. */
const WATCH_MS = 5_000;

export interface Overview {
  readonly scope: Scope;
  readonly markets: readonly MarketFacts[];
  readonly rejected: number;
  readonly loading: boolean;
  readonly error: Error | null;
}

export function useMarketFacts(): Overview {
  const me = useMe();
  const scope = useScope();
  const { period, market, status } = scope;
  const enabled = may(me, "view") && status !== undefined;
  const asked = { period, market: market ?? undefined };
  const statements = useAllRows(
    "/statements",
    { query: { ...asked, lines: "false", limit: LONG_PAGE } },
    (page) => page.statements,
    {
      enabled,
    },
  );
  const closes = useAllRows("/closes", { query: { ...asked, limit: 1000 } }, (page) => page.closes, {
    enabled,
    refetchIntervalMs: WATCH_MS,
  });
  const totals = useAsk("/totals", { query: asked }, { enabled });
  const compared = useAsk("/audit", { query: { action: "deliveries.reconciled", limit: 1 } }, { enabled });
  const comparedAt = compared.data?.acts[0]?.at ?? null;
  const markets = useMemo(
    () =>
      (status?.markets ?? [])
        .filter((m) => market === null || m.market === market)
        .map((m): MarketFacts => ({
          market: m.market,
          period,
          status: m,
          statements: statementsOf(statements.rows, m.market),
          close: newest(closes.rows, m.market),
          totals: totalsOf(totals.data?.totals ?? [], m.market),
          comparedAt,
        })),
    [status, market, period, statements.rows, closes.rows, totals.data, comparedAt],
  );
  return {
    scope,
    markets,
    rejected: status?.rejected?.open ?? 0,
    loading: scope.loading || statements.loading || closes.loading || totals.isLoading,
    error: scope.error ?? statements.error ?? closes.error ?? totals.error,
  };
}

function statementsOf(
  rows: readonly (CountedStatement & { readonly market: string })[],
  market: string,
): CountedStatement[] {
  return rows.filter((s) => s.market === market);
}

/** They come with the newest first. */
function newest(closes: readonly Close[], market: string): Close | null {
  return closes.find((c) => c.market === market && c.status !== "rejected") ?? null;
}

function totalsOf(totals: readonly Totals[], market: string): Totals | null {
  return totals.find((t) => t.market === market) ?? null;
}
