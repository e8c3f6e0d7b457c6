/**
 * The header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. In: its text, the time of now in milliseconds.
 * Out: how long to wait in milliseconds, or null where it says nothing that can be read.
 */

/** An asked-for wait beyond this is taken as this: nobody is made to wait for ever by a header. */
const LONGEST_MS = 24 * 60 * 60 * 1000;
// Of the three forms of a date that RFC 9110 names, the one that may still be written; the others are read as well.
const DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .+ (?:GMT|\d{4})$/;

export function retryAfterMs(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_MS);
  if (!DATE.test(text)) return null;
  // The old form of C's asctime says no zone, and means GMT.
  const at = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(at) ? null : Math.min(Math.max(at - nowMs, 0), LONGEST_MS);
}
