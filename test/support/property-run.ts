/**
 * How many histories a property on the database plays, and from which seed. In: `OPENCOMMISSION_HISTORIES`, `OPENCOMMISSION_SEED`.
 * Out: fast-check's parameters. The seed is told in the test's title, so that a run that was cut off can be repeated too.
 */
import { randomInt } from "node:crypto";

/** What a history may take on a busy machine, and what finding a smaller one that fails may take. */
const MS_A_RUN = 15_000;
const MS_TO_SHRINK = 240_000;

export interface PropertyRun {
  readonly parameters: {
    readonly numRuns: number;
    readonly seed: number;
    readonly interruptAfterTimeLimit: number;
    readonly markInterruptAsFailure: true;
  };
  /** For the test's title. */
  readonly told: string;
  /** Milliseconds, above what fast-check allows itself. */
  readonly timeout: number;
}

/** @param usual the number of histories where the environment names none */
export function propertyRun(usual: number): PropertyRun {
  const numRuns = Number(process.env["OPENCOMMISSION_HISTORIES"] ?? usual);
  const seed = Number(process.env["OPENCOMMISSION_SEED"] ?? randomInt(2 ** 31));
  if (!Number.isInteger(numRuns) || !Number.isInteger(seed))
    throw new Error("assertion: whole numbers of histories and seed");
  const limit = numRuns * MS_A_RUN + MS_TO_SHRINK;
  return {
    parameters: { numRuns, seed, interruptAfterTimeLimit: limit, markInterruptAsFailure: true },
    told: `seed ${seed}`,
    timeout: limit + 60_000,
  };
}
