/**
 * One batch on its three sides: the ledger, the bytes that were cut, what Core View holds. In: two of them. Out: every difference,
 * entry by entry, with market, agent, contract and booked-in month.
 */
import { readCsv, type DeliveredEntry } from "../delivery/batch-bytes.ts";
import type { EntryState } from "../delivery/judge-answer.ts";
import { readBatch } from "../delivery/read-batch.ts";
import { exponentOf } from "../domain/currency.ts";
import type { LedgerEntry, ProposedEntry } from "../domain/ledger-entry.ts";
import { formatMinor } from "../domain/money.ts";
import type { HeldBatch } from "../platform/core-view/core-view.ts";
import type { StoredBatch } from "../store/batches.sql.ts";
import type { FoundDifference } from "../store/differences.sql.ts";

/** The ledger's entries of a batch against its bytes. */
export function compareWithLedger(batch: StoredBatch, posted: readonly LedgerEntry[]): FoundDifference[] {
  const { id } = batch;
  return compareEntries(posted, readCsv(batch.csv) ?? [], {
    missing: (e) => notInBatch(e, id),
    differs: (e, other) =>
      difference("entry-not-in-ledger", id, e, {
        found: text(other),
        expected: text(e),
        message: `Entry ${e.id} says something else in batch ${id} than in the ledger.`,
      }),
    extra: (e) =>
      difference("entry-not-in-ledger", id, e, {
        found: text(e),
        expected: "no such entry",
        message: `Batch ${id} holds entry ${e.id}, which is not in the ledger at that place.`,
      }),
  });
}

/** A ledger entry that is not in the batch where it belongs; null: in none at all, so that it was never delivered. */
export function notInBatch(e: ProposedEntry, batch: string | null): FoundDifference {
  if (batch === null) {
    const message = `Ledger entry ${e.id} is in no batch, so it was never delivered.`;
    return difference("entry-not-in-batch", null, e, { found: "no batch", expected: text(e), message });
  }
  const message = `Ledger entry ${e.id} is not in batch ${batch}, where it belongs.`;
  return difference("entry-not-in-batch", batch, e, { found: "not in the batch", expected: text(e), message });
}

/** What Core View holds of a batch against its bytes, and against what it had said that it booked. */
export function compareWithHeld(batch: StoredBatch, states: readonly EntryState[], held: HeldBatch): FoundDifference[] {
  return [...compareContent(batch, held), ...compareBooking(batch, states, held)];
}

function compareContent(batch: StoredBatch, held: HeldBatch): FoundDifference[] {
  const { id } = batch;
  const { csv, manifest } = held;
  const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);
  if (csv !== null && same(batch.csv, csv) && (manifest === null || same(batch.manifest, manifest))) return [];
  const read = readBatch(held);
  const damaged = read.problems.map((problem) => ({
    code: "batch-damaged",
    batch: id,
    market: batch.market,
    agentId: null,
    contractId: null,
    bookedIn: batch.bookedIn,
    found: problem.found,
    expected: problem.expected,
    message: `Core View holds batch ${id} damaged (${problem.code}). Nothing was overwritten: find out who changed it.`,
  }));
  const entries = compareEntries(readCsv(batch.csv) ?? [], read.entries, {
    missing: (e) =>
      difference("entry-missing", id, e, {
        found: "not in Core View",
        expected: text(e),
        message: `Core View does not have entry ${e.id} of batch ${id}.`,
      }),
    differs: (e, other) =>
      difference("entry-differs", id, e, {
        found: text(other),
        expected: text(e),
        message: `Core View has entry ${e.id} of batch ${id} with other content.`,
      }),
    extra: (e) =>
      difference("entry-unknown", id, e, {
        found: text(e),
        expected: "no such entry",
        message: `Core View has entry ${e.id} in batch ${id}, which was never delivered.`,
      }),
  });
  return [...damaged, ...entries];
}

/** Entries that Core View had accepted, and of which it says now that they are refused, or nothing. */
function compareBooking(batch: StoredBatch, states: readonly EntryState[], { booked }: HeldBatch): FoundDifference[] {
  // "awaited" for an accepted batch is what a destination says that was asked for acknowledgements only later.
  if (booked === "all" || booked === "awaited") return [];
  const said = new Map(booked.map((answer) => [answer.entryId, answer]));
  return acceptedEntries(batch, states)
    .filter((e) => said.get(e.id)?.state !== "accepted")
    .map((e) => {
      const answer = said.get(e.id);
      const found = answer === undefined ? "nothing is said of it" : `refused: ${answer.reason ?? "no reason given"}`;
      const message = `Core View had accepted entry ${e.id} of batch ${batch.id} and does not say so now.`;
      return difference("entry-not-booked", batch.id, e, { found, expected: text(e), message });
    });
}

/** A batch of which Core View had accepted all or a part, and which it does not have now. */
export function missingBatch(batch: StoredBatch, states: readonly EntryState[]): FoundDifference[] {
  return acceptedEntries(batch, states).map((e) =>
    difference("batch-missing", batch.id, e, {
      found: "no batch",
      expected: text(e),
      message: `Core View had accepted batch ${batch.id} and does not have it now: entry ${e.id} is not booked.`,
    }),
  );
}

function acceptedEntries(batch: StoredBatch, states: readonly EntryState[]): DeliveredEntry[] {
  const entries = readCsv(batch.csv) ?? [];
  if (batch.state === "accepted") return entries;
  const accepted = new Set(states.filter((s) => s.state === "accepted").map((s) => s.entryId));
  return entries.filter((e) => accepted.has(e.id));
}

/** A batch that Core View has and this ledger never cut. @param market whose Core View has it */
export function unknownBatch(held: HeldBatch, market: string): FoundDifference[] {
  const { entries } = readBatch(held);
  if (entries.length > 0) {
    return entries.map((e) => ({
      ...difference("batch-unknown", held.id, e, {
        found: text(e),
        expected: "no such batch",
        message: `Core View has batch ${held.id}, which this ledger never cut: entry ${e.id}.`,
      }),
      market,
    }));
  }
  const message = `Core View has batch ${held.id}, which this ledger never cut and which cannot be read.`;
  const where = { batch: held.id, market, agentId: null, contractId: null, bookedIn: null };
  return [{ code: "batch-unknown", ...where, found: held.id, expected: "no such batch", message }];
}

interface Reports {
  missing(entry: ProposedEntry): FoundDifference;
  differs(entry: ProposedEntry, other: ProposedEntry): FoundDifference;
  extra(entry: ProposedEntry): FoundDifference;
}

function compareEntries(
  expected: readonly ProposedEntry[],
  found: readonly DeliveredEntry[],
  reports: Reports,
): FoundDifference[] {
  const differences: FoundDifference[] = [];
  const rest = new Map<string, DeliveredEntry>();
  const again: DeliveredEntry[] = [];
  for (const entry of found) {
    if (rest.has(entry.id)) again.push(entry);
    else rest.set(entry.id, entry);
  }
  for (const entry of expected) {
    const other = rest.get(entry.id);
    rest.delete(entry.id);
    if (other === undefined) differences.push(reports.missing(entry));
    else if (text(entry) !== text(other)) differences.push(reports.differs(entry, other));
  }
  for (const entry of [...rest.values(), ...again]) differences.push(reports.extra(entry));
  return differences;
}

function difference(
  code: string,
  batch: string | null,
  e: ProposedEntry,
  told: Pick<FoundDifference, "found" | "expected" | "message">,
): FoundDifference {
  const { market, agentId, contractId, bookedIn } = e;
  return { code, batch, market, agentId, contractId, bookedIn, ...told };
}

/** All that an entry says, as text: two entries are the same when this is. */
function text(e: ProposedEntry): string {
  const amount = formatMinor(e.amountMinor, exponentOf(e.currency) ?? 0);
  return `${amount} ${e.currency} (${e.kind}, ${e.agentId}, ${e.market}, contract ${e.contractId}, ${e.period}, booked in ${e.bookedIn}, ${e.ratePpm} ppm, ${e.statementId})`;
}
