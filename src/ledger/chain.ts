/**
 * The hash chain over the ledger: each entry's hash covers its whole content and the hash of the entry before it, so that a change
 * made behind the ledger's back is found.
 * In: entries in the order of their numbers, one at a time, so that a ledger of any length can be streamed through.
 * Out: hashes; the first entry that does not fit. A tail that was cut off leaves a chain that fits: compare `lastSeq` and
 * `lastHash` with what was noted elsewhere.
 */
import { hash } from "node:crypto";
import type { LedgerEntry } from "../domain/ledger-entry.ts";

/** What stands before the first entry. */
export const GENESIS_HASH = "0".repeat(64);

/**
 * SHA-256, 64 hex digits, over the JSON array of strings `[previousHash, seq, closeId, id, market, period, agentId, contractId,
 * bookedIn, kind, ratePpm, amountMinor, currency, statementId]`. Changing this list or its order breaks every stored chain.
 * @param previousHash the hash of the entry numbered `seq - 1`, or `GENESIS_HASH`
 */
export function chainHash(previousHash: string, entry: Omit<LedgerEntry, "hash">): string {
  const content = [
    previousHash,
    entry.seq.toString(),
    entry.closeId,
    entry.id,
    entry.market,
    entry.period,
    entry.agentId,
    entry.contractId,
    entry.bookedIn,
    entry.kind,
    entry.ratePpm.toString(),
    entry.amountMinor.toString(),
    entry.currency,
    entry.statementId,
  ];
  return hash("sha256", JSON.stringify(content), "hex");
}

/** The first place where the chain does not fit. */
export interface ChainFault {
  /** `gap`: another number than `seq` came. `hash`: entry `seq`, or what comes before it, is not what was posted. */
  readonly code: "gap" | "hash";
  readonly seq: bigint;
  /** The number, or the hash, that was found; and the one that was expected. */
  readonly found: string;
  readonly expected: string;
}

/** `lastSeq` and `lastHash` are of the last entry that fits. */
export interface ChainState {
  readonly lastSeq: bigint;
  readonly lastHash: string;
  readonly fault: ChainFault | null;
}

export const CHAIN_START: ChainState = { lastSeq: 0n, lastHash: GENESIS_HASH, fault: null };

/**
 * One step of the verification: start with `CHAIN_START`, feed every entry by rising number, look at `fault` at the end.
 * The first fault stays; what comes after it is not looked at.
 */
export function verifyChain(state: ChainState, entry: LedgerEntry): ChainState {
  if (state.fault !== null) return state;
  const seq = state.lastSeq + 1n;
  if (entry.seq !== seq) {
    return { ...state, fault: { code: "gap", seq, found: entry.seq.toString(), expected: seq.toString() } };
  }
  const expected = chainHash(state.lastHash, entry);
  if (entry.hash !== expected) return { ...state, fault: { code: "hash", seq, found: entry.hash, expected } };
  return { lastSeq: seq, lastHash: expected, fault: null };
}
