/**
 * What the entries of a close come to, by currency and kind. In: entries. Out: work that gives exact sums. Pure.
 */
import { sumsOf } from "../table/sums.ts";
import type { Work } from "../table/work.ts";

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

export function* totalsByKind(entries: readonly Entry[]): Work<readonly KindTotal[]> {
  const sums = yield* sumsOf(entries, ({ currency, kind, amount }) => ({ group: `${currency} ${kind}`, amount }));
  return sums
    .map(({ group, rows, amount }): KindTotal => {
      const [currency = "", kind = ""] = group.split(" ");
      return { kind, currency, entries: rows, amount };
    })
    .toSorted((a, b) => a.currency.localeCompare(b.currency) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}
