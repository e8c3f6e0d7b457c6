/**
 * The ways to the markets' Core Views within one delivery: their adapters, the kill switch, the breakers.
 * In: a market. Out: whether anything may go there now, and what an attempt leaves of the destination's breaker.
 */
import { afterFailure, breakerGate, CLOSED, trialClaimed, type BreakerGate } from "../delivery/breaker.ts";
import type { Settings } from "../domain/settings.ts";
import type { CoreViewAdapter, ListResult } from "../platform/core-view/core-view.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import { changeBreaker, findBreaker, lockBreaker } from "../store/attempts.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import type { FlowDeps } from "./deps.ts";

/** What was learnt about a market before something is sent to it. */
export type MarketExamined =
  | { readonly state: "clear" }
  | { readonly state: "ahead"; readonly code: "core-view-ahead"; readonly problem: string }
  | Exclude<ListResult, { state: "listed" }>;

export interface Way {
  readonly market: string;
  readonly adapter: CoreViewAdapter;
  /** The market's settings of this very moment: the kill switch works in the middle of a run. */
  settings(): Promise<Settings>;
  isEnabled(): Promise<boolean>;
  /** A person asks for it, and nothing was tried at this destination in this call. */
  mayTryNow(): boolean;
  markTried(): void;
  /** What was learnt about the market in this call; null before its first sending. */
  examined: MarketExamined | null;
}

export interface Ways {
  to(market: string): Promise<Way>;
  /** Closes every adapter that was asked for. */
  close(): Promise<void>;
}

/** Why nothing of a batch goes out now. */
export interface HeldBack {
  readonly code: string;
  readonly problem: string;
  /** Null: until a person does something. */
  readonly until: Date | null;
}

export function openWays(
  deps: FlowDeps,
  coreViewOf: (market: string) => Promise<CoreViewAdapter>,
  mode: "by-hand" | "scheduled",
): Ways {
  const ways = new Map<string, Way>();
  const tried = new Set<string>();
  return {
    async to(market) {
      const known = ways.get(market);
      if (known !== undefined) return known;
      const adapter = await coreViewOf(market);
      const settings = async (): Promise<Settings> =>
        (await settingsAsOf(deps.db, await currentRevision(deps.db))).of(market);
      const way: Way = {
        market,
        adapter,
        settings,
        isEnabled: async () => (await settings()).deliveryEnabled,
        mayTryNow: () => mode === "by-hand" && !tried.has(adapter.destination),
        markTried: () => tried.add(adapter.destination),
        examined: null,
      };
      ways.set(market, way);
      return way;
    },
    async close() {
      for (const adapter of new Set([...ways.values()].map((way) => way.adapter))) await adapter.close();
    },
  };
}

/** Null when a batch of the market may go out now. An open breaker lets one trial through, which is claimed here. */
export async function heldBack(deps: FlowDeps, way: Way): Promise<HeldBack | null> {
  if (!(await way.isEnabled())) {
    const problem = `Delivery is switched off for ${way.market}: nothing goes out. Switch it on with: settings set delivery-enabled on`;
    return { code: "delivery-off", problem, until: null };
  }
  const { destination } = way.adapter;
  const asked = { now: deps.now(), mayTryNow: way.mayTryNow() };
  const state = (await findBreaker(deps.db, destination)) ?? CLOSED;
  let gate = breakerGate(state, asked);
  if (gate.gate === "trial") gate = await claimTrial(deps, destination, asked);
  if (gate.gate !== "wait") {
    way.markTried();
    return null;
  }
  const until = gate.until.toISOString();
  const problem =
    gate.code === "retry-after"
      ? `Core View (${destination}) asked us to wait until ${until}.`
      : `Core View (${destination}) has failed ${state.failures} times in a row: it is left alone until ${until}, then tried once.`;
  return { code: gate.code, problem, until: gate.until };
}

async function claimTrial(
  deps: FlowDeps,
  destination: string,
  asked: { now: Date; mayTryNow: boolean },
): Promise<BreakerGate> {
  return deps.db.transaction(async (tx) => {
    const state = await lockBreaker(tx, destination, asked.now);
    const gate = breakerGate(state, asked);
    if (gate.gate === "trial") {
      const claimed = trialClaimed(state, asked.now);
      await changeBreaker(tx, destination, claimed, { problem: null, at: asked.now });
    }
    return gate;
  });
}

/** What an attempt leaves of the breaker: one failure more, or none any more. */
export async function keepBreaker(
  tx: Transaction,
  { adapter: { destination } }: Way,
  result: { readonly failure: { readonly retryAfterMs: number | null } | null; readonly problem: string | null },
  at: Date,
): Promise<void> {
  if (result.failure === null) {
    // Locked only where there is something to forget: two deliveries that go well do not wait for each other.
    const state = (await findBreaker(tx, destination)) ?? CLOSED;
    if (state.failures === 0 && state.openUntil === null && state.retryAfter === null) return;
    await lockBreaker(tx, destination, at);
    return changeBreaker(tx, destination, CLOSED, { problem: null, at });
  }
  const before = await lockBreaker(tx, destination, at);
  const after = afterFailure(before, at, result.failure.retryAfterMs);
  await changeBreaker(tx, destination, after, { problem: result.problem, at });
}
