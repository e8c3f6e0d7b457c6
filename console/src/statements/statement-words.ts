/**
 * How statements are spoken of: their states, and why they are blocked.
 */
import { words } from "../words/words.ts";

export const STATUS_WORDS = words({
  en: { payable: "Payable", "below-threshold": "Below the threshold", blocked: "Blocked" },
  de: { payable: "Auszahlbar", "below-threshold": "Unter der Schwelle", blocked: "Gesperrt" },
  sv: { payable: "Betalas ut", "below-threshold": "Under tröskeln", blocked: "Spärrad" },
});

export const FINAL_WORDS = words({
  en: { final: "Final", provisional: "Provisional" },
  de: { final: "Endgültig", provisional: "Vorläufig" },
  sv: { final: "Slutlig", provisional: "Preliminär" },
});

export const REASON_WORDS = words({
  en: {
    "matrix-missing": "No commission matrix",
    "target-missing": "No sales target",
    "target-ambiguous": "The target names no market",
  },
  de: {
    "matrix-missing": "Keine Provisionsmatrix",
    "target-missing": "Kein Verkaufsziel",
    "target-ambiguous": "Das Ziel nennt keinen Markt",
  },
  sv: {
    "matrix-missing": "Ingen provisionsmatris",
    "target-missing": "Inget försäljningsmål",
    "target-ambiguous": "Målet anger ingen marknad",
  },
});

/** The figures of a statement, as every page calls them. */
export const FIGURE_WORDS = words({
  en: {
    agent: "Agent",
    market: "Market",
    status: "Status",
    shortContracts: "Contracts",
    shortPenetration: "Penetration",
    shortVolume: "Volume",
    shortTarget: "Target",
    shortAchievement: "Achieved",
    penetration: "Penetration rate",
    volume: "Financed volume",
    target: "Sales target",
    achievement: "Target achievement",
    rate: "Rate",
    commission: "Commission",
    final: "State",
    contract: "Contract",
    amount: "Financed amount",
    noneYet: "none yet",
    whole: "The whole statement",
  },
  de: {
    agent: "Agent",
    market: "Markt",
    status: "Status",
    shortContracts: "Verträge",
    shortPenetration: "Penetration",
    shortVolume: "Volumen",
    shortTarget: "Ziel",
    shortAchievement: "Erreicht",
    penetration: "Penetrationsrate",
    volume: "Finanziertes Volumen",
    target: "Verkaufsziel",
    achievement: "Zielerreichung",
    rate: "Satz",
    commission: "Provision",
    final: "Stand",
    contract: "Vertrag",
    amount: "Finanzierter Betrag",
    noneYet: "noch keine",
    whole: "Die ganze Abrechnung",
  },
  sv: {
    agent: "Agent",
    market: "Marknad",
    status: "Status",
    shortContracts: "Avtal",
    shortPenetration: "Penetration",
    shortVolume: "Volym",
    shortTarget: "Mål",
    shortAchievement: "Uppfyllt",
    penetration: "Penetrationsgrad",
    volume: "Finansierad volym",
    target: "Försäljningsmål",
    achievement: "Måluppfyllelse",
    rate: "Sats",
    commission: "Provision",
    final: "Läge",
    contract: "Avtal",
    amount: "Finansierat belopp",
    noneYet: "ingen ännu",
    whole: "Hela avräkningen",
  },
});
