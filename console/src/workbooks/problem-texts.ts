/**
 * What a problem of a workbook says in the reader's language. In: the problem, as the reader of workbooks told it, in English. Out: one or
 * two sentences with what stands in the cell, and what was expected. English is the reader's own words; a code that is new is told in them too.
 */
import type { Answer } from "../api/routes.ts";
import type { Language } from "../words/language.ts";
import type { ProblemTexts } from "./problem-text.ts";
import { PROBLEM_TEXTS_DE } from "./problem-texts-de.ts";
import { PROBLEM_TEXTS_SV } from "./problem-texts-sv.ts";

export type WorkbookProblem = Answer<"get", "/uploads/{id}">["file"]["problems"][number];

const TEXTS: Readonly<Record<Exclude<Language, "en">, ProblemTexts>> = { de: PROBLEM_TEXTS_DE, sv: PROBLEM_TEXTS_SV };

/** The figures in what the reader expected: they are put into our words for it. */
const FIGURES: Readonly<Record<string, RegExp>> = {
  "market-contradicts": /^(.+)$/,
  "bound-out-of-range": /^a bound from 0% to (.+)$/,
  "rate-out-of-range": /^a rate from 0% to (.+)$/,
  "bound-order": /^a bound (below|above) (.+)$/,
  "range-gap": /^a next band from (.+)$/,
  "range-overlap": /^a next band from (.+)$/,
  "format-differs": /^a format that shows (.+)$/,
  "rate-falls": /^at least (.+), as in (.+)$/,
  "rate-ten-times": /^a rate near (.+)$/,
  "month-unreadable": /^a month of (\d+),/,
  "month-ambiguous": /^a month of (\d+),/,
  "month-other-year": /^a month of (\d+),/,
  "months-missing": /^the twelve months of (\d+)$/,
  "currency-format": /^an amount in (.+)$/,
  "market-differs": /^the market of the sheet's name, (.+)$/,
  "agent-new": /the closest is (.+)$/,
  "agent-case": /^one spelling of (.+), as at (.+)$/,
};

/** The few words among them. */
const SAID: Readonly<Record<Exclude<Language, "en">, Readonly<Record<string, string>>>> = {
  de: { below: "eine Grenze unter", above: "eine Grenze über", "whole currency units": "ganzen Währungseinheiten" },
  sv: { below: "en gräns under", above: "en gräns över", "whole currency units": "hela valutaenheter" },
};

export interface SaidProblem {
  readonly message: string;
  /** Null where the message says it. */
  readonly expected: string | null;
}

export function sayProblem(problem: WorkbookProblem, language: Language): SaidProblem {
  const { code, found, expected, message } = problem;
  const ours = language === "en" ? undefined : TEXTS[language][code];
  if (language === "en" || ours === undefined) return { message, expected: expected === "" ? null : expected };
  const [what, mend, wanted] = ours;
  const said = SAID[language];
  const figures = FIGURES[code]?.exec(expected)?.slice(1) ?? [];
  const put = (text: string): string =>
    text.replaceAll(/\{(found|\d)\}/g, (whole, name: string) =>
      name === "found" ? bare(found) : (said[figures[Number(name) - 1] ?? ""] ?? figures[Number(name) - 1] ?? whole),
    );
  const filled = wanted === undefined ? null : put(wanted);
  return { message: `${put(what)} ${mend}`, expected: filled === null || /\{\d\}/.test(filled) ? null : filled };
}

/** What was found, without the English words that the reader puts beside it. */
function bare(found: string): string {
  return found.replace(/ merged$/, "").replace(" with the number format ", " · ");
}
