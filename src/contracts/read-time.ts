/**
 * The time of an event, RFC 3339 as CloudEvents 1.0 asks for.
 * In: the value of `time`. Out: the instant in UTC in one form, so that any database takes it; or null with a problem told.
 */
import { parseCalendarDate } from "../domain/period.ts";
import { CODE } from "./message-problems.ts";
import { refuse, type Field } from "./read-field.ts";

// RFC 3339, section 5.6. A leap second is :60; letters may be small.
const RFC_3339 =
  /^(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
// The form that nearly every event has: it needs no arithmetic.
const PLAIN_UTC = /^(?!0000)\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const EXPECTED = "a time as in RFC 3339, such as 2024-01-17T09:12:44Z";

/** @returns `2024-01-17T09:12:44.000Z`; decimals beyond the third are cut, a leap second is the one after it */
export function readTime(value: unknown, field: Field): string | null {
  if (typeof value !== "string") return refuse(field, CODE.wrongType, value, EXPECTED);
  if (PLAIN_UTC.test(value) && parseCalendarDate(value.slice(0, 10)) !== null) return `${value.slice(0, 19)}.000Z`;
  const match = RFC_3339.exec(value);
  if (!match || parseCalendarDate(match[1] ?? "") === null) return refuse(field, CODE.notATime, value, EXPECTED);
  const [, date = "", hour = "", minute = "", second = "", fraction = ""] = match;
  const leap = second === "60";
  const instant = new Date(Date.parse(`${date}T${hour}:${minute}:${leap ? "59" : second}Z`) - offsetMs(value));
  instant.setTime(instant.getTime() + (leap ? 1000 : Number(fraction.slice(0, 3).padEnd(3, "0"))));
  const year = instant.getUTCFullYear();
  if (year < 1 || year > 9999) return refuse(field, CODE.notATime, value, "a time of the years 1 to 9999");
  return instant.toISOString();
}

function offsetMs(time: string): number {
  if (/[Zz]$/.test(time)) return 0;
  const minutes = Number(time.slice(-5, -3)) * 60 + Number(time.slice(-2));
  return (time.at(-6) === "-" ? -1 : 1) * minutes * 60_000;
}
