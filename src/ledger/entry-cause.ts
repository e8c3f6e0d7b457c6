/**
 * What caused an entry that is not a first commission: told from the place's entry before it and the contract as it stood then. Pure.
 * In: the entry, its predecessor, the contract. Out: one cause, with what a person needs to recognise it.
 */
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import type { Ppm } from "../domain/rate.ts";

export type EntryCause =
  | { readonly kind: "cancelled"; readonly date: string; readonly reason: string | null }
  | { readonly kind: "cancellation-taken-back" }
  | { readonly kind: "late-contract" }
  | { readonly kind: "moved-here" }
  | { readonly kind: "moved-away"; readonly agentId: string; readonly market: string; readonly period: string }
  | { readonly kind: "no-longer-counts" }
  | { readonly kind: "rate-changed"; readonly from: Ppm; readonly to: Ppm }
  | { readonly kind: "amount-changed" };

export interface EntryHistory {
  readonly entry: LedgerEntry;
  /** The last entry at the same place before this one; null when it is the first. */
  readonly before: { readonly kind: LedgerEntry["kind"]; readonly ratePpm: Ppm } | null;
  /** The contract as it stood when the close was calculated. */
  readonly contract: {
    readonly agentId: string;
    readonly market: string;
    readonly period: string;
    readonly cancelledOn: string | null;
    readonly cancellationReason: string | null;
    readonly counts: boolean;
    /** Whether an earlier version of it stood at another place. */
    readonly hasMoved: boolean;
  };
}

export function causeOf({ entry, before, contract }: EntryHistory): EntryCause {
  const isHere =
    contract.agentId === entry.agentId && contract.market === entry.market && contract.period === entry.period;
  if (!isHere) {
    return { kind: "moved-away", agentId: contract.agentId, market: contract.market, period: contract.period };
  }
  if (entry.kind === "clawback") {
    if (contract.cancelledOn === null)
      throw new Error(`assertion: clawback ${entry.id} of a contract that is not cancelled`);
    return { kind: "cancelled", date: contract.cancelledOn, reason: contract.cancellationReason };
  }
  if (before === null) return { kind: contract.hasMoved ? "moved-here" : "late-contract" };
  if (before.kind === "clawback") return { kind: "cancellation-taken-back" };
  if (!contract.counts) return { kind: "no-longer-counts" };
  if (before.ratePpm !== entry.ratePpm) return { kind: "rate-changed", from: before.ratePpm, to: entry.ratePpm };
  return { kind: "amount-changed" };
}
