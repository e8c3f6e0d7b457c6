/**
 * The source's control totals and their gaps.
 */
import { z } from "@hono/zod-openapi";
import { reaches } from "../../../domain/access.ts";
import { completenessState, type Completeness } from "../../../domain/completeness.ts";
import { readCompleteness, waiveGap } from "../../../flows/completeness.ts";
import { completenessJson } from "../../cli/completeness-json.ts";
import { COMPLETENESS_FIELDS } from "../completeness-answer.ts";
import { endpoint, hidden, NO_BODY, NOTHING, ok, refusedReply, signedIn } from "../endpoint.ts";
import { Instant, Market, MarketCode, PeriodField, Reason, Text } from "../fields.ts";
import { notFound } from "../problem.ts";

const tag = "delivery";

const TotalsAnswer = z
  .strictObject({
    market: MarketCode,
    currency: Text,
    ...COMPLETENESS_FIELDS,
    state: z.enum(["complete", "missing", "waived"]),
    source: Text,
    waiver: z.strictObject({ reason: Text, by: Text, at: Instant }).nullable(),
  })
  .openapi("Totals");

function totalsJson(c: Completeness): z.input<typeof TotalsAnswer> {
  const stated = completenessJson(c);
  if (stated === null) throw new Error("assertion: totals have figures");
  const waiver = c.waiver === null ? null : { ...c.waiver };
  return {
    market: c.market,
    currency: c.currency,
    ...stated,
    state: completenessState(c),
    source: c.event.source,
    waiver,
  };
}

const seen = { right: "view", tag, params: NOTHING, query: NOTHING, body: NO_BODY, bodyKind: "none" } as const;

export const TOTALS_ROUTES = [
  endpoint({
    ...seen,
    method: "get",
    path: "/totals",
    summary: "Contracts received against the source's control totals",
    query: z.strictObject({ market: Market.optional(), period: PeriodField.optional() }),
    answer: z.strictObject({ totals: z.array(TotalsAnswer) }),
    handle: async (call) => {
      const found = await readCompleteness(call.deps, call.query);
      const { view } = signedIn(call).access;
      return ok({ totals: found.filter((c) => reaches(view, c.market)).map(totalsJson) });
    },
  }),
  endpoint({
    ...seen,
    method: "post",
    path: "/totals/waiver",
    right: "approve",
    summary: "Let closes go on over a gap, as it is now",
    body: z.strictObject({ market: Market, period: PeriodField, reason: Reason }),
    bodyKind: "json",
    answer: z.strictObject({ totals: z.array(TotalsAnswer) }),
    handle: async (call) => {
      const { market, period, reason } = call.body;
      if (!reaches(signedIn(call).access.approve, market)) return hidden(notFound("market"), market);
      const outcome = await waiveGap(call.deps, market, period, reason);
      return outcome.ok ? ok({ totals: [totalsJson(outcome.value)] }) : refusedReply(outcome.refusal);
    },
  }),
];
