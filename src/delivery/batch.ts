/**
 * Cutting the ledger into batches for Core View. In: ledger entries, in ledger order. Out: batches with their bytes.
 * A batch's id comes from its content, so that the same entries are the same batch wherever and whenever they are cut;
 * it is cut once and stored, and nothing about it changes after that.
 */
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import type { Minor } from "../domain/money.ts";
import type { Period } from "../domain/period.ts";
import { renderCsv, renderManifest, sha256Of } from "./batch-bytes.ts";

/** The most entries of one batch (docs/formats.md, "Delivery to Core View"). */
export const MOST_ENTRIES = 500;

export interface Batch {
  /** `SE-2024-01-` and the first 16 hex digits of the CSV's SHA-256. */
  readonly id: string;
  readonly market: string;
  readonly currency: string;
  readonly bookedIn: Period;
  readonly entryCount: number;
  readonly sumMinor: Minor;
  readonly firstEntryId: string;
  readonly lastEntryId: string;
  readonly firstSeq: bigint;
  readonly lastSeq: bigint;
  readonly csv: Uint8Array<ArrayBuffer>;
  /** Of the CSV, hex. */
  readonly sha256: string;
  readonly manifest: Uint8Array<ArrayBuffer>;
}

export interface BatchCutter {
  /** Takes the next entry of the ledger; returns the batches that are full by that (none or one). */
  add(entry: LedgerEntry): Batch[];
  /** The rest. The cutter is empty after it. */
  end(): Batch[];
}

/** Cuts before an entry of another market, currency or booked-in period, and after `MOST_ENTRIES`. */
export function createBatchCutter(): BatchCutter {
  let open: LedgerEntry[] = [];
  const end = (): Batch[] => {
    const entries = open;
    open = [];
    return entries.length === 0 ? [] : [renderBatch(entries)];
  };
  return {
    add: (entry) => {
      const last = open.at(-1);
      const cut = last !== undefined && (open.length === MOST_ENTRIES || !belongTogether(last, entry)) ? end() : [];
      open.push(entry);
      return cut;
    },
    end,
  };
}

function belongTogether(a: LedgerEntry, b: LedgerEntry): boolean {
  return a.market === b.market && a.currency === b.currency && a.bookedIn === b.bookedIn;
}

/** One batch of entries that belong together, 1 to `MOST_ENTRIES`, in ledger order. */
export function renderBatch(entries: readonly LedgerEntry[]): Batch {
  const first = entries[0];
  const last = entries.at(-1);
  if (first === undefined || last === undefined) throw new Error("assertion: a batch has at least one entry");
  if (entries.length > MOST_ENTRIES) throw new Error(`assertion: ${entries.length} entries in one batch`);
  let sumMinor = 0n;
  let seqBefore = first.seq - 1n;
  for (const entry of entries) {
    if (!belongTogether(first, entry)) throw new Error(`assertion: entry ${entry.id} is of another batch`);
    if (entry.seq <= seqBefore) throw new Error(`assertion: entry ${entry.id} is out of ledger order`);
    seqBefore = entry.seq;
    sumMinor += entry.amountMinor;
  }
  const { market, currency, bookedIn } = first;
  const csv = renderCsv(entries);
  const sha256 = sha256Of(csv);
  const id = `${market}-${bookedIn}-${sha256.slice(0, 16)}`;
  const facts = {
    market,
    currency,
    entryCount: entries.length,
    sumMinor,
    firstEntryId: first.id,
    lastEntryId: last.id,
  };
  const manifest = renderManifest({ id, ...facts, sha256 });
  return { id, ...facts, bookedIn, firstSeq: first.seq, lastSeq: last.seq, csv, sha256, manifest };
}
