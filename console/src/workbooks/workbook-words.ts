/**
 * What the kinds, severities and outcomes of workbooks are called.
 */
import { words } from "../words/words.ts";

export const KIND_WORDS = words({
  en: { "commission-matrices": "Commission matrices", "sales-targets": "Sales targets" },
  de: { "commission-matrices": "Provisionsmatrizen", "sales-targets": "Verkaufsziele" },
  sv: { "commission-matrices": "Provisionsmatriser", "sales-targets": "Försäljningsmål" },
});

export const SEVERITY_WORDS = words({
  en: { error: "Error", warning: "Warning" },
  de: { error: "Fehler", warning: "Warnung" },
  sv: { error: "Fel", warning: "Varning" },
});

export const OUTCOME_WORDS = words<Readonly<Record<string, string>>>({
  en: {
    payable: "Payable",
    "below-threshold": "Below the threshold",
    blocked: "Blocked",
    "matrix-missing": "Matrix missing",
    "target-missing": "Target missing",
    "target-ambiguous": "Target in several markets",
  },
  de: {
    payable: "Auszahlbar",
    "below-threshold": "Unter der Schwelle",
    blocked: "Gesperrt",
    "matrix-missing": "Matrix fehlt",
    "target-missing": "Ziel fehlt",
    "target-ambiguous": "Ziel für mehrere Märkte",
  },
  sv: {
    payable: "Betalas ut",
    "below-threshold": "Under tröskeln",
    blocked: "Spärrad",
    "matrix-missing": "Matris saknas",
    "target-missing": "Mål saknas",
    "target-ambiguous": "Mål i flera marknader",
  },
});

/** `3 errors`, with its number. */
export const COUNT_WORDS = words({
  en: {
    errors: (n: number, shown: string) => `${shown} ${n === 1 ? "error" : "errors"}`,
    warnings: (n: number, shown: string) => `${shown} ${n === 1 ? "warning" : "warnings"}`,
    changes: (n: number, shown: string) => `${shown} ${n === 1 ? "figure changes" : "figures change"}`,
    agents: (n: number, shown: string) => `${shown} ${n === 1 ? "agent" : "agents"}`,
  },
  de: {
    errors: (_n: number, shown: string) => `${shown} Fehler`,
    warnings: (n: number, shown: string) => `${shown} ${n === 1 ? "Warnung" : "Warnungen"}`,
    changes: (n: number, shown: string) => `${shown} ${n === 1 ? "Wert ändert sich" : "Werte ändern sich"}`,
    agents: (n: number, shown: string) => `${shown} ${n === 1 ? "Agent" : "Agenten"}`,
  },
  sv: {
    errors: (_n: number, shown: string) => `${shown} fel`,
    warnings: (n: number, shown: string) => `${shown} ${n === 1 ? "varning" : "varningar"}`,
    changes: (n: number, shown: string) => `${shown} ${n === 1 ? "värde ändras" : "värden ändras"}`,
    agents: (n: number, shown: string) => `${shown} ${n === 1 ? "agent" : "agenter"}`,
  },
});
