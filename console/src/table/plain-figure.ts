/**
 * A figure as a language writes it, for a spreadsheet. In: `−5 248,43 SEK` in Swedish. Out: `-5248.43` and `SEK`; null when it is no figure.
 * Digit by digit: nothing is counted.
 */
export interface PlainFigure {
  /** A decimal string. */
  readonly decimal: string;
  /** The currency behind it; empty where it stands in the head. */
  readonly unit: string;
}

export type ReadFigure = (text: string) => PlainFigure | null;

/** @param locale the one that wrote it */
export function figureReader(locale: string): ReadFigure {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.5);
  const signOf = (type: string): string => parts.find((part) => part.type === type)?.value.trim() ?? "";
  // A group may be a space: it is gone then.
  const [group, point] = [oneOf(signOf("group")), oneOf(signOf("decimal"))];
  const figure = new RegExp(`^([+-]?)(\\d{1,3}(?:${group}\\d{3})*|\\d+)(?:${point}(\\d+))?([A-Z]{3})?$`);
  return (text) => {
    const found = figure.exec(text.replaceAll(/\s/g, "").replaceAll("\u2212", "-"));
    if (found === null) return null;
    const [, sign, whole = "", fraction, unit = ""] = found;
    const decimal = `${sign === "-" ? "-" : ""}${whole.replaceAll(/\D/g, "")}${fraction === undefined ? "" : `.${fraction}`}`;
    return { decimal, unit };
  };
}

function oneOf(sign: string): string {
  return sign === "" ? "" : `[${sign}]`;
}
