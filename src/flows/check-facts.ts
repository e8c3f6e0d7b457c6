/**
 * The contracts that calculations read, against the events that they were made from; and whether any change of an input is missing.
 * In: the database. Out: differences.
 */
import { contentHashOf } from "../contracts/content-hash.ts";
import { EVENT_TYPE, type ValidEvent } from "../contracts/parse-event.ts";
import { parseMessage } from "../contracts/parse-message.ts";
import { parseCalendarDate, periodOf, type CalendarDate } from "../domain/period.ts";
import type { Database } from "../platform/postgres/database.ts";
import {
  brokenRevisions,
  brokenVersions,
  strayVersions,
  streamEvents,
  type StoredEvent,
} from "../store/fact-checks.sql.ts";
import type { Difference } from "./difference.ts";

export async function checkFacts(db: Database, differences: Difference[]): Promise<void> {
  const farFuture = parseCalendarDate("9999-12-31");
  if (farFuture === null) throw new Error("assertion: 9999-12-31 is a date");
  for await (const row of streamEvents(db)) {
    const different = eventDifference(row, readAgain(row.raw, farFuture));
    if (different === null) continue;
    const [found, expected] = different;
    const message = `Contract ${row.contractId} (sequence ${row.sequence}) is not what its event said: the event or the contract was changed in the database.`;
    differences.push({ code: "fact-changed", subject: `contract ${row.contractId}`, found, expected, message });
  }
}

export async function checkSequences(db: Database, differences: Difference[]): Promise<void> {
  for (const contractId of await brokenVersions(db)) {
    const message = `The versions of contract ${contractId} do not follow each other: one was taken out or its end was changed in the database.`;
    const [found, expected] = ["a gap or an overlap", "versions that follow each other"];
    differences.push({ code: "fact-changed", subject: `contract ${contractId}`, found, expected, message });
  }
  for (const { from, to } of await brokenRevisions(db)) {
    const which = from < to ? `changes ${from} to ${to}` : `change ${from}`;
    const message = `No event, workbook or setting has the number of ${which} of the inputs, or several have it: one was taken out or added in the database.`;
    const [found, expected] = ["none, or several", "one input for each number"];
    differences.push({ code: "input-missing", subject: which, found, expected, message });
  }
  for (const what of await strayVersions(db)) {
    const message = `A version of the ${what} did not come with the workbook that it names: it was added or changed in the database.`;
    differences.push({ code: "workbook-differs", subject: what, found: "a version", expected: "none", message });
  }
}

function readAgain(raw: string, today: CalendarDate): ValidEvent | null {
  const parsed = parseMessage(Buffer.from(raw), { today: () => today });
  const event = parsed.kind === "events" && parsed.events.length === 1 ? parsed.events[0] : undefined;
  return event?.kind === "valid" ? event : null;
}

/** What is found and what the event's own text says; null where they agree. */
function eventDifference(row: StoredEvent, event: ValidEvent | null): [string, string] | null {
  if (event === null) return ["an unreadable event", row.contentHash];
  const { contract, contentHash, envelope } = event;
  const said = [envelope.source, envelope.id, contract.contractId, String(contract.sequence), contentHash];
  const columns = [row.source, row.id, row.contractId, row.sequence, row.contentHash];
  const at = said.findIndex((text, index) => text !== columns[index]);
  if (at !== -1) return [columns[at] ?? "", said[at] ?? ""];
  const { version } = row;
  if ((version !== null) !== (row.outcome === "accepted")) {
    return [
      `${row.outcome}, ${version === null ? "no version" : "a version"} of the contract`,
      "a version of what was accepted",
    ];
  }
  if (version === null) return null;
  const ofColumns = contentHashOf(EVENT_TYPE, version.contract);
  if (ofColumns !== contentHash) return [ofColumns, contentHash];
  if (version.contentHash !== contentHash) return [version.contentHash, contentHash];
  const period = periodOf(contract.contractDate);
  return version.period === period ? null : [version.period, period];
}
