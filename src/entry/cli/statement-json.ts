/**
 * A statement as JSON, the same for every command: money as decimal strings with exactly the currency's decimals.
 */
import { formatMinor } from "../../domain/money.ts";
import { ratioText } from "../../domain/rate.ts";
import type { Statement } from "../../domain/statement.ts";

/** @param exponent decimals of the statement's currency */
export function statementJson(statement: Statement, exponent: number, final: boolean) {
  const money = (minor: bigint | null): string | null => (minor === null ? null : formatMinor(minor, exponent));
  return {
    agentId: statement.agentId,
    market: statement.market,
    period: statement.period,
    status: statement.status,
    reason: statement.reason,
    total: statement.total,
    financed: statement.financed,
    volume: formatMinor(statement.volumeMinor, exponent),
    target: money(statement.targetMinor),
    currency: statement.currency,
    penetration: {
      numerator: Number(statement.penetration.numerator),
      denominator: Number(statement.penetration.denominator),
      text: ratioText(statement.penetration),
    },
    achievement:
      statement.achievement === null
        ? null
        : {
            numerator: formatMinor(statement.achievement.numerator, exponent),
            denominator: formatMinor(statement.achievement.denominator, exponent),
            text: ratioText(statement.achievement),
          },
    ratePpm: statement.ratePpm,
    commission: money(statement.commissionMinor),
    final,
    matrixVersion: statement.matrixVersion,
    lines: statement.lines.map((line) => ({
      contractId: line.contractId,
      amount: formatMinor(line.amountMinor, exponent),
      commission: money(line.commissionMinor),
    })),
  };
}
