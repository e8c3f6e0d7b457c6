/**
 * Who stands before a cliff: each agent of a market and month with its exact ratios and the steps to the next bands, up and down. In: market,
 * period, where the last page ended. Out: the next agents, by agent. Reads only. Only the agents of the page are calculated.
 */
import { distancesOf, type Distance } from "../calculation/what-if.ts";
import type { Period } from "../domain/period.ts";
import type { Statement } from "../domain/statement.ts";
import { lastOfNextAgents } from "../store/places.sql.ts";
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

/** For what is the market's: no agent has an empty name. */
const NOBODY = { after: null, through: "" };

export async function readDistances(
  { db }: Pick<FlowDeps, "db">,
  scope: { readonly market: string; readonly period: Period; readonly agentId?: string | undefined },
  page: { readonly after: string | null; readonly limit: number },
): Promise<DistancePage> {
  const { asOf, ledgerSeq, settings } = await readMoment(db);
  const { currency, exponent, matrixVersion } = await loadInputs(db, { ...scope, agents: NOBODY, asOf }, settings);
  const agents: AgentDistances[] = [];
  let last = page.after;
  // An agent of whose contracts none counts has no statement: then there are fewer than agents, and one looks on.
  while (agents.length < page.limit) {
    const through = await lastOfNextAgents(db, { ...scope, asOf }, { after: last, limit: page.limit - agents.length });
    if (through === null) break;
    const these = { ...scope, agents: { after: last, through } };
    const inputs = await loadInputs(db, { ...these, asOf }, settings);
    const matrix = inputs.matrix?.matrix ?? null;
    for await (const { statement } of calculatePeriod(db, inputs, { ...these, asOf, ledgerSeq, closing: null })) {
      if (statement === null) continue;
      const earned = statement.status === "blocked" || matrix === null ? null : distancesOf(statement, matrix);
      agents.push({ statement, distances: earned ?? [] });
    }
    last = through;
  }
  return { currency, exponent, matrixVersion: matrixVersion?.version ?? null, agents };
}
