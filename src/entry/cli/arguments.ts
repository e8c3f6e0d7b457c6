/**
 * Arguments as people type them, read once for every command. What cannot be read is wrong usage, with what was expected.
 */
import { findMarket } from "../../domain/market.ts";
import { parsePeriod, type Period } from "../../domain/period.ts";
import { usageError } from "./failures.ts";

export function periodArgument(text: string): Period {
  const period = parsePeriod(text.trim());
  if (period === null) throw usageError(`Found period "${text}"; expected a month such as 2024-01.`);
  return period;
}

/** A market's code, from its code or name. */
export function marketArgument(text: string): string {
  const market = findMarket(text);
  if (market === null)
    throw usageError(
      `Found market "${text}"; expected a market's code or name, such as SE or Sweden. "opencommission markets" lists them.`,
    );
  return market.code;
}

export function idArgument(text: string): bigint {
  return numberOf(text, "opencommission rejected list");
}

/** The number of a difference of reconciliation. */
export function differenceArgument(text: string): bigint {
  return numberOf(text, "opencommission reconcile");
}

function numberOf(text: string, printedBy: string): bigint {
  if (!/^[1-9]\d{0,17}$/.test(text))
    throw usageError(`Found id "${text}"; expected a number as "${printedBy}" prints it.`);
  return BigInt(text);
}

/** A whole number from 0 on. */
export function countArgument(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw usageError(`Found "${text}"; expected a whole number such as 12.`);
  return Number(text);
}

/** A ledger entry as it was noted elsewhere: its number and its hash. */
export function headArgument(text: string): { seq: bigint; hash: string } {
  const [, seq, hash] = /^([1-9]\d{0,17}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined)
    throw usageError(
      `Found head "${text}"; expected a number, a colon and 64 hex digits, as "opencommission ledger" prints them.`,
    );
  return { seq: BigInt(seq), hash };
}
