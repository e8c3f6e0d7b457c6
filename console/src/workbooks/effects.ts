/**
 * What a workbook would do to the statements, in money. In: the effects of an upload, a market and month each. Out: one row an agent and month,
 * the largest difference first; and the sums of each market. Money stays decimal strings.
 */
import type { Answer } from "../api/routes.ts";
import { minorOf, sumOf } from "../table/column.ts";

export type Effect = Answer<"get", "/uploads/{id}">["file"]["effects"][number];
export type Outcome = Effect["statements"][number]["before"];

export interface EffectRow {
  readonly market: string;
  readonly period: string;
  readonly currency: string;
  readonly agentId: string;
  readonly before: Outcome;
  readonly after: Outcome;
  /** What is blocked pays nothing. */
  readonly difference: string;
}

export interface MarketEffect {
  readonly market: string;
  readonly currency: string;
  readonly periods: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly difference: string;
  readonly statements: number;
  readonly agents: number;
}

export function effectRows(effects: readonly Effect[]): EffectRow[] {
  return effects
    .flatMap(({ market, period, currency, statements, difference: sum }) =>
      statements.map(({ agentId, before, after }) => {
        const zero = sum.includes(".") ? `0.${"0".repeat(sum.split(".")[1]?.length ?? 0)}` : "0";
        const difference = sumOf([after.commission ?? zero, negated(before.commission ?? zero)]);
        return { market, period, currency, agentId, before, after, difference };
      }),
    )
    .toSorted((a, b) => compare(sizeOf(b.difference), sizeOf(a.difference)));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sizeOf(decimal: string): bigint {
  const minor = minorOf(decimal) ?? 0n;
  return minor < 0n ? -minor : minor;
}

function negated(decimal: string): string {
  return decimal.startsWith("-") ? decimal.slice(1) : `-${decimal}`;
}

/** A market whose currency changes during the year has a sum of each: what is in two currencies is never added. */
export function marketEffects(effects: readonly Effect[]): MarketEffect[] {
  const groups = Map.groupBy(effects, ({ market, currency }) => `${market} ${currency}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const statements = group.flatMap((effect) => effect.statements);
    return [
      {
        market: first.market,
        currency: first.currency,
        periods: group.map((effect) => effect.period),
        before: sumOf(group.map((effect) => effect.before)),
        after: sumOf(group.map((effect) => effect.after)),
        difference: sumOf(group.map((effect) => effect.difference)),
        statements: statements.length,
        agents: new Set(statements.map((statement) => statement.agentId)).size,
      },
    ];
  });
}
