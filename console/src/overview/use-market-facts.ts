/**
 * What the overview looks at, asked of the API: statements, closes and control totals of the chosen month, and one's own uploads.
 * In: the scope. Out: the facts of each market that is looked at, by its code.
 */
import { useMemo } from "react";
import { LONG_PAGE, useAllRows, useAsk } from "../api/queries.ts";
import { useScope, type Scope } from "../app/scope.ts";
import { may, useMe } from "../app/session.ts";
import type { Close, CountedStatement, MarketFacts, Totals } from "./market-standing.ts";
import type { OwnUploads } from "./next-acts.ts";

/** Delivery goes on by itself, and others approve: what is shown follows. */
const WATCH_MS = 5_000;

export interface Overview {
  readonly scope: Scope;
  readonly markets: readonly MarketFacts[];
  readonly rejected: number;
  /** One's own that are not in force. */
  readonly uploads: OwnUploads;
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
  const uploads = useAllRows("/uploads", { query: { limit: 1000 } }, (page) => page.uploads, {
    enabled: may(me, "upload"),
  });
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
        })),
    [status, market, period, statements.rows, closes.rows, totals.data],
  );
  return {
    scope,
    markets,
    rejected: status?.rejected?.open ?? 0,
    uploads: {
      ready: uploads.rows.filter(({ state }) => state === "ready").length,
      refused: uploads.rows.filter(({ state }) => state === "refused").length,
    },
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
