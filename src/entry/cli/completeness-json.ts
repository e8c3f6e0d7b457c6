/**
 * Completeness as JSON and in words, the same for every command: what was received of what the source says that it sent.
 */
import { completenessState, completenessText, type Completeness } from "../../domain/completeness.ts";
import { exponentOf } from "../../domain/currency.ts";
import { formatMinor } from "../../domain/money.ts";

/** Of one close or explanation, whose market stands beside it. */
export function completenessJson(found: Completeness | null) {
  if (found === null) return null;
  const state = completenessState(found);
  return {
    period: found.period,
    received: figuresJson(found.received, found.currency),
    expected: figuresJson(found.expected, found.currency),
    asOf: found.asOf,
    complete: state === "complete",
    waived: state === "waived",
    text: completenessText(found),
  };
}

export function figuresJson({ contracts, amountMinor }: Completeness["expected"], currency: string) {
  return { contracts: Number(contracts), amount: formatMinor(amountMinor, exponentOf(currency) ?? 0) };
}

/** One line for a person; of a gap also what stands against it. */
export function completenessLine(found: Completeness): string {
  const { period, asOf, event, waiver } = found;
  const line = `${period}: ${completenessText(found)}, by the totals of ${event.source} as of ${asOf}`;
  switch (completenessState(found)) {
    case "complete":
      return `${line}.`;
    case "waived":
      return `${line}. Waived by ${waiver?.by}: ${waiver?.reason}`;
    case "missing":
      return `${line}. CONTRACTS ARE MISSING: the month cannot be closed so.`;
  }
}
