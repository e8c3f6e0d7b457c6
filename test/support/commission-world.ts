/**
 * Random histories of a small world, in plain numbers that belong to neither the product nor the naive calculator.
 * A history is small and dense, so that contracts meet, move and cancel at every edge.
 * In: fast-check. Out: steps, and what is known after each.
 */
import fc from "fast-check";
import type { Category } from "../../src/domain/contract.ts";
import { lastDay, laterByMonths, nextMonth } from "./naive-calendar.ts";

/** Decimals of the currency of each market: two, none and three. */
export const DECIMALS: Readonly<Record<string, number>> = { SE: 2, JP: 0, KW: 3 };
export const AGENTS = ["Agent 1", "Å 2"];
/** Their order by code point is not their order by UTF-16 unit. */
const CONTRACTS = ["C1", "C10", "C2", "c1", "\uFFFD", "\u{1F600}"];
export const MONTHS = ["2023-11", "2023-12", "2024-01", "2024-02", "2024-03"];
export const EXEMPT = "recall";

export interface WorldContract {
  readonly contract: string;
  readonly sequence: number;
  readonly market: string;
  readonly agent: string;
  readonly date: string;
  readonly category: Category;
  readonly financed: boolean;
  /** Whole currency units, and minor units beyond them (fewer than a whole unit). */
  readonly units: number;
  readonly minor: number;
  readonly cancellation: { readonly date: string; readonly reason: string | null } | null;
}

export interface WorldBound {
  readonly ppm: number;
  readonly exclusive: boolean;
}

export interface WorldMatrix {
  readonly market: string;
  readonly year: number;
  readonly penetration: readonly WorldBound[];
  readonly achievement: readonly WorldBound[];
  /** By penetration, then by achievement. */
  readonly ratesPpm: readonly (readonly number[])[];
}

interface WorldTarget {
  readonly agent: string;
  readonly market: string | null;
  readonly month: string;
  /** Whole currency units; null takes the target away. */
  readonly units: number | null;
}

interface WorldPlan {
  readonly clawbackMonths: number;
  readonly exempt: boolean;
}

export type WorldStep =
  | { readonly kind: "contract"; readonly contract: WorldContract }
  | { readonly kind: "matrix"; readonly matrix: WorldMatrix }
  | { readonly kind: "target"; readonly target: WorldTarget }
  | { readonly kind: "plan"; readonly plan: WorldPlan }
  | { readonly kind: "close"; readonly market: string; readonly again: boolean };

/** Everything that is known at a moment, in the order in which it came. */
export interface World {
  readonly contracts: readonly WorldContract[];
  readonly matrices: readonly WorldMatrix[];
  readonly targets: readonly WorldTarget[];
  readonly plan: WorldPlan;
}

export const EMPTY_WORLD: World = {
  contracts: [],
  matrices: [],
  targets: [],
  plan: { clawbackMonths: 2, exempt: true },
};

/** What is known after a step. An event that repeats a sequence of its contract is a conflict that the door refuses: it changes nothing. */
export function learn(world: World, step: WorldStep): World {
  switch (step.kind) {
    case "contract": {
      const { contract, sequence } = step.contract;
      const conflict = world.contracts.some((c) => c.contract === contract && c.sequence === sequence);
      return conflict ? world : { ...world, contracts: [...world.contracts, step.contract] };
    }
    case "matrix":
      return { ...world, matrices: [...world.matrices, step.matrix] };
    case "target":
      return { ...world, targets: [...world.targets, step.target] };
    case "plan":
      return { ...world, plan: step.plan };
    case "close":
      return world;
    default:
      return step satisfies never;
  }
}

const market = fc.constantFrom("SE", "SE", "KW", "JP");
const agent = fc.constantFrom(...AGENTS);
const month = fc.constantFrom(...MONTHS);

/** Cancelled at an edge: the ends of months, and the ends of windows of 0 to 3 months. */
function cancellation(contractDate: string): fc.Arbitrary<WorldContract["cancellation"]> {
  const windowEnds = [0, 1, 2, 3].map((months) => laterByMonths(contractDate, months));
  const monthEnds = windowEnds.map((end) => lastDay(end.slice(0, 7)));
  const dates = [...windowEnds, ...monthEnds].flatMap((end) => [end, dayAfter(end)]);
  return fc.option(fc.record({ date: fc.constantFrom(...dates), reason: fc.constantFrom(null, EXEMPT, "regret") }), {
    nil: null,
    freq: 2,
  });
}

function dayAfter(date: string): string {
  const thisMonth = date.slice(0, 7);
  if (date === lastDay(thisMonth)) return `${nextMonth(thisMonth)}-01`;
  return `${thisMonth}-${String(Number(date.slice(8)) + 1).padStart(2, "0")}`;
}

const contractDate = month.chain((text) => fc.constantFrom(`${text}-01`, `${text}-15`, lastDay(text)));

export const contractArbitrary: fc.Arbitrary<WorldContract> = contractDate.chain((date) =>
  fc.record({
    contract: fc.constantFrom(...CONTRACTS),
    sequence: fc.integer({ min: 1, max: 20 }),
    market,
    agent,
    date: fc.constant(date),
    category: fc.constantFrom<Category>("retail", "retail", "retail", "retail", "retail", "staff"),
    financed: fc.constantFrom(true, true, true, false),
    units: fc.integer({ min: 0, max: 900 }),
    minor: fc.integer({ min: 0, max: 999 }),
    cancellation: cancellation(date),
  }),
);

/** Strictly rising bounds: at one ppm the inclusive one comes first. */
function bounds(max: number): fc.Arbitrary<WorldBound[]> {
  const ppm = fc.oneof(
    fc.integer({ min: 0, max: max / 50_000 }).map((steps) => steps * 50_000),
    fc.constantFrom(333_333, 333_334, 666_666, 666_667),
    fc.integer({ min: 0, max }),
  );
  return fc
    .uniqueArray(fc.record({ ppm, exclusive: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
      selector: (bound) => `${bound.ppm}${bound.exclusive}`,
    })
    .map((list) => list.toSorted((a, b) => a.ppm - b.ppm || (a.exclusive ? 1 : 0) - (b.exclusive ? 1 : 0)));
}

export const matrixArbitrary: fc.Arbitrary<WorldMatrix> = fc
  .tuple(bounds(1_000_000), bounds(2_000_000))
  .chain(([penetration, achievement]) =>
    fc.record({
      market,
      year: fc.constantFrom(2023, 2024, 2024),
      penetration: fc.constant(penetration),
      achievement: fc.constant(achievement),
      ratesPpm: fc.array(
        fc.array(fc.integer({ min: 0, max: 200_000 }), {
          minLength: achievement.length,
          maxLength: achievement.length,
        }),
        { minLength: penetration.length, maxLength: penetration.length },
      ),
    }),
  );

export const targetArbitrary: fc.Arbitrary<WorldTarget> = fc.record({
  agent,
  market: fc.option(market, { nil: null, freq: 1 }),
  month,
  units: fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: null, freq: 9 }),
});

const stepArbitrary: fc.Arbitrary<WorldStep> = fc.oneof(
  { weight: 12, arbitrary: contractArbitrary.map((contract) => ({ kind: "contract" as const, contract })) },
  { weight: 1, arbitrary: matrixArbitrary.map((matrix) => ({ kind: "matrix" as const, matrix })) },
  { weight: 2, arbitrary: targetArbitrary.map((target) => ({ kind: "target" as const, target })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ clawbackMonths: fc.integer({ min: 0, max: 3 }), exempt: fc.boolean() })
      .map((plan) => ({ kind: "plan" as const, plan })),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("close" as const), market, again: fc.boolean() }),
  },
);

/** Every month has a target without a market, most years a matrix: blocked statements stay the exception that they are. */
const beginning: fc.Arbitrary<WorldStep[]> = fc
  .tuple(
    fc.array(matrixArbitrary, { minLength: 2, maxLength: 6 }),
    fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 10, maxLength: 10 }),
  )
  .map(([matrices, units]) => [
    ...matrices.map((matrix) => ({ kind: "matrix" as const, matrix })),
    ...MONTHS.flatMap((at, index) =>
      AGENTS.map((who, turn) => ({
        kind: "target" as const,
        target: { agent: who, market: null, month: at, units: units[index * AGENTS.length + turn] ?? 1 },
      })),
    ),
  ]);

/** A history of some months with late events, moves, cancellations and repeated closes. */
export const historyArbitrary: fc.Arbitrary<WorldStep[]> = fc
  .tuple(beginning, fc.array(stepArbitrary, { minLength: 10, maxLength: 60, size: "max" }))
  .map(([first, rest]) => [...first, ...rest]);
