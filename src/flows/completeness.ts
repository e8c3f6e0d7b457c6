/**
 * Completeness: received contracts against the source's newest control totals; the guard of closes; the waiver of a gap.
 * In: market and period. Out: both figures with the state, or a refusal. A waiver holds for its very figures: others are another gap.
 */
import { completenessState, completenessText, type Completeness } from "../domain/completeness.ts";
import { exponentOf } from "../domain/currency.ts";
import { formatMinor } from "../domain/money.ts";
import type { Period } from "../domain/period.ts";
import { done, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Queryable } from "../platform/postgres/database.ts";
import { recordAct } from "../store/audit.sql.ts";
import { insertWaiver, listCompleteness } from "../store/control-totals.sql.ts";
import type { FlowDeps } from "./deps.ts";

/** By market and period; only those that totals were accepted for. */
export function readCompleteness(
  deps: Pick<FlowDeps, "db">,
  filter: { readonly market?: string | undefined; readonly period?: Period | undefined },
): Promise<Completeness[]> {
  return listCompleteness(deps.db, filter);
}

/** Null when the source has sent no totals for the market and period. */
export async function completenessOf(db: Queryable, market: string, period: Period): Promise<Completeness | null> {
  return (await listCompleteness(db, { market, period }))[0] ?? null;
}

/** Null when a close of the market and period may go on; asked inside the transaction of a close and of its approval. */
export async function contractsMissing(db: Queryable, market: string, period: Period): Promise<Refusal | null> {
  const found = await completenessOf(db, market, period);
  if (found === null || completenessState(found) !== "missing") return null;
  const totals = `as of ${found.asOf}, by ${found.event.source}`;
  const message =
    `${market} ${period}: ${completenessText(found)} (${totals}). Have the source send what is missing and ingest it, or let the close ` +
    `go on without it: opencommission totals waive --market ${market} --period ${period} --reason TEXT.`;
  return { code: "contracts-missing", message, details: { market, period, ...figures(found), asOf: found.asOf } };
}

/** For the record of acts: what was known of missing contracts; nothing where the source sends no totals. */
export async function completenessDetail(db: Queryable, market: string, period: Period) {
  const found = await completenessOf(db, market, period);
  return found === null ? {} : { completeness: { ...figures(found), asOf: found.asOf, waiver: found.waiver } };
}

function figures({ expected, received, currency }: Completeness) {
  const shown = (side: Completeness["expected"]) => ({
    contracts: Number(side.contracts),
    amount: formatMinor(side.amountMinor, exponentOf(currency) ?? 0),
  });
  return { expected: shown(expected), received: shown(received) };
}

/** Lets closes go on over the gap as it is now. Repeated by the same person with the same reason it changes nothing. */
export async function waiveGap(
  deps: FlowDeps,
  market: string,
  period: Period,
  reason: string,
): Promise<Outcome<Completeness>> {
  const why = reason.trim();
  if (why === "") return refused("reason-missing", "A waiver needs a reason: --reason TEXT.");
  return deps.db.transaction(async (tx) => {
    const gap = await completenessOf(tx, market, period);
    const details = { market, period };
    if (gap === null) {
      const message = `${market} ${period}: the source has sent no totals, so closes go on, and nothing was waived. Check the market and the month: "opencommission totals" lists those that it has sent totals for.`;
      return refused("totals-unknown", message, details);
    }
    if (completenessState(gap) === "complete") {
      const message = `${market} ${period}: ${completenessText(gap)}, so closes go on, and nothing was waived. Check the market and the month.`;
      return refused("gap-unknown", message, details);
    }
    if (gap.waiver?.by === deps.actor && gap.waiver.reason === why) return done(gap);
    const at = deps.now();
    await insertWaiver(tx, gap, { reason: why, by: deps.actor, at });
    const detail = { ...figures(gap), asOf: gap.asOf, reason: why };
    await recordAct(tx, { at, actor: deps.actor, action: "gap.waived", subject: `${market} ${period}`, detail });
    return done({ ...gap, waiver: { reason: why, by: deps.actor, at: at.toISOString() } });
  });
}
