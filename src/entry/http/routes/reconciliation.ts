/**
 * Reconciliation of ledger, batches and Core View, and its differences.
 */
import { z } from "@hono/zod-openapi";
import { either, reaches } from "../../../domain/access.ts";
import { readDifferencePage, readDifferencesById, type StoredDifference } from "../../../flows/read-pages.ts";
import { reconcileDeliveries } from "../../../flows/reconcile-deliveries.ts";
import { waiveDifferences } from "../../../flows/waive-differences.ts";
import { moneyText } from "../../cli/money-text.ts";
import { numberCursor, PAGE_QUERY, pageOf } from "../cursor.ts";
import { endpoint, failed, hidden, marketsSeen, NO_BODY, NOTHING, ok, refusedReply, signedIn } from "../endpoint.ts";
import { Ids, Instant, Market, MarketCode, Money, onlyPage, Reason, Text } from "../fields.ts";
import { invalid, notFound } from "../problem.ts";

const tag = "delivery";

const DifferenceAnswer = z
  .strictObject({
    id: Text,
    state: z.enum(["open", "solved", "waived"]),
    code: Text,
    batch: Text.nullable(),
    market: MarketCode,
    agentId: Text.nullable(),
    contractId: Text.nullable(),
    bookedIn: Text.nullable(),
    found: Text,
    expected: Text,
    message: Text,
    firstSeenAt: Instant,
    reason: Text.nullable(),
    decidedBy: Text.nullable(),
  })
  .openapi("Difference");

function differenceJson(d: StoredDifference): z.input<typeof DifferenceAnswer> {
  const { state, code, batch, market, agentId, contractId, bookedIn } = d;
  const { found, expected, message, firstSeenAt, reason, decidedBy } = d;
  const what = { id: String(d.id), state, code, batch, market, agentId, contractId, bookedIn };
  return { ...what, found, expected, message, firstSeenAt, reason, decidedBy };
}

const seen = { right: "view", tag, params: NOTHING, query: NOTHING, body: NO_BODY, bodyKind: "none" } as const;

export const RECONCILIATION_ROUTES = [
  endpoint({
    ...seen,
    method: "post",
    path: "/reconciliations",
    right: "operate",
    summary: "Compare ledger, batches and Core View of every market, now",
    answer: z.strictObject({
      ok: z.boolean(),
      entries: z.int(),
      batches: z.int(),
      open: z.int(),
      waived: z.int(),
      differences: z.array(DifferenceAnswer).openapi({ description: "The first thousand; /differences has all" }),
      unreachable: z.array(z.strictObject({ market: MarketCode, code: Text, message: Text })),
      refused: z.int().openapi({ description: "Entries that Core View refused: no difference, and not booked" }),
      sums: z.array(
        z.strictObject({
          market: MarketCode,
          currency: Text,
          ledger: Money,
          accepted: Money,
          outstanding: Money,
          refused: Money,
        }),
      ),
    }),
    handle: async (call) => {
      const { access } = signedIn(call);
      // It asks every Core View and tells of every market.
      if (either(access.upload, access.approve) !== "all" || access.view !== "all")
        return failed({
          status: 403,
          code: "not-allowed",
          detail: "Reconciliation is of all markets: it needs a role in every market.",
        });
      const result = await reconcileDeliveries(call.deps, call.http.coreViewOf);
      const { ok: isWell, entries, batches, open, waived } = result;
      return ok({
        ok: isWell,
        entries,
        batches,
        open,
        waived,
        differences: result.differences.map(differenceJson),
        unreachable: result.unreachable.map(({ market, code, message }) => ({ market, code, message })),
        refused: result.refused.length,
        sums: result.sums.map((s) => ({
          market: s.market,
          currency: s.currency,
          ledger: moneyText(s.ledgerMinor, s.currency),
          accepted: moneyText(s.acceptedMinor, s.currency),
          outstanding: moneyText(s.outstandingMinor, s.currency),
          refused: moneyText(s.refusedMinor, s.currency),
        })),
      });
    },
  }),
  endpoint({
    ...seen,
    method: "get",
    path: "/differences",
    summary: "The differences that reconciliation has found",
    query: z.strictObject({
      ...PAGE_QUERY,
      market: Market.optional(),
      state: z.enum(["open", "solved", "waived"]).optional(),
    }),
    answer: onlyPage({ differences: z.array(DifferenceAnswer) }),
    handle: async (call) => {
      const { cursor, limit, market, state } = call.query;
      const at = numberCursor(cursor);
      if (!at.ok) return failed(invalid([at.error]));
      const filter = { markets: marketsSeen(signedIn(call).access.view, market), state };
      const read = await readDifferencePage(call.deps, filter, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(read, limit, (d) => [String(d.id)]);
      return ok({ differences: rows.map(differenceJson), next });
    },
  }),
  endpoint({
    ...seen,
    method: "post",
    path: "/differences/waiver",
    right: "approve",
    summary: "Say that differences are explained: all of them or none",
    body: z.strictObject({ ids: Ids, reason: Reason }),
    bodyKind: "json",
    answer: z.strictObject({ differences: z.array(DifferenceAnswer) }),
    handle: async (call) => {
      const { ids, reason } = call.body;
      const { approve } = signedIn(call).access;
      const known = await readDifferencesById(call.deps, ids);
      const foreign = known.find((d) => !reaches(approve, d.market));
      if (foreign !== undefined) return hidden(notFound("difference"), foreign.market);
      if (known.length < new Set(ids).size) return failed(notFound("difference"));
      const outcome = await waiveDifferences(call.deps, [...new Set(ids)], reason);
      return outcome.ok ? ok({ differences: outcome.value.map(differenceJson) }) : refusedReply(outcome.refusal);
    },
  }),
];
