/**
 * A close in steps, for who has not the time for it in one piece: each period's calculation is kept in a commit of its own, at one
 * pinned state, so that the next call goes on where the last one ended. In: market, period, whether time is left. Out: the close, or that
 * it is to be gone on with. The close is the one that `closePeriod` gives for that state, to the same hash.
 *
 * Killed anywhere, the steps so far are there. They are working memory: dropping them costs time and nothing else.
 */
import { deserialize, serialize } from "node:v8";
import { z } from "zod";
import { isJsonObject } from "../domain/json-fields.ts";
import type { Period } from "../domain/period.ts";
import { refused, type Outcome } from "../domain/refusal.ts";
import type { Database, Transaction } from "../platform/postgres/database.ts";
import { insertStepPart, keptPeriods, pinnedState, stepPart, type PinnedState } from "../store/close-steps.sql.ts";
import { closedRange, tryLockMarket, type Close } from "../store/closes.sql.ts";
import { ledgerHead } from "../store/ledger.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import { periodsBetween, withoutLines, type KeptClose, type KeptResult } from "./calculate-close.ts";
import { calculatePeriod } from "./calculate-period.ts";
import { closePeriod, closeRunning } from "./close-period.ts";
import type { FlowDeps } from "./deps.ts";
import { loadInputs } from "./load-inputs.ts";

/** Agents of one part: it bounds what is held, and how often the time is looked at. */
const AGENTS = 200;

/**
 * Written by this very code, so that its form is looked at no closer; a verification calculates every close again, and compares.
 */
const Results = z.array(
  z.custom<KeptResult>(
    (value) => isJsonObject(value) && typeof value["agentId"] === "string" && Array.isArray(value["entries"]),
  ),
);

export type SteppedClose = Outcome<Close> | "unfinished";

/**
 * @param timeLeft whether there is time for one more period; it is asked after each
 * @throws what `deps.progress` throws when a single period takes longer than there is: nothing of that period is kept
 */
export async function closeInSteps(
  deps: FlowDeps,
  market: string,
  closing: Period,
  timeLeft: () => boolean,
): Promise<SteppedClose> {
  for (;;) {
    const step = await deps.db.transaction((tx) => keepNext(deps, tx, market, closing));
    if (step === "close-running") return refused(...closeRunning(market));
    if (step !== "kept") return closePeriod(deps, market, closing, step);
    if (!timeLeft()) return "unfinished";
  }
}

/** Keeps the first period that is not kept yet. @returns all that is kept, when there is none */
async function keepNext(
  deps: FlowDeps,
  tx: Transaction,
  market: string,
  closing: Period,
): Promise<"kept" | "close-running" | KeptClose> {
  if (!(await tryLockMarket(tx, market))) return "close-running";
  const state = (await pinnedState(tx, market, closing)) ?? (await stateOfNow(tx, market, closing));
  const kept = await keptPeriods(tx, market, closing);
  const period = periodsBetween(state.from, closing).find((one) => !kept.includes(one));
  if (period === undefined) return { ...state, results: (of) => keptResults(deps.db, { market, closing, period: of }) };
  const settings = await settingsAsOf(deps.db, state.asOf);
  const inputs = await loadInputs(deps.db, { market, period, asOf: state.asOf }, settings);
  let part = 0;
  let held: KeptResult[] = [];
  const keep = async (): Promise<void> => {
    await insertStepPart(tx, state, { market, closing, period, part, results: serialize(held) });
    deps.progress({ what: `${market} ${closing}: calculating ${period}`, done: part, total: null });
    part += 1;
    held = [];
  };
  for await (const { agentId, statement, entries } of calculatePeriod(deps.db, inputs, { ...state, closing })) {
    held.push({ agentId, statement: statement && withoutLines(statement), entries });
    if (held.length === AGENTS) await keep();
  }
  // Also when it is empty: a period with a part is one that was calculated.
  await keep();
  return "kept";
}

async function stateOfNow(tx: Transaction, market: string, closing: Period): Promise<PinnedState> {
  return {
    asOf: await currentRevision(tx),
    ledgerSeq: (await ledgerHead(tx))?.seq ?? 0n,
    from: (await closedRange(tx, market))?.first ?? closing,
  };
}

async function* keptResults(
  db: Database,
  step: { readonly market: string; readonly closing: Period; readonly period: Period },
): AsyncGenerator<KeptResult> {
  for (let part = 0; ; part += 1) {
    const bytes = await stepPart(db, { ...step, part });
    if (bytes === null) return;
    yield* Results.parse(deserialize(bytes));
  }
}
