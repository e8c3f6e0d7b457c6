/**
 * What the entries of a close come to, by currency and kind. In: entries. Out: exact sums. Pure.
 */
import { sumOf } from "../table/column.ts";

interface Entry {
  readonly kind: string;
  readonly currency: string;
  readonly amount: string;
}

export interface KindTotal {
  readonly kind: string;
  readonly currency: string;
  readonly entries: number;
  readonly amount: string;
}

const KINDS = ["commission", "correction", "clawback"];

export function totalsByKind(entries: readonly Entry[]): KindTotal[] {
  const groups = Map.groupBy(entries, ({ currency, kind }) => `${currency} ${kind}`);
  return [...groups.values()]
    .flatMap((group): KindTotal[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { kind, currency } = first;
      return [{ kind, currency, entries: group.length, amount: sumOf(group.map((e) => e.amount)) }];
    })
    .toSorted((a, b) => a.currency.localeCompare(b.currency) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}
