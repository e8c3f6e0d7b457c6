/**
 * A ledger entry: one immutable posting. `ProposedEntry` is what a close calculates,
 * `LedgerEntry` is what an approval has posted: numbered, hashed and chained.
 */
import type { Minor } from "./money.ts";
import type { Period } from "./period.ts";
import type { Ppm } from "./rate.ts";

export const ENTRY_KINDS = ["commission", "correction", "clawback"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** A contract as credited to one agent, in one market, for one period. */
export interface Place {
  readonly market: string;
  readonly period: Period;
  readonly agentId: string;
  readonly contractId: string;
}

export interface ProposedEntry extends Place {
  /** Deterministic: the same posting gets the same id wherever and however often it is calculated. */
  readonly id: string;
  readonly bookedIn: Period;
  readonly kind: EntryKind;
  /** The rate that the amount comes from; of a reversal, the rate of what is reversed. */
  readonly ratePpm: Ppm;
  /** Never zero. */
  readonly amountMinor: Minor;
  readonly currency: string;
  readonly statementId: string;
}

export interface LedgerEntry extends ProposedEntry {
  /** 1, 2, 3, … without a gap over the whole ledger. */
  readonly seq: bigint;
  readonly closeId: string;
  /** SHA-256, hex, over the entry's content and the hash of the entry before it. */
  readonly hash: string;
}
