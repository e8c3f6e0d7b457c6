/**
 * The control totals that closes are held to, against the messages that they came with.
 * In: the database. Out: differences. Each message's outcome is decided again, in the order of the first decisions.
 */
import { TOTALS_TYPE, type ValidTotals } from "../contracts/parse-event.ts";
import { parseMessage } from "../contracts/parse-message.ts";
import { totalsPlace } from "../contracts/parse-totals.ts";
import { parseCalendarDate, type CalendarDate } from "../domain/period.ts";
import type { Database } from "../platform/postgres/database.ts";
import { streamTotals, type StoredTotals } from "../store/control-totals.sql.ts";
import type { Difference } from "./difference.ts";
import { decideTotals, type TotalsKnown } from "./take-totals.ts";

export async function checkTotals(db: Database, differences: Difference[]): Promise<void> {
  // The day after it has to be a date, too.
  const farFuture = parseCalendarDate("9999-12-30");
  if (farFuture === null) throw new Error("assertion: 9999-12-30 is a date");
  const known: TotalsKnown = new Map();
  for await (const row of streamTotals(db)) {
    const event = readAgain(row.raw, farFuture);
    const different = totalsDifference(row, event, known);
    if (event !== null && decideTotals(event, null, known) === "accepted") {
      known.set(totalsPlace(event.totals), { asOf: event.totals.asOf, contentHash: event.contentHash });
    }
    if (different === null) continue;
    const [found, expected] = different;
    const subject = `totals ${row.market} ${row.period}`;
    const message = `The control totals ${row.id} of ${row.source} are not what their message said: they were changed in the database.`;
    differences.push({ code: "fact-changed", subject, found, expected, message });
  }
}

function readAgain(raw: string, today: CalendarDate): ValidTotals | null {
  const parsed = parseMessage(Buffer.from(raw), { today: () => today });
  const event = parsed.kind === "events" && parsed.events.length === 1 ? parsed.events[0] : undefined;
  return event?.kind === "totals" ? event : null;
}

/** What is found and what the message's own text says; null where they agree. */
function totalsDifference(row: StoredTotals, event: ValidTotals | null, known: TotalsKnown): [string, string] | null {
  if (event === null) return ["an unreadable message", `an event of type ${TOTALS_TYPE}`];
  const { envelope, totals: t, contentHash } = event;
  const decision = decideTotals(event, null, known);
  const outcome = typeof decision === "string" ? decision : decision.rejected.code;
  const asOf = t.asOf.replace("Z", "000Z");
  const said = [envelope.source, envelope.id, contentHash, t.market, t.period, `${t.contracts}`, `${t.amountMinor}`];
  const columns = [row.source, row.id, row.contentHash, row.market, row.period, row.contracts, row.amountMinor];
  said.push(t.currency, asOf, outcome);
  columns.push(row.currency, row.asOf, row.outcome);
  const at = said.findIndex((text, index) => text !== columns[index]);
  return at === -1 ? null : [columns[at] ?? "", said[at] ?? ""];
}
