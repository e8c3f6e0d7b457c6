import { expect, test } from "vitest";
import { parsePeriod } from "../domain/period.ts";
import { measurementsOf } from "./measure-operations.ts";
import type { MarketStatus, Status } from "./read-status.ts";

const NOW = new Date("2024-03-02T12:00:00Z");
const january = parsePeriod("2024-01");
const february = parsePeriod("2024-02");
if (january === null || february === null) throw new Error("assertion: real months");

const market: MarketStatus = {
  market: "SE",
  newestClosed: january,
  notClosed: [],
  waiting: null,
  blocked: [],
  batches: [],
  deliveryEnabled: true,
  differences: null,
  comparedAt: null,
};
const close = {
  id: "SE-2024-02-1",
  market: "SE",
  period: february,
  status: "calculated",
  revision: 1n,
  ledgerSeq: 0n,
  statementCount: 1,
  entryCount: 1,
  blocked: [],
  proposalHash: "",
  startedBy: "frida",
  startedAt: "2024-02-28T12:00:00Z",
  decidedBy: null,
  decidedAt: null,
  reason: null,
} as const;
const batch = { market: "SE", currency: "SEK", batches: 2, entries: 3, sumMinor: 5n, since: "2024-03-02T06:00:00Z" };

function status(one: Partial<MarketStatus>, rest: Partial<Status> = {}): Status {
  return { markets: [{ ...market, ...one }], rejected: null, differences: null, alarms: [], ...rest };
}

test.each<[string, Status, Partial<ReturnType<typeof measurementsOf>>]>([
  ["nothing waits", status({}), { MarketsNotClosed: 0, RejectedMessagesOpen: 0, OldestUndeliveredHours: 0 }],
  ["rejected messages", status({}, { rejected: { open: 4, since: "" } }), { RejectedMessagesOpen: 4 }],
  ["a month that ended without a close", status({ notClosed: [february] }), { MarketsNotClosed: 1 }],
  [
    "a month whose close waits",
    status({ notClosed: [february], waiting: close }),
    { MarketsNotClosed: 0, ClosesWaitingDays: 3 },
  ],
  [
    "an earlier month beside the one that waits",
    status({ notClosed: [january, february], waiting: close }),
    { MarketsNotClosed: 1 },
  ],
  [
    "batches on their way for six hours",
    status({ batches: [{ ...batch, state: "pending" }] }),
    { OldestUndeliveredHours: 6, BatchesForAPerson: 0 },
  ],
  ["batches that Core View refused", status({ batches: [{ ...batch, state: "refused" }] }), { BatchesForAPerson: 2 }],
  [
    "differences, of a market and of none",
    status({ differences: { open: 2, since: "" } }, { differences: { open: 1, since: "" } }),
    { UnreconciledEntries: 3 },
  ],
])("%s", (_what, state, expected) => {
  expect(measurementsOf(state, state, NOW)).toMatchObject(expected);
});
