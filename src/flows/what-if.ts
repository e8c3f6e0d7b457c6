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
  /** A decimal in the market's currency, such as `1200000.00`. */
  readonly volume?: string | undefined;
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
  const volume = volumeOf(request, inputs);
  if (!volume.ok) return volume;
  const volumeMinor = volume.value;
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
  return done({ financed: request.financed, volumeMinor, matrix: matrix.value });
}

function volumeOf({ volume }: WhatIfRequest, inputs: AgentPeriod["inputs"]): Outcome<bigint | undefined> {
  if (volume === undefined) return done(undefined);
  const minor = parseMinor(volume.trim(), inputs.exponent);
  if (minor !== null && minor >= 0n) return done(minor);
  const { currency, exponent } = inputs;
  const example = exponent === 0 ? "1200000" : `1200000.${"0".repeat(exponent)}`;
  return refused(
    "volume-invalid",
    `Found volume "${volume}"; expected an amount of ${currency} from 0 on with at most ${exponent} decimals, such as ${example}.`,
    { found: volume, currency, exponent },
  );
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
