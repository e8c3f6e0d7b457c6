/**
 * Excel number format codes, taken apart.
 * In: a format code such as `">"0%`, `yyyy-mm`, `#,##0.00 "kr";[Red]-#,##0.00 "kr"`. Out: its sections as tokens, and whether it shows dates or percent.
 */

export type FormatToken =
  | { readonly kind: "literal"; readonly text: string }
  /** A place for a digit: `0`, `#` or `?`. */
  | { readonly kind: "digit"; readonly symbol: string }
  | { readonly kind: "point" }
  | { readonly kind: "comma" }
  | { readonly kind: "percent" }
  /** `E+` or `E-`, before the digits of the exponent. */
  | { readonly kind: "exponent" }
  /** A run of `y`, `m` or `d` that shows a year, a month or a day. */
  | { readonly kind: "date"; readonly letters: string }
  /** A run of `h`, `m` (minutes) or `s`, or `AM/PM`; in brackets where it is elapsed time. */
  | { readonly kind: "time"; readonly letters: string }
  | { readonly kind: "general" }
  /** `@`. */
  | { readonly kind: "text" };

export interface FormatSection {
  readonly tokens: readonly FormatToken[];
  /** Such as `>=1` of `[>=1]0%`; null when the section has none. */
  readonly condition: { readonly operator: string; readonly bound: string } | null;
}

const LITERAL = /"([^"]*)"?|\\([\s\S])/y;
const PADDING = /[_*]([\s\S])/y;
const BRACKET = /\[([^\]]*)\]/y;
const CONDITION = /^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$/;
const WORD = /General|AM\/PM|A\/P|E[+-]|y+|m+|d+|h+|s+|e+/iy;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The sections of a format code, parted by `;`. Never fails: what has no meaning in a format is a literal. */
export function formatSections(format: string): readonly FormatSection[] {
  const sections: FormatSection[] = [];
  let tokens: FormatToken[] = [];
  let condition: FormatSection["condition"] = null;
  const endSection = () => {
    sections.push({ tokens: tellMinutes(tokens), condition });
    tokens = [];
    condition = null;
  };
  for (let at = 0; at < format.length;) {
    const literal = matchAt(LITERAL, format, at);
    const padding = literal ?? matchAt(PADDING, format, at);
    const bracket = padding ?? matchAt(BRACKET, format, at);
    const word = bracket ?? matchAt(WORD, format, at);
    const symbol = format.charAt(at);
    if (literal) tokens.push({ kind: "literal", text: literal[1] ?? literal[2] ?? "" });
    else if (padding) tokens.push(...(symbol === "_" ? [{ kind: "literal", text: " " } as const] : []));
    else if (bracket) {
      const found = CONDITION.exec(bracket[1] ?? "");
      if (found) condition = { operator: found[1] ?? "", bound: found[2] ?? "" };
      else tokens.push(...bracketTokens(bracket[1] ?? ""));
    } else if (word) tokens.push(wordToken(word[0]));
    else if (symbol === ";") endSection();
    else tokens.push(symbolToken(symbol));
    at += word?.[0].length ?? 1;
  }
  endSection();
  return sections;
}

/** `[$kr-41D]` is the literal `kr`; `[h]` an elapsed time; colours and languages show nothing. */
function bracketTokens(inside: string): readonly FormatToken[] {
  if (/^(h+|m+|s+)$/i.test(inside)) return [{ kind: "time", letters: `[${inside.toLowerCase()}]` }];
  const currency = /^\$(.*?)(-[0-9a-f,]*)?$/i.exec(inside)?.[1] ?? "";
  return currency === "" ? [] : [{ kind: "literal", text: currency }];
}

function wordToken(word: string): FormatToken {
  const letters = word.toLowerCase();
  if (letters === "general") return { kind: "general" };
  if (/^e[+-]$/.test(letters)) return { kind: "exponent" };
  if (letters.includes("/") || /^[hs]/.test(letters)) return { kind: "time", letters };
  // `e` is a year, counted from the start of an era.
  return { kind: "date", letters };
}

function symbolToken(symbol: string): FormatToken {
  switch (symbol) {
    case "0":
    case "#":
    case "?":
      return { kind: "digit", symbol };
    case ".":
      return { kind: "point" };
    case ",":
      return { kind: "comma" };
    case "%":
      return { kind: "percent" };
    case "@":
      return { kind: "text" };
    default:
      return { kind: "literal", text: symbol };
  }
}

/** `m` and `mm` are minutes right after hours or right before seconds, else months. */
function tellMinutes(tokens: readonly FormatToken[]): readonly FormatToken[] {
  const clock = tokens.filter((t) => t.kind === "date" || t.kind === "time");
  return tokens.map((token) => {
    if (token.kind !== "date" || (token.letters !== "m" && token.letters !== "mm")) return token;
    const place = clock.indexOf(token);
    const before = clock[place - 1];
    const after = clock[place + 1];
    const isMinute =
      (before?.kind === "time" && before.letters.includes("h")) ||
      (after?.kind === "time" && after.letters.startsWith("s"));
    return isMinute ? { kind: "time", letters: token.letters } : token;
  });
}

/** Whether a number with this format shows a year, a month or a day. A time of day alone is no date. */
export function isDateFormat(format: string): boolean {
  return formatSections(format)[0]?.tokens.some((t) => t.kind === "date") ?? false;
}

/** Whether a number with this format shows as a percentage. */
export function hasPercent(format: string): boolean {
  return formatSections(format).some((section) => section.tokens.some((t) => t.kind === "percent"));
}
