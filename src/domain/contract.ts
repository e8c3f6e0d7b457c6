/**
 * A contract: one car sale as the source system last reported it, and the rule of what counts.
 * In: a validated fact. Out: whether it counts in its period.
 */
import type { Category } from "./category.ts";
import type { Minor } from "./money.ts";
import { lastDayOf, periodOf, type CalendarDate } from "./period.ts";
import type { Plan } from "./plan.ts";

export interface Cancellation {
  readonly date: CalendarDate;
  readonly reason: string | null;
}

/** The whole contract as it stands at one sequence. Names are normalised; the amount is in minor units of `currency`. */
export interface Contract {
  readonly contractId: string;
  /** Rises with each change of the contract; the highest wins. A safe integer >= 1. */
  readonly sequence: number;
  readonly market: string;
  readonly agentId: string;
  readonly contractDate: CalendarDate;
  readonly category: Category;
  readonly financed: boolean;
  /** Null only when not financed and not given. */
  readonly amountMinor: Minor | null;
  readonly currency: string;
  readonly brand: string | null;
  readonly cancellation: Cancellation | null;
}

/** What the rules need to know of a contract. */
export type CountableContract = Pick<
  Contract,
  "contractId" | "contractDate" | "category" | "financed" | "amountMinor" | "cancellation"
>;

/** Whether the contract counts in its own period (domain.md, "Which contracts count"). */
export function counts(
  contract: Pick<CountableContract, "category" | "contractDate" | "cancellation">,
  plan: Plan,
): boolean {
  if (!plan.eligibleCategories.includes(contract.category)) return false;
  return contract.cancellation === null || contract.cancellation.date > lastDayOf(periodOf(contract.contractDate));
}
