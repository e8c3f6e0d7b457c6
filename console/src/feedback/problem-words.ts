/**
 * What problems of the API mean and what to do, by code, in each language. A code that is not here, of a newer server, is told in the
 * server's words.
 */
import { words } from "../words/words.ts";
import { PROBLEM_WORDS_DE } from "./problem-words-de.ts";
import { PROBLEM_WORDS_EN } from "./problem-words-en.ts";
import { PROBLEM_WORDS_SV } from "./problem-words-sv.ts";

export const PROBLEM_WORDS = words<Readonly<Record<string, string>>>({
  en: PROBLEM_WORDS_EN,
  de: PROBLEM_WORDS_DE,
  sv: PROBLEM_WORDS_SV,
});
