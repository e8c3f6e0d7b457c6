/**
 * The names of months that a heading may use: English, German and Swedish, whole and short.
 * No name means different months in two of these languages.
 */

const NAMES: readonly (readonly string[])[] = [
  ["jan", "january", "januar", "jänner", "januari"],
  ["feb", "february", "februar", "feber", "februari"],
  ["mar", "march", "märz", "maerz", "mär", "mrz", "mars"],
  ["apr", "april"],
  ["may", "mai", "maj"],
  ["jun", "june", "juni"],
  ["jul", "july", "juli"],
  ["aug", "august", "augusti"],
  ["sep", "sept", "september"],
  ["oct", "october", "okt", "oktober"],
  ["nov", "november"],
  ["dec", "december", "dez", "dezember"],
];

/** From a lower-case name to 1 to 12. */
export const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);
