import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import { parsePeriod, type Period } from "../domain/period.ts";
import { CHAIN_START, chainHash, GENESIS_HASH, verifyChain } from "./chain.ts";

function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (parsed === null) throw new Error(`assertion: ${text}`);
  return parsed;
}

function chain(length: number): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let i = 1; i <= length; i += 1) {
    const content = {
      id: `id-${i}`,
      market: "SE",
      period: period("2024-01"),
      agentId: "A",
      contractId: `C${i}`,
      bookedIn: period("2024-02"),
      kind: "commission" as const,
      ratePpm: 20_000,
      amountMinor: BigInt(i) * 100n,
      currency: "SEK",
      statementId: "S1",
      seq: BigInt(i),
      closeId: "close-1",
    };
    entries.push({ ...content, hash: chainHash(entries.at(-1)?.hash ?? GENESIS_HASH, content) });
  }
  return entries;
}

function verify(entries: readonly LedgerEntry[]) {
  return entries.reduce(verifyChain, CHAIN_START);
}

function changed(entries: readonly LedgerEntry[], seq: bigint, change: Partial<LedgerEntry>): LedgerEntry[] {
  return entries.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));
}

describe("a chain that nobody touched fits", () => {
  test.each([0, 1, 2, 50])("%d entries", (length) => {
    const entries = chain(length);
    expect(verify(entries)).toEqual({
      lastSeq: BigInt(length),
      lastHash: entries.at(-1)?.hash ?? GENESIS_HASH,
      fault: null,
    });
  });
});

/** One change of each field; a field that is added to the entry has to be added here. */
const CHANGES: Omit<LedgerEntry, "seq"> = {
  id: "other",
  market: "NO",
  period: period("2024-02"),
  agentId: "B",
  contractId: "C33",
  bookedIn: period("2024-03"),
  kind: "clawback",
  ratePpm: 20_001,
  amountMinor: -300n,
  currency: "EUR",
  statementId: "S2",
  closeId: "close-2",
  hash: "f".repeat(64),
};

describe("a change of any field is found at its entry", () => {
  test.each(Object.entries(CHANGES))("%s", (field, value) => {
    expect(verify(changed(chain(5), 3n, { [field]: value })).fault).toMatchObject({ code: "hash", seq: 3n });
  });

  test("content that wanders over the border of two fields is another content", () => {
    const [entry] = chain(1);
    if (entry === undefined) throw new Error("assertion: no entry");
    const hash = chainHash(GENESIS_HASH, { ...entry, agentId: "A", contractId: "BC" });
    expect(chainHash(GENESIS_HASH, { ...entry, agentId: "AB", contractId: "C" })).not.toBe(hash);
  });

  test("an entry that was changed and hashed anew no longer carries the next one", () => {
    const entries = chain(5);
    const [, second, third] = entries;
    if (second === undefined || third === undefined) throw new Error("assertion: too few entries");
    const hash = chainHash(second.hash, { ...third, amountMinor: 1n });
    expect(verify(changed(entries, 3n, { amountMinor: 1n, hash })).fault).toMatchObject({ code: "hash", seq: 4n });
  });
});

describe("a gap, a repeat or another order is found at the first number that is missing", () => {
  const entries = chain(5);

  test.each([
    ["the first is missing", entries.slice(1), 1n, "2"],
    ["one in the middle is missing", entries.toSpliced(2, 1), 3n, "4"],
    ["one comes twice", entries.toSpliced(2, 0, ...entries.slice(1, 2)), 3n, "2"],
    ["two are exchanged", [0, 2, 1, 3, 4].flatMap((i) => entries[i] ?? []), 2n, "3"],
  ])("%s", (_, found, seq, foundSeq) => {
    expect(verify(found).fault).toEqual({ code: "gap", seq, found: foundSeq, expected: seq.toString() });
  });

  test("an entry that was taken out and whose followers were numbered anew is found", () => {
    const renumbered = entries.toSpliced(2, 1).map((entry, index) => ({ ...entry, seq: BigInt(index + 1) }));
    expect(verify(renumbered).fault).toMatchObject({ code: "hash", seq: 3n });
  });
});

test("the first fault stays, and the last entry that fits is named", () => {
  const entries = chain(5);
  const state = verify(changed(changed(entries, 2n, { amountMinor: 0n }), 4n, { amountMinor: 0n }));
  expect(state).toMatchObject({ lastSeq: 1n, lastHash: entries[0]?.hash, fault: { code: "hash", seq: 2n } });
});

test("a tail that was cut off is seen in the last number and hash only", () => {
  const entries = chain(5);
  expect(verify(entries.slice(0, 4))).toEqual({ lastSeq: 4n, lastHash: entries[3]?.hash, fault: null });
});
