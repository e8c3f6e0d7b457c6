/**
 * A ledger entry as JSON, the same for every door.
 */
import type { LedgerRow } from "../../flows/read-pages.ts";
import { moneyText } from "./money-text.ts";

export function ledgerJson(e: LedgerRow) {
  return {
    id: e.id,
    seq: Number(e.seq),
    agentId: e.agentId,
    market: e.market,
    contractId: e.contractId,
    period: e.period,
    bookedIn: e.bookedIn,
    kind: e.kind,
    ratePpm: e.ratePpm,
    amount: moneyText(e.amountMinor, e.currency),
    currency: e.currency,
    close: e.closeId,
    statementId: e.statementId,
    hash: e.hash,
  };
}
