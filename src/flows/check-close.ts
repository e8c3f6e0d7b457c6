/**
 * Closes: each recomputed as of the inputs that it was posted with, and compared entry by entry and statement by statement.
 * In: the closes, what the ledger holds of each. Out: differences.
 */
import type { LedgerEntry, ProposedEntry } from "../domain/ledger-entry.ts";
import { exponentOf } from "../domain/currency.ts";
import { formatMinor } from "../domain/money.ts";
import type { Database } from "../platform/postgres/database.ts";
import { statementColumns, streamStatements } from "../store/proposals.sql.ts";
import { closedRange, type Close } from "../store/closes.sql.ts";
import { streamLedger } from "../store/ledger.sql.ts";
import { calculateClose, emptySummary, type CloseSummary } from "./calculate-close.ts";
import type { EntriesOfClose } from "./check-ledger.ts";
import type { Difference } from "./difference.ts";

/** What is expected of a whole database: closes that stand where they say that they stand. */
export interface CloseSurroundings {
  readonly ofClose: ReadonlyMap<string, EntriesOfClose>;
  /** The newest revision of the inputs. */
  readonly revision: bigint;
}

export async function checkClose(
  db: Database,
  close: Close,
  surroundings: CloseSurroundings,
  differences: Difference[],
): Promise<void> {
  const from = (await closedRange(db, close.market))?.first ?? close.period;
  const summary = emptySummary();
  const scope = { market: close.market, from, closing: close.period, asOf: close.revision, ledgerSeq: close.ledgerSeq };
  const expected = calculateClose(db, scope, summary, () => undefined);
  const differing = await firstDifferentEntry(close, expected, streamLedger(db, { closeId: close.id }));
  const ofRecord = recordDifference(close, summary, surroundings);
  if (differing !== null) differences.push(differing);
  else if (ofRecord !== null) differences.push(ofRecord);
  const statements = new Map(summary.statements.map((s) => [s.id, statementColumns(s.statement)]));
  await checkStatements(db, close, statements, differences);
}

/** Both are read to their end. */
async function firstDifferentEntry(
  close: Close,
  expected: AsyncGenerator<ProposedEntry>,
  posted: AsyncGenerator<LedgerEntry>,
): Promise<Difference | null> {
  let difference: Difference | null = null;
  try {
    for (;;) {
      const want = await expected.next();
      // After the first difference the two lists are out of step, and every further line would say the same.
      const have: IteratorResult<LedgerEntry, void> =
        difference === null ? await posted.next() : { done: true, value: undefined };
      if (want.done === true && have.done === true) return difference;
      const wanted: ProposedEntry | null = want.done === true ? null : want.value;
      const had: LedgerEntry | null = have.done === true ? null : have.value;
      if (difference !== null || sameEntry(wanted, had)) continue;
      difference = entryDifference(close, wanted, had);
    }
  } finally {
    // Each holds a connection while it is under way, also when the other one stumbles.
    await expected.return(undefined);
    await posted.return(undefined);
  }
}

function entryDifference(close: Close, wanted: ProposedEntry | null, had: LedgerEntry | null): Difference {
  const name = wanted ?? had;
  return {
    code: "close-differs",
    subject: `close ${close.id}`,
    found: entryText(had),
    expected: entryText(wanted),
    message: `Close ${close.id}, recomputed from its own inputs, gives another entry for contract ${name?.contractId} of ${name?.agentId} than the ledger holds.`,
  };
}

/** What the record of a close says of itself, against what its inputs and the ledger give. */
function recordDifference(
  close: Close,
  summary: CloseSummary,
  { ofClose, revision }: CloseSurroundings,
): Difference | null {
  const entries = ofClose.get(close.id);
  const facts: [string, string, string][] = [
    ["what was approved", close.proposalHash, summary.proposalHash],
    ["its blocked agents", blockedText(close.blocked), blockedText(summary.blocked)],
    ["its number of statements", String(close.statementCount), String(summary.statementCount)],
    ["its number of entries", String(close.entryCount), String(summary.entryCount)],
    // A close without entries leaves no trace of where the ledger stood.
    ["the ledger entry before it", String(close.ledgerSeq), String(entries ? entries.first - 1n : close.ledgerSeq)],
    ["the state of its inputs", String(close.revision), String(close.revision <= revision ? close.revision : revision)],
  ];
  const different = facts.find(([, found, expected]) => found !== expected);
  if (different === undefined) return null;
  const [what, found, expected] = different;
  const message = `The record of close ${close.id} is not what its inputs and the ledger give (${what}): the record or its inputs were changed in the database.`;
  return { code: "close-differs", subject: `close ${close.id}`, found, expected, message };
}

function blockedText(blocked: Close["blocked"]): string {
  return blocked.length === 0 ? "none" : blocked.map((b) => `${b.agentId} ${b.period} ${b.reason}`).join("; ");
}

/** Entries of closes that are not posted: of a close that was taken out, or whose state was changed. */
export function checkOwners(closes: readonly Close[], { ofClose }: CloseSurroundings, differences: Difference[]): void {
  const posted = new Set(closes.map(({ id }) => id));
  for (const [id, { first, count }] of ofClose) {
    if (posted.has(id)) continue;
    const found = `${count} entries from ${first} on`;
    const message = `The ledger holds entries of close ${id}, which is no approved close: it was taken out or changed in the database.`;
    differences.push({ code: "close-missing", subject: `close ${id}`, found, expected: "no entries", message });
  }
}

function sameEntry(a: ProposedEntry | null, b: LedgerEntry | null): boolean {
  if (a === null || b === null) return false;
  return (
    a.id === b.id &&
    a.market === b.market &&
    a.agentId === b.agentId &&
    a.contractId === b.contractId &&
    a.period === b.period &&
    a.bookedIn === b.bookedIn &&
    a.kind === b.kind &&
    a.ratePpm === b.ratePpm &&
    a.amountMinor === b.amountMinor &&
    a.currency === b.currency &&
    a.statementId === b.statementId
  );
}

function entryText(entry: ProposedEntry | null): string {
  if (entry === null) return "no entry";
  return `${entry.contractId} ${entry.kind} ${formatMinor(entry.amountMinor, exponentOf(entry.currency) ?? 0)} ${entry.currency}, ${entry.period}`;
}

async function checkStatements(
  db: Database,
  close: Close,
  recomputed: Map<string, readonly (string | null)[]>,
  differences: Difference[],
): Promise<void> {
  for await (const [id = null, ...columns] of streamStatements(db, close.id)) {
    if (id === null) throw new Error("assertion: a kept statement has an id");
    const wanted = recomputed.get(id);
    recomputed.delete(id);
    if (wanted !== undefined && JSON.stringify(wanted) === JSON.stringify(columns)) continue;
    const message = `Statement ${id} of close ${close.id} is not what its inputs give.`;
    differences.push({
      code: "statement-differs",
      subject: `statement ${id}`,
      found: JSON.stringify(columns),
      expected: wanted === undefined ? "no statement" : JSON.stringify(wanted),
      message,
    });
  }
  for (const [id, columns] of recomputed) {
    const message = `Statement ${id} of close ${close.id} is gone from the record.`;
    differences.push({
      code: "statement-differs",
      subject: `statement ${id}`,
      found: "no statement",
      expected: JSON.stringify(columns),
      message,
    });
  }
}
