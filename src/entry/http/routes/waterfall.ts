/**
 * What caused each difference of a close to the one before: the bars, the agents behind them, the contracts behind an agent.
 */
import { z } from "@hono/zod-openapi";
import { compareCodePoints } from "../../../domain/code-point-order.ts";
import { reaches } from "../../../domain/access.ts";
import { normaliseName } from "../../../domain/name.ts";
import { readClose } from "../../../flows/read-pages.ts";
import { WATERFALL_CAUSES } from "../../../flows/attribute-changes.ts";
import { keptWaterfall } from "../../../flows/kept-waterfall.ts";
import { readWaterfall, type AgentWaterfall } from "../../../flows/read-waterfall.ts";
import { agentWaterfallJson, contractSharesJson, waterfallJson } from "../../cli/waterfall-json.ts";
import { keyCursor, LONG_PAGE_QUERY, pageOf } from "../cursor.ts";
import { endpoint, failed, hidden, NO_BODY, ok, signedIn } from "../endpoint.ts";
import { MarketCode, Money, Name, Next, Text } from "../fields.ts";
import { invalid, notFound } from "../problem.ts";

const OfClose = z.strictObject({
  id: Text,
  market: MarketCode,
  period: Text,
  status: z.enum(["calculated", "approved", "delivered", "rejected"]),
});
const Cause = z.enum(WATERFALL_CAUSES);

const WaterfallAnswer = z
  .strictObject({
    close: OfClose,
    previous: OfClose.nullable(),
    totals: z.array(z.strictObject({ currency: Text, amount: Money, entries: z.int() })),
    steps: z.array(z.strictObject({ currency: Text, cause: Cause, amount: Money, places: z.int(), agents: z.int() })),
    agents: z.array(
      z.strictObject({
        agentId: Text,
        period: Text,
        currency: Text,
        amount: Money,
        entries: z.int(),
        causes: z.array(z.strictObject({ cause: Cause, amount: Money, places: z.int() })),
      }),
    ),
    contracts: z.array(
      z.strictObject({ contractId: Text, agentId: Text, period: Text, cause: Cause, amount: Money, currency: Text }),
    ),
    next: Next,
  })
  .openapi("Waterfall", {
    description:
      "`steps` add up to `totals`; an agent's `causes` to its amount. `contracts` is filled when one agent is asked for: a page then has whole months, and ends with the one in which it comes to `limit` contracts",
  });

/** How many months come to so many contracts, the last one whole. */
function monthsWith(months: readonly AgentWaterfall[], contracts: number): number {
  let [count, sum] = [0, 0];
  for (const { shares } of months) {
    if (sum >= contracts) break;
    count += 1;
    sum += shares.length;
  }
  return count;
}

export const WATERFALL_ROUTES = [
  endpoint({
    method: "get",
    path: "/closes/{id}/waterfall",
    right: "view",
    tag: "closes",
    summary: "What caused each difference to the close before, adding up exactly",
    params: z.strictObject({ id: z.string().min(1).max(60) }),
    query: z.strictObject({
      ...LONG_PAGE_QUERY,
      agent: Name.optional(),
      cause: Cause.optional().openapi({ description: "Only the agents and contracts of this bar" }),
    }),
    body: NO_BODY,
    bodyKind: "none",
    answer: WaterfallAnswer,
    handle: async (call) => {
      const { cursor, limit, agent, cause } = call.query;
      const at = keyCursor(cursor, 2, ([agentId, period]) =>
        agentId === undefined || period === undefined ? null : { agentId, period },
      );
      if (!at.ok) return failed(invalid([at.error]));
      const read = await readClose(call.deps, call.params.id);
      const missing = notFound("close");
      if (!read.ok) return failed(missing);
      const { close } = read.value;
      if (!reaches(signedIn(call).access.view, close.market)) return hidden(missing, close.market);
      const found = await (agent === undefined
        ? keptWaterfall(call.deps, close)
        : readWaterfall(call.deps, close, normaliseName(agent)));
      const { after } = at;
      const behind = found.agents
        .map((a) => (cause === undefined ? a : { ...a, shares: a.shares.filter((s) => s.cause === cause) }))
        .filter((a) => a.shares.length > 0)
        .filter(
          (a) =>
            after === null ||
            (compareCodePoints(a.agentId, after.agentId) || compareCodePoints(a.period, after.period)) > 0,
        );
      const most = agent === undefined ? limit : monthsWith(behind, limit);
      const { rows, next } = pageOf(behind, most, (a) => [a.agentId, a.period]);
      const contracts = agent === undefined ? [] : rows.flatMap(contractSharesJson);
      return ok({ ...waterfallJson(found), agents: rows.map(agentWaterfallJson), contracts, next });
    },
  }),
];
