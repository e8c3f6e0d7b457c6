/**
 * Who stands before a cliff: each agent of a market and month with its exact ratios and the steps to the next bands, up and down. In: market,
 * period, where the last page ended. Out: the next agents, by agent. Reads only.
 */
import { distancesOf, type Distance } from "../calculation/what-if.ts";
import { compareCodePoints } from "../domain/code-point-order.ts";
import type { Period } from "../domain/period.ts";
import type { Statement } from "../domain/statement.ts";
import { calculatePeriod } from "./calculate-period.ts";
import type { FlowDeps } from "./deps.ts";
import { loadInputs } from "./load-inputs.ts";
import { readMoment } from "./read-agent-period.ts";

export interface AgentDistances {
  readonly statement: Statement;
  /** Empty while the statement is blocked. */
  readonly distances: readonly Distance[];
}

export interface DistancePage {
  readonly currency: string;
  readonly exponent: number;
  readonly matrixVersion: number | null;
  readonly agents: readonly AgentDistances[];
}

export async function readDistances(
  { db }: Pick<FlowDeps, "db">,
  scope: { readonly market: string; readonly period: Period; readonly agentId?: string | undefined },
  page: { readonly after: string | null; readonly limit: number },
): Promise<DistancePage> {
  const { asOf, ledgerSeq, settings } = await readMoment(db);
  const inputs = await loadInputs(db, { ...scope, asOf }, settings);
  const agents: AgentDistances[] = [];
  const results = calculatePeriod(db, inputs, { asOf, ledgerSeq, agentId: scope.agentId, closing: null });
  for await (const { agentId, statement } of results) {
    if (statement === null || (page.after !== null && compareCodePoints(agentId, page.after) <= 0)) continue;
    const matrix = inputs.matrix?.matrix ?? null;
    const earned = statement.status === "blocked" || matrix === null ? null : distancesOf(statement, matrix);
    agents.push({ statement, distances: earned ?? [] });
    if (agents.length === page.limit) break;
  }
  const { currency, exponent, matrix } = inputs;
  return { currency, exponent, matrixVersion: matrix?.version ?? null, agents };
}
