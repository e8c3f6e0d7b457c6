/**
 * The value of one cell, from what its element held.
 * In: type, value, inline text, formula. Out: the value, null for a cell that holds nothing, and what is wrong with it.
 */
import { parseCalendarDate } from "../domain/period.ts";
import { serialOfDate } from "./excel-date.ts";
import { quoted } from "./file-problem.ts";
import type { CellValue } from "./grid.ts";
import { plainDigits } from "./shown-decimal.ts";
import { decodeEscapes, LONGEST_TEXT } from "./string-item.ts";

export interface RawCell {
  /** `n`, `s`, `str`, `inlineStr`, `b`, `e` or `d`. */
  readonly type: string;
  /** What stands in `<v>`; null without one. */
  readonly value: string | null;
  /** What stands in `<is>`. */
  readonly inline: string | null;
  /** `""` for a cell that shares another's formula. */
  readonly formula: string | null;
  readonly external: boolean;
}

export interface ValueContext {
  readonly strings: readonly string[];
  readonly dateSystem: 1900 | 1904;
}

export interface ReadValue {
  readonly value: CellValue | null;
  /** Null when the cell is sound. */
  readonly fault: string | null;
  /** Whether a date was written out (`t="d"`), so that the number is to be shown as one. */
  readonly isoDate: boolean;
}

const NOTHING: ReadValue = { value: null, fault: null, isoDate: false };

export function cellValue(cell: RawCell, context: ValueContext): ReadValue {
  if (cell.external) return sound({ kind: "external" });
  const stored = cell.value;
  // An empty <v> is the cached empty text of a text formula; of any other formula it is no result.
  if (cell.formula !== null && (stored === null || (stored === "" && cell.type !== "str"))) {
    return sound({ kind: "uncached" });
  }
  if (cell.type === "inlineStr") return textOf(cell.inline ?? stored ?? "");
  if (stored === null || stored.trim() === "") return NOTHING;
  switch (cell.type) {
    case "n": {
      const digits = plainDigits(stored);
      return digits === null ? faulty(`the number ${quoted(stored)}`) : sound({ kind: "number", digits });
    }
    case "s": {
      const text = /^\s*\d{1,9}\s*$/.test(stored) ? context.strings[Number(stored)] : undefined;
      return text === undefined ? faulty(`the shared string ${quoted(stored)}, which is not there`) : textOf(text);
    }
    case "str":
      return textOf(decodeEscapes(stored));
    case "b":
      return sound({ kind: "boolean", value: stored.trim() === "1" || stored.trim() === "true" });
    case "e":
      return sound({ kind: "error", code: stored.trim().slice(0, 100) });
    case "d":
      return isoDate(stored.trim(), context.dateSystem);
    default:
      return faulty(`the cell type ${quoted(cell.type)}`);
  }
}

function sound(value: CellValue): ReadValue {
  return { value, fault: null, isoDate: false };
}

function faulty(fault: string): ReadValue {
  return { value: null, fault, isoDate: false };
}

/** Text of nothing but space, no-break space included, is no cell. */
function textOf(text: string): ReadValue {
  if (text.length > LONGEST_TEXT) return faulty(`a text of over ${LONGEST_TEXT} characters`);
  return text.trim() === "" ? NOTHING : sound({ kind: "text", text });
}

/** `2024-01-31` or `2024-01-31T12:00:00`: its day as a number; the time of day is cut off. What cannot be one stays text. */
function isoDate(text: string, dateSystem: 1900 | 1904): ReadValue {
  const date = /^\d{4}-\d\d-\d\d(?:T.*)?$/.test(text) ? parseCalendarDate(text.slice(0, 10)) : null;
  const serial = date === null ? null : serialOfDate(date, dateSystem);
  return serial === null
    ? textOf(text)
    : { value: { kind: "number", digits: String(serial) }, fault: null, isoDate: true };
}
