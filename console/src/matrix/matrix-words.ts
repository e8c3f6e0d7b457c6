/**
 * The words of the matrix page that several of its parts say.
 */
import type { BlockedReason } from "../../../src/domain/statement.ts";
import { words } from "../words/words.ts";

export const MATRIX_WORDS = words({
  en: {
    agent: "Agent",
    penetration: "Penetration rate",
    achievement: "Target achievement",
    rate: "Rate",
    commission: "Commission",
    lacking: "Lacking to more",
    effect: "Effect",
    near: "just before a cliff",
    whatIf: "Try it in What if",
    statement: "To the statement",
    close: "Close",
    noRate: "below threshold, no commission",
  },
  de: {
    agent: "Agent",
    penetration: "Penetrationsrate",
    achievement: "Zielerreichung",
    rate: "Satz",
    commission: "Provision",
    lacking: "Fehlt bis zu mehr",
    effect: "Wirkung",
    near: "kurz vor einer Stufe",
    whatIf: "In „Was wäre, wenn“ ausprobieren",
    statement: "Zur Abrechnung",
    close: "Schließen",
    noRate: "unter der Schwelle, keine Provision",
  },
  sv: {
    agent: "Agent",
    penetration: "Penetrationsgrad",
    achievement: "Måluppfyllelse",
    rate: "Sats",
    commission: "Provision",
    lacking: "Saknas till mer",
    effect: "Effekt",
    near: "strax före ett steg",
    whatIf: "Prova i Tänk om",
    statement: "Till avräkningen",
    close: "Stäng",
    noRate: "under tröskeln, ingen provision",
  },
});

export const BLOCKED_WORDS = words<Readonly<Record<BlockedReason, string>>>({
  en: {
    "matrix-missing": "There is no matrix for this market and year. Upload one.",
    "target-missing": "The agent has no sales target for this month. Upload one.",
    "target-ambiguous":
      "The agent sold in several markets, and the target names none. Upload a target for each market.",
  },
  de: {
    "matrix-missing": "Für diesen Markt und dieses Jahr gibt es keine Matrix. Laden Sie eine hoch.",
    "target-missing": "Der Agent hat für diesen Monat kein Verkaufsziel. Laden Sie eines hoch.",
    "target-ambiguous":
      "Der Agent hat in mehreren Märkten verkauft, und das Ziel nennt keinen. Laden Sie ein Ziel je Markt hoch.",
  },
  sv: {
    "matrix-missing": "Det finns ingen matris för denna marknad och detta år. Ladda upp en.",
    "target-missing": "Agenten har inget försäljningsmål för månaden. Ladda upp ett.",
    "target-ambiguous":
      "Agenten sålde på flera marknader, och målet nämner ingen. Ladda upp ett mål för varje marknad.",
  },
});

export function isBlockedReason(text: string | null): text is BlockedReason {
  return text === "matrix-missing" || text === "target-missing" || text === "target-ambiguous";
}
