/**
 * A what-if as it stands in the address, and its answer. In: texts of the address, a statement, a matrix. Out: figures that can be, and the
 * statement before and after by the domain's own rules. Nothing is stored, nothing is asked of the server.
 */
import { whatIf, type Alternative, type WhatIf } from "../../../src/calculation/what-if.ts";
import type { CommissionMatrix } from "../../../src/domain/matrix.ts";
import { formatMinor, parseMinor } from "../../../src/domain/money.ts";
import type { Search } from "../app/search.ts";
import { exponentOf, inputOf, minorFrom, type StatementRow } from "../matrix/statement-facts.ts";

export const MOST_CONTRACTS = 100_000;

/** All figures of an outcome; those of the statement where nothing else was said. */
export interface Trial {
  readonly financed: number;
  readonly total: number;
  readonly volumeMinor: bigint;
  /** Null: there is none, and none was said. */
  readonly targetMinor: bigint | null;
}

export function trialOf(row: StatementRow): Trial {
  const exponent = exponentOf(row.volume);
  return {
    financed: row.financed,
    total: row.total,
    volumeMinor: minorFrom(row.volume, exponent),
    targetMinor: row.target === null ? null : minorFrom(row.target, exponent),
  };
}

/** What cannot be is left out: an address may be cut or written by hand. */
export function readTrial(row: StatementRow, search: Pick<Search, "financed" | "total" | "volume" | "target">): Trial {
  const start = trialOf(row);
  const exponent = exponentOf(row.volume);
  const target = parseMinor(search.target ?? "", exponent);
  const volume = parseMinor(search.volume ?? "", exponent);
  return possible({
    financed: countFrom(search.financed) ?? start.financed,
    total: countFrom(search.total) ?? start.total,
    volumeMinor: volume !== null && volume >= 0n ? volume : start.volumeMinor,
    targetMinor: target !== null && target > 0n ? target : start.targetMinor,
  });
}

/** As the rules have it: at least one contract, the financed ones among all, no volume without a financed one. */
export function possible(trial: Trial): Trial {
  const total = Math.max(1, trial.total, trial.financed);
  return { ...trial, total, volumeMinor: trial.financed === 0 ? 0n : trial.volumeMinor };
}

/** Only what is other than the statement stands in the address. */
export function writeTrial(row: StatementRow, trial: Trial) {
  const start = trialOf(row);
  const exponent = exponentOf(row.volume);
  const { financed, total, volumeMinor, targetMinor } = trial;
  return {
    financed: financed === start.financed ? undefined : String(financed),
    total: total === start.total ? undefined : String(total),
    volume: volumeMinor === start.volumeMinor ? undefined : formatMinor(volumeMinor, exponent),
    target: targetMinor === null || targetMinor === start.targetMinor ? undefined : formatMinor(targetMinor, exponent),
  };
}

export interface TriedMatrices {
  /** That the statement is calculated by; null: there is none. */
  readonly inForce: CommissionMatrix | null;
  /** To be used instead. */
  readonly other: CommissionMatrix | null;
}

/** @returns before and after, and the steps to the next bands from after */
export function tryOut(row: StatementRow, trial: Trial, { inForce, other }: TriedMatrices): WhatIf {
  const start = trialOf(row);
  const input = inputOf(row, inForce);
  const alternative: Alternative = {
    financed: trial.financed,
    total: trial.total,
    volumeMinor: trial.volumeMinor,
    targetMinor: trial.targetMinor === null || trial.targetMinor === start.targetMinor ? undefined : trial.targetMinor,
    matrix: other ?? undefined,
  };
  const { after, distances } = whatIf({ ...input, alternative });
  return { before: whatIf({ ...input, alternative: {} }).after, after, distances };
}

function countFrom(text: string | undefined): number | null {
  const count = /^\d{1,6}$/.test(text ?? "") ? Number(text) : null;
  return count !== null && count <= MOST_CONTRACTS ? count : null;
}
