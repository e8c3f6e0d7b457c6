/**
 * Who stands before a cliff: what the matrix page shows over its cells.
 */
import { z } from "@hono/zod-openapi";
import { reaches } from "../../../domain/access.ts";
import { normaliseName } from "../../../domain/name.ts";
import { readDistances, type AgentDistances } from "../../../flows/read-distances.ts";
import { statementJson } from "../../cli/statement-json.ts";
import { distanceJson } from "../../cli/what-if-json.ts";
import { PAGE_QUERY, pageOf, textCursor } from "../cursor.ts";
import { DistanceAnswer } from "../distance-answer.ts";
import { endpoint, failed, hidden, NO_BODY, NOTHING, ok, signedIn } from "../endpoint.ts";
import { Market, MarketCode, Name, Next, PeriodField, Text } from "../fields.ts";
import { invalid, notFound } from "../problem.ts";
import { StatementAnswer } from "../statement-answer.ts";

const Band = z.int().nullable();
const Dot = StatementAnswer.omit({ lines: true, final: true, market: true, period: true, currency: true })
  .extend({
    penetrationBand: Band,
    achievementBand: Band,
    distances: z.array(DistanceAnswer),
  })
  .openapi("AgentInMatrix", { description: "Bands count from 0, -1 is under the lowest; null while it is blocked" });

function dotJson({ statement, distances }: AgentDistances, exponent: number): z.input<typeof Dot> {
  const told = statementJson(statement, exponent, false);
  const { agentId, status, reason, total, financed, volume, target, ratePpm, commission, matrixVersion } = told;
  const { penetration, achievement } = told;
  const figures = { total, financed, volume, target, penetration, achievement, ratePpm, commission, matrixVersion };
  const { penetrationBand, achievementBand } = statement;
  return {
    agentId,
    status,
    reason,
    ...figures,
    penetrationBand,
    achievementBand,
    distances: distances.map((d) => distanceJson(d, exponent)),
  };
}

export const DISTANCE_ROUTES = [
  endpoint({
    method: "get",
    path: "/distances",
    right: "view",
    tag: "figures",
    summary:
      "The agents of a month in its matrix: exact ratios, band, and the steps to the next bands with their effect",
    params: NOTHING,
    query: z.strictObject({ ...PAGE_QUERY, period: PeriodField, market: Market, agent: Name.optional() }),
    body: NO_BODY,
    bodyKind: "none",
    answer: z.strictObject({
      market: MarketCode,
      period: Text,
      currency: Text,
      matrixVersion: z.int().nullable(),
      agents: z.array(Dot),
      next: Next,
    }),
    handle: async (call) => {
      const { cursor, limit, period, market, agent } = call.query;
      const at = textCursor(cursor);
      if (!at.ok) return failed(invalid([at.error]));
      if (!reaches(signedIn(call).access.view, market)) return hidden(notFound("market"), market);
      const scope = { period, market, agentId: agent === undefined ? undefined : normaliseName(agent) };
      const found = await readDistances(call.deps, scope, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(found.agents, limit, ({ statement }) => [statement.agentId]);
      const { currency, exponent, matrixVersion } = found;
      return ok({ market, period, currency, matrixVersion, agents: rows.map((a) => dotJson(a, exponent)), next });
    },
  }),
];
