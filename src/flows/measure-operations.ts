/**
 * Measure: what waits for somebody, what is late, which market was not closed; the status of all markets as one number of each.
 * In: the database, the time. Out: the measurements. A month counts as not closed when it has ended for more than a day in the market's own
 * time zone, and no close of it waits for its approval either.
 */
import type { MetricName } from "../platform/metric-names.ts";
import type { FlowDeps } from "./deps.ts";
import { readStatus, type MarketStatus, type Status } from "./read-status.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export async function measureOperations(
  deps: Pick<FlowDeps, "db" | "now">,
): Promise<Readonly<Record<MetricName, number>>> {
  const now = deps.now();
  const status = await readStatus({ ...deps, now: () => now });
  const dayAgo = await readStatus({ ...deps, now: () => new Date(now.getTime() - DAY_MS) });
  return measurementsOf(status, dayAgo, now);
}

/** @param dayAgo the same state by yesterday's clock: what had ended then */
export function measurementsOf(status: Status, dayAgo: Status, now: Date): Readonly<Record<MetricName, number>> {
  const { markets } = status;
  const batches = markets.flatMap((market) => market.batches);
  const waiting = markets.flatMap((market) => (market.waiting === null ? [] : [market.waiting]));
  return {
    RejectedMessagesOpen: status.rejected?.open ?? 0,
    BlockedAgents: sum(markets.map((market) => market.blocked.length)),
    OldestUndeliveredHours: oldest(batches, now) / HOUR_MS,
    BatchesForAPerson: sum(
      batches.map(({ state, batches: n }) => (state === "refused" || state === "partly-accepted" ? n : 0)),
    ),
    UnreconciledEntries: sum([
      status.differences?.open ?? 0,
      ...markets.map((market) => market.differences?.open ?? 0),
    ]),
    MarketsNotClosed: dayAgo.markets.filter(isLate).length,
    ClosesWaitingDays:
      oldest(
        waiting.map((close) => ({ since: close.startedAt })),
        now,
      ) / DAY_MS,
  };
}

function isLate({ notClosed, waiting }: MarketStatus): boolean {
  return notClosed.some((period) => period !== waiting?.period);
}

function oldest(those: readonly { readonly since: string | null }[], now: Date): number {
  const ages = those.flatMap(({ since }) => (since === null ? [] : [now.getTime() - new Date(since).getTime()]));
  return Math.max(0, ...ages);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
