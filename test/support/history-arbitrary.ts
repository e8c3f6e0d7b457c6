/**
 * Random histories of the small world: dense, so that contracts meet, change, move and cancel at every edge.
 * In: fast-check's randomness. Out: steps.
 */
import fc from "fast-check";
import type { Category } from "../../src/domain/category.ts";
import {
  AGENTS,
  CONTRACTS,
  EXEMPT,
  MONTHS,
  type WorldBound,
  type WorldCancellation,
  type WorldContract,
  type WorldMatrix,
  type WorldStep,
  type WorldTarget,
} from "./commission-world.ts";
import { lastDay } from "./naive-calendar.ts";

const market = fc.constantFrom("SE", "SE", "SE", "SE", "KW", "JP");
const agent = fc.constantFrom(...AGENTS);
const month = fc.constantFrom("2023-12", "2023-12", "2024-01", ...MONTHS);
const date = month.chain((text) => fc.constantFrom(`${text}-01`, `${text}-15`, lastDay(text)));

const cancellation: fc.Arbitrary<WorldCancellation> = fc.record({
  months: fc.integer({ min: 0, max: 3 }),
  atMonthEnd: fc.boolean(),
  dayAfter: fc.boolean(),
  reason: fc.constantFrom(null, null, EXEMPT, "regret"),
});

/** One in six is cancelled. */
export const contractArbitrary: fc.Arbitrary<WorldContract> = fc.record({
  contract: fc.constantFrom(...CONTRACTS),
  sequence: fc.integer({ min: 1, max: 20 }),
  market,
  agent,
  date,
  category: fc.constantFrom<Category>("retail", "retail", "retail", "retail", "retail", "retail", "staff"),
  financed: fc.constantFrom(true, true, true, true, false),
  units: fc.integer({ min: 0, max: 900 }),
  minor: fc.integer({ min: 0, max: 999 }),
  cancellation: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: cancellation }),
});

/** Strictly rising bounds: at one ppm the inclusive one comes first. The lowest is often low enough to be reached. */
function bounds(lowest: number, highest: number): fc.Arbitrary<WorldBound[]> {
  const ppm = fc.oneof(
    fc.integer({ min: 0, max: highest / 50_000 }).map((steps) => steps * 50_000),
    fc.constantFrom(333_333, 333_334, 666_666, 666_667),
    fc.integer({ min: 0, max: highest }),
  );
  const bound = fc.record({ ppm, exclusive: fc.boolean() });
  const low = fc.constantFrom<WorldBound[]>([], [{ ppm: lowest, exclusive: false }], [{ ppm: 0, exclusive: false }]);
  return fc
    .tuple(low, fc.array(bound, { minLength: 1, maxLength: 4 }))
    .map(([first, others]) => [...new Map([...first, ...others].map((b) => [`${b.ppm}${b.exclusive}`, b])).values()])
    .map((list) => list.toSorted((a, b) => a.ppm - b.ppm || (a.exclusive ? 1 : 0) - (b.exclusive ? 1 : 0)));
}

const bands = fc.tuple(bounds(400_000, 1_000_000), bounds(200_000, 2_000_000));

function matrixAt(where: fc.Arbitrary<string>, year: fc.Arbitrary<number>): fc.Arbitrary<WorldMatrix> {
  return bands.chain(([penetration, achievement]) => {
    const row = fc.array(fc.integer({ min: 0, max: 200_000 }), {
      minLength: achievement.length,
      maxLength: achievement.length,
    });
    return fc.record({
      market: where,
      year,
      penetration: fc.constant(penetration),
      achievement: fc.constant(achievement),
      ratesPpm: fc.array(row, { minLength: penetration.length, maxLength: penetration.length }),
    });
  });
}

const target: fc.Arbitrary<WorldTarget> = fc.record({
  agent,
  market: fc.option(market, { nil: null, freq: 1 }),
  month,
  units: fc.option(fc.integer({ min: 1, max: 1_500 }), { nil: null, freq: 6 }),
});

/** What one event changes of its contract: everything, or one thing of what was last said. */
const change = fc.constantFrom<("all" | keyof WorldContract)[]>(
  ["all"],
  ["cancellation"],
  ["cancellation"],
  ["cancellation"],
  ["agent"],
  ["market"],
  ["date"],
  ["units", "minor"],
  ["financed"],
  ["category"],
);

type Draft =
  | WorldStep
  | {
      readonly kind: "change";
      readonly next: WorldContract;
      readonly of: readonly string[];
      readonly cancellation: WorldCancellation;
    };

const draft: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({ kind: fc.constant("change" as const), next: contractArbitrary, of: change, cancellation }),
  },
  {
    weight: 1,
    arbitrary: matrixAt(market, fc.constantFrom(2023, 2024)).map((matrix) => ({ kind: "matrix" as const, matrix })),
  },
  { weight: 2, arbitrary: target.map((found) => ({ kind: "target" as const, target: found })) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("plan" as const),
      market: fc.option(market, { nil: null, freq: 1 }),
      plan: fc.record(
        { clawbackMonths: fc.integer({ min: 0, max: 3 }), exempt: fc.boolean(), staffCounts: fc.boolean() },
        { requiredKeys: [] },
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("close" as const),
      market,
      again: fc.constantFrom(true, false, false),
    }),
  },
);

/** Turns drafts into steps: sequences rise with the turns, but for one event in five that comes too late to count. */
function settleDrafts(drafts: readonly Draft[]): WorldStep[] {
  const last = new Map<string, WorldContract>();
  return drafts.map((step, turn) => {
    if (step.kind !== "change") return step;
    const { next } = step;
    const before = last.get(next.contract);
    const sequence = next.sequence > 16 ? next.sequence : 20 + turn;
    const contract = { ...(before === undefined ? next : changedBy(before, step)), sequence };
    if (sequence >= 20 + turn) last.set(next.contract, contract);
    return { kind: "contract", contract };
  });
}

/** One thing of the contract changed; a cancellation is made, or taken back. */
function changedBy(
  before: WorldContract,
  { next, of, cancellation: made }: Extract<Draft, { kind: "change" }>,
): WorldContract {
  if (of.includes("all")) return next;
  if (of.includes("cancellation")) return { ...before, cancellation: before.cancellation === null ? made : null };
  return { ...before, ...Object.fromEntries(Object.entries(next).filter(([field]) => of.includes(field))) };
}

/** Every agent has a target for every month, and most markets and years a matrix: blocked statements stay the exception. */
const beginning: fc.Arbitrary<WorldStep[]> = fc
  .tuple(
    fc.tuple(
      ...["SE", "KW", "JP"].flatMap((where) =>
        [2023, 2024].map((year) => fc.option(matrixAt(fc.constant(where), fc.constant(year)), { nil: null, freq: 9 })),
      ),
    ),
    fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 8, maxLength: 8 }),
  )
  .map(([matrices, units]) => [
    ...matrices.flatMap((matrix) => (matrix === null ? [] : [{ kind: "matrix" as const, matrix }])),
    ...units.map((whole, index) => ({
      kind: "target" as const,
      target: {
        agent: AGENTS[index % AGENTS.length] ?? "",
        market: index % 3 === 0 ? null : "SE",
        month: MONTHS[Math.floor(index / AGENTS.length)] ?? "",
        units: whole,
      },
    })),
  ]);

/** A history of some months with late events, moves, cancellations, corrections and repeated closes. */
export const historyArbitrary: fc.Arbitrary<WorldStep[]> = fc
  .tuple(beginning, fc.array(draft, { minLength: 30, maxLength: 80, size: "max" }))
  .map(([first, rest]) => [...first, ...settleDrafts(rest)]);
