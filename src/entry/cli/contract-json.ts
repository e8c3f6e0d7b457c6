/**
 * A contract as it stands as JSON, the same for every door.
 */
import { counts } from "../../domain/contract.ts";
import { periodOf } from "../../domain/period.ts";
import type { Settings } from "../../domain/settings.ts";
import type { PagedContract } from "../../flows/read-pages.ts";
import { moneyText } from "./money-text.ts";

/** @param settings of its market: they say whether it counts */
export function contractJson({ contract: c, event }: PagedContract, settings: Settings) {
  const { source, id, receivedAt, receivedFrom, line } = event;
  return {
    contractId: c.contractId,
    sequence: c.sequence,
    market: c.market,
    agentId: c.agentId,
    contractDate: c.contractDate,
    category: c.category,
    financed: c.financed,
    amount: c.amountMinor === null ? null : moneyText(c.amountMinor, c.currency),
    currency: c.currency,
    brand: c.brand,
    cancellation: c.cancellation === null ? null : { date: c.cancellation.date, reason: c.cancellation.reason },
    period: periodOf(c.contractDate),
    state: c.cancellation === null ? ("active" as const) : ("cancelled" as const),
    counts: counts(c, settings),
    event: { source, id, receivedAt, receivedFrom, line },
  };
}
