/**
 * Close: calculates what a period's close would post and stages it for approval; posts nothing.
 * In: market and period. Out: the close, or why it cannot be calculated. One transaction: a killed run leaves nothing behind.
 * Running it again gives the same close while nothing has changed, and replaces it when something has.
 */
import { completenessState } from "../domain/completeness.ts";
import { addMonths, dateInZone, lastDayOf, type Period } from "../domain/period.ts";
import { marketByCode } from "../domain/market.ts";
import { done, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import { recordAct } from "../store/audit.sql.ts";
import { copyInEntries, dropProposed, replaceStatements } from "../store/proposals.sql.ts";
import {
  closedRange,
  decideClose,
  findClose,
  insertClose,
  lockWaitingClose,
  marketsToClose,
  nextCloseId,
  recordProposal,
  tryLockMarket,
  type Close,
} from "../store/closes.sql.ts";
import { dropSteps } from "../store/close-steps.sql.ts";
import { ledgerHead } from "../store/ledger.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import { calculateClose, emptySummary, type CloseScope, type CloseSummary, type KeptClose } from "./calculate-close.ts";
import { calculatePeriod } from "./calculate-period.ts";
import { completenessDetail, contractsMissing, readCompleteness } from "./completeness.ts";
import type { FlowDeps } from "./deps.ts";
import { loadInputs } from "./load-inputs.ts";
import { reconciliationOpen } from "./reconciliation-open.ts";

/**
 * Calculates the close of one market.
 * @param kept what was calculated before, by `closeInSteps`: the close is of that state
 */
export async function closePeriod(
  deps: FlowDeps,
  market: string,
  period: Period,
  kept?: KeptClose,
): Promise<Outcome<Close>> {
  return deps.db.transaction(async (tx) => {
    if (!(await tryLockMarket(tx, market))) return refused(...closeRunning(market));
    const refusal =
      (await outOfOrder(deps, tx, market, period)) ??
      (await contractsMissing(tx, market, period)) ??
      (await reconciliationOpen(tx, market));
    if (refusal !== null) return { ok: false, refusal };
    const calculated = await calculateAndStage(deps, tx, { market, period, kept });
    return done(calculated);
  });
}

/** The refusal's words when another process works on the same market. */
export function closeRunning(market: string): [string, string, Record<string, unknown>] {
  return [
    "close-running",
    `Another process is closing or approving ${market} at this moment. It goes on; wait for it to end, then run the command again.`,
    { market },
  ];
}

/** Null when the market's period can be closed now; else why not (domain.md, "Who may do what" and "The ledger"). */
export async function outOfOrder(
  deps: Pick<FlowDeps, "now">,
  tx: Transaction,
  market: string,
  period: Period,
): Promise<Refusal | null> {
  const found = marketByCode(market);
  if (found === null) throw new Error(`assertion: unknown market ${market}`);
  const today = dateInZone(deps.now(), found.timeZone);
  const range = await closedRange(tx, market);
  const refuse = (message: string, expected: readonly Period[]): Refusal => ({
    code: "out-of-order",
    message,
    details: { market, period, firstClosed: range?.first ?? null, lastClosed: range?.last ?? null, expected },
  });
  if (range !== null) {
    const next = addMonths(range.last, 1);
    if (period !== range.last && period !== next) {
      const what =
        period < range.last
          ? `${period} is closed for good, because ${range.last} is closed too; what has changed in it is settled by the next close.`
          : `${period} cannot be closed before the months between.`;
      return refuse(`${market}: ${what} Close ${next} next, or ${range.last} again.`, [range.last, next]);
    }
  }
  if (today <= lastDayOf(period)) {
    return refuse(
      `${market}: ${period} has not ended: it is ${today} in ${found.timeZone}. Close it from ${addMonths(period, 1)}-01 on.`,
      range === null ? [] : [range.last],
    );
  }
  return null;
}

async function calculateAndStage(
  deps: FlowDeps,
  tx: Transaction,
  { market, period, kept }: { market: string; period: Period; kept: KeptClose | undefined },
): Promise<Close> {
  const asOf = kept?.asOf ?? (await currentRevision(tx));
  const ledgerSeq = kept?.ledgerSeq ?? (await ledgerHead(tx))?.seq ?? 0n;
  const from = kept?.from ?? (await closedRange(tx, market))?.first ?? period;
  const state = { from, asOf, ledgerSeq, kept: kept?.results };
  const now = deps.now();
  const id = await nextCloseId(tx, market, period);
  // Locked, since a rejection needs no market's lock and could decide about it meanwhile.
  const waiting = await lockWaitingClose(tx, market);
  // The waiting one makes room first, since a market has one at a time; when nothing has changed, all of this is taken back.
  if (waiting !== null) {
    const unchanged = await proposesTheSame(deps, waiting, { ...state, period });
    if (unchanged) {
      await dropSteps(tx, market);
      return waiting;
    }
    await decideClose(tx, waiting.id, { status: "rejected", by: deps.actor, at: now, reason: `superseded by ${id}` });
    await dropProposed(tx, waiting.id);
  }
  await insertClose(tx, { id, market, period, revision: asOf, ledgerSeq, startedBy: deps.actor, startedAt: now });
  const summary = emptySummary();
  await copyInEntries(tx, id, calculateClose(deps.db, { ...state, market, closing: period }, summary, deps.progress));
  await replaceStatements(tx, id, summary.statements);
  await recordProposal(tx, id, { revision: asOf, ledgerSeq, ...summary });
  await dropSteps(tx, market);
  const detail = {
    statements: summary.statementCount,
    entries: summary.entryCount,
    blocked: summary.blocked.length,
    proposalHash: summary.proposalHash,
    ...(await completenessDetail(tx, market, period)),
  };
  await recordAct(tx, { at: now, actor: deps.actor, action: "close.calculated", subject: id, detail });
  const close = await findClose(tx, id);
  if (close === null) throw new Error(`assertion: close ${id} is gone`);
  return close;
}

type StateOfClose = Pick<CloseScope, "from" | "asOf" | "ledgerSeq" | "kept">;

async function proposesTheSame(
  deps: FlowDeps,
  waiting: Close,
  state: StateOfClose & { period: Period },
): Promise<boolean> {
  if (waiting.period !== state.period) return false;
  if (waiting.revision === state.asOf && waiting.ledgerSeq === state.ledgerSeq) return true;
  const summary = await summarise(deps, waiting, state);
  return summary.proposalHash === waiting.proposalHash && summary.statementCount === waiting.statementCount;
}

/** Calculates a close as of another state, for its summary alone. */
export async function summarise(
  deps: FlowDeps,
  close: Pick<Close, "market" | "period">,
  state: StateOfClose,
): Promise<CloseSummary> {
  const summary = emptySummary();
  const scope = {
    market: close.market,
    from: state.from,
    closing: close.period,
    asOf: state.asOf,
    ledgerSeq: state.ledgerSeq,
    kept: state.kept,
  };
  const entries = calculateClose(deps.db, scope, summary, deps.progress);
  while (!(await entries.next()).done);
  return summary;
}

/**
 * The markets that `close` without a market takes: those with counting contracts in the period, with a closed period, or of which the
 * source says that contracts of the period are missing: one of which nothing has come would be passed over without a word.
 * @param among only this one is looked at; all when not given
 */
export async function marketsClosable(deps: FlowDeps, period: Period, among?: string): Promise<string[]> {
  const asOf = await currentRevision(deps.db);
  const settings = await settingsAsOf(deps.db, asOf);
  const markets: string[] = [];
  for (const market of await marketsToClose(deps.db, period)) {
    if (among !== undefined && market !== among) continue;
    const closed = await closedRange(deps.db, market);
    const inputs = await loadInputs(deps.db, { market, period, asOf }, settings);
    if (closed !== null || (await hasStatement(deps, inputs, asOf))) markets.push(market);
  }
  const withGap = (await readCompleteness(deps, { period })).filter((c) => completenessState(c) === "missing");
  const incomplete = withGap.map((c) => c.market).filter((market) => among === undefined || market === among);
  return [...new Set([...markets, ...incomplete])].toSorted();
}

async function hasStatement(
  deps: FlowDeps,
  inputs: Awaited<ReturnType<typeof loadInputs>>,
  asOf: bigint,
): Promise<boolean> {
  for await (const result of calculatePeriod(deps.db, inputs, { asOf, ledgerSeq: 0n, closing: null })) {
    if (result.statement !== null) return true;
  }
  return false;
}
