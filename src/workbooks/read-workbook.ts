/**
 * A workbook from its bytes to what it says: the door, the grid, then the reader of its kind.
 * In: file name, bytes, what the system knows. Out: matrices or targets, or every problem; data alone, so that it can run in a process of its own.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import type { Ppm } from "../domain/rate.ts";
import { inspectWorkbook } from "./door.ts";
import { fileKind, type FileKind } from "./file-kind.ts";
import { readGrid } from "./read-grid.ts";
import { readMatrices, type ReadMatrices } from "./read-matrices.ts";
import { readTargets, type TargetCell } from "./read-targets.ts";

export interface WorkbookContext {
  /** Normalised names, seen in an imported target or an accepted contract. */
  readonly knownAgents: ReadonlySet<string>;
  /** The highest rate of a matrix, for markets without one of their own. */
  readonly highestRatePpm: Ppm;
  /** By market code. */
  readonly highestRatePpmOf: ReadonlyMap<string, Ppm>;
}

export type WorkbookContent =
  | { readonly kind: "commission-matrices"; readonly year: number; readonly matrices: ReadMatrices["matrices"] }
  | { readonly kind: "sales-targets"; readonly year: number; readonly targets: readonly TargetCell[] };

export interface WorkbookReading {
  /** What the file's name says; null when it says nothing. */
  readonly named: FileKind | null;
  /** Null when any problem is an error. */
  readonly content: WorkbookContent | null;
  readonly problems: readonly WorkbookProblem[];
}

export function readWorkbook(fileName: string, bytes: Uint8Array, context: WorkbookContext): WorkbookReading {
  const named = fileKind(fileName);
  if ("code" in named) return { named: null, content: null, problems: [named] };
  const inspection = inspectWorkbook(bytes);
  if (!inspection.ok) return { named, content: null, problems: inspection.problems };
  const reading = readGrid(inspection.parts);
  if ("problems" in reading) return { named, content: null, problems: reading.problems };
  const { kind, year } = named;
  if (kind === "sales-targets") {
    const { targets, problems } = readTargets(reading.grid, year, context);
    return { named, content: hasError(problems) ? null : { kind, year, targets }, problems };
  }
  const highestRatePpm = (market: string) => context.highestRatePpmOf.get(market) ?? context.highestRatePpm;
  const { matrices, problems } = readMatrices(reading.grid, year, { highestRatePpm });
  return { named, content: hasError(problems) ? null : { kind, year, matrices }, problems };
}

function hasError(problems: readonly WorkbookProblem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}
