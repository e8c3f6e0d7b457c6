/**
 * Tells words that scale amounts, such as `TSEK`, `in thousands` or `Mio. EUR`: a table of targets is read in whole currency,
 * so such a word means that every target may be wrong by a factor.
 */
import { exponentOf } from "../domain/currency.ts";

const WORDS =
  /(?<!\p{L})(?:thousands?|tausend|tusen|tusental|millions?|millionen|miljon(?:er)?|mio|mln|mkr|[tk]kr|[tkm](?:sek|eur))(?!\p{L})/iu;
const ZEROS = /(?<![\d.,\s])['’]?000(?:['’]?s)?(?!\d)/u;
const PREFIXED_CURRENCY = /(?<!\p{L})[TKMtkm] ?(\p{Lu}{3}|\p{Sc})(?!\p{L})/gu;

/** Whether the text says that amounts are in thousands or millions. */
export function isUnitNote(text: string): boolean {
  if (WORDS.test(text) || ZEROS.test(text)) return true;
  return [...text.matchAll(PREFIXED_CURRENCY)].some(
    ([, currency = ""]) => currency.length === 1 || exponentOf(currency) !== null,
  );
}
