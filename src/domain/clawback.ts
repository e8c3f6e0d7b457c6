/**
 * The clawback window of a cancelled contract (domain.md, "The ledger"). In: its date, the cancellation, the plan. Out: what decides.
 */
import type { Cancellation } from "./contract.ts";
import { windowEnd, type CalendarDate } from "./period.ts";
import type { Plan } from "./plan.ts";

export interface ClawbackWindow {
  /** The last day on which a cancellation is clawed back. */
  readonly lastDay: CalendarDate;
  readonly inside: boolean;
  /** The reason is one that the plan never claws back; compared exactly after trimming. */
  readonly exempt: boolean;
}

/** A commission is clawed back when the cancellation is inside the window and not exempt. */
export function clawbackWindow(
  contractDate: CalendarDate,
  cancellation: Cancellation,
  plan: Pick<Plan, "clawbackMonths" | "exemptReasons">,
): ClawbackWindow {
  const lastDay = windowEnd(contractDate, plan.clawbackMonths);
  const reason = cancellation.reason?.trim();
  return {
    lastDay,
    inside: cancellation.date <= lastDay,
    exempt: reason !== undefined && plan.exemptReasons.some((exempt) => exempt.trim() === reason),
  };
}
