/**
 * Delivery: batches for Core View and their timelines, sending now.
 */
import { z } from "@hono/zod-openapi";
import { either, marketList, reaches } from "../../../domain/access.ts";
import { deliverBatches, type DeliveredBatch } from "../../../flows/deliver-batches.ts";
import { readBatchTimeline } from "../../../flows/read-deliveries.ts";
import { readBatchPage, type StoredBatch } from "../../../flows/read-pages.ts";
import { moneyText } from "../../cli/money-text.ts";
import { numberCursor, PAGE_QUERY, pageOf } from "../cursor.ts";
import { endpoint, failed, hidden, marketsSeen, NO_BODY, NOTHING, ok, signedIn } from "../endpoint.ts";
import { Instant, Market, MarketCode, Money, onlyPage, Text } from "../fields.ts";
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

export const DELIVERY_ROUTES = [
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
