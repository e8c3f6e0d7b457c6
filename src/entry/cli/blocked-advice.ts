/**
 * What to do about a blocked statement, in a sentence or two for a person.
 */
import type { BlockedReason } from "../../domain/statement.ts";

export function blockedAdvice(
  about: { agentId: string; market: string; period: string; otherMarkets?: readonly string[] },
  reason: BlockedReason,
): string {
  const { agentId, market, period, otherMarkets = [] } = about;
  const year = period.slice(0, 4);
  switch (reason) {
    case "matrix-missing":
      return `There is no commission matrix for ${market} ${year}. Import a workbook commission_matrices_${year}.xlsx with one.`;
    case "target-missing":
      return `There is no sales target of ${agentId} for ${period}. Import a workbook of sales targets ${year} with one.`;
    case "target-ambiguous": {
      const others = otherMarkets.length === 0 ? "in another market" : `in ${otherMarkets.join(", ")}`;
      return `The target of ${agentId} for ${period} names no market, and the agent sold ${others} too. Import one that names ${market}.`;
    }
    default:
      return reason satisfies never;
  }
}
