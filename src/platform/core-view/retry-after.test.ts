import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
const DAY = 24 * 60 * 60 * 1000;

test.each([
  ["seconds", "120", 120_000],
  ["none at all", "0", 0],
  ["spaces around", " 5 ", 5_000],
  ["more than a day counts as a day", "9999999", DAY],
  ["a date", "Tue, 24 Nov 2026 12:00:30 GMT", 30_000],
  ["a date of RFC 850", "Tuesday, 24-Nov-26 12:00:30 GMT", 30_000],
  ["a date of asctime", "Tue Nov 24 12:00:30 2026", 30_000],
  ["a date that has passed", "Tue, 24 Nov 2026 11:00:00 GMT", 0],
  ["a date beyond a day", "Tue, 24 Nov 2027 12:00:00 GMT", DAY],
  ["no header", null, null],
  ["an empty one", "", null],
  ["a fraction", "1.5", null],
  ["below nothing", "-1", null],
  ["words", "soon", null],
  ["a day that begins like one", "Tuesday next year GMT", null],
  ["a date that is none", "Tue, 99 Nov 2026 12:00:00 GMT", null],
])("%s: %j is %j ms", (_what, header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected);
});
