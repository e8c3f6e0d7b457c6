/**
 * Whatever way a matrix is written into a workbook, reading gives it back: parse(write(matrix)) = matrix.
 * The writer here knows the specification and nothing of the reader.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Bound, boundText, compareBounds, type CommissionMatrix } from "../../src/domain/matrix.ts";
import { cellName } from "../../src/workbooks/grid.ts";
import { readMatrices } from "../../src/workbooks/read-matrices.ts";
import { type CellSpec, gridOf } from "../support/grid-builder.ts";

const YEAR = 2025;
const MARKETS = [
  { code: "SE", name: "Sverige" },
  { code: "FI", name: "finland" },
  { code: "DE", name: "DE" },
];

/** The percentage of a ppm, never with three decimals, which would be ambiguous: `66.6670`. */
function percentOf(ppm: number): string {
  const whole = Math.floor(ppm / 10_000);
  const fraction = String(ppm % 10_000)
    .padStart(4, "0")
    .replace(/0+$/, "");
  const decimals = fraction.length === 3 ? `${fraction}0` : fraction;
  return decimals === "" ? String(whole) : `${whole}.${decimals}`;
}

type Form = (ppm: number) => CellSpec;

// A double that took a detour, so that its shortest digits carry noise, as a spreadsheet's arithmetic leaves them.
const FORMS: readonly Form[] = [
  (ppm) => ({ number: String(ppm / 1e6), format: "0.0000%" }),
  (ppm) => ({ number: String((ppm / 1e5) * 0.1), format: "0.0000%", shown: `${percentOf(ppm)}%` }),
  (ppm) => ({ number: String(ppm * 1e-6), format: "General", shown: String(ppm / 1e6) }),
  (ppm) => ({ number: (ppm / 1e6).toExponential(), format: "0.00##%", shown: `${percentOf(ppm)}%`, formula: true }),
  (ppm) => `${percentOf(ppm)}%`,
  (ppm) => `${percentOf(ppm).replace(".", ",")}\u00a0%`,
];
const INCLUSIVE_FORMS: readonly Form[] = [
  ...FORMS,
  (ppm) => `>= ${percentOf(ppm)} %`,
  (ppm) => `≥${percentOf(ppm).replace(".", ",")}%`,
  (ppm) => ({ number: String(ppm / 1e6), format: '"≥"0.00##%', shown: `≥${percentOf(ppm)}%` }),
];
const EXCLUSIVE_FORMS: readonly Form[] = [
  (ppm) => `>${percentOf(ppm)}%`,
  (ppm) => ` > ${percentOf(ppm)} %`,
  (ppm) => ({ number: String((ppm / 1e5) * 0.1), format: '">"0.00##%', shown: `>${percentOf(ppm)}%` }),
];

function pick<T>(list: readonly T[], seed: number): T {
  const one = list[seed % list.length];
  if (one === undefined) throw new Error("assertion: nothing to pick from");
  return one;
}

function boundCell(bound: Bound, next: Bound | undefined, isLowest: boolean, seed: number): CellSpec {
  if (bound.exclusive) return pick(EXCLUSIVE_FORMS, seed)(bound.ppm);
  const canEnd = next !== undefined && next.ppm > bound.ppm;
  if (canEnd && isLowest && bound.ppm === 0 && !next.exclusive && seed % 3 === 0) return `<${percentOf(next.ppm)}%`;
  if (canEnd && seed % 4 === 0) return `${percentOf(bound.ppm)}% – ${percentOf(next.ppm)} %`;
  if (canEnd && seed % 4 === 1) return `${percentOf(bound.ppm)}-${percentOf(next.ppm)}%`;
  return pick(INCLUSIVE_FORMS, seed)(bound.ppm);
}

const boundsUpTo = (highestPpm: number): fc.Arbitrary<Bound[]> =>
  fc
    .uniqueArray(
      fc.record({
        ppm: fc.oneof(
          fc.integer({ min: 0, max: highestPpm / 10_000 }).map((n) => n * 10_000),
          fc.integer({ min: 0, max: highestPpm }),
        ),
        exclusive: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6, selector: boundText },
    )
    .map((bounds) => bounds.toSorted(compareBounds));

const written = fc
  .tuple(boundsUpTo(1_000_000), boundsUpTo(10_000_000))
  .chain(([penetrationBounds, achievementBounds]) =>
    fc.record({
      penetrationBounds: fc.constant(penetrationBounds),
      achievementBounds: fc.constant(achievementBounds),
      ratesPpm: fc.array(
        fc.array(fc.integer({ min: 0, max: 200_000 }), {
          minLength: achievementBounds.length,
          maxLength: achievementBounds.length,
        }),
        { minLength: penetrationBounds.length, maxLength: penetrationBounds.length },
      ),
      penetrationFalls: fc.boolean(),
      achievementFalls: fc.boolean(),
      achievementFirst: fc.boolean(),
      labels: fc.constantFrom("none", "around", "corner"),
      above: fc.nat(3),
      left: fc.integer({ min: 1, max: 3 }),
      seeds: fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 }),
    }),
  );

type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

type Paper = CellSpec[][];

function put(paper: Paper, row: number, column: number, cell: CellSpec): void {
  while (paper.length < row) paper.push([]);
  const line = paper[row - 1] ?? [];
  while (line.length < column) line.push(null);
  line[column - 1] = cell;
}

/** Writes the matrix with its first column at `left`; two rows above it are for the name and a label. */
function write(
  paper: Paper,
  one: Written,
  left: number,
  name: string | null,
): { readonly width: number; readonly lowestRate: string } {
  const { penetrationBounds, achievementBounds, ratesPpm, achievementFirst, seeds } = one;
  const [height, width] = [penetrationBounds.length, achievementBounds.length];
  const top = 3 + one.above;
  const axisRow = achievementFirst ? top : top + height;
  const rowOf = (p: number) => top + (achievementFirst ? 1 : 0) + (one.penetrationFalls ? height - 1 - p : p);
  const columnOf = (a: number) => left + 1 + (one.achievementFalls ? width - 1 - a : a);
  for (const [p, bound] of penetrationBounds.entries()) {
    put(paper, rowOf(p), left, boundCell(bound, penetrationBounds[p + 1], p === 0, pick(seeds, p)));
    for (const [a, rate] of (ratesPpm[p] ?? []).entries()) {
      put(paper, rowOf(p), columnOf(a), pick(FORMS, pick(seeds, p * width + a + 12))(rate));
    }
  }
  for (const [a, bound] of achievementBounds.entries()) {
    put(paper, axisRow, columnOf(a), boundCell(bound, achievementBounds[a + 1], a === 0, pick(seeds, a + 6)));
  }
  if (one.labels === "corner") put(paper, axisRow, left, "Penetration Rate");
  if (one.labels === "around") {
    put(paper, top - 1, left, "PENETRATION RATE");
    put(paper, achievementFirst ? top - 1 : axisRow + 2, left + 1, "volume target achievement");
  }
  if (name !== null) put(paper, one.labels === "around" ? top - 2 : top - 1, left, name);
  return { width: width + 1, lowestRate: cellName(rowOf(0), columnOf(0)) };
}

function matrixOf(one: Written, market: string): CommissionMatrix {
  const { penetrationBounds, achievementBounds, ratesPpm } = one;
  return { market, year: YEAR, penetrationBounds, achievementBounds, ratesPpm };
}

const OPTIONS = { highestRatePpm: () => 200_000 };
const LOOKS_WRONG_BUT_READS = new Set(["rate-falls", "rate-ten-times"]);

/** The matrices, the cell of each lowest rate, and every problem that a well-written matrix cannot have. */
function outcome(read: ReturnType<typeof readMatrices>) {
  return {
    matrices: read.matrices.map((one) => one.matrix),
    lowestRates: read.matrices.map((one) => one.origin.rateCells[0]?.[0]?.cell),
    problems: read.problems.filter((problem) => !LOOKS_WRONG_BUT_READS.has(problem.code)),
  };
}

test("a matrix on a sheet of its market reads as it was written", () => {
  fc.assert(
    fc.property(written, (one) => {
      const paper: Paper = [];
      const { lowestRate } = write(paper, one, one.left, null);
      const grid = gridOf({ sheets: [{ name: "Sverige", rows: paper }] });
      expect(outcome(readMatrices(grid, YEAR, OPTIONS))).toEqual({
        matrices: [matrixOf(one, "SE")],
        lowestRates: [lowestRate],
        problems: [],
      });
    }),
    { numRuns: 500 },
  );
});

test("matrices side by side read as they were written", () => {
  fc.assert(
    fc.property(fc.array(written, { minLength: 2, maxLength: 3 }), (several) => {
      const paper: Paper = [];
      let left = 1;
      const lowestRates = several.map((one, i) => {
        const start = left + one.left - 1;
        const { width, lowestRate } = write(paper, one, start, MARKETS[i]?.name ?? null);
        left = start + width + 1;
        return lowestRate;
      });
      const grid = gridOf({ sheets: [{ name: "Matrices", rows: paper }] });
      const matrices = several.map((one, i) => matrixOf(one, MARKETS[i]?.code ?? ""));
      expect(outcome(readMatrices(grid, YEAR, OPTIONS))).toEqual({ matrices, lowestRates, problems: [] });
    }),
    { numRuns: 300 },
  );
});
