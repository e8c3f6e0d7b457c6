/**
 * The registry of markets, and the ways into each month.
 */
import { z } from "@hono/zod-openapi";
import { MARKETS } from "../../../domain/market.ts";
import { endpoint, NO_BODY, NOTHING, ok, type Endpoint } from "../endpoint.ts";
import { MarketCode, Text } from "../fields.ts";

const seen = {
  method: "get",
  tag: "overview",
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  bodyKind: "none",
} as const;

export const OVERVIEW_ROUTES: readonly Endpoint[] = [
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
