/**
 * The id of a ledger entry: the same posting gets the same id wherever and however often it is calculated.
 * In: the place and the entry's ordinal there. Out: 32 hex digits.
 */
import { hash } from "node:crypto";
import type { Place } from "../domain/ledger-entry.ts";

/**
 * The first 32 hex digits of SHA-256 over the JSON array `[market, agentId, contractId, period, ordinal]`, all as strings:
 * a joined text would let the border between two names wander.
 * @param ordinal 1 + the number of entries that are already posted at the place
 */
export function entryId(place: Place, ordinal: number): string {
  const content = JSON.stringify([place.market, place.agentId, place.contractId, place.period, String(ordinal)]);
  return hash("sha256", content, "hex").slice(0, 32);
}
