/**
 * The words of an agent's statement in the languages that it comes in, and figures as each of them writes them.
 */
import type { EntryKind } from "../domain/ledger-entry.ts";
import type { Period } from "../domain/period.ts";
import type { BlockedReason, Statement } from "../domain/statement.ts";

export const LANGUAGES = ["en", "de", "sv"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface StatementWords {
  readonly title: string;
  readonly provisional: string;
  readonly provisionalMeans: string;
  readonly final: string;
  readonly labels: Readonly<Record<Label, string>>;
  readonly status: Readonly<Record<Statement["status"], string>>;
  readonly reasons: Readonly<Record<BlockedReason, string>>;
  readonly kinds: Readonly<Record<EntryKind, string>>;
  readonly months: readonly string[];
  readonly of: string;
  /** Of a band's bound: reached at it, or above it only. */
  readonly from: string;
  readonly over: string;
  readonly page: string;
  readonly objection: string;
}

type Label =
  | "agent"
  | "market"
  | "month"
  | "status"
  | "contracts"
  | "financed"
  | "penetration"
  | "volume"
  | "target"
  | "achievement"
  | "rate"
  | "commission"
  | "matrix"
  | "lines"
  | "contract"
  | "amount"
  | "entry"
  | "total"
  | "changes"
  | "noChanges"
  | "earnedIn"
  | "kind"
  | "booked"
  | "basis"
  | "matrixFile"
  | "targetFile"
  | "ledger"
  | "notPosted"
  | "objectionTitle"
  | "noContracts";

const EN: StatementWords = {
  title: "Commission statement",
  provisional: "Provisional",
  provisionalMeans: "This statement is provisional: it may change until the month is closed, or closed again.",
  final: "Final",
  labels: {
    agent: "Agent",
    market: "Market",
    month: "Month",
    status: "Status",
    contracts: "Contracts",
    financed: "of them financed",
    penetration: "Penetration rate",
    volume: "Financed volume",
    target: "Sales target",
    achievement: "Target achievement",
    rate: "Rate",
    commission: "Commission",
    matrix: "Commission matrix: penetration rate in the rows, target achievement in the columns",
    lines: "Commission by contract",
    contract: "Contract",
    amount: "Financed amount",
    entry: "Ledger entry",
    total: "Total",
    changes: "Corrections and clawbacks booked in this month",
    noChanges: "None were booked in this month.",
    earnedIn: "Earned in",
    kind: "Kind",
    booked: "Booked in this month",
    basis: "What this statement is based on",
    matrixFile: "Matrix",
    targetFile: "Target",
    ledger: "Ledger",
    notPosted: "nothing was posted yet",
    objectionTitle: "If you do not agree",
    noContracts: "No contract of this month counts.",
  },
  status: { payable: "Payable", "below-threshold": "Below the threshold", blocked: "Blocked" },
  reasons: {
    "matrix-missing": "there is no commission matrix for this market and year yet",
    "target-missing": "there is no sales target for this month yet",
    "target-ambiguous": "the sales target names no market, and there were sales in several",
  },
  kinds: { commission: "Commission", correction: "Correction", clawback: "Clawback" },
  months: "January February March April May June July August September October November December".split(" "),
  of: "of",
  from: "from",
  over: "over",
  page: "Page",
  objection:
    "Tell your national sales company which contract or figure you do not agree with, and why. Name the agent, the month and the ledger entry as they stand here. A person looks at it and answers. What turns out to be wrong is mended by a correction in a later month; no entry is ever changed.",
};

const DE: StatementWords = {
  title: "Provisionsabrechnung",
  provisional: "Vorläufig",
  provisionalMeans:
    "Diese Abrechnung ist vorläufig: Sie kann sich ändern, bis der Monat abgeschlossen oder erneut abgeschlossen ist.",
  final: "Endgültig",
  labels: {
    agent: "Agent",
    market: "Markt",
    month: "Monat",
    status: "Status",
    contracts: "Verträge",
    financed: "davon finanziert",
    penetration: "Penetrationsrate",
    volume: "Finanziertes Volumen",
    target: "Verkaufsziel",
    achievement: "Zielerreichung",
    rate: "Satz",
    commission: "Provision",
    matrix: "Provisionsmatrix: Penetrationsrate in den Zeilen, Zielerreichung in den Spalten",
    lines: "Provision je Vertrag",
    contract: "Vertrag",
    amount: "Finanzierter Betrag",
    entry: "Buchung",
    total: "Summe",
    changes: "In diesem Monat gebuchte Korrekturen und Rückforderungen",
    noChanges: "In diesem Monat wurden keine gebucht.",
    earnedIn: "Verdient in",
    kind: "Art",
    booked: "In diesem Monat gebucht",
    basis: "Worauf diese Abrechnung beruht",
    matrixFile: "Matrix",
    targetFile: "Ziel",
    ledger: "Hauptbuch",
    notPosted: "noch nichts gebucht",
    objectionTitle: "Wenn Sie nicht einverstanden sind",
    noContracts: "Kein Vertrag dieses Monats zählt.",
  },
  status: { payable: "Auszahlbar", "below-threshold": "Unter der Schwelle", blocked: "Gesperrt" },
  reasons: {
    "matrix-missing": "für diesen Markt und dieses Jahr gibt es noch keine Provisionsmatrix",
    "target-missing": "für diesen Monat gibt es noch kein Verkaufsziel",
    "target-ambiguous": "das Verkaufsziel nennt keinen Markt, und es gab Verkäufe in mehreren",
  },
  kinds: { commission: "Provision", correction: "Korrektur", clawback: "Rückforderung" },
  months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" "),
  of: "von",
  from: "ab",
  over: "über",
  page: "Seite",
  objection:
    "Teilen Sie Ihrer nationalen Vertriebsgesellschaft mit, mit welchem Vertrag oder welcher Zahl Sie nicht einverstanden sind, und warum. Nennen Sie Agent, Monat und Buchung, wie sie hier stehen. Ein Mensch prüft es und antwortet. Was sich als falsch erweist, wird durch eine Korrektur in einem späteren Monat berichtigt; keine Buchung wird je geändert.",
};

const SV: StatementWords = {
  title: "Provisionsavräkning",
  provisional: "Preliminär",
  provisionalMeans: "Denna avräkning är preliminär: den kan ändras tills månaden är stängd eller har stängts på nytt.",
  final: "Slutlig",
  labels: {
    agent: "Agent",
    market: "Marknad",
    month: "Månad",
    status: "Status",
    contracts: "Avtal",
    financed: "varav finansierade",
    penetration: "Penetrationsgrad",
    volume: "Finansierad volym",
    target: "Försäljningsmål",
    achievement: "Måluppfyllelse",
    rate: "Sats",
    commission: "Provision",
    matrix: "Provisionsmatris: penetrationsgrad i raderna, måluppfyllelse i kolumnerna",
    lines: "Provision per avtal",
    contract: "Avtal",
    amount: "Finansierat belopp",
    entry: "Post",
    total: "Summa",
    changes: "Rättelser och återkrav bokförda denna månad",
    noChanges: "Inga har bokförts denna månad.",
    earnedIn: "Intjänat i",
    kind: "Slag",
    booked: "Bokfört denna månad",
    basis: "Vad avräkningen grundas på",
    matrixFile: "Matris",
    targetFile: "Mål",
    ledger: "Huvudbok",
    notPosted: "inget har bokförts ännu",
    objectionTitle: "Om du inte håller med",
    noContracts: "Inget avtal denna månad räknas.",
  },
  status: { payable: "Betalas ut", "below-threshold": "Under tröskeln", blocked: "Spärrad" },
  reasons: {
    "matrix-missing": "det finns ännu ingen provisionsmatris för marknaden och året",
    "target-missing": "det finns ännu inget försäljningsmål för månaden",
    "target-ambiguous": "försäljningsmålet anger ingen marknad, och det såldes i flera",
  },
  kinds: { commission: "Provision", correction: "Rättelse", clawback: "Återkrav" },
  months: "januari februari mars april maj juni juli augusti september oktober november december".split(" "),
  of: "av",
  from: "från",
  over: "över",
  page: "Sida",
  objection:
    "Berätta för ditt nationella försäljningsbolag vilket avtal eller vilken siffra du inte håller med om, och varför. Ange agent, månad och post som de står här. En människa tittar på det och svarar. Det som visar sig vara fel rättas genom en rättelse i en senare månad; ingen post ändras någonsin.",
};

export const WORDS: Readonly<Record<Language, StatementWords>> = { en: EN, de: DE, sv: SV };

const MARKS: Readonly<Record<Language, { readonly group: string; readonly point: string }>> = {
  en: { group: ",", point: "." },
  de: { group: ".", point: "," },
  sv: { group: "\u00a0", point: "," },
};

/**
 * A plain decimal as a language writes it. By these three lines and not by `Intl`, whose figures change with its version: a statement that
 * is made again has to be the same to the byte.
 */
export function figure(decimal: string, language: Language): string {
  const { group, point } = MARKS[language];
  const [whole = "", fraction] = decimal.replace("-", "").split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, group);
  return `${decimal.startsWith("-") ? "\u2212" : ""}${grouped}${fraction === undefined ? "" : point + fraction}`;
}

/** `84.99 %` with the language's decimal mark, never broken over two lines. */
export function percent(text: string, language: Language): string {
  return text.replace(".", MARKS[language].point).replaceAll(" ", "\u00a0");
}

export function monthName(period: Period, language: Language): string {
  return `${WORDS[language].months[Number(period.slice(5)) - 1] ?? ""} ${period.slice(0, 4)}`;
}
