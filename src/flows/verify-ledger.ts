/**
 * Verify: that nothing was changed behind the ledger's back, and that every close can be repeated with the same result.
 * In: the database. Out: every difference by name; none when all is well. Reads only.
 * Facts that came after a close are no difference: each close is recomputed as of the inputs that it was posted with.
 */
import { createHash } from "node:crypto";
import { contentHashOf } from "../contracts/content-hash.ts";
import { EVENT_TYPE } from "../contracts/parse-event.ts";
import { parseMessage } from "../contracts/parse-message.ts";
import { formatMinor } from "../domain/money.ts";
import { CHAIN_START, verifyChain, type ChainState } from "../ledger/chain.ts";
import type { LedgerEntry, ProposedEntry } from "../domain/ledger-entry.ts";
import { parseCalendarDate } from "../domain/period.ts";
import { exponentOf } from "../domain/currency.ts";
import { findBatch, listBatches } from "../store/batches.sql.ts";
import { closedRange, postedCloses, statementColumns, streamStatements, type Close } from "../store/closes.sql.ts";
import { brokenVersions, streamAcceptedEvents } from "../store/fact-checks.sql.ts";
import { ledgerHead, streamLedger } from "../store/ledger.sql.ts";
import { calculateClose, emptySummary } from "./calculate-close.ts";
import type { FlowDeps } from "./deps.ts";

export interface Difference {
  /** Kebab-case: `ledger-changed`, `close-differs`, `statement-differs`, `batch-changed`, `fact-changed`, … */
  readonly code: string;
  /** What it is about: an entry, a close, a batch, a contract. */
  readonly subject: string;
  readonly found: string;
  readonly expected: string;
  readonly message: string;
}

export interface Verification {
  readonly ok: boolean;
  readonly entries: number;
  readonly closes: number;
  readonly differences: readonly Difference[];
}

export async function verifyLedger(deps: FlowDeps): Promise<Verification> {
  const chain = await checkChain(deps);
  const closes = await postedCloses(deps.db);
  const differences = [...chain.differences, ...(await checkFacts(deps))];
  for (const [index, close] of closes.entries()) {
    deps.progress({ what: "recomputing closes", done: index, total: closes.length });
    differences.push(...(await checkClose(deps, close)));
  }
  deps.progress({ what: "recomputing closes", done: closes.length, total: closes.length });
  differences.push(...(await checkBatches(deps)));
  return { ok: differences.length === 0, entries: chain.entries, closes: closes.length, differences };
}

async function checkChain(deps: FlowDeps): Promise<{ entries: number; differences: Difference[] }> {
  let state: ChainState = CHAIN_START;
  let entries = 0;
  for await (const entry of streamLedger(deps.db)) {
    state = verifyChain(state, entry);
    entries += 1;
  }
  const differences: Difference[] = [];
  if (state.fault !== null) {
    const { seq, found, expected } = state.fault;
    const message = `Ledger entry ${seq} does not fit the chain of hashes: it, or an entry before it, was changed, added or taken out in the database. Compare with a backup and with Core View.`;
    differences.push({ code: "ledger-changed", subject: `entry ${seq}`, found, expected, message });
  } else {
    const head = await ledgerHead(deps.db);
    if ((head?.seq ?? 0n) !== state.lastSeq || (head !== null && head.hash !== state.lastHash)) {
      const message =
        "The ledger does not end where the last approval left it: entries were taken out or added at its end.";
      differences.push({
        code: "ledger-end-changed",
        subject: "ledger",
        found: `last entry ${state.lastSeq}`,
        expected: `last entry ${head?.seq ?? 0n}`,
        message,
      });
    }
  }
  return { entries, differences };
}

/** The contracts that calculations read, against the events that they were made from. */
async function checkFacts(deps: FlowDeps): Promise<Difference[]> {
  const differences: Difference[] = [];
  const farFuture = parseCalendarDate("9999-12-31");
  if (farFuture === null) throw new Error("assertion: 9999-12-31 is a date");
  for await (const row of streamAcceptedEvents(deps.db)) {
    const parsed = parseMessage(Buffer.from(row.raw), { today: () => farFuture });
    const event = parsed.kind === "events" ? parsed.events[0] : undefined;
    const ofRaw = event?.kind === "valid" ? event.contentHash : "unreadable";
    const ofColumns = contentHashOf(EVENT_TYPE, row.contract);
    if (ofRaw !== row.contentHash || ofColumns !== row.contentHash) {
      const message = `Contract ${row.contract.contractId} (sequence ${row.contract.sequence}) is not what its event said: the event or the contract was changed in the database.`;
      differences.push({
        code: "fact-changed",
        subject: `contract ${row.contract.contractId}`,
        found: ofRaw === row.contentHash ? ofColumns : ofRaw,
        expected: row.contentHash,
        message,
      });
    }
  }
  for (const contractId of await brokenVersions(deps.db)) {
    const message = `The versions of contract ${contractId} do not follow each other: one was taken out or its end was changed in the database.`;
    differences.push({
      code: "fact-changed",
      subject: `contract ${contractId}`,
      found: "a gap or an overlap",
      expected: "versions that follow each other",
      message,
    });
  }
  return differences;
}

/** Recomputes a close as it was, and compares entry by entry and statement by statement. */
async function checkClose(deps: FlowDeps, close: Close): Promise<Difference[]> {
  const from = (await closedRange(deps.db, close.market))?.first ?? close.period;
  const summary = emptySummary();
  const scope = { market: close.market, from, closing: close.period, asOf: close.revision, ledgerSeq: close.ledgerSeq };
  const expected = calculateClose(deps.db, scope, summary, () => undefined);
  const posted = streamLedger(deps.db, { closeId: close.id });
  const differences: Difference[] = [];
  for (;;) {
    const [want, have] = [await expected.next(), await posted.next()];
    if (want.done === true && have.done === true) break;
    const wanted = want.done === true ? null : want.value;
    const had = have.done === true ? null : have.value;
    if (sameEntry(wanted, had)) continue;
    const name = wanted ?? had;
    differences.push({
      code: "close-differs",
      subject: `close ${close.id}`,
      found: entryText(had),
      expected: entryText(wanted),
      message: `Close ${close.id}, recomputed from its own inputs, gives another entry for contract ${name?.contractId} of ${name?.agentId} than the ledger holds.`,
    });
    // After the first, the two lists are out of step, and every further line would say the same.
    break;
  }
  while (!(await expected.next()).done);
  await posted.return(undefined);
  if (summary.proposalHash !== close.proposalHash && differences.length === 0) {
    differences.push({
      code: "close-differs",
      subject: `close ${close.id}`,
      found: close.proposalHash,
      expected: summary.proposalHash,
      message: `Close ${close.id} was approved with another content than its inputs give: its record, its blocked agents or its inputs were changed.`,
    });
  }
  differences.push(
    ...(await checkStatements(
      deps,
      close,
      new Map(summary.statements.map((s) => [s.id, statementColumns(s.statement)])),
    )),
  );
  return differences;
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
  deps: FlowDeps,
  close: Close,
  recomputed: Map<string, readonly (string | null)[]>,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for await (const [id = null, ...columns] of streamStatements(deps.db, close.id)) {
    if (id === null) throw new Error("assertion: a kept statement has an id");
    const wanted = recomputed.get(id);
    recomputed.delete(id);
    if (wanted !== undefined && JSON.stringify(wanted) === JSON.stringify(columns)) continue;
    const message = `Statement ${id} of close ${close.id} is not what its inputs give.`;
    differences.push({
      code: "statement-differs",
      subject: `statement ${id}`,
      found: JSON.stringify(columns),
      expected: JSON.stringify(wanted ?? null),
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
  return differences;
}

async function checkBatches(deps: FlowDeps): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const { id, sha256 } of await listBatches(deps.db)) {
    const batch = await findBatch(deps.db, id);
    const found = batch === null ? "no batch" : createHash("sha256").update(batch.csv).digest("hex");
    if (found === sha256) continue;
    const message = `The bytes of batch ${id} are not those that were cut: they were changed in the database.`;
    differences.push({ code: "batch-changed", subject: `batch ${id}`, found, expected: sha256, message });
  }
  return differences;
}
