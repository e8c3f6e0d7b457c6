/**
 * The gate before a close: nothing more is posted for a market while ledger and Core View are at odds about it.
 * In: a market. Out: null, or the refusal with the first differences.
 */
import type { Refusal } from "../domain/refusal.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import { openDifferences } from "../store/differences.sql.ts";

const MOST_NAMED = 3;

export async function reconciliationOpen(tx: Transaction, market: string): Promise<Refusal | null> {
  const { count, first } = await openDifferences(tx, market, MOST_NAMED);
  if (count === 0) return null;
  const named = first.map((d) => `\n  ${d.id} ${d.code}: ${d.message}`).join("");
  const more = count > first.length ? `\n  … and ${count - first.length} more` : "";
  const message = `${market}: reconciliation with Core View found ${count === 1 ? "a difference that is" : `${count} differences that are`} still open.${named}${more}\nFind out how it came about. When it is mended, run reconcile again; when it is explained, run reconcile waive ID… --reason TEXT. Then repeat the command.`;
  const details = { market, open: count, differences: first.map((d) => ({ id: d.id, code: d.code, batch: d.batch })) };
  return { code: "reconciliation-open", message, details };
}
