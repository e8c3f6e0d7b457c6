/**
 * A small world of commission in plain numbers that belong to neither the product nor the naive calculator.
 * In: steps. Out: what is known after each.
 */
import type { Category } from "../../src/domain/category.ts";
import { lastDay, laterByMonths, nextMonth } from "./naive-calendar.ts";

/** Decimals of the currency of each market: two, none and three. */
export const DECIMALS: Readonly<Record<string, number>> = { SE: 2, JP: 0, KW: 3 };
export const AGENTS = ["Agent 1", "Å 2"];
/** Their order by code point is not their order by UTF-16 unit. */
export const CONTRACTS = ["C1", "C10", "C2", "c1", "c2", "c3", "\uFFFD", "\u{1F600}"];
/** The months that contracts are of. */
export const MONTHS = ["2023-11", "2023-12", "2024-01", "2024-02"];
export const EXEMPT = "recall";

/** Cancelled at an edge, counted from the contract's date: the end of a window or of its month, or the day after. */
export interface WorldCancellation {
  readonly months: number;
  readonly atMonthEnd: boolean;
  readonly dayAfter: boolean;
  readonly reason: string | null;
}

export interface WorldContract {
  readonly contract: string;
  readonly sequence: number;
  readonly market: string;
  readonly agent: string;
  readonly date: string;
  readonly category: Category;
  readonly financed: boolean;
  /** Whole currency units; and beyond them minor units, of which as many digits count as the currency has. */
  readonly units: number;
  readonly minor: number;
  readonly cancellation: WorldCancellation | null;
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

export interface WorldTarget {
  readonly agent: string;
  readonly market: string | null;
  readonly month: string;
  /** Whole currency units; null takes the target away. */
  readonly units: number | null;
}

export interface WorldPlan {
  readonly clawbackMonths: number;
  /** Whether cancellations for the reason `EXEMPT` are. */
  readonly exempt: boolean;
  /** Whether contracts of the category `staff` count as well. */
  readonly staffCounts: boolean;
}

export type WorldStep =
  | { readonly kind: "contract"; readonly contract: WorldContract }
  | { readonly kind: "matrix"; readonly matrix: WorldMatrix }
  | { readonly kind: "target"; readonly target: WorldTarget }
  | { readonly kind: "plan"; readonly market: string | null; readonly plan: Partial<WorldPlan> }
  | { readonly kind: "close"; readonly market: string; readonly again: boolean };

/** Everything that is known at a moment, in the order in which it came. */
export interface World {
  readonly contracts: readonly WorldContract[];
  readonly matrices: readonly WorldMatrix[];
  readonly targets: readonly WorldTarget[];
  /** Of all markets; and of a market what was ever set for it alone. */
  readonly plan: WorldPlan;
  readonly ownPlans: Readonly<Record<string, Partial<WorldPlan>>>;
}

export const EMPTY_WORLD: World = {
  contracts: [],
  matrices: [],
  targets: [],
  plan: { clawbackMonths: 2, exempt: true, staffCounts: false },
  ownPlans: {},
};

/** What a market's own plan does not say, the plan for all says. */
export function planIn(world: World, market: string): WorldPlan {
  return { ...world.plan, ...world.ownPlans[market] };
}

/** What is known after a step. An event that repeats a sequence of its contract is refused at the door: it changes nothing. */
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
      return step.market === null
        ? { ...world, plan: { ...world.plan, ...step.plan } }
        : {
            ...world,
            ownPlans: { ...world.ownPlans, [step.market]: { ...world.ownPlans[step.market], ...step.plan } },
          };
    case "close":
      return world;
    default:
      return step satisfies never;
  }
}

/** The day on which a contract of `date` is cancelled. */
export function cancellationDate(date: string, { months, atMonthEnd, dayAfter }: WorldCancellation): string {
  const windowEnd = laterByMonths(date, months);
  const month = windowEnd.slice(0, 7);
  const edge = atMonthEnd ? lastDay(month) : windowEnd;
  if (!dayAfter) return edge;
  if (edge === lastDay(month)) return `${nextMonth(month)}-01`;
  return `${month}-${String(Number(edge.slice(8)) + 1).padStart(2, "0")}`;
}
