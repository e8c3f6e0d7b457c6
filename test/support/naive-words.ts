/**
 * The product's statements and entries in the words of the naive calculator, so that the two can be compared.
 */
import { compareCodePoints } from "../../src/domain/code-point-order.ts";
import type { LedgerEntry } from "../../src/domain/ledger-entry.ts";
import { parsePeriod, type Period } from "../../src/domain/period.ts";
import { ratioText } from "../../src/domain/rate.ts";
import type { Statement } from "../../src/domain/statement.ts";
import { DECIMALS } from "./commission-world.ts";
import type { NaiveEntry, NaiveStatement } from "./naive-calculator.ts";
import { decimalText } from "./world-translation.ts";

export function periodOfText(text: string): Period {
  const parsed = parsePeriod(text);
  if (parsed === null) throw new Error(`assertion: ${text} is not a period`);
  return parsed;
}

function decimalsOf(market: string): number {
  const decimals = DECIMALS[market];
  if (decimals === undefined) throw new Error(`assertion: no decimals of ${market}`);
  return decimals;
}

/** A statement in the words of the naive calculator. */
export function statementInNaiveWords(statement: Statement | null): NaiveStatement | null {
  if (statement === null) return null;
  const money = (minor: bigint) => decimalText(minor, decimalsOf(statement.market));
  return {
    agent: statement.agentId,
    market: statement.market,
    month: statement.period,
    status: statement.status,
    reason: statement.reason,
    total: statement.total,
    financed: statement.financed,
    volume: money(statement.volumeMinor),
    target: statement.targetMinor === null ? null : money(statement.targetMinor),
    penetration: ratioText(statement.penetration),
    achievement: statement.achievement === null ? null : ratioText(statement.achievement),
    rate: statement.ratePpm === null ? null : decimalText(statement.ratePpm, 4),
    commission: statement.commissionMinor === null ? null : money(statement.commissionMinor),
    lines: statement.lines.map((line) => ({
      contract: line.contractId,
      amount: money(line.amountMinor),
      commission: line.commissionMinor === null ? null : money(line.commissionMinor),
    })),
  };
}

export function entryInNaiveWords(entry: LedgerEntry): NaiveEntry {
  return {
    agent: entry.agentId,
    market: entry.market,
    month: entry.period,
    contract: entry.contractId,
    bookedIn: entry.bookedIn,
    kind: entry.kind,
    rate: decimalText(entry.ratePpm, 4),
    amount: decimalText(entry.amountMinor, decimalsOf(entry.market)),
  };
}

/** Entries as a set: within one close their order is the product's own affair. */
export function sorted(entries: readonly NaiveEntry[]): readonly string[] {
  const words = (e: NaiveEntry) => [e.market, e.month, e.agent, e.contract, e.bookedIn, e.kind, e.rate, e.amount];
  return entries.map((entry) => JSON.stringify(words(entry))).toSorted(compareCodePoints);
}
