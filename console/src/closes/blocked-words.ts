/**
 * Why an agent is blocked, and what to do about it, by code.
 */
import { words } from "../words/words.ts";

interface BlockedWords {
  readonly short: (reason: string) => string;
  readonly todo: (reason: string) => string;
}

const EN = {
  "matrix-missing": "Matrix missing",
  "target-missing": "Target missing",
  "target-ambiguous": "Target ambiguous",
};
const DE = { "matrix-missing": "Matrix fehlt", "target-missing": "Ziel fehlt", "target-ambiguous": "Ziel mehrdeutig" };
const SV = {
  "matrix-missing": "Matris saknas",
  "target-missing": "Mål saknas",
  "target-ambiguous": "Målet är tvetydigt",
};

const EN_TODO = {
  "matrix-missing": "Upload the year's workbook of matrices with a sheet for this market.",
  "target-missing": "Upload a workbook of targets with a row for this agent and month.",
  "target-ambiguous": "The agent sold in several markets: upload a target that names the market.",
};
const DE_TODO = {
  "matrix-missing": "Laden Sie die Matrizen des Jahres mit einem Blatt für diesen Markt hoch.",
  "target-missing": "Laden Sie Ziele mit einer Zeile für diesen Agenten und Monat hoch.",
  "target-ambiguous": "Der Agent verkaufte in mehreren Märkten: laden Sie ein Ziel hoch, das den Markt nennt.",
};
const SV_TODO = {
  "matrix-missing": "Ladda upp årets matriser med ett blad för den här marknaden.",
  "target-missing": "Ladda upp mål med en rad för agenten och månaden.",
  "target-ambiguous": "Agenten sålde på flera marknader: ladda upp ett mål som anger marknaden.",
};

function from(texts: Readonly<Record<string, string>>): (reason: string) => string {
  return (reason) => texts[reason] ?? reason;
}

export const BLOCKED_WORDS = words<BlockedWords>({
  en: { short: from(EN), todo: from(EN_TODO) },
  de: { short: from(DE), todo: from(DE_TODO) },
  sv: { short: from(SV), todo: from(SV_TODO) },
});
