/**
 * Follows the watermark through the rows of a pull. In: each row's value, how many rows are committed. Out: how far the watermark may
 * move, and what is wrong with the column.
 *
 * A row whose value cannot be used is taken in like any other and told; it only never moves the watermark. Such a value would otherwise
 * hide rows that nobody has read: a date of 9999 all that come later, a column that is sorted as text those that sort lower.
 */
import { highestWatermark, isBefore, readWatermark, type WatermarkSetting } from "../domain/watermark.ts";

export type WatermarkTrouble = "watermark-null" | "watermark-unreadable" | "watermark-ahead" | "watermark-order";

export interface WatermarkProblem {
  readonly code: WatermarkTrouble;
  readonly message: string;
}

export interface WatermarkTrack {
  /** The next row's value. */
  readonly row: (value: string | null) => void;
  /** The end of a chunk of rows: up to here the watermark may move once they are committed. */
  readonly mark: () => void;
  /** The highest mark within the first so many rows; null when there is no newer one. */
  readonly upTo: (committedRows: number) => string | null;
  readonly problems: () => WatermarkProblem[];
}

export function trackWatermark(setting: WatermarkSetting, now: Date): WatermarkTrack {
  const { type } = setting;
  const highest = highestWatermark(type, now);
  const troubles = new Map<WatermarkTrouble, { rows: number; readonly first: string }>();
  const marks: { readonly rows: number; readonly value: string }[] = [];
  let rows = 0;
  let last: string | null = null;
  let ordered = true;
  const trouble = (code: WatermarkTrouble, first: string): void => {
    const known = troubles.get(code);
    if (known === undefined) troubles.set(code, { rows: 1, first });
    else known.rows += 1;
  };
  return {
    row: (text) => {
      rows += 1;
      if (text === null) return trouble("watermark-null", "nothing");
      const value = readWatermark(type, text);
      if (value === null) return trouble("watermark-unreadable", text);
      if (highest !== null && isBefore(type, highest, value)) return trouble("watermark-ahead", text);
      if (last !== null && isBefore(type, value, last)) {
        ordered = false;
        return trouble("watermark-order", text);
      }
      last = value;
    },
    mark: () => {
      if (last !== null && ordered) marks.push({ rows, value: last });
    },
    upTo: (committedRows) => {
      let reached: string | null = null;
      while (marks[0] !== undefined && marks[0].rows <= committedRows) reached = marks.shift()?.value ?? null;
      return reached;
    },
    problems: () =>
      [...troubles].map(([code, found]) => ({ code, message: told(code, setting, found.rows, found.first) })),
  };
}

function told(code: WatermarkTrouble, { column, type }: WatermarkSetting, rows: number, first: string): string {
  const taken = `${rows} ${rows === 1 ? "row was" : "rows were"} taken in and will be read again each time`;
  switch (code) {
    case "watermark-null":
      return `${column} is null in some rows: ${taken}. Let the query give each row a value, with coalesce.`;
    case "watermark-unreadable":
      return `${column} is "${first}" in a row; expected ${EXPECTED[type]}. ${taken}. Mend the query or watermark.type.`;
    case "watermark-ahead":
      return `${column} is "${first}" in a row, over a day after now: ${taken}. Mend the row, or leave it out in the query.`;
    case "watermark-order":
      return `${column} is "${first}" in a row after a higher one: the source does not sort it as ${EXPECTED[type]}. The watermark stays. Cast the column in the query.`;
    default:
      return code satisfies never;
  }
}

const EXPECTED: Readonly<Record<WatermarkSetting["type"], string>> = {
  integer: "an integer",
  timestamp: "a timestamp without time zone or in UTC",
  date: "a date",
};
