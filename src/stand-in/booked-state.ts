/**
 * What the page shows: batches, entries, and sums by market, agent and booked-in month. In: the store. Out: one JSON document.
 * Amounts are decimals as they came, and integers of minor units as texts; no float touches them.
 */
import { exponentOf } from "../domain/currency.ts";
import { formatMinor, parseMinor } from "../domain/money.ts";
import type { BookedBatch, BookedEntry } from "./booking-store.ts";
import { cellOf, type Understood } from "./posted-batch.ts";

/** The page is for looking; more than this nobody scrolls through. */
const MOST_ENTRIES = 5_000;

export interface ShownEntry {
  readonly batch: string;
  readonly entry: string;
  readonly market: string;
  readonly agent: string;
  readonly contract: string;
  readonly period: string;
  readonly bookedIn: string;
  readonly kind: string;
  readonly amount: string;
  readonly minor: string;
  readonly currency: string;
  readonly refused: string | null;
  readonly times: number;
}

interface Sum {
  readonly market: string;
  readonly agent: string;
  readonly bookedIn: string;
  readonly currency: string;
  entries: number;
  sumMinor: bigint;
}

export interface BookedState {
  readonly batches: readonly Readonly<Record<string, string | number>>[];
  /** The newest, up to 5 000. */
  readonly entries: readonly ShownEntry[];
  readonly entryCount: number;
  readonly refusedCount: number;
  readonly sums: readonly Readonly<Record<string, string | number>>[];
}

export function bookedState(batches: Iterable<BookedBatch>): BookedState {
  const shownBatches: Readonly<Record<string, string | number>>[] = [];
  const all: ShownEntry[] = [];
  const sums = new Map<string, Sum>();
  for (const batch of batches) {
    const entries = batch.entries.map((entry) => shownEntry(batch, entry));
    const taken = entries.filter((entry) => entry.refused === null);
    for (const entry of taken) addTo(sums, entry);
    const [first] = entries;
    const booked = taken.reduce((sum, entry) => sum + BigInt(entry.minor) * BigInt(entry.times), 0n);
    const currency = first?.currency ?? "";
    shownBatches.push({
      batch: batch.id,
      market: batch.market,
      bookedIn: first?.bookedIn ?? "",
      at: batch.at,
      entries: taken.reduce((count, entry) => count + entry.times, 0),
      refused: entries.length - taken.length,
      ...amountOf(booked, currency),
      currency,
    });
    all.push(...entries);
  }
  const shown = [...sums.values()].map(({ sumMinor, ...sum }) => ({ ...sum, ...amountOf(sumMinor, sum.currency) }));
  const refusedCount = all.filter((entry) => entry.refused !== null).length;
  return {
    batches: shownBatches,
    entries: all.slice(-MOST_ENTRIES),
    entryCount: all.length - refusedCount,
    refusedCount,
    sums: shown,
  };
}

function shownEntry(batch: BookedBatch, { entryId, cells, refused, times }: BookedEntry): ShownEntry {
  const cell = (name: Understood): string => cellOf(batch.columns, cells, name);
  const [amount, currency] = [cell("amount"), cell("currency")];
  return {
    batch: batch.id,
    entry: entryId,
    market: cell("market"),
    agent: cell("agent_id"),
    contract: cell("contract_id"),
    period: cell("period"),
    bookedIn: cell("booked_in"),
    kind: cell("kind"),
    amount,
    minor: String(parseMinor(amount, exponentOf(currency) ?? 0) ?? 0n),
    currency,
    refused,
    times,
  };
}

function addTo(sums: Map<string, Sum>, entry: ShownEntry): void {
  const { market, agent, bookedIn, currency } = entry;
  const key = JSON.stringify([market, agent, bookedIn, currency]);
  const sum = sums.get(key) ?? { market, agent, bookedIn, currency, entries: 0, sumMinor: 0n };
  sum.entries += entry.times;
  sum.sumMinor += BigInt(entry.minor) * BigInt(entry.times);
  sums.set(key, sum);
}

function amountOf(minor: bigint, currency: string): { readonly amount: string; readonly minor: string } {
  return { amount: formatMinor(minor, exponentOf(currency) ?? 0), minor: String(minor) };
}
