/**
 * How postings are spoken of.
 */
import { ENTRY_KIND_WORDS } from "../words/entry-kinds.ts";
import { words } from "../words/words.ts";
import type { EntryKind } from "./explanation.ts";

export function isKind(kind: string): kind is EntryKind {
  return Object.hasOwn(ENTRY_KIND_WORDS.en, kind);
}

export const LEDGER_WORDS = words({
  en: {
    title: "The ledger",
    nothing: "Nothing is posted for this yet.",
    never: "This month is before the market’s first close: it is never settled, and nothing is posted for it.",
    entries: "Ledger entries",
    seq: "No.",
    kind: "Kind",
    booked: "Booked in",
    close: "Close",
    hash: "Hash",
    bookings: "What each close posted",
    count: (n: string) => `${n} entries`,
    one: "1 entry",
    posted: (who: string, when: string) => `approved by ${who} on ${when}`,
    sum: "Posted so far",
    bridge: "From the statement to the ledger",
    lines: "Sum of the lines",
    line: "Commission of the contract",
    step: {
      "clawed-back": "cancelled, clawed back",
      moved: "credited elsewhere now",
      held: "blocked: what was posted stays",
    },
    earned: "Earned by now",
    inLedger: "In the ledger",
    waits: "Waits for the next close",
    equal: "Earned and posted agree: nothing waits.",
    moved: (agent: string, market: string, month: string) => `It stands with ${agent}, ${market}, ${month} now.`,
    all: "All entries in the ledger",
  },
  de: {
    title: "Das Hauptbuch",
    nothing: "Dafür ist noch nichts gebucht.",
    never:
      "Dieser Monat liegt vor dem ersten Abschluss des Marktes: Er wird nie abgerechnet, und für ihn wird nichts gebucht.",
    entries: "Buchungen im Hauptbuch",
    seq: "Nr.",
    kind: "Art",
    booked: "Gebucht in",
    close: "Abschluss",
    hash: "Hash",
    bookings: "Was jeder Abschluss gebucht hat",
    count: (n: string) => `${n} Buchungen`,
    one: "1 Buchung",
    posted: (who: string, when: string) => `freigegeben von ${who} am ${when}`,
    sum: "Bisher gebucht",
    bridge: "Von der Abrechnung zum Hauptbuch",
    lines: "Summe der Zeilen",
    line: "Provision des Vertrags",
    step: {
      "clawed-back": "storniert, zurückgefordert",
      moved: "jetzt anderswo gutgeschrieben",
      held: "gesperrt: Gebuchtes bleibt",
    },
    earned: "Bis jetzt verdient",
    inLedger: "Im Hauptbuch",
    waits: "Wartet auf den nächsten Abschluss",
    equal: "Verdient und gebucht stimmen überein: Nichts wartet.",
    moved: (agent: string, market: string, month: string) => `Er steht jetzt bei ${agent}, ${market}, ${month}.`,
    all: "Alle Buchungen im Hauptbuch",
  },
  sv: {
    title: "Huvudboken",
    nothing: "Inget är bokfört för detta ännu.",
    never: "Månaden ligger före marknadens första bokslut: den avräknas aldrig, och inget bokförs för den.",
    entries: "Poster i huvudboken",
    seq: "Nr",
    kind: "Slag",
    booked: "Bokförd i",
    close: "Bokslut",
    hash: "Hash",
    bookings: "Vad varje bokslut har bokfört",
    count: (n: string) => `${n} poster`,
    one: "1 post",
    posted: (who: string, when: string) => `godkänt av ${who} den ${when}`,
    sum: "Bokfört hittills",
    bridge: "Från avräkningen till huvudboken",
    lines: "Summan av raderna",
    line: "Avtalets provision",
    step: {
      "clawed-back": "annullerat, återkrävt",
      moved: "krediteras nu någon annanstans",
      held: "spärrat: det bokförda står kvar",
    },
    earned: "Intjänat hittills",
    inLedger: "I huvudboken",
    waits: "Väntar på nästa bokslut",
    equal: "Intjänat och bokfört stämmer: inget väntar.",
    moved: (agent: string, market: string, month: string) => `Det står nu hos ${agent}, ${market}, ${month}.`,
    all: "Alla poster i huvudboken",
  },
});
