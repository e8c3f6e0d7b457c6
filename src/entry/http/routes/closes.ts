/**
 * Closes: started by one person, looked at, approved or rejected by another.
 */
import { z } from "@hono/zod-openapi";
import { reaches } from "../../../domain/access.ts";
import type { Completeness } from "../../../domain/completeness.ts";
import { approveClose, readKeptAway, rejectClose } from "../../../flows/approve-close.ts";
import { closePeriod } from "../../../flows/close-period.ts";
import { completenessOf } from "../../../flows/completeness.ts";
import type { FlowDeps } from "../../../flows/deps.ts";
import {
  readClose,
  readCloseEntryPage,
  readClosePage,
  readCloseSums,
  type Close,
  type CloseEntry,
  type CloseSum,
} from "../../../flows/read-pages.ts";
import { completenessJson } from "../../cli/completeness-json.ts";
import { moneyText } from "../../cli/money-text.ts";
import { isInstant, keyCursor, LONG_PAGE_QUERY, numberCursor, PAGE_QUERY, pageOf } from "../cursor.ts";
import {
  endpoint,
  failed,
  hidden,
  marketsSeen,
  NO_BODY,
  NOTHING,
  ok,
  refusedReply,
  signedIn,
  type Call,
  type Reply,
} from "../endpoint.ts";
import { Instant, Market, MarketCode, Money, Next, onlyPage, orNull, PeriodField, Reason, Text } from "../fields.ts";
import { invalid, notFound } from "../problem.ts";
import { CompletenessAnswer } from "../completeness-answer.ts";
import type { Reach } from "../../../domain/access.ts";

const tag = "closes";
const STATUSES = ["calculated", "approved", "delivered", "rejected"] as const;

export const CloseAnswer = z
  .strictObject({
    id: Text,
    market: MarketCode,
    period: Text,
    status: z.enum(STATUSES),
    statements: z.int(),
    entries: z.int(),
    blocked: z.array(z.strictObject({ agentId: Text, period: Text, reason: Text })),
    proposalHash: Text,
    startedBy: Text,
    startedAt: Instant,
    decidedBy: Text.nullable(),
    decidedAt: Instant.nullable(),
    reason: Text.nullable(),
    sums: z
      .array(
        z.strictObject({
          currency: Text,
          entries: z.int(),
          amount: Money,
          batches: z.int(),
          accepted: z.int(),
          refused: z.int(),
        }),
      )
      .openapi({ description: "By currency; batches there are once it is approved" }),
  })
  .openapi("Close");

export function closeJson(c: Close, sums: readonly CloseSum[]): z.input<typeof CloseAnswer> {
  const { id, market, period, status, proposalHash, startedBy, startedAt, decidedBy, decidedAt, reason } = c;
  const blocked = c.blocked.map((b) => ({ agentId: b.agentId, period: b.period, reason: b.reason }));
  const counts = { statements: c.statementCount, entries: c.entryCount, blocked };
  const said = { proposalHash, startedBy, startedAt, decidedBy, decidedAt, reason };
  return { id, market, period, status, ...counts, ...said, sums: sums.map(sumJson) };
}

function sumJson({ amountMinor, ...sum }: CloseSum) {
  return { ...sum, amount: moneyText(amountMinor, sum.currency) };
}

const OneClose = z.strictObject({
  close: CloseAnswer,
  completeness: orNull(CompletenessAnswer),
  mayNotApprove: z.array(Text).openapi({
    description:
      "Whom four eyes keep from approving it: who started it or uploaded a workbook that it uses. Empty once it is decided about, and where four eyes are off",
  }),
});

async function oneClose(
  deps: FlowDeps,
  close: Close,
  completeness: Completeness | null,
): Promise<z.input<typeof OneClose>> {
  const sums = (await readCloseSums(deps, [close])).get(close.id) ?? [];
  const mayNotApprove = await readKeptAway(deps, close);
  return { close: closeJson(close, sums), completeness: completenessJson(completeness), mayNotApprove };
}

const EntryAnswer = z.strictObject({
  place: Text,
  id: Text,
  agentId: Text,
  contractId: Text,
  kind: Text,
  period: Text,
  bookedIn: Text,
  ratePpm: z.int(),
  amount: Money,
  currency: Text,
});

function entryJson({ place, amountMinor, ...e }: CloseEntry, bookedIn: string): z.input<typeof EntryAnswer> {
  return { ...e, place: String(place), bookedIn, amount: moneyText(amountMinor, e.currency) };
}

const CloseId = z.strictObject({ id: z.string().min(1).max(60) });

/** The close when it is there for this reach. */
async function found(
  call: Pick<Call<{ id: string }, unknown, unknown>, "deps" | "params">,
  reach: Reach,
): Promise<{ readonly close: Close; readonly completeness: Completeness | null } | Reply<never>> {
  const outcome = await readClose(call.deps, call.params.id);
  if (!outcome.ok) return failed(notFound("close"));
  const { market } = outcome.value.close;
  return reaches(reach, market) ? outcome.value : hidden(notFound("close"), market);
}

const one = { right: "view", tag, params: CloseId, query: NOTHING, body: NO_BODY, bodyKind: "none" } as const;

export const CLOSE_ROUTES = [
  endpoint({
    ...one,
    method: "get",
    path: "/closes",
    summary: "The closes, the newest first",
    params: NOTHING,
    query: z.strictObject({
      ...PAGE_QUERY,
      market: Market.optional(),
      period: PeriodField.optional(),
      status: z.enum(STATUSES).optional(),
    }),
    answer: onlyPage({ closes: z.array(CloseAnswer) }),
    handle: async (call) => {
      const { cursor, limit, market, period, status } = call.query;
      const at = keyCursor(cursor, 2, ([startedAt, id]) =>
        startedAt === undefined || id === undefined || !isInstant(startedAt) ? null : { startedAt, id },
      );
      if (!at.ok) return failed(invalid([at.error]));
      const filter = { markets: marketsSeen(signedIn(call).access.view, market), period, status };
      const read = await readClosePage(call.deps, filter, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(read, limit, (c) => [c.startedAt, c.id]);
      const sums = await readCloseSums(call.deps, rows);
      return ok({ closes: rows.map((c) => closeJson(c, sums.get(c.id) ?? [])), next });
    },
  }),
  endpoint({
    ...one,
    method: "post",
    path: "/closes",
    right: "upload",
    summary: "Calculate a market's close: proposes entries, posts nothing",
    params: NOTHING,
    body: z.strictObject({ market: Market, period: PeriodField }),
    bodyKind: "json",
    answer: OneClose,
    handle: async (call) => {
      const { market, period } = call.body;
      if (!reaches(signedIn(call).access.upload, market)) return hidden(notFound("market"), market);
      const outcome = await closePeriod(call.deps, market, period);
      if (!outcome.ok) return refusedReply(outcome.refusal);
      return ok(await oneClose(call.deps, outcome.value, await completenessOf(call.deps.db, market, period)));
    },
  }),
  endpoint({
    ...one,
    method: "get",
    path: "/closes/{id}",
    summary: "One close",
    answer: OneClose,
    handle: async (call) => {
      const read = await found(call, signedIn(call).access.view);
      return "kind" in read ? read : ok(await oneClose(call.deps, read.close, read.completeness));
    },
  }),
  endpoint({
    ...one,
    method: "get",
    path: "/closes/{id}/entries",
    summary: "The entries that a close proposes, or has posted",
    query: z.strictObject(LONG_PAGE_QUERY),
    answer: z.strictObject({ entries: z.array(EntryAnswer), next: Next }),
    handle: async (call) => {
      const read = await found(call, signedIn(call).access.view);
      if ("kind" in read) return read;
      const at = numberCursor(call.query.cursor);
      if (!at.ok) return failed(invalid([at.error]));
      const { limit } = call.query;
      const entries = await readCloseEntryPage(call.deps, read.close, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(entries, limit, (e) => [String(e.place)]);
      return ok({ entries: rows.map((e) => entryJson(e, read.close.period)), next });
    },
  }),
  endpoint({
    ...one,
    method: "post",
    path: "/closes/{id}/approval",
    right: "approve",
    summary: "Post a close to the ledger and queue it for delivery",
    body: z.strictObject({ proposalHash: z.string().max(100) }).openapi({
      description: "The hash of the proposal that was looked at: another one is not approved",
    }),
    bodyKind: "json",
    answer: OneClose,
    handle: async (call) => {
      const read = await found(call, signedIn(call).access.approve);
      if ("kind" in read) return read;
      if (read.close.proposalHash !== call.body.proposalHash)
        return failed({
          status: 409,
          code: "close-stale",
          detail: "This close proposes something else than you looked at. Read it again.",
        });
      const outcome = await approveClose(call.deps, call.params.id);
      return outcome.ok
        ? ok(await oneClose(call.deps, outcome.value, read.completeness))
        : refusedReply(outcome.refusal);
    },
  }),
  endpoint({
    ...one,
    method: "post",
    path: "/closes/{id}/rejection",
    right: "approve",
    summary: "Reject a close: nothing is posted",
    body: z.strictObject({ reason: Reason }),
    bodyKind: "json",
    answer: OneClose,
    handle: async (call) => {
      const read = await found(call, signedIn(call).access.approve);
      if ("kind" in read) return read;
      const outcome = await rejectClose(call.deps, call.params.id, call.body.reason);
      return outcome.ok
        ? ok(await oneClose(call.deps, outcome.value, read.completeness))
        : refusedReply(outcome.refusal);
    },
  }),
];
