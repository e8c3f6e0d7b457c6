/**
 * What Core View lacks of a batch. In: the CSV as it was cut, the CSV that Core View gives back. Out: the entries that are not in it,
 * or null when it holds anything else than rows of the batch as they were cut, in their order.
 *
 * A Core View over HTTP gives back what it has booked: an entry that it refuses is not in it, and nothing is wrong with that.
 */
import { readCsv, renderCsv, type DeliveredEntry } from "./batch-bytes.ts";

export function lackingEntries(cut: Uint8Array, held: Uint8Array): readonly DeliveredEntry[] | null {
  if (sameBytes(cut, held)) return [];
  const entries = readCsv(cut) ?? [];
  const heldIds = new Set(readCsv(held)?.map((entry) => entry.id));
  const part = renderCsv(entries.filter((entry) => heldIds.has(entry.id)));
  return sameBytes(part, held) ? entries.filter((entry) => !heldIds.has(entry.id)) : null;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
