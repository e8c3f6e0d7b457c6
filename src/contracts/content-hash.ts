/**
 * What makes two events "the same": the digest of their normalised data.
 * In: a validated contract, or totals. Out: SHA-256 in hex. `time`, `subject` and unknown fields take no part.
 */
import { hash } from "node:crypto";
import type { ControlTotals } from "../domain/completeness.ts";
import type { Contract } from "../domain/contract.ts";

/** @param type the event's type, so that a later version of the data never meets an earlier one */
export function contentHashOf(type: string, contract: Contract): string {
  const { cancellation } = contract;
  // A list in a fixed order, written as JSON: one text for one content. The order is stored in every hash: never change it.
  const canonical = JSON.stringify([
    type,
    contract.contractId,
    contract.sequence,
    contract.market,
    contract.agentId,
    contract.contractDate,
    contract.category,
    contract.financed,
    contract.amountMinor === null ? null : contract.amountMinor.toString(),
    contract.currency,
    contract.brand,
    cancellation === null ? null : [cancellation.date, cancellation.reason],
  ]);
  return hash("sha256", canonical, "hex");
}

/** As contentHashOf, of control totals. */
export function totalsHashOf(type: string, totals: ControlTotals): string {
  const { market, period, contracts, amountMinor, currency, asOf } = totals;
  // One text for one content. The order is stored in every hash: never change it.
  return hash(
    "sha256",
    JSON.stringify([type, market, period, `${contracts}`, `${amountMinor}`, currency, asOf]),
    "hex",
  );
}
