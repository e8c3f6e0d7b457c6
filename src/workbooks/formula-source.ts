/**
 * Whether a formula takes its value from outside the workbook.
 * In: a formula as it stands in a part, without its equals sign. Out: yes or no; nothing is ever followed.
 */

const STRING = /"(?:[^"]|"")*"/g;
const QUOTED_SHEET = /'(?:[^']|'')*'/g;
/** `Table1[Column]`, `Table1[[#This Row],[Column]]`: brackets right after a name. */
const TABLE_REFERENCE = /(?<=[\p{L}\p{N}_.\\])\[(?:[^[\]]|\[[^[\]]*\])*\]/gu;
/** `[1]Sheet1!A1`, `[Book.xlsx]Sheet1!A1`, `[1]!Name`. */
const OTHER_WORKBOOK = /\[[^[\]]+\][^\s[\]+*/^&=<>(),;-]*!/;
/** Functions whose value comes from a server, another workbook or the web. */
const OUTSIDE_FUNCTIONS =
  /(?:^|[^\p{L}\p{N}_])(?:RTD|WEBSERVICE|IMPORTRANGE|IMPORTDATA|IMPORTXML|IMPORTHTML|IMPORTFEED|GOOGLEFINANCE|SQL\.REQUEST|DDE)\s*\(/iu;
const NAME = /[\p{L}_\\][\p{L}\p{N}_.\\]*/gu;
/** Excel's own limit is 8 192 characters. */
export const LONGEST_FORMULA = 8192;

/**
 * External workbooks, DDE (`cmd|'/c calc'!A1`), and functions that fetch.
 * @param externalNames lower-case defined names that stand for such a value
 */
export function isExternalFormula(formula: string, externalNames: ReadonlySet<string>): boolean {
  // Nothing that a spreadsheet program stores; what it hides is not looked for.
  if (formula.length > LONGEST_FORMULA) return true;
  // Google Sheets exports what Excel lacks as DUMMYFUNCTION with the formula as a string.
  if (/DUMMYFUNCTION/i.test(formula) && OUTSIDE_FUNCTIONS.test(formula)) return true;
  const withoutStrings = formula.replace(STRING, '""');
  if ((withoutStrings.match(QUOTED_SHEET) ?? []).some((sheet) => /[[\]]|^'file:|^'https?:/i.test(sheet))) return true;
  const bare = withoutStrings.replace(QUOTED_SHEET, "''");
  // A bar has no other meaning in a formula.
  if (bare.includes("|") || OTHER_WORKBOOK.test(bare.replace(TABLE_REFERENCE, "")) || OUTSIDE_FUNCTIONS.test(bare))
    return true;
  if (/INDIRECT\s*\(/i.test(bare) && (formula.match(STRING) ?? []).some((text) => text.includes("["))) return true;
  return externalNames.size > 0 && (bare.match(NAME) ?? []).some((name) => externalNames.has(name.toLowerCase()));
}
