/**
 * Strings of a workbook: a text, or runs of rich text that are one text to the reader; phonetic hints are not shown.
 * In: XML events inside `<si>` or `<is>`. Out: the text.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { SPREADSHEET, streamVocabulary } from "./namespaced-xml.ts";
import { xmlProblem } from "./xml-check.ts";

/** Excel's own limit for the text of a cell. */
export const LONGEST_TEXT = 32_767;

/** Gathers the text of one string item at a time. */
export interface StringItem {
  /** For each element inside the item. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>, path: readonly string[]) => void;
  readonly text: (piece: string) => void;
  readonly close: (name: string) => void;
  /** The text so far; the next item begins empty. Null when it is longer than a cell can hold. */
  readonly take: () => string | null;
}

export function stringItem(): StringItem {
  let whole = "";
  let run: string | null = null;
  let preserved = false;
  return {
    open: (name, attributes, path) => {
      if (name !== "t" || path.includes("rPh")) return;
      run = "";
      preserved = attributes["xml:space"] === "preserve";
    },
    text: (piece) => {
      // Longer text is refused in the end; it must not be gathered first.
      if (run !== null && run.length <= 7 * LONGEST_TEXT) run += piece;
    },
    close: (name) => {
      if (name !== "t" || run === null) return;
      if (whole.length <= LONGEST_TEXT) whole += decodeEscapes(preserved ? run : run.replace(OUTER_SPACE, ""));
      run = null;
    },
    take: () => {
      const text = whole;
      whole = "";
      return text.length > LONGEST_TEXT ? null : text;
    },
  };
}

/** XML's white space only: without `xml:space="preserve"` it is layout; a no-break space is text. */
const OUTER_SPACE = /^[ \t\r\n]+|[ \t\r\n]+$/g;
const ESCAPE = /_x([0-9a-fA-F]{4})_/g;

/** `_x000D_` is the character U+000D; `_x005F_` an underscore that begins no escape (ECMA-376, ST_Xstring). */
export function decodeEscapes(text: string): string {
  return text.includes("_x") ? text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text;
}

export interface SharedStrings {
  readonly texts: readonly string[];
  readonly problems: readonly WorkbookProblem[];
}

/** The shared strings part; without one there are none. */
export function readSharedStrings(parts: ReadonlyMap<string, Uint8Array>, part: string | null): SharedStrings {
  const bytes = part === null ? undefined : parts.get(part);
  if (part === null || !bytes) return { texts: [], problems: [] };
  const texts: string[] = [];
  const item = stringItem();
  let tooLong = false;
  const fault = streamVocabulary(bytes, SPREADSHEET, {
    open: (name, attributes, path) => item.open(name, attributes, path),
    text: (text) => item.text(text),
    close: (name, path) => {
      item.close(name);
      if (name !== "si" || path.length !== 1) return;
      const text = item.take();
      tooLong ||= text === null;
      texts.push(text ?? "");
    },
  });
  const found =
    fault ?? (tooLong ? { code: "xml-invalid" as const, found: `a text of over ${LONGEST_TEXT} characters` } : null);
  return { texts, problems: found ? [xmlProblem(part, found)] : [] };
}
