/**
 * What the steps of a month are called, and what is said of each by its code.
 */
import { words } from "../words/words.ts";
import type {
  ApprovalCode,
  CloseCode,
  DeliveryCode,
  FactsCode,
  ReconciledCode,
  WorkbooksCode,
} from "./market-standing.ts";

export interface StepWords {
  readonly market: string;
  readonly steps: {
    readonly facts: string;
    readonly workbooks: string;
    readonly close: string;
    readonly approval: string;
    readonly delivery: string;
    readonly reconciled: string;
  };
  readonly facts: Readonly<Record<FactsCode, string>>;
  readonly workbooks: Readonly<Record<WorkbooksCode, string>>;
  readonly close: Readonly<Record<CloseCode, string>>;
  readonly approval: Readonly<Record<ApprovalCode, string>>;
  readonly delivery: Readonly<Record<DeliveryCode, string>>;
  readonly reconciled: Readonly<Record<ReconciledCode, string>>;
  readonly contracts: (count: string) => string;
  readonly of: (received: string, expected: string) => string;
  readonly noTotals: string;
  readonly agents: (count: string) => string;
  readonly entries: (count: string) => string;
  readonly batches: (accepted: string, all: string) => string;
  readonly first: (month: string) => string;
  readonly by: (name: string) => string;
  readonly nothingToPost: string;
  readonly open: (count: string) => string;
}

export const STEP_WORDS = words<StepWords>({
  en: {
    market: "Market",
    steps: {
      facts: "Contracts",
      workbooks: "Workbooks",
      close: "Close",
      approval: "Approval",
      delivery: "Delivery",
      reconciled: "Reconciled",
    },
    facts: {
      none: "None received",
      received: "Received",
      complete: "Complete",
      missing: "Incomplete",
      waived: "Gap waived",
    },
    workbooks: { none: "Not needed", "in-force": "In force", blocked: "Something missing" },
    close: {
      proposed: "Proposed",
      posted: "Posted",
      "before-first": "Before the first close",
      nothing: "Nothing to close",
      "not-ended": "Month not over",
      "earlier-first": "Earlier month first",
      gap: "Contracts missing",
      differences: "Differences open",
      ready: "To be closed",
    },
    approval: { later: "After the close", waits: "Waits for approval", approved: "Approved" },
    delivery: {
      later: "After approval",
      delivered: "Delivered",
      off: "Switched off",
      refused: "Partly refused",
      due: "Under way",
    },
    reconciled: {
      later: "After delivery",
      differences: "Differences",
      compared: "Agrees",
      "to-compare": "To be compared",
    },
    contracts: (count) => `Contracts: ${count}`,
    of: (received, expected) => `Contracts: ${received} of ${expected}`,
    noTotals: "no totals from the source",
    agents: (count) => `Blocked: ${count}`,
    entries: (count) => `Entries: ${count}`,
    batches: (accepted, all) => `Batches: ${accepted} of ${all}`,
    first: (month) => `${month} first`,
    by: (name) => `by ${name}`,
    nothingToPost: "nothing to post",
    open: (count) => `${count} open`,
  },
  de: {
    market: "Markt",
    steps: {
      facts: "Verträge",
      workbooks: "Arbeitsmappen",
      close: "Abschluss",
      approval: "Freigabe",
      delivery: "Lieferung",
      reconciled: "Abgestimmt",
    },
    facts: {
      none: "Keine empfangen",
      received: "Empfangen",
      complete: "Vollständig",
      missing: "Unvollständig",
      waived: "Lücke akzeptiert",
    },
    workbooks: { none: "Nicht nötig", "in-force": "In Kraft", blocked: "Etwas fehlt" },
    close: {
      proposed: "Vorgeschlagen",
      posted: "Gebucht",
      "before-first": "Vor dem ersten Abschluss",
      nothing: "Nichts abzuschließen",
      "not-ended": "Monat läuft noch",
      "earlier-first": "Früherer Monat zuerst",
      gap: "Verträge fehlen",
      differences: "Differenzen offen",
      ready: "Abzuschließen",
    },
    approval: { later: "Nach dem Abschluss", waits: "Wartet auf Freigabe", approved: "Freigegeben" },
    delivery: {
      later: "Nach der Freigabe",
      delivered: "Geliefert",
      off: "Ausgeschaltet",
      refused: "Teils abgelehnt",
      due: "Unterwegs",
    },
    reconciled: {
      later: "Nach der Lieferung",
      differences: "Differenzen",
      compared: "Stimmt überein",
      "to-compare": "Abzustimmen",
    },
    contracts: (count) => `Verträge: ${count}`,
    of: (received, expected) => `Verträge: ${received} von ${expected}`,
    noTotals: "keine Kontrollsummen der Quelle",
    agents: (count) => `Gesperrt: ${count}`,
    entries: (count) => `Buchungen: ${count}`,
    batches: (accepted, all) => `Pakete: ${accepted} von ${all}`,
    first: (month) => `zuerst ${month}`,
    by: (name) => `von ${name}`,
    nothingToPost: "nichts zu buchen",
    open: (count) => `${count} offen`,
  },
  sv: {
    market: "Marknad",
    steps: {
      facts: "Avtal",
      workbooks: "Arbetsböcker",
      close: "Bokslut",
      approval: "Godkännande",
      delivery: "Leverans",
      reconciled: "Avstämt",
    },
    facts: {
      none: "Inga mottagna",
      received: "Mottagna",
      complete: "Fullständigt",
      missing: "Ofullständigt",
      waived: "Luckan godtagen",
    },
    workbooks: { none: "Behövs inte", "in-force": "Gäller", blocked: "Något saknas" },
    close: {
      proposed: "Föreslaget",
      posted: "Bokfört",
      "before-first": "Före första bokslutet",
      nothing: "Inget att stänga",
      "not-ended": "Månaden pågår",
      "earlier-first": "Tidigare månad först",
      gap: "Avtal saknas",
      differences: "Öppna avvikelser",
      ready: "Att stänga",
    },
    approval: { later: "Efter bokslutet", waits: "Väntar på godkännande", approved: "Godkänt" },
    delivery: {
      later: "Efter godkännande",
      delivered: "Levererat",
      off: "Avstängd",
      refused: "Delvis nekat",
      due: "På väg",
    },
    reconciled: {
      later: "Efter leverans",
      differences: "Avvikelser",
      compared: "Stämmer",
      "to-compare": "Att stämma av",
    },
    contracts: (count) => `Avtal: ${count}`,
    of: (received, expected) => `Avtal: ${received} av ${expected}`,
    noTotals: "inga kontrollsummor från källan",
    agents: (count) => `Spärrade: ${count}`,
    entries: (count) => `Poster: ${count}`,
    batches: (accepted, all) => `Paket: ${accepted} av ${all}`,
    first: (month) => `${month} först`,
    by: (name) => `av ${name}`,
    nothingToPost: "inget att bokföra",
    open: (count) => `${count} öppna`,
  },
});
