/**
 * Delivery: batches and their timelines, sending now, reconciliation and its differences, control totals and their gaps.
 */
import { z } from "@hono/zod-openapi";
import { either, marketList, reaches } from "../../../domain/access.ts";
import { completenessState, type Completeness } from "../../../domain/completeness.ts";
import { readCompleteness, waiveGap } from "../../../flows/completeness.ts";
import { deliverBatches, type DeliveredBatch } from "../../../flows/deliver-batches.ts";
import { readBatchTimeline } from "../../../flows/read-deliveries.ts";
import {
  readBatchPage,
  readDifferencePage,
  readDifferencesById,
  type StoredBatch,
  type StoredDifference,
} from "../../../flows/read-pages.ts";
import { reconcileDeliveries } from "../../../flows/reconcile-deliveries.ts";
import { waiveDifferences } from "../../../flows/waive-differences.ts";
import { completenessJson } from "../../cli/completeness-json.ts";
import { moneyText } from "../../cli/money-text.ts";
import { COMPLETENESS_FIELDS } from "../completeness-answer.ts";
import { numberCursor, PAGE_QUERY, pageOf } from "../cursor.ts";
import { endpoint, failed, hidden, marketsSeen, NO_BODY, NOTHING, ok, refusedReply, signedIn } from "../endpoint.ts";
import { Ids, Instant, Market, MarketCode, Money, onlyPage, PeriodField, Reason, Text } from "../fields.ts";
import { invalid, notFound } from "../problem.ts";

const tag = "delivery";
const STATES = ["pending", "sent", "unknown", "partly-accepted", "accepted", "refused"] as const;

const BatchAnswer = z
  .strictObject({
    id: Text,
    market: MarketCode,
    currency: Text,
    bookedIn: Text,
    close: Text,
    entries: z.int(),
    sum: Money,
    state: z.enum(STATES),
    attempts: z.int(),
    code: Text.nullable(),
    problem: Text.nullable(),
    sentAt: Instant.nullable(),
    nextAttemptAt: Instant.nullable(),
  })
  .openapi("Batch");

type Batch = Omit<StoredBatch, "csv" | "manifest" | "lastSeq" | "firstSeq" | "sha256">;

function batchJson(b: Batch): z.input<typeof BatchAnswer> {
  const { id, market, currency, bookedIn, state, attempts, sentAt, nextAttemptAt } = b;
  return {
    id,
    market,
    currency,
    bookedIn,
    close: b.closeId,
    entries: b.entryCount,
    sum: moneyText(b.sumMinor, currency),
    state,
    attempts,
    code: b.lastProblemCode,
    problem: b.lastProblem,
    sentAt,
    nextAttemptAt,
  };
}

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

function deliveredJson(b: DeliveredBatch) {
  return {
    id: b.id,
    market: b.market,
    entries: b.entryCount,
    sum: moneyText(b.sumMinor, b.currency),
    currency: b.currency,
    state: b.state,
    code: b.code,
    problem: b.problem,
    nextAttemptAt: b.nextAttemptAt?.toISOString() ?? null,
    alarm: b.alarm,
  };
}

const seen = { right: "view", tag, params: NOTHING, query: NOTHING, body: NO_BODY, bodyKind: "none" } as const;

const BATCH_ROUTES = [
  endpoint({
    ...seen,
    method: "get",
    path: "/deliveries",
    summary: "The batches for Core View, in ledger order",
    query: z.strictObject({ ...PAGE_QUERY, market: Market.optional(), state: z.enum(STATES).optional() }),
    answer: onlyPage({ deliveries: z.array(BatchAnswer) }),
    handle: async (call) => {
      const { cursor, limit, market, state } = call.query;
      const at = numberCursor(cursor);
      if (!at.ok) return failed(invalid([at.error]));
      const filter = { markets: marketsSeen(signedIn(call).access.view, market), state };
      const read = await readBatchPage(call.deps, filter, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(read, limit, (b) => [String(b.firstSeq)]);
      return ok({ deliveries: rows.map(batchJson), next });
    },
  }),
  endpoint({
    ...seen,
    method: "get",
    path: "/deliveries/{id}",
    summary: "One batch: the timeline of its attempts, and its entries",
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    answer: z.strictObject({
      delivery: BatchAnswer,
      timeline: z.array(
        z.strictObject({
          number: z.int(),
          actor: Text,
          startedAt: Instant,
          endedAt: Instant.nullable(),
          outcome: Text.nullable(),
          code: Text.nullable(),
          problem: Text.nullable(),
        }),
      ),
      entries: z.array(
        z.strictObject({
          entryId: Text,
          agentId: Text,
          contractId: Text,
          period: Text,
          kind: Text,
          amount: Money,
          state: Text,
          reason: Text.nullable(),
        }),
      ),
    }),
    handle: async (call) => {
      const outcome = await readBatchTimeline(call.deps, call.params.id);
      if (!outcome.ok) return failed(notFound("batch"));
      const { batch, attempts, entries } = outcome.value;
      if (!reaches(signedIn(call).access.view, batch.market)) return hidden(notFound("batch"), batch.market);
      return ok({
        delivery: batchJson(batch),
        timeline: attempts.map((a) => ({ ...a })),
        entries: entries.map(({ id, agentId, contractId, period, kind, state, reason, amountMinor, currency }) => ({
          entryId: id,
          agentId,
          contractId,
          period,
          kind,
          amount: moneyText(amountMinor, currency),
          state,
          reason,
        })),
      });
    },
  }),
  endpoint({
    ...seen,
    method: "post",
    path: "/deliveries",
    right: "operate",
    summary: "Send what is due now, of a market or of all that one works in",
    body: z.strictObject({
      market: Market.optional(),
      again: z.string().min(1).max(100).optional().openapi({
        description: "Only this batch, although it may be at Core View: its people say that they do not have it",
      }),
    }),
    bodyKind: "json",
    answer: z.strictObject({
      batches: z.array(
        z.strictObject({
          id: Text,
          market: MarketCode,
          entries: z.int(),
          sum: Money,
          currency: Text,
          state: z.enum(STATES),
          code: Text.nullable(),
          problem: Text.nullable(),
          nextAttemptAt: Instant.nullable(),
          alarm: Text.nullable(),
        }),
      ),
      closes: z.array(Text),
    }),
    handle: async (call) => {
      const { access } = signedIn(call);
      const reach = either(access.upload, access.approve);
      const { market, again } = call.body;
      if (market !== undefined && !reaches(reach, market)) return hidden(notFound("market"), market);
      const markets = market === undefined ? (marketList(reach) ?? [undefined]) : [market];
      const batches: DeliveredBatch[] = [];
      const closes: string[] = [];
      for (const one of markets) {
        const request = { mode: "by-hand", market: one, again } as const;
        const delivery = await deliverBatches(call.deps, call.http.coreViewOf, request);
        batches.push(...delivery.batches);
        closes.push(...delivery.closesDelivered);
      }
      // A close of another market may become delivered on the way; it is not this reader's news.
      const seenCloses = closes.filter((id) => reaches(access.view, id.slice(0, 2)));
      return ok({ batches: batches.map(deliveredJson), closes: seenCloses });
    },
  }),
];

const RECONCILIATION_ROUTES = [
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

const TOTALS_ROUTES = [
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

export const DELIVERY_ROUTES = [...BATCH_ROUTES, ...RECONCILIATION_ROUTES, ...TOTALS_ROUTES];
