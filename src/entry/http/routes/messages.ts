/**
 * Rejected messages: read, replayed, dismissed. They name no market that could be trusted: only who works in every market sees them.
 */
import { z } from "@hono/zod-openapi";
import { readRejectedMessage, readRejectedPage, type RejectedSummary } from "../../../flows/read-pages.ts";
import { dismissRejected, replayRejected, type RejectedMessage } from "../../../flows/rejected-messages.ts";
import { numberCursor, PAGE_QUERY, pageOf } from "../cursor.ts";
import { endpoint, failed, NO_BODY, NOTHING, ok, refusedReply, signedIn } from "../endpoint.ts";
import { Id, Ids, Instant, onlyPage, Reason, Text } from "../fields.ts";
import { invalid, notFound } from "../problem.ts";

const tag = "messages";
const STATES = ["open", "replayed", "dismissed"] as const;
const SHOWN = {
  id: Text,
  receivedAt: Instant,
  source: Text,
  line: z.int().nullable(),
  bytes: z.int(),
  problems: z.array(z.strictObject({ field: Text.nullable(), code: Text, found: Text, expected: Text })),
  state: z.enum(STATES),
  reason: Text.nullable(),
};
const MessageAnswer = z.strictObject(SHOWN).openapi("RejectedMessage");

function messageJson(m: RejectedSummary | RejectedMessage): z.input<typeof MessageAnswer> {
  const { receivedAt, line, state, reason } = m;
  return {
    id: String(m.id),
    receivedAt,
    source: m.receivedFrom,
    line,
    bytes: m.rawLength,
    problems: m.problems.map((p) => ({ ...p })),
    state,
    reason,
  };
}

const seen = { right: "view", tag, params: NOTHING, query: NOTHING, body: NO_BODY, bodyKind: "none" } as const;
const acted = { ...seen, method: "post", right: "upload", bodyKind: "json" } as const;
const NOT_EVERYWHERE = {
  status: 403,
  code: "not-allowed",
  detail: "Messages belong to no market: this needs a role in every market.",
};

export const MESSAGE_ROUTES = [
  endpoint({
    ...seen,
    method: "get",
    path: "/rejected",
    summary: "The messages that were rejected, with every reason",
    query: z.strictObject({ ...PAGE_QUERY, state: z.enum(STATES).optional() }),
    answer: onlyPage({ messages: z.array(MessageAnswer) }),
    handle: async (call) => {
      const { cursor, limit, state } = call.query;
      const at = numberCursor(cursor);
      if (!at.ok) return failed(invalid([at.error]));
      if (signedIn(call).access.view !== "all") return ok({ messages: [], next: null });
      const read = await readRejectedPage(call.deps, state, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(read, limit, (m) => [String(m.id)]);
      return ok({ messages: rows.map(messageJson), next });
    },
  }),
  endpoint({
    ...seen,
    method: "get",
    path: "/rejected/{id}",
    summary: "One message as it came",
    params: z.strictObject({ id: Id }),
    answer: z.strictObject({
      message: MessageAnswer,
      raw: Text.openapi({ description: "Its bytes as UTF-8" }),
      rawBase64: Text,
      decidedBy: Text.nullable(),
      decidedAt: Instant.nullable(),
    }),
    handle: async (call) => {
      const everywhere = signedIn(call).access.view === "all";
      const found = everywhere ? await readRejectedMessage(call.deps, call.params.id) : null;
      if (found === null) return failed(notFound("message"));
      const { message } = found;
      const raw = Buffer.from(found.raw);
      return ok({
        message: messageJson(message),
        raw: raw.toString("utf8"),
        rawBase64: raw.toString("base64"),
        decidedBy: message.decidedBy,
        decidedAt: message.decidedAt,
      });
    },
  }),
  endpoint({
    ...acted,
    path: "/rejected/replay",
    summary: "Send messages through the door again",
    body: z.strictObject({ ids: Ids }),
    answer: z.strictObject({ messages: z.array(MessageAnswer) }),
    handle: async (call) => {
      if (signedIn(call).access.upload !== "all") return failed(NOT_EVERYWHERE);
      const outcome = await replayRejected(call.deps, call.http.objects, [...new Set(call.body.ids)]);
      return outcome.ok ? ok({ messages: outcome.value.map(messageJson) }) : refusedReply(outcome.refusal);
    },
  }),
  endpoint({
    ...acted,
    path: "/rejected/dismissal",
    summary: "Dismiss messages, with a reason",
    body: z.strictObject({ ids: Ids, reason: Reason }),
    answer: z.strictObject({ messages: z.array(MessageAnswer) }),
    handle: async (call) => {
      if (signedIn(call).access.upload !== "all") return failed(NOT_EVERYWHERE);
      const outcome = await dismissRejected(call.deps, [...new Set(call.body.ids)], call.body.reason);
      return outcome.ok ? ok({ messages: outcome.value.map(messageJson) }) : refusedReply(outcome.refusal);
    },
  }),
];
