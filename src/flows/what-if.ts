/**
 * What if: an agent's statement under other figures or another matrix, and the distance to the next bands. Stores nothing.
 * In: period, agent, the alternative as people write it. Out: the statement before and after, or why there is none.
 */
import { whatIf as calculateWhatIf, type Alternative, type WhatIf } from "../calculation/what-if.ts";
import type { CommissionMatrix, MatrixOrigin } from "../domain/matrix.ts";
import { parseMinor } from "../domain/money.ts";
import { normaliseName } from "../domain/name.ts";
import type { Period } from "../domain/period.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import type { Statement } from "../domain/statement.ts";
import { marketsWithContracts } from "../store/places.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { nameAdvice } from "./name-advice.ts";
import { readAgentPeriod, readMoment, type AgentPeriod } from "./read-agent-period.ts";

export type { Distance } from "../calculation/what-if.ts";

export interface WhatIfRequest {
  readonly period: Period;
  readonly agentId: string;
  readonly market?: string | undefined;
  /** A whole number from 0 on. */
  readonly financed?: number | undefined;
  /** A whole number from 1 on. */
  readonly total?: number | undefined;
  /** A decimal in the market's currency, such as `1200000.00`. */
  readonly volume?: string | undefined;
  /** Likewise, above 0. */
  readonly target?: string | undefined;
  /** A workbook's matrices, to be used instead of the one in force; null: that one. */
  readonly matrices: readonly { readonly matrix: CommissionMatrix; readonly origin: MatrixOrigin }[] | null;
}

export interface WhatIfDocument extends WhatIf {
  /** Decimals of the statements' currency. */
  readonly exponent: number;
  /** Whether the statement as it is is final; the other one never is. */
  readonly final: boolean;
  readonly alternative: Alternative;
}

type WithStatement = AgentPeriod & { readonly statement: Statement };

export async function whatIf(deps: Pick<FlowDeps, "db">, request: WhatIfRequest): Promise<Outcome<WhatIfDocument>> {
  const found = await findStatement(deps, request);
  if (!found.ok) return found;
  const { statement, inputs, final } = found.value;
  const alternative = alternativeOf(request, found.value);
  if (!alternative.ok) return alternative;
  const outcome = calculateWhatIf({
    statement,
    matrix: inputs.matrix,
    target: inputs.targetOf(statement.agentId),
    soldElsewhere: inputs.soldElsewhere(statement.agentId),
    alternative: alternative.value,
  });
  return done({ ...outcome, exponent: inputs.exponent, final, alternative: alternative.value });
}

async function findStatement({ db }: Pick<FlowDeps, "db">, request: WhatIfRequest): Promise<Outcome<WithStatement>> {
  const { period } = request;
  const agentId = normaliseName(request.agentId);
  const moment = await readMoment(db);
  const found: WithStatement[] = [];
  for (const market of await marketsWithContracts(db, { period, agentId, asOf: moment.asOf })) {
    if (request.market !== undefined && market !== request.market) continue;
    const agentPeriod = await readAgentPeriod(db, { market, period, agentId }, moment);
    if (agentPeriod.statement !== null) found.push({ ...agentPeriod, statement: agentPeriod.statement });
  }
  const [first, ...others] = found;
  if (first === undefined) {
    const where = request.market === undefined ? "" : ` in ${request.market}`;
    return refused(
      "no-statement",
      `${agentId} has no statement for ${period}${where}: no contract counts there. ${await nameAdvice(db, moment.asOf, agentId)}`,
      { agentId, period, market: request.market ?? null },
    );
  }
  if (others.length === 0) return done(first);
  const markets = found.map((f) => f.inputs.market);
  return refused(
    "several-markets",
    `${agentId} sold in several markets in ${period}: ${markets.join(", ")}. Say which one with --market.`,
    { agentId, period, markets },
  );
}

function alternativeOf(request: WhatIfRequest, { inputs, statement }: WithStatement): Outcome<Alternative> {
  const { market, period } = inputs;
  const volume = amountOf("volume", request.volume, inputs);
  if (!volume.ok) return volume;
  const volumeMinor = volume.value;
  const target = amountOf("target", request.target, inputs);
  if (!target.ok) return target;
  const financed = request.financed ?? statement.financed;
  if (financed === 0 && volumeMinor !== undefined && volumeMinor > 0n) {
    return refused(
      "volume-without-financed",
      `A volume of ${request.volume} needs at least one financed contract, and there would be none. Give --financed too.`,
      { financed, volume: request.volume },
    );
  }
  const matrix = matrixOf(request.matrices, market, period);
  if (!matrix.ok) return matrix;
  const { financed: financedGiven, total } = request;
  return done({ financed: financedGiven, total, volumeMinor, targetMinor: target.value, matrix: matrix.value });
}

/** A volume may be 0, a target may not: nobody reaches a share of nothing. */
function amountOf(
  what: "volume" | "target",
  text: string | undefined,
  { currency, exponent }: AgentPeriod["inputs"],
): Outcome<bigint | undefined> {
  if (text === undefined) return done(undefined);
  const minor = parseMinor(text.trim(), exponent);
  if (minor !== null && minor >= (what === "volume" ? 0n : 1n)) return done(minor);
  const example = exponent === 0 ? "1200000" : `1200000.${"0".repeat(exponent)}`;
  const details = { found: text, currency, exponent };
  const expected = (from: string): string =>
    `Found ${what} "${text}"; expected an amount of ${currency} ${from} with at most ${exponent} decimals, such as ${example}.`;
  return what === "volume"
    ? refused("volume-invalid", expected("from 0 on"), details)
    : refused("target-invalid", expected("above 0"), details);
}

function matrixOf(
  matrices: WhatIfRequest["matrices"],
  market: string,
  period: Period,
): Outcome<CommissionMatrix | undefined> {
  if (matrices === null) return done(undefined);
  const year = Number(period.slice(0, 4));
  const matrix = matrices.map((m) => m.matrix).find((m) => m.market === market && m.year === year);
  if (matrix !== undefined) return done(matrix);
  const found = matrices.map((m) => `${m.matrix.market} ${m.matrix.year}`);
  return refused(
    "matrix-not-in-file",
    `The workbook has no matrix for ${market} ${year}; it has ${found.length === 0 ? "none" : found.join(", ")}. Give a workbook with a matrix of this market and year.`,
    { market, year, found },
  );
}
