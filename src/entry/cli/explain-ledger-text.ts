/**
 * What the ledger says of an agent's places in a period, and what waits for a close. In: a document. Out: lines.
 */
import { grouped } from "../../domain/grouped.ts";
import { formatMinor } from "../../domain/money.ts";
import { percentText } from "../../domain/rate.ts";
import type { ExplanationDocument, PlaceHistory } from "../../flows/explain-commission.ts";
import { signed, textTable } from "./text-table.ts";

export function ledgerLines(document: ExplanationDocument): string[] {
  const { places, exponent, currency, closing, period, market } = document;
  const money = (minor: bigint): string => `${grouped(formatMinor(minor, exponent))} ${currency}`;
  const sum = (of: (place: PlaceHistory) => bigint): bigint => places.reduce((total, place) => total + of(place), 0n);
  const posted = sum((place) => place.postedMinor);
  const waiting = sum((place) => place.waiting?.amountMinor ?? 0n);
  const entries = entryRows(document);
  return [
    `LEDGER ${entries.length === 0 ? "nothing is posted yet" : `${money(posted)} posted`}`,
    ...(entries.length === 0 ? [] : textTable(ENTRY_COLUMNS(currency), entries)),
    ...moved(places),
    ...(closing === null
      ? [`${period} is before the first closed month of ${market}: it is never settled.`]
      : [
          `Earned by now ${money(sum((place) => place.targetMinor))} − posted ${money(posted)} = ` +
            `${signed(formatMinor(waiting, exponent))} ${currency} ${waitingText(document)}`,
        ]),
    ...waitingRows(document),
  ];
}

const ENTRY_COLUMNS = (currency: string) => [
  { title: "contract" },
  { title: "seq", right: true },
  { title: "kind" },
  { title: "booked" },
  { title: "rate", right: true },
  { title: `amount ${currency}`, right: true },
  { title: "entry" },
];

function entryRows({ places, exponent }: ExplanationDocument): string[][] {
  return places.flatMap(({ entries }) =>
    entries.map((entry) => [
      entry.contractId,
      String(entry.seq),
      entry.kind,
      entry.bookedIn,
      percentText(entry.ratePpm),
      signed(formatMinor(entry.amountMinor, exponent)),
      entry.id,
    ]),
  );
}

function moved(places: readonly PlaceHistory[]): string[] {
  return places.flatMap(({ contractId, movedTo }) =>
    movedTo === null
      ? []
      : [
          `Contract ${contractId} left this place, so it should have earned 0 here; it stands with ${movedTo.agentId}, ` +
            `${movedTo.market} ${movedTo.period}.`,
        ],
  );
}

function waitingText({ places, closing, period, statement }: ExplanationDocument): string {
  if (places.some((place) => place.waiting !== null))
    return closing === period ? `that the close of ${period} would post` : "that the next close would post";
  return statement?.status === "blocked" ? "(blocked: what was posted stays)" : "(nothing waits)";
}

function waitingRows({ places, exponent, currency }: ExplanationDocument): string[] {
  const rows = places.flatMap(({ contractId, waiting, entries }) =>
    // Before anything is posted the waiting entries repeat the lines.
    waiting === null || (entries.length === 0 && waiting.kind === "commission")
      ? []
      : [`    ${contractId}: ${waiting.kind} ${signed(formatMinor(waiting.amountMinor, exponent))} ${currency}`],
  );
  return rows;
}
