/**
 * How far a source of contract rows has been read: a value of one of its columns that rises as rows change.
 * In: the value's text as the source's database writes it. Out: one form of it, which can be compared, lowered, and handed back.
 *
 * There are three types, all of which have the same order here and in any database. Texts have none: their order is a collation's.
 */
import { addDays, parseCalendarDate } from "./period.ts";

export type WatermarkSetting = { readonly column: string } & (
  | { readonly type: "integer"; readonly overlap: number }
  | { readonly type: "timestamp"; readonly overlapMinutes: number }
  | { readonly type: "date"; readonly overlapDays: number }
);
export type WatermarkType = WatermarkSetting["type"];

export const WATERMARK_TYPES: readonly WatermarkType[] = ["integer", "timestamp", "date"];

const INTEGER = /^-?\d{1,38}$/;
// Without a zone or in UTC: PostgreSQL's +00, Athena's UTC. A value in another zone has another order as text.
const TIMESTAMP =
  /^(\d{4}-\d\d-\d\d)[ T]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,12}))?(?: ?(?:UTC|Z|\+00(?::?00)?))?$/;
const EARLIEST = "0001-01-01";
const DAY_MS = 86_400_000;

/**
 * The value in its one form: `42`, `2024-01-16`, `2024-01-16 09:12:44.250000`; null when it is none of the type. What is finer than a
 * microsecond is cut: a watermark may be too low, never too high.
 */
export function readWatermark(type: WatermarkType, text: string): string | null {
  switch (type) {
    case "integer":
      return INTEGER.test(text) ? String(BigInt(text)) : null;
    case "date":
      return parseCalendarDate(text);
    case "timestamp": {
      const [, date = "", time = "", fraction = ""] = TIMESTAMP.exec(text) ?? [];
      return parseCalendarDate(date) === null ? null : `${date} ${time}.${fraction.slice(0, 6).padEnd(6, "0")}`;
    }
    default:
      return type satisfies never;
  }
}

/** Whether one value lies before another, both as `readWatermark` gives them. */
export function isBefore(type: WatermarkType, one: string, other: string): boolean {
  return type === "integer" ? BigInt(one) < BigInt(other) : one < other;
}

/** Where to read from again: the watermark less the overlap. */
export function lessOverlap(setting: WatermarkSetting, value: string): string {
  switch (setting.type) {
    case "integer":
      return String(BigInt(value) - BigInt(setting.overlap));
    case "date": {
      const date = parseCalendarDate(value);
      if (date === null) throw new Error(`assertion: ${value} is a date`);
      return value.startsWith("0001") ? EARLIEST : addDays(date, -setting.overlapDays);
    }
    case "timestamp": {
      if (value.startsWith("0001")) return `${EARLIEST} 00:00:00.000000`;
      const instant = new Date(
        Date.parse(`${value.slice(0, 19).replace(" ", "T")}Z`) - setting.overlapMinutes * 60_000,
      );
      return `${instant.toISOString().slice(0, 19).replace("T", " ")}${value.slice(19)}`;
    }
    default:
      return setting satisfies never;
  }
}

/**
 * The highest value that can be believed: a day after now, whatever the source's zone and clock. One row that is dated 9999 would
 * otherwise hide all that come after it. Null: an integer can be any.
 */
export function highestWatermark(type: WatermarkType, now: Date): string | null {
  const tomorrow = new Date(now.getTime() + DAY_MS).toISOString();
  if (type === "integer") return null;
  return type === "date" ? tomorrow.slice(0, 10) : `${tomorrow.slice(0, 23).replace("T", " ")}000`;
}
