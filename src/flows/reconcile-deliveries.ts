/**
 * Reconcile: ledger, batches and what Core View says that it has, entry by entry.
 * In: the database and Core View's own account. Out: every difference by name, with market, agent and booked-in period;
 * what is due but not yet delivered is told beside them and is no difference. Reads only.
 */
import { readCsv, type DeliveredEntry } from "../delivery/batch-bytes.ts";
import { readBatch } from "../delivery/read-batch.ts";
import { exponentOf } from "../domain/currency.ts";
import { MARKETS } from "../domain/market.ts";
import type { LedgerEntry, ProposedEntry } from "../domain/ledger-entry.ts";
import { formatMinor } from "../domain/money.ts";
import type { CoreViewAdapter, HeldBatch } from "../platform/core-view.ts";
import { findBatch, listBatches, type StoredBatch } from "../store/batches.sql.ts";
import { streamLedger } from "../store/ledger.sql.ts";
import type { FlowDeps } from "./deps.ts";

export interface ReconciliationDifference {
  /** `entry-missing`, `entry-differs`, `entry-unknown`, `batch-missing`, `batch-unknown`, `batch-damaged`, `entry-not-in-batch`, `entry-not-in-ledger` */
  readonly code: string;
  readonly batch: string | null;
  readonly market: string | null;
  readonly agentId: string | null;
  readonly contractId: string | null;
  readonly bookedIn: string | null;
  readonly found: string;
  readonly expected: string;
  readonly message: string;
}

export interface Reconciliation {
  readonly ok: boolean;
  readonly differences: readonly ReconciliationDifference[];
  /** Cut and not yet accepted, by market and currency. */
  readonly outstanding: readonly {
    readonly batch: string;
    readonly market: string;
    readonly currency: string;
    readonly entries: number;
    readonly sumMinor: bigint;
    readonly state: string;
  }[];
  readonly batches: number;
  readonly entries: number;
}

export async function reconcileDeliveries(
  deps: FlowDeps,
  coreViewOf: (market: string) => Promise<CoreViewAdapter>,
): Promise<Reconciliation> {
  const differences: ReconciliationDifference[] = [];
  const known = await listBatches(deps.db);
  const ledger = streamLedger(deps.db);
  let entries = 0;
  for (const [index, { id }] of known.entries()) {
    deps.progress({ what: "reconciling", done: index, total: known.length });
    const batch = await findBatch(deps.db, id);
    if (batch === null) throw new Error(`assertion: batch ${id} is gone`);
    entries += await compareWithLedger(batch, ledger, differences);
    const read = await (await coreViewOf(batch.market)).read(id);
    if (read.state === "held") compareWithCoreView(batch, read.batch, differences);
    else if (read.state !== "absent") throw new Error(read.message);
    else if (batch.state === "accepted") reportMissing(batch, differences);
  }
  for await (const entry of ledger) {
    entries += 1;
    differences.push(
      difference(
        "entry-not-in-batch",
        null,
        entry,
        "no batch",
        text(entry),
        `Ledger entry ${entry.seq} is in no batch, so it was never delivered.`,
      ),
    );
  }
  const ids = new Set(known.map((b) => b.id));
  for (const { code } of MARKETS) {
    const coreView = await coreViewOf(code);
    const listed = await coreView.list(code);
    if (listed.state !== "listed") throw new Error(listed.message);
    for (const id of listed.ids) {
      const read = ids.has(id) ? null : await coreView.read(id);
      if (read?.state === "held") reportUnknown(read.batch, differences);
    }
  }
  const outstanding = known
    .filter((b) => b.state !== "accepted")
    .map((b) => ({
      batch: b.id,
      market: b.market,
      currency: b.currency,
      entries: b.entryCount,
      sumMinor: b.sumMinor,
      state: b.state,
    }));
  return { ok: differences.length === 0, differences, outstanding, batches: known.length, entries };
}

/** Takes the batch's entries off the ledger's stream and compares them with its bytes. @returns how many there were */
async function compareWithLedger(
  batch: StoredBatch,
  ledger: AsyncGenerator<LedgerEntry>,
  differences: ReconciliationDifference[],
): Promise<number> {
  const posted: LedgerEntry[] = [];
  for (let n = 0; n < batch.entryCount; n += 1) {
    const next = await ledger.next();
    if (next.done === true) break;
    posted.push(next.value);
  }
  const cut = readCsv(batch.csv) ?? [];
  compareEntries(
    posted,
    cut,
    {
      missing: (e) =>
        difference(
          "entry-not-in-batch",
          batch.id,
          e,
          "not in the batch",
          text(e),
          `Ledger entry ${e.id} is not in batch ${batch.id}, where it belongs.`,
        ),
      differs: (e, other) =>
        difference(
          "entry-not-in-ledger",
          batch.id,
          e,
          text(other),
          text(e),
          `Entry ${e.id} says something else in batch ${batch.id} than in the ledger.`,
        ),
      extra: (e) =>
        difference(
          "entry-not-in-ledger",
          batch.id,
          e,
          text(e),
          "no such entry",
          `Batch ${batch.id} holds entry ${e.id}, which is not in the ledger at that place.`,
        ),
    },
    differences,
  );
  return posted.length;
}

function compareWithCoreView(batch: StoredBatch, held: HeldBatch, differences: ReconciliationDifference[]): void {
  const { csv, manifest } = held;
  if (
    csv !== null &&
    Buffer.from(batch.csv).equals(csv) &&
    (manifest === null || Buffer.from(batch.manifest).equals(manifest))
  )
    return;
  const read = readBatch(held);
  for (const problem of read.problems) {
    differences.push({
      code: "batch-damaged",
      batch: batch.id,
      market: batch.market,
      agentId: null,
      contractId: null,
      bookedIn: batch.bookedIn,
      found: problem.found,
      expected: problem.expected,
      message: `Core View holds batch ${batch.id} damaged (${problem.code}). Nothing was overwritten: find out who changed it.`,
    });
  }
  compareEntries(
    readCsv(batch.csv) ?? [],
    read.entries,
    {
      missing: (e) =>
        difference(
          "entry-missing",
          batch.id,
          e,
          "not in Core View",
          text(e),
          `Core View does not have entry ${e.id} of batch ${batch.id}.`,
        ),
      differs: (e, other) =>
        difference(
          "entry-differs",
          batch.id,
          e,
          text(other),
          text(e),
          `Core View has entry ${e.id} of batch ${batch.id} with other content.`,
        ),
      extra: (e) =>
        difference(
          "entry-unknown",
          batch.id,
          e,
          text(e),
          "no such entry",
          `Core View has entry ${e.id} in batch ${batch.id}, which was never delivered.`,
        ),
    },
    differences,
  );
}

interface Reports {
  missing(entry: ProposedEntry): ReconciliationDifference;
  differs(entry: ProposedEntry, other: ProposedEntry): ReconciliationDifference;
  extra(entry: ProposedEntry): ReconciliationDifference;
}

function compareEntries(
  expected: readonly ProposedEntry[],
  found: readonly DeliveredEntry[],
  reports: Reports,
  differences: ReconciliationDifference[],
): void {
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
}

function reportMissing(batch: StoredBatch, differences: ReconciliationDifference[]): void {
  for (const e of readCsv(batch.csv) ?? []) {
    differences.push(
      difference(
        "batch-missing",
        batch.id,
        e,
        "no batch",
        text(e),
        `Core View had accepted batch ${batch.id} and does not have it now: entry ${e.id} is not booked.`,
      ),
    );
  }
}

function reportUnknown(held: HeldBatch, differences: ReconciliationDifference[]): void {
  const { entries } = readBatch(held);
  for (const e of entries) {
    differences.push(
      difference(
        "batch-unknown",
        held.id,
        e,
        text(e),
        "no such batch",
        `Core View has batch ${held.id}, which this ledger never cut: entry ${e.id}.`,
      ),
    );
  }
  if (entries.length > 0) return;
  differences.push({
    code: "batch-unknown",
    batch: held.id,
    market: null,
    agentId: null,
    contractId: null,
    bookedIn: null,
    found: held.id,
    expected: "no such batch",
    message: `Core View has batch ${held.id}, which this ledger never cut and which cannot be read.`,
  });
}

function difference(
  code: string,
  batch: string | null,
  e: ProposedEntry,
  found: string,
  expected: string,
  message: string,
): ReconciliationDifference {
  return {
    code,
    batch,
    market: e.market,
    agentId: e.agentId,
    contractId: e.contractId,
    bookedIn: e.bookedIn,
    found,
    expected,
    message,
  };
}

/** All that an entry says, as text: two entries are the same when this is. */
function text(e: ProposedEntry): string {
  const amount = formatMinor(e.amountMinor, exponentOf(e.currency) ?? 0);
  return `${amount} ${e.currency} (${e.kind}, ${e.agentId}, ${e.market}, contract ${e.contractId}, ${e.period}, booked in ${e.bookedIn}, ${e.ratePpm} ppm, ${e.statementId})`;
}
