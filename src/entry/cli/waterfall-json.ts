/**
 * A waterfall as JSON, the same for the command line and the API. Money is a decimal string with the currency's decimals.
 */
import type { Minor } from "../../domain/money.ts";
import type { AgentWaterfall, Waterfall, WaterfallCause } from "../../flows/read-waterfall.ts";
import { moneyText } from "./money-text.ts";

export function waterfallJson({ close, previous, totals, steps }: Waterfall) {
  const ofClose = ({ id, market, period, status }: Waterfall["close"]) => ({ id, market, period, status });
  return {
    close: ofClose(close),
    previous: previous === null ? null : ofClose(previous),
    totals: totals.map((t) => ({
      currency: t.currency,
      amount: moneyText(t.amountMinor, t.currency),
      entries: t.entries,
    })),
    steps: steps.map(({ currency, cause, amountMinor, places, agents }) => ({
      currency,
      cause,
      amount: moneyText(amountMinor, currency),
      places,
      agents,
    })),
  };
}

export function agentWaterfallJson({ agentId, period, currency, amountMinor, entries, shares }: AgentWaterfall) {
  const causes = new Map<WaterfallCause, { amountMinor: Minor; places: number }>();
  for (const share of shares) {
    const sum = causes.get(share.cause) ?? { amountMinor: 0n, places: 0 };
    causes.set(share.cause, { amountMinor: sum.amountMinor + share.amountMinor, places: sum.places + 1 });
  }
  return {
    agentId,
    period,
    currency,
    amount: moneyText(amountMinor, currency),
    entries,
    causes: [...causes].map(([cause, sum]) => ({
      cause,
      amount: moneyText(sum.amountMinor, currency),
      places: sum.places,
    })),
  };
}

export function contractSharesJson({ agentId, period, currency, shares }: AgentWaterfall) {
  return shares.map(({ contractId, cause, amountMinor }) => ({
    contractId,
    agentId,
    period,
    cause,
    amount: moneyText(amountMinor, currency),
    currency,
  }));
}
