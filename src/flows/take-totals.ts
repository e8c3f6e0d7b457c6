/**
 * Control totals inside a batch that is taken in: what is known of their market and period, and what is written of them.
 * In: parsed totals. Out: the decision, and the rows to write. They change no statement, so they use up no revision of the inputs.
 */
import type { Decision } from "../contracts/classify-event.ts";
import { classifyTotals } from "../contracts/classify-totals.ts";
import type { ValidTotals } from "../contracts/parse-event.ts";
import { totalsPlace } from "../contracts/parse-totals.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import { newestTotals, type NewTotals } from "../store/control-totals.sql.ts";

/** The newest accepted totals, by market and period: the store's, then each decision of the batch itself. */
export type TotalsKnown = Map<string, { readonly asOf: string; readonly contentHash: string }>;

export async function readTotalsKnown(tx: Transaction, events: readonly ValidTotals[]): Promise<TotalsKnown> {
  if (events.length === 0) return new Map();
  const newest = await newestTotals(
    tx,
    events.map(({ totals }) => totals),
  );
  return new Map(newest.map(({ market, period, ...stored }) => [`${market} ${period}`, stored]));
}

export function decideTotals(event: ValidTotals, sameId: { contentHash: string } | null, known: TotalsKnown): Decision {
  return classifyTotals(event, { sameId, stored: known.get(totalsPlace(event.totals)) ?? null });
}

/** The row of totals whose name is new; from here on they are known. */
export function totalsRow(
  event: ValidTotals,
  outcome: NewTotals["outcome"],
  line: number | null,
  known: TotalsKnown,
): NewTotals {
  const { envelope, totals, contentHash } = event;
  if (outcome === "accepted") known.set(totalsPlace(totals), { asOf: totals.asOf, contentHash });
  const raw = Buffer.from(event.raw.buffer, event.raw.byteOffset, event.raw.length).toString("utf8");
  return { source: envelope.source, id: envelope.id, outcome, contentHash, totals, line, raw };
}
