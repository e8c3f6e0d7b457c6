/**
 * What `watch` measures and from when on a person is told. In both the function that measures and the alarms that look at it, by the
 * same names. No measurement names a person or an agent.
 */

export const METRICS = [
  {
    metric: "RejectedMessagesOpen",
    alarm: "messages-rejected",
    above: 0,
    periods: 1,
    description: "Contract messages were rejected and nobody has replayed or dismissed them",
  },
  {
    metric: "BlockedAgents",
    alarm: "agents-blocked",
    above: 0,
    periods: 1,
    description: "A close that waits for approval has agents without a target or a matrix",
  },
  {
    metric: "OldestUndeliveredHours",
    alarm: "delivery-late",
    above: 4,
    periods: 1,
    description: "A batch has not been accepted by Core View for more than four hours",
  },
  {
    metric: "BatchesForAPerson",
    alarm: "delivery-stopped",
    above: 0,
    periods: 1,
    description: "Core View refused a batch, or a part of it: it waits for a person",
  },
  {
    metric: "UnreconciledEntries",
    alarm: "unreconciled",
    above: 0,
    periods: 1,
    description: "Reconciliation found differences between the ledger and Core View that nobody has solved or waived",
  },
  {
    metric: "MarketsNotClosed",
    alarm: "close-missed",
    above: 0,
    periods: 1,
    description: "The last month has ended for more than a day and a market that has contracts in it has no close",
  },
  {
    metric: "ClosesWaitingDays",
    alarm: "close-waits",
    above: 5,
    periods: 1,
    description: "A close waits for its approval for more than five days",
  },
] as const;

export type MetricName = (typeof METRICS)[number]["metric"];
