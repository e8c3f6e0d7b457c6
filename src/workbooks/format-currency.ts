/**
 * The currency and unit that a number format shows.
 * In: a format code such as `#,##0 "€"` or `[$kr-41D] #,##0`. Out: the currencies that its words and symbols can stand for,
 * and whether it shows the number in thousands.
 */
import { exponentOf } from "../domain/currency.ts";
import { formatSections } from "./number-format.ts";
import { isUnitNote } from "./unit-note.ts";

// What people write for a currency; more than one code where countries share the sign.
const SIGNS: ReadonlyMap<string, readonly string[]> = new Map([
  ["€", ["EUR"]],
  ["£", ["GBP", "EGP", "FKP", "GIP", "SHP", "SYP", "LBP"]],
  ["¥", ["JPY", "CNY"]],
  ["￥", ["JPY", "CNY"]],
  ["₩", ["KRW", "KPW"]],
  ["₹", ["INR"]],
  ["₺", ["TRY"]],
  ["₽", ["RUB"]],
  ["₴", ["UAH"]],
  ["₪", ["ILS"]],
  ["฿", ["THB"]],
  ["₫", ["VND"]],
  ["₱", ["PHP"]],
  ["₸", ["KZT"]],
  ["₾", ["GEL"]],
  ["kr", ["SEK", "NOK", "DKK", "ISK"]],
  ["kč", ["CZK"]],
  ["zł", ["PLN"]],
  ["ft", ["HUF"]],
  ["lei", ["RON", "MDL"]],
  ["лв", ["BGN"]],
  ["kn", ["HRK"]],
  ["fr", ["CHF"]],
  ["sfr", ["CHF"]],
  ["tl", ["TRY"]],
  ["rm", ["MYR"]],
  ["rp", ["IDR"]],
]);
// `kr` with the language that Excel stores beside it: the last three hexadecimal digits name language and country.
const CROWNS_BY_LANGUAGE: ReadonlyMap<string, string> = new Map([
  ["41d", "SEK"],
  ["414", "NOK"],
  ["814", "NOK"],
  ["406", "DKK"],
  ["40f", "ISK"],
]);
const DOLLARS =
  "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP BRL BSD BBD BZD BMD BND KYD XCD FJD GYD JMD LRD NAD SBD SRD TTD UYU ZWG".split(
    " ",
  );
const CROWNS_BRACKET = /\[\$kr\.?-([0-9a-f]+)\]/i;
const WORD = /\p{L}+|\p{Sc}/gu;

/** The codes that the format can mean, or null when it names no currency. */
export function currenciesOfFormat(format: string): readonly string[] | null {
  const language = CROWNS_BRACKET.exec(format)?.[1]?.toLowerCase().slice(-3);
  const crown = CROWNS_BY_LANGUAGE.get(language ?? "");
  if (crown !== undefined) return [crown];
  for (const [word] of formatWords(format).matchAll(WORD)) {
    if (word === "$") return DOLLARS;
    const meant =
      SIGNS.get(word.toLowerCase()) ?? (exponentOf(word.toUpperCase()) === null ? null : [word.toUpperCase()]);
    if (meant !== null) return meant;
  }
  return null;
}

/** Whether the number shows in thousands or millions: by words (`0 "TSEK"`), or by commas after the last digit (`#,##0,`), which divide. */
export function showsScaled(format: string): boolean {
  const tokens = formatSections(format)[0]?.tokens ?? [];
  const lastDigit = tokens.findLastIndex(({ kind }) => kind === "digit");
  const divides = lastDigit >= 0 && tokens[lastDigit + 1]?.kind === "comma";
  return divides || isUnitNote(formatWords(format));
}

/** The text that the format puts around a positive number. */
function formatWords(format: string): string {
  const tokens = formatSections(format)[0]?.tokens ?? [];
  return tokens.map((token) => (token.kind === "literal" ? token.text : " ")).join("");
}
