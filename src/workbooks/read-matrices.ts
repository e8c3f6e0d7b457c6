/**
 * A workbook of commission matrices.
 * In: its grid, the year that its name says, the highest rate that each market's plan allows.
 * Out: the matrices with the cell of each figure, and every problem of the file. One error, and there are no matrices.
 */
import type { CommissionMatrix, MatrixOrigin } from "../domain/matrix.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import { cellName, type Grid } from "./grid.ts";
import { matrixProblem } from "./matrix-problems.ts";
import { readMatrixSheet, type SheetBlock, type SheetOptions } from "./read-matrix-sheet.ts";

export interface ReadMatrices {
  readonly matrices: readonly { readonly matrix: CommissionMatrix; readonly origin: MatrixOrigin }[];
  /** By sheet, in the workbook's order; those of the whole file last. */
  readonly problems: readonly WorkbookProblem[];
}

/**
 * Reads every sheet; those without a matrix are skipped.
 * @param options.highestRatePpm the highest rate that the plan of a market (alpha-2 code) allows, in ppm
 */
export function readMatrices(grid: Grid, year: number, options: Pick<SheetOptions, "highestRatePpm">): ReadMatrices {
  const sheets = grid.sheets.map((sheet) => {
    const read = readMatrixSheet(sheet, { year, ...options });
    return { ...read, blocks: read.blocks.map((block) => ({ ...block, sheet: sheet.name })) };
  });
  const blocks = sheets.flatMap((sheet) => sheet.blocks);
  const twice = marketsTwice(blocks);
  const problems = sheets.flatMap((sheet) => [
    ...sheet.problems,
    ...sheet.blocks.flatMap((block) => [...(twice.get(block) ?? []), ...block.problems]),
  ]);
  if (blocks.length === 0) problems.push(noMatrix());
  const isRefused = problems.some((problem) => problem.severity === "error");
  return { matrices: isRefused ? [] : blocks.flatMap((block) => block.matrix ?? []), problems };
}

interface PlacedBlock extends SheetBlock {
  readonly sheet: string;
}

function marketsTwice(blocks: readonly PlacedBlock[]): ReadonlyMap<PlacedBlock, readonly WorkbookProblem[]> {
  const first = new Map<string, PlacedBlock>();
  const twice = new Map<PlacedBlock, readonly WorkbookProblem[]>();
  for (const block of blocks) {
    if (block.market === null) continue;
    const earlier = first.get(block.market);
    if (!earlier) {
      first.set(block.market, block);
      continue;
    }
    const cell = cellName(block.range.top, block.range.left);
    const place = `${cellName(earlier.range.top, earlier.range.left)} of sheet ${earlier.sheet}`;
    const message = `The market ${block.market} has a matrix at ${place} already. Keep one of them, or correct the other's market.`;
    const finding = { code: "market-twice", found: block.market, expected: "one matrix a market", message } as const;
    twice.set(block, [matrixProblem({ sheet: block.sheet, cell }, finding)]);
  }
  return twice;
}

function noMatrix(): WorkbookProblem {
  const message =
    "No sheet holds a commission matrix. Put each matrix on a sheet with its market's name: penetration bounds in the first column, achievement bounds in the last or first row, rates between them.";
  return matrixProblem(
    { sheet: null, cell: null },
    { code: "no-matrix", found: "no matrix in any sheet", expected: "a matrix in at least one sheet", message },
  );
}
