/**
 * From what a statement says to what the ledger holds. In: an explanation. Out: the steps between both, which add up exactly, and what
 * each close posted. Decimal strings throughout; sums are of integers.
 */
import { sumOf } from "../table/column.ts";
import type { EntryKind, Place } from "./explanation.ts";

/** Why a place should have earned something else than its line says. */
export type Cause = "clawed-back" | "moved" | "held";

export interface Step {
  readonly contractId: string;
  readonly cause: Cause;
  readonly amount: string;
}

export interface Bridge {
  /** The sum of the statement's lines. */
  readonly lines: string;
  readonly steps: readonly Step[];
  /** What should have been earned by now: lines and steps. */
  readonly earned: string;
  readonly posted: string;
  /** What a close now would post: earned less posted. */
  readonly waiting: string;
}

/** What it takes of an explanation. */
export interface Accounts {
  readonly closing: string | null;
  readonly statement: { readonly volume: string } | null;
  readonly lines: readonly { readonly contractId: string; readonly commission: string }[];
  readonly contracts: readonly {
    readonly contractId: string;
    readonly cancellation: { readonly clawedBackFrom: string | null } | null;
  }[];
  readonly ledger: readonly { readonly contractId: string; readonly target: string; readonly posted: string }[];
}

export interface Booking {
  readonly closeId: string;
  readonly bookedIn: string;
  readonly kind: EntryKind;
  readonly entries: number;
  readonly amount: string;
}

export function negated(decimal: string): string {
  if (/^-?[0.]+$/.test(decimal)) return decimal.replace("-", "");
  return decimal.startsWith("-") ? decimal.slice(1) : `-${decimal}`;
}

export function isZero(decimal: string): boolean {
  return /^-?[0.]+$/.test(decimal);
}

/** @returns null where nothing is ever settled: a month before the market's first close. */
export function bridgeOf(explanation: Accounts): Bridge | null {
  if (explanation.closing === null) return null;
  const zero = zeroOf(explanation);
  const lines = new Map(explanation.lines.map((line) => [line.contractId, line.commission]));
  const steps = explanation.ledger.flatMap((place): Step[] => {
    const amount = sumOf([place.target, negated(lines.get(place.contractId) ?? zero)]);
    return isZero(amount)
      ? []
      : [{ contractId: place.contractId, cause: causeOf(explanation, place.contractId), amount }];
  });
  const earned = sumOf([zero, ...explanation.ledger.map((place) => place.target)]);
  const posted = sumOf([zero, ...explanation.ledger.map((place) => place.posted)]);
  return {
    lines: sumOf([zero, ...lines.values()]),
    steps,
    earned,
    posted,
    waiting: sumOf([earned, negated(posted)]),
  };
}

function causeOf({ contracts }: Accounts, contractId: string): Cause {
  const contract = contracts.find((c) => c.contractId === contractId);
  if (contract === undefined) return "moved";
  return contract.cancellation === null || contract.cancellation.clawedBackFrom === null ? "held" : "clawed-back";
}

/** Nothing, with the currency's decimals. */
export function zeroOf({ statement, ledger }: Pick<Accounts, "statement" | "ledger">): string {
  const some = statement?.volume ?? ledger[0]?.posted ?? "0";
  return some
    .replaceAll(/\d/g, "0")
    .replace(/^-?0+(?=0)/, "")
    .replace("-", "");
}

/** What the ledger holds, by close and kind, in the ledger's order. */
export function bookingsOf(places: readonly Place[]): Booking[] {
  const entries = places.flatMap((place) => place.entries).toSorted((a, b) => a.seq - b.seq);
  return [...Map.groupBy(entries, (entry) => `${entry.closeId} ${entry.kind}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { closeId, bookedIn, kind } = first;
    return [{ closeId, bookedIn, kind, entries: group.length, amount: sumOf(group.map((entry) => entry.amount)) }];
  });
}
