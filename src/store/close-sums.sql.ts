/**
 * What closes come to, by currency, and how far their batches are. In: ids of closes. Out: sums by id; none of a close without entries.
 * Posted closes are summed by their batches, some hundred times fewer rows than their entries; a proposal by its entries.
 */
import { z } from "zod";
import type { Minor } from "../domain/money.ts";
import type { Queryable } from "../platform/postgres/database.ts";

export interface CloseSum {
  readonly currency: string;
  readonly entries: number;
  readonly amountMinor: Minor;
  /** None before the approval. */
  readonly batches: number;
  readonly accepted: number;
  /** Whole or in part. */
  readonly refused: number;
}

const SumRow = z.object({
  close_id: z.string(),
  currency: z.string(),
  entries: z.string().transform(Number),
  amount_minor: z.string().transform(BigInt),
  batches: z.bigint().transform(Number),
  accepted: z.bigint().transform(Number),
  refused: z.bigint().transform(Number),
});

export async function closeSums(db: Queryable, ids: readonly string[]): Promise<Map<string, CloseSum[]>> {
  const rows = await db.all(
    SumRow,
    `select close_id, currency, sum(entry_count)::text as entries, sum(sum_minor)::text as amount_minor, count(*) as batches,
            count(*) filter (where state = 'accepted') as accepted,
            count(*) filter (where state in ('refused', 'partly-accepted')) as refused
       from delivery_batch where close_id = any ($1) group by close_id, currency
     union all
     select close_id, currency, count(*)::text, sum(amount_minor)::text, 0, 0, 0
       from close_entry where close_id = any ($1) group by close_id, currency
     order by currency`,
    [ids],
  );
  const sums = new Map<string, CloseSum[]>();
  for (const { close_id: id, amount_minor: amountMinor, ...sum } of rows)
    sums.set(id, [...(sums.get(id) ?? []), { ...sum, amountMinor }]);
  return sums;
}
