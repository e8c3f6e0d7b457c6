/**
 * Measure: what waits for somebody, what is late, which market was not closed. In: the database, the time. Out: one number of each.
 * A market counts as not closed when its month has ended for more than a day in its own time zone and it has contracts in it.
 */
import { MARKETS } from "../domain/market.ts";
import { addDays, addMonths, dateInZone, periodOf, type Period } from "../domain/period.ts";
import type { MetricName } from "../platform/metric-names.ts";
import { marketsWithClose, waitingFigures } from "../store/figures.sql.ts";
import { marketsClosable } from "./close-period.ts";
import type { FlowDeps } from "./deps.ts";

export async function measureOperations(deps: FlowDeps): Promise<Readonly<Record<MetricName, number>>> {
  const figures = await waitingFigures(deps.db, deps.now());
  return {
    RejectedMessagesOpen: figures.rejectedOpen,
    BlockedAgents: figures.blockedAgents,
    OldestUndeliveredHours: figures.oldestUndeliveredHours,
    BatchesForAPerson: figures.batchesForAPerson,
    UnreconciledEntries: figures.unreconciled,
    MarketsNotClosed: (await marketsNotClosed(deps)).length,
    ClosesWaitingDays: figures.closesWaitingDays,
  };
}

/** Markets whose last month has ended for more than a day and has no close. */
export async function marketsNotClosed(deps: FlowDeps): Promise<string[]> {
  const marketsOf = Map.groupBy(MARKETS, ({ timeZone }) => monthDue(deps.now(), timeZone));
  const missing: string[] = [];
  for (const [period, markets] of marketsOf) {
    const closed = await marketsWithClose(deps.db, period);
    const closable = await marketsClosable(deps, period);
    missing.push(
      ...markets.map(({ code }) => code).filter((code) => closable.includes(code) && !closed.includes(code)),
    );
  }
  return missing.toSorted();
}

/** The month that should be closed by now: the one before yesterday's. */
export function monthDue(now: Date, timeZone: string): Period {
  return addMonths(periodOf(addDays(dateInZone(now, timeZone), -1)), -1);
}
