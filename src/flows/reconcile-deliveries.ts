/**
 * Reconcile: ledger, batches and what Core View says that it has, entry by entry.
 * In: the database and Core View's own account. Out: every difference by name, with market, agent, contract and booked-in period;
 * what is due but not yet accepted, and what Core View refused, are told beside them and are no difference.
 *
 * Ledger and batches are read up to one ledger number: an approval that commits meanwhile is the next run's. Differences are kept
 * in one transaction as they are found, so that none of them has to be held, and those that are found no more are solved by it.
 */
import { MARKETS } from "../domain/market.ts";
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import type { CoreViewAdapter } from "../platform/core-view/core-view.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import { entryStates, refusedEntries, type RefusedEntry } from "../store/attempts.sql.ts";
import { recordAct } from "../store/audit.sql.ts";
import {
  deliverySums,
  findBatch,
  listBatches,
  marketsOfDelivery,
  neverCut,
  type ListedBatch,
  type StoredBatch,
} from "../store/batches.sql.ts";
import {
  beginRun,
  countFound,
  foundBy,
  keepDifferences,
  solveUnfound,
  type FoundDifference,
  type StoredDifference,
} from "../store/differences.sql.ts";
import { ledgerHead, streamLedger } from "../store/ledger.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import { compareWithHeld, compareWithLedger, missingBatch, notInBatch, unknownBatch } from "./compare-batch.ts";
import { overdueProblem, acknowledgementHours } from "./delivery-alarm.ts";
import type { FlowDeps } from "./deps.ts";
import { createDesk, type Desk, type Unreachable } from "./core-view-desk.ts";

export type ReconciliationDifference = StoredDifference;

export interface Reconciliation {
  /** No open difference, and every Core View was asked. */
  readonly ok: boolean;
  /** By which `readDifferences` finds all that this run found. */
  readonly run: bigint;
  readonly open: number;
  readonly waived: number;
  /** The first of those that this run found, open and waived. */
  readonly differences: readonly ReconciliationDifference[];
  readonly unreachable: readonly Unreachable[];
  /** Cut and not yet accepted. */
  readonly outstanding: readonly ListedBatch[];
  /** Entries that Core View refused, with its reason. */
  readonly refused: readonly RefusedEntry[];
  /** Per market and currency, exact: ledger = accepted + outstanding + refused. */
  readonly sums: Awaited<ReturnType<typeof deliverySums>>;
  readonly batches: number;
  readonly entries: number;
}

/** So many differences are handed back; the rest is read by `readDifferences`. */
const MOST_HANDED = 1_000;
const CHUNK = 500;

/** @param coreViewOf makes a market's adapter; each that it gives is closed at the end */
export async function reconcileDeliveries(
  deps: FlowDeps,
  coreViewOf: (market: string) => Promise<CoreViewAdapter>,
): Promise<Reconciliation> {
  const desk = createDesk(coreViewOf);
  try {
    return await deps.db.transaction(async (tx) => {
      desk.reset();
      const run = await beginRun(tx);
      const at = deps.now();
      let found: FoundDifference[] = [];
      let place = 0n;
      const keep = async (): Promise<void> => {
        await keepDifferences(tx, found, { run, place, at });
        place += BigInt(found.length);
        found = [];
      };
      const throughSeq = (await ledgerHead(tx))?.seq ?? 0n;
      const counts = { entries: 0, batches: 0 };
      for await (const difference of everyDifference(deps, tx, desk, { throughSeq, counts })) {
        found.push(difference);
        if (found.length === CHUNK) await keep();
      }
      await keep();
      const unreachable = desk.unreachable();
      const asked = MARKETS.map((m) => m.code).filter((code) => !unreachable.some((u) => u.market === code));
      const solved = await solveUnfound(tx, run, asked);
      const { open, waived } = await countFound(tx, run);
      const detail = { ...counts, open, waived, solved, unreachable: unreachable.map((u) => u.market) };
      const ok = open === 0 && unreachable.length === 0;
      const subject = `ledger entry ${throughSeq}`;
      await recordAct(tx, {
        at,
        actor: deps.actor,
        action: "deliveries.reconciled",
        subject,
        detail: { ok, ...detail },
      });
      const listed = await listBatches(tx, { throughSeq });
      return {
        ok,
        run,
        open,
        waived,
        differences: await foundBy(tx, run, 0n, MOST_HANDED),
        unreachable,
        outstanding: listed.filter((b) => b.state !== "accepted"),
        refused: await refusedEntries(tx),
        sums: await deliverySums(tx, throughSeq),
        ...counts,
      };
    });
  } finally {
    await desk.close();
  }
}

/** All that a run found, from the database, a chunk at a time. */
export async function* readDifferences(
  deps: Pick<FlowDeps, "db">,
  run: bigint,
): AsyncGenerator<ReconciliationDifference> {
  let from = 0n;
  for (;;) {
    const chunk = await foundBy(deps.db, run, from, CHUNK);
    yield* chunk;
    const last = chunk.at(-1);
    if (last === undefined) return;
    from = last.place + 1n;
  }
}

/** Asks the database by the run's own connection, beside the one that the ledger comes by: two are enough for it. */
async function* everyDifference(
  deps: FlowDeps,
  tx: Transaction,
  desk: Desk,
  { throughSeq, counts }: { readonly throughSeq: bigint; readonly counts: { entries: number; batches: number } },
): AsyncGenerator<FoundDifference> {
  const settings = await settingsAsOf(tx, await currentRevision(tx));
  const known = await listBatches(tx, { throughSeq });
  counts.batches = known.length;
  const ledger = streamLedger(deps.db, { throughSeq });
  try {
    for (const [index, { id }] of known.entries()) {
      deps.progress({ what: "reconciling", done: index, total: known.length });
      const batch = await findBatch(tx, id);
      if (batch === null) throw new Error(`assertion: batch ${id} is gone`);
      const posted = await take(ledger, batch.entryCount);
      counts.entries += posted.length;
      yield* compareWithLedger(batch, posted);
      yield* await compareWithCoreView(tx, desk, batch);
      const overdue = batch.state === "sent" ? overdueProblem(batch, settings.of(batch.market), deps.now()) : null;
      if (overdue !== null)
        yield overdueDifference(batch, overdue.problem, acknowledgementHours(settings.of(batch.market)));
    }
    for await (const entry of ledger) {
      counts.entries += 1;
      yield notInBatch(entry, null);
    }
  } finally {
    // It holds a connection while it is under way.
    await ledger.return(undefined);
  }
  for (const market of await marketsOfDelivery(
    tx,
    MARKETS.map(({ code }) => code),
  )) {
    yield* foreignBatches(tx, desk, market);
  }
}

async function take(ledger: AsyncGenerator<LedgerEntry>, count: number): Promise<LedgerEntry[]> {
  const taken: LedgerEntry[] = [];
  while (taken.length < count) {
    const next = await ledger.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

async function compareWithCoreView(tx: Transaction, desk: Desk, batch: StoredBatch): Promise<FoundDifference[]> {
  // Before asking: what is accepted meanwhile is not missing in an answer that is older.
  const states = batch.state === "pending" ? [] : await entryStates(tx, batch.id);
  const read = await desk.read(batch.market, batch.id);
  if (read === null) return [];
  if (read.state === "held") return compareWithHeld(batch, states, read.batch);
  return missingBatch(batch, states);
}

async function* foreignBatches(tx: Transaction, desk: Desk, market: string): AsyncGenerator<FoundDifference> {
  const listed = await desk.list(market);
  // Asked of the database now: a batch that was cut meanwhile is known by the time that Core View has it.
  for (const id of await neverCut(tx, listed ?? [])) {
    const read = await desk.read(market, id);
    if (read?.state === "held") yield* unknownBatch(read.batch, market);
  }
}

function overdueDifference(batch: StoredBatch, message: string, hours: number): FoundDifference {
  const where = { batch: batch.id, market: batch.market, agentId: null, contractId: null, bookedIn: batch.bookedIn };
  const expected = `an acknowledgement within ${hours} hours`;
  return { code: "acknowledgement-overdue", ...where, found: "no acknowledgement", expected, message };
}
