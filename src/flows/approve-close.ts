/**
 * Approve: posts what a close proposes to the ledger and cuts its batches for delivery, in one transaction; or reject: neither.
 * In: the close's id, who decides. Out: the close as it stands then, or why not. Safe to repeat: an approved close is not posted again.
 */
import type { LedgerEntry, ProposedEntry } from "../domain/ledger-entry.ts";
import { done, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { sameName } from "../domain/name.ts";
import { createBatchCutter, type Batch } from "../delivery/batch.ts";
import { chainHash, GENESIS_HASH } from "../ledger/chain.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import { recordAct } from "../store/audit.sql.ts";
import { insertBatch } from "../store/batches.sql.ts";
import { dropProposed, replaceStatements, streamProposed } from "../store/proposals.sql.ts";
import {
  closedRange,
  decideClose,
  findClose,
  lockClose,
  recordProposal,
  tryLockMarket,
  type Close,
} from "../store/closes.sql.ts";
import { appendEntries, lockLedger, moveHead, type LedgerHead } from "../store/ledger.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import { uploadersOf } from "../store/workbooks.sql.ts";
import { periodsBetween, proposalHasher } from "./calculate-close.ts";
import { closeRunning, outOfOrder, summarise } from "./close-period.ts";
import { completenessDetail, contractsMissing } from "./completeness.ts";
import type { FlowDeps } from "./deps.ts";
import { reconciliationOpen } from "./reconciliation-open.ts";

/** How many entries are hashed, cut and copied at a time: it bounds what an approval holds in memory. */
const CHUNK = 5_000;

export async function approveClose(deps: FlowDeps, id: string): Promise<Outcome<Close>> {
  const known = await findClose(deps.db, id);
  if (known === null) return noSuchClose(id);
  return deps.db.transaction(async (tx) => {
    if (!(await tryLockMarket(tx, known.market))) return refused(...closeRunning(known.market));
    const close = await lockClose(tx, id);
    if (close === null) throw new Error(`assertion: close ${id} is gone`);
    if (wasDecidedSo(close, ["approved", "delivered"], deps.actor)) return done(close);
    // One state for all that follows: a workbook that commits between two looks would be in the close and past the four eyes.
    const asOf = await currentRevision(tx);
    const refusal =
      decidedAlready(close, "approve") ??
      (await fourEyes(deps, tx, { close, asOf })) ??
      (await outOfOrder(deps, tx, close.market, close.period)) ??
      (await contractsMissing(tx, close.market, close.period)) ??
      (await reconciliationOpen(tx, close.market));
    if (refusal !== null) return { ok: false, refusal };
    const head = await lockLedger(tx, GENESIS_HASH);
    const stale = await refreshOrStale(deps, tx, { close, asOf }, head);
    if (stale !== null) return { ok: false, refusal: stale };
    await post(deps, tx, close, head);
    await dropProposed(tx, id);
    await decideClose(tx, id, { status: "approved", by: deps.actor, at: deps.now(), reason: null });
    const detail = {
      entries: close.entryCount,
      proposalHash: close.proposalHash,
      ...(await completenessDetail(tx, close.market, close.period)),
    };
    await recordAct(tx, { at: deps.now(), actor: deps.actor, action: "close.approved", subject: id, detail });
    return done(await mustFind(tx, id));
  });
}

/** A close, and the inputs that it would be approved with. */
interface CloseAsOf {
  readonly close: Close;
  readonly asOf: bigint;
}

export async function rejectClose(deps: FlowDeps, id: string, reason: string): Promise<Outcome<Close>> {
  if (reason.trim() === "") return refused("reason-missing", "A rejection needs a reason: --reason TEXT.");
  return deps.db.transaction(async (tx) => {
    const close = await lockClose(tx, id);
    if (close === null) return noSuchClose(id);
    if (wasDecidedSo(close, ["rejected"], deps.actor) && close.reason === reason.trim()) return done(close);
    const refusal = decidedAlready(close, "reject");
    if (refusal !== null) return { ok: false, refusal };
    await decideClose(tx, id, { status: "rejected", by: deps.actor, at: deps.now(), reason: reason.trim() });
    await recordAct(tx, {
      at: deps.now(),
      actor: deps.actor,
      action: "close.rejected",
      subject: id,
      detail: { reason: reason.trim() },
    });
    return done(await mustFind(tx, id));
  });
}

async function mustFind(tx: Transaction, id: string): Promise<Close> {
  const close = await findClose(tx, id);
  if (close === null) throw new Error(`assertion: close ${id} is gone`);
  return close;
}

function noSuchClose(id: string): { readonly ok: false; readonly refusal: Refusal } {
  return refused("close-unknown", `There is no close ${id}. "opencommission close --period YYYY-MM" prints the ids.`, {
    close: id,
  });
}

/** The same decision by the same person was made before: a command that was killed after its commit is simply repeated. */
function wasDecidedSo(close: Close, statuses: readonly Close["status"][], actor: string): boolean {
  return statuses.includes(close.status) && close.decidedBy !== null && sameName(close.decidedBy, actor);
}

function decidedAlready(close: Close, act: "approve" | "reject"): Refusal | null {
  if (close.status === "calculated") return null;
  const details = { close: close.id, status: close.status, decidedBy: close.decidedBy, reason: close.reason };
  if (close.status === "rejected" && close.reason?.startsWith("superseded by ")) {
    const message = `Close ${close.id} is out of date: it was ${close.reason}. Look at that one and ${act} it.`;
    return { code: "close-stale", message, details };
  }
  const why =
    close.status === "rejected"
      ? `rejected by ${close.decidedBy}: ${close.reason}`
      : `${close.status} already (approved by ${close.decidedBy})`;
  const message = `Close ${close.id} was ${why}. Nothing was done. To settle what has changed since, run close for ${close.period} again.`;
  return { code: "close-decided", message, details };
}

/** The uploaders of what a close would be approved with, whom four eyes keep from it; null where four eyes are off. */
async function keptAway(db: Queryable, { close, asOf }: CloseAsOf): Promise<ReadonlySet<string> | null> {
  // As of now: a workbook that came after the calculation and changes nothing of it is one that the close is approved with.
  const settings = await settingsAsOf(db, asOf);
  if (!settings.of(close.market).fourEyes) return null;
  const from = (await closedRange(db, close.market))?.first ?? close.period;
  return uploadersOf(db, asOf, close.market, periodsBetween(from, close.period));
}

/** Who may not approve a close that waits, whatever their roles: so that nobody has to try. Empty once it is decided about. */
export async function readKeptAway({ db }: Pick<FlowDeps, "db">, close: Close): Promise<string[]> {
  if (close.status !== "calculated") return [];
  const uploaders = await keptAway(db, { close, asOf: await currentRevision(db) });
  return uploaders === null ? [] : [...new Set([close.startedBy, ...uploaders])].toSorted();
}

/** Nobody approves a close that they started or whose workbooks they uploaded, where four-eyes is on (domain.md, "Who may do what"). */
async function fourEyes(deps: FlowDeps, tx: Transaction, { close, asOf }: CloseAsOf): Promise<Refusal | null> {
  const uploaders = await keptAway(tx, { close, asOf });
  if (uploaders === null) return null;
  const started = sameName(close.startedBy, deps.actor);
  const uploaded = [...uploaders].some((name) => sameName(name, deps.actor));
  if (!started && !uploaded) return null;
  const what = started ? "started it" : "uploaded a workbook that it uses";
  return {
    code: "four-eyes",
    message: `${deps.actor} ${what} and so cannot approve close ${close.id}. Somebody else has to: --as NAME.`,
    details: { close: close.id, actor: deps.actor, startedBy: close.startedBy, uploadedBy: [...uploaders].sort() },
  };
}

/** Brings the close to the state of now when that changes nothing of what it proposes; else says that it is out of date. */
async function refreshOrStale(
  deps: FlowDeps,
  tx: Transaction,
  { close, asOf }: CloseAsOf,
  head: LedgerHead,
): Promise<Refusal | null> {
  if (asOf === close.revision && head.seq === close.ledgerSeq) return null;
  const from = (await closedRange(tx, close.market))?.first ?? close.period;
  const now = await summarise(deps, close, { from, asOf, ledgerSeq: head.seq });
  if (now.proposalHash !== close.proposalHash) {
    return {
      code: "close-stale",
      message: `Close ${close.id} is out of date: contracts, workbooks or settings have changed since it was calculated. Run close for ${close.period} again and look at what it proposes now.`,
      details: {
        close: close.id,
        proposed: { entries: close.entryCount, blocked: close.blocked.length },
        now: { entries: now.entryCount, blocked: now.blocked.length },
      },
    };
  }
  await recordProposal(tx, close.id, { revision: asOf, ledgerSeq: head.seq, ...now });
  await replaceStatements(tx, close.id, now.statements);
  return null;
}

/** Numbers, hashes and chains the staged entries, and cuts their batches, a chunk at a time. */
async function post(deps: FlowDeps, tx: Transaction, close: Close, head: LedgerHead): Promise<void> {
  const hasher = proposalHasher();
  const cutter = createBatchCutter();
  let { seq, hash } = head;
  let chunk: LedgerEntry[] = [];
  const flush = async (batches: readonly Batch[]): Promise<void> => {
    await appendEntries(tx, chunk);
    for (const batch of batches) await insertBatch(tx, { ...batch, closeId: close.id });
    chunk = [];
    deps.progress({ what: `${close.id}: posting`, done: Number(seq - head.seq), total: close.entryCount });
  };
  let cut: Batch[] = [];
  for await (const proposed of streamProposed(deps.db, close)) {
    hasher.add(proposed);
    seq += 1n;
    const numbered: ProposedEntry & { seq: bigint; closeId: string } = { ...proposed, seq, closeId: close.id };
    hash = chainHash(hash, numbered);
    const entry: LedgerEntry = { ...numbered, hash };
    chunk.push(entry);
    cut.push(...cutter.add(entry));
    if (chunk.length === CHUNK) {
      await flush(cut);
      cut = [];
    }
  }
  await flush([...cut, ...cutter.end()]);
  const posted = hasher.digest(close.blocked);
  if (posted !== close.proposalHash)
    throw new Error(`assertion: what is staged for close ${close.id} is not what was calculated`);
  await moveHead(tx, { seq, hash });
}
