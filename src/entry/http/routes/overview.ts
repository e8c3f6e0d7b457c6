/**
 * Where each market stands and what waits for a person; the registry of markets.
 */
import { z } from "@hono/zod-openapi";
import { MARKETS } from "../../../domain/market.ts";
import { reaches } from "../../../domain/access.ts";
import { readCloseSums, type CloseSum } from "../../../flows/read-pages.ts";
import { readStatus, type MarketStatus, type OpenSince as OpenCount } from "../../../flows/read-status.ts";
import { moneyText } from "../../cli/money-text.ts";
import { endpoint, marketsSeen, NO_BODY, NOTHING, ok, signedIn } from "../endpoint.ts";
import { Instant, Market, MarketCode, Money, orNull, Text } from "../fields.ts";
import { CloseAnswer, closeJson } from "./closes.ts";

const seen = {
  method: "get",
  tag: "overview",
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  bodyKind: "none",
} as const;

const OpenSince = z.strictObject({ open: z.int(), since: Instant }).nullable();
const StatusAnswer = z.strictObject({
  market: MarketCode,
  newestClosed: Text.nullable(),
  notClosed: z.array(Text),
  waiting: orNull(CloseAnswer),
  blocked: z.array(z.strictObject({ agentId: Text, period: Text, reason: Text })),
  batches: z.array(
    z.strictObject({
      state: Text,
      currency: Text,
      batches: z.int(),
      entries: z.int(),
      sum: Money,
      since: Instant.nullable(),
    }),
  ),
  deliveryEnabled: z.boolean(),
  differences: OpenSince,
  comparedAt: Instant.nullable().openapi({ description: "When its ledger was last compared with Core View" }),
});

function openJson(found: OpenCount | null): z.input<typeof OpenSince> {
  return found === null ? null : { open: found.open, since: found.since };
}

function statusJson(m: MarketStatus, sums: readonly CloseSum[]): z.input<typeof StatusAnswer> {
  const { market, newestClosed, deliveryEnabled, differences } = m;
  return {
    market,
    newestClosed,
    notClosed: [...m.notClosed],
    waiting: m.waiting === null ? null : closeJson(m.waiting, sums),
    blocked: m.blocked.map(({ agentId, period, reason }) => ({ agentId, period, reason })),
    batches: m.batches.map(({ state, currency, batches, entries, sumMinor, since }) => ({
      state,
      currency,
      batches,
      entries,
      sum: moneyText(sumMinor, currency),
      since,
    })),
    deliveryEnabled,
    differences: openJson(differences),
    comparedAt: m.comparedAt,
  };
}

export const OVERVIEW_ROUTES = [
  endpoint({
    ...seen,
    path: "/status",
    right: "view",
    summary: "Where each market stands, and what waits for a person",
    query: z.strictObject({ market: Market.optional() }),
    answer: z.strictObject({
      markets: z.array(StatusAnswer),
      rejected: OpenSince,
      alarms: z.array(z.strictObject({ code: Text, market: MarketCode.nullable(), message: Text })),
    }),
    handle: async (call) => {
      const { view } = signedIn(call).access;
      const seenHere = marketsSeen(view, call.query.market);
      const shown = (market: string): boolean => seenHere === null || seenHere.includes(market);
      const status = await readStatus(call.deps);
      // What belongs to no market is for who sees every one.
      const everywhere = view === "all";
      const markets = status.markets.filter((m) => reaches(view, m.market) && shown(m.market));
      const sums = await readCloseSums(
        call.deps,
        markets.flatMap((m) => m.waiting ?? []),
      );
      return ok({
        markets: markets.map((m) => statusJson(m, sums.get(m.waiting?.id ?? "") ?? [])),
        rejected: everywhere ? openJson(status.rejected) : null,
        alarms: status.alarms
          .filter((a) => (a.market === null ? everywhere && call.query.market === undefined : shown(a.market)))
          .map((a) => ({ ...a })),
      });
    },
  }),
  endpoint({
    ...seen,
    path: "/markets",
    right: "signed-in",
    summary: "The registry of markets: names, currencies, time zone",
    answer: z.strictObject({
      markets: z.array(
        z.strictObject({
          market: MarketCode,
          name: Text,
          names: z.array(Text),
          currency: Text,
          currencies: z.array(z.strictObject({ from: Text, currency: Text })),
          timeZone: Text,
        }),
      ),
    }),
    handle: () =>
      Promise.resolve(
        ok({
          markets: MARKETS.map((m) => ({
            market: m.code,
            name: m.names[0] ?? m.code,
            names: [...m.names],
            currency: m.currencies.at(-1)?.currency ?? "",
            currencies: [...m.currencies],
            timeZone: m.timeZone,
          })),
        }),
      ),
  }),
];
