/**
 * Exact sums of many rows by their groups. In: rows, what each adds to which group.
 * Out: work that gives the sums by the group's name; a group to which nothing is added is not there.
 */
import { decimalOf, type Addend, type Sum } from "./column.ts";
import { STEP, type Work } from "./work.ts";

/** @param of null adds nothing */
export function* sumsOf<Row>(rows: readonly Row[], of: (row: Row) => Addend | null): Work<readonly Sum[]> {
  const sums = new Map<string, { minor: bigint; rows: number; readonly digits: number }>();
  for (const [i, row] of rows.entries()) {
    if (i % STEP === 0) yield;
    const addend = of(row);
    if (addend === null) continue;
    const sum = sums.get(addend.group) ?? { minor: 0n, rows: 0, digits: addend.amount.split(".")[1]?.length ?? 0 };
    sum.minor += BigInt(addend.amount.replace(".", ""));
    sum.rows += 1;
    sums.set(addend.group, sum);
  }
  return [...sums]
    .map(([group, { minor, rows: count, digits }]) => ({ group, amount: decimalOf(minor, digits), rows: count }))
    .toSorted((a, b) => (a.group < b.group ? -1 : 1));
}
