/**
 * What closes, their states, kinds of entries and causes of differences are called.
 */
import { ENTRY_KIND_WORDS } from "../words/entry-kinds.ts";
import { words } from "../words/words.ts";

type ByCode = Readonly<Record<string, string>>;

export interface CloseWords {
  readonly status: ByCode;
  readonly kinds: ByCode;
  readonly causes: ByCode;
  readonly market: string;
  readonly month: string;
  readonly state: string;
  readonly entries: string;
  readonly sum: string;
  readonly started: string;
  readonly decided: string;
  readonly reason: string;
  readonly agent: string;
  readonly contract: string;
  readonly kind: string;
  readonly rate: string;
  readonly amount: string;
  readonly agents: string;
  readonly contracts: string;
  readonly cause: string;
  readonly total: string;
  readonly supersededBy: string;
}

export const CLOSE_WORDS = words<CloseWords>({
  en: {
    status: {
      calculated: "Waits for approval",
      approved: "Approved",
      delivered: "Delivered",
      rejected: "Rejected",
      superseded: "Replaced",
    },
    kinds: ENTRY_KIND_WORDS.en,
    causes: {
      "own-month": "The month's own contracts",
      settings: "Changed settings",
      matrix: "New matrix",
      target: "Changed target",
      "sold-elsewhere": "Sales in other markets",
      "changed-contract": "Changed contracts",
      "late-contract": "Late contracts",
      cancellation: "Cancellations",
      unblocked: "Solved blocked agents",
      blocked: "Newly blocked agents",
      rules: "Other version of the rules",
    },
    market: "Market",
    month: "Month",
    state: "State",
    entries: "Entries",
    sum: "Sum",
    started: "Started",
    decided: "Decided",
    reason: "Reason",
    agent: "Agent",
    contract: "Contract",
    kind: "Kind",
    rate: "Rate",
    amount: "Amount",
    agents: "Agents",
    contracts: "Contracts",
    cause: "Where it comes from",
    total: "Total",
    supersededBy: "Replaced by",
  },
  de: {
    status: {
      calculated: "Wartet auf Freigabe",
      approved: "Freigegeben",
      delivered: "Geliefert",
      rejected: "Abgelehnt",
      superseded: "Ersetzt",
    },
    kinds: ENTRY_KIND_WORDS.de,
    causes: {
      "own-month": "Eigene Verträge des Monats",
      settings: "Geänderte Einstellungen",
      matrix: "Neue Matrix",
      target: "Geändertes Ziel",
      "sold-elsewhere": "Verkäufe in anderen Märkten",
      "changed-contract": "Geänderte Verträge",
      "late-contract": "Nachgemeldete Verträge",
      cancellation: "Stornos",
      unblocked: "Nicht mehr gesperrte Agenten",
      blocked: "Neu gesperrte Agenten",
      rules: "Andere Fassung der Regeln",
    },
    market: "Markt",
    month: "Monat",
    state: "Status",
    entries: "Buchungen",
    sum: "Summe",
    started: "Begonnen",
    decided: "Entschieden",
    reason: "Begründung",
    agent: "Agent",
    contract: "Vertrag",
    kind: "Art",
    rate: "Satz",
    amount: "Betrag",
    agents: "Agenten",
    contracts: "Verträge",
    cause: "Woher es kommt",
    total: "Summe",
    supersededBy: "Ersetzt durch",
  },
  sv: {
    status: {
      calculated: "Väntar på godkännande",
      approved: "Godkänt",
      delivered: "Levererat",
      rejected: "Avvisat",
      superseded: "Ersatt",
    },
    kinds: ENTRY_KIND_WORDS.sv,
    causes: {
      "own-month": "Månadens egna avtal",
      settings: "Ändrade inställningar",
      matrix: "Ny matris",
      target: "Ändrat mål",
      "sold-elsewhere": "Försäljning på andra marknader",
      "changed-contract": "Ändrade avtal",
      "late-contract": "Sena avtal",
      cancellation: "Annulleringar",
      unblocked: "Agenter som inte längre är spärrade",
      blocked: "Nyspärrade agenter",
      rules: "Annan version av reglerna",
    },
    market: "Marknad",
    month: "Månad",
    state: "Status",
    entries: "Poster",
    sum: "Summa",
    started: "Började",
    decided: "Avgjort",
    reason: "Skäl",
    agent: "Agent",
    contract: "Avtal",
    kind: "Slag",
    rate: "Sats",
    amount: "Belopp",
    agents: "Agenter",
    contracts: "Avtal",
    cause: "Var det kommer ifrån",
    total: "Summa",
    supersededBy: "Ersatt av",
  },
});
