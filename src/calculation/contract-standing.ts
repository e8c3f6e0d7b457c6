/**
 * Why a contract counts in its period or does not, and what its cancellation means. Pure.
 */
import { clawbackWindow, type ClawbackWindow } from "../domain/clawback.ts";
import { counts, type CountableContract } from "../domain/contract.ts";
import { periodOf, type CalendarDate, type Period } from "../domain/period.ts";
import type { Plan } from "../domain/plan.ts";

/** The first two count: in the total alone, or in total, financed and volume. The others count nowhere. */
export type Standing = "cash" | "financed" | "category-not-eligible" | "cancelled-in-period";

export interface CancellationStanding extends ClawbackWindow {
  readonly date: CalendarDate;
  readonly reason: string | null;
  /** The period from whose close on the commission is clawed back; null when it never is. */
  readonly clawedBackFrom: Period | null;
}

export interface ContractStanding {
  readonly contract: CountableContract;
  readonly standing: Standing;
  readonly counts: boolean;
  /** Null when the contract is not cancelled. */
  readonly cancellation: CancellationStanding | null;
}

export function contractStanding(contract: CountableContract, plan: Plan): ContractStanding {
  return {
    contract,
    standing: standingOf(contract, plan),
    counts: counts(contract, plan),
    cancellation: cancellationStanding(contract, plan),
  };
}

function standingOf(contract: CountableContract, plan: Plan): Standing {
  if (counts(contract, plan)) return contract.financed ? "financed" : "cash";
  return plan.eligibleCategories.includes(contract.category) ? "cancelled-in-period" : "category-not-eligible";
}

function cancellationStanding(
  { contractDate, cancellation }: CountableContract,
  plan: Plan,
): CancellationStanding | null {
  if (cancellation === null) return null;
  const window = clawbackWindow(contractDate, cancellation, plan);
  const own = periodOf(contractDate);
  const month = periodOf(cancellation.date);
  return {
    ...window,
    ...cancellation,
    // No close before the contract's own looks at it.
    clawedBackFrom: window.inside && !window.exempt ? (month < own ? own : month) : null,
  };
}
