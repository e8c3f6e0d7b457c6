/**
 * Ledger entries for tests of what comes after the ledger. In: what matters to the test. Out: whole entries.
 */
import type { LedgerEntry } from "../../src/domain/ledger-entry.ts";
import { parsePeriod, type Period } from "../../src/domain/period.ts";

export function periodFrom(text: string): Period {
  const period = parsePeriod(text);
  if (period === null) throw new Error(`no such period: ${text}`);
  return period;
}

/** Entry number `seq`: a commission of 4 000.00 SEK, but for what `changes` say. */
export function ledgerEntry(seq: number, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    seq: BigInt(seq),
    id: `entry-${seq}`,
    agentId: "MINI Agent 1",
    market: "SE",
    contractId: `C${seq}`,
    period: periodFrom("2024-01"),
    bookedIn: periodFrom("2024-01"),
    kind: "commission",
    ratePpm: 20_000,
    amountMinor: 400_000n,
    currency: "SEK",
    statementId: "SE-2024-01-1",
    closeId: "close-1",
    hash: "0".repeat(64),
    ...changes,
  };
}

export function ledgerEntries(count: number, changes: Partial<LedgerEntry> = {}): LedgerEntry[] {
  return Array.from({ length: count }, (_, index) => ledgerEntry(index + 1, changes));
}
