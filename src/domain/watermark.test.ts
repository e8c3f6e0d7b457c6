import { describe, expect, test } from "vitest";
import { highestWatermark, isBefore, lessOverlap, readWatermark } from "./watermark.ts";

describe("a watermark is read into one form, or is none of its type", () => {
  test.each([
    ["integer", "42", "42"],
    ["integer", "-7", "-7"],
    ["integer", "007", "7"],
    ["integer", "9223372036854775807", "9223372036854775807"],
    ["integer", "1.0", null],
    ["integer", "1e3", null],
    ["integer", "", null],
    ["date", "2024-02-29", "2024-02-29"],
    ["date", "2023-02-29", null],
    ["date", "2024-02-29 00:00:00", null],
    ["timestamp", "2024-01-17 09:12:44", "2024-01-17 09:12:44.000000"],
    ["timestamp", "2024-01-17 09:12:44.5", "2024-01-17 09:12:44.500000"],
    ["timestamp", "2024-01-17T09:12:44.123456Z", "2024-01-17 09:12:44.123456"],
    ["timestamp", "2024-01-17 09:12:44.123456+00", "2024-01-17 09:12:44.123456"],
    ["timestamp", "2024-01-17 09:12:44.123 UTC", "2024-01-17 09:12:44.123000"],
    // Cut, never rounded up: what lies between would be missed.
    ["timestamp", "2024-01-17 09:12:44.123456999", "2024-01-17 09:12:44.123456"],
    ["timestamp", "2024-01-17 09:12:44+01", null],
    ["timestamp", "2024-01-17 09:12:44 Europe/Stockholm", null],
    ["timestamp", "2024-01-17 24:00:00", null],
    ["timestamp", "2024-01-17", null],
    ["timestamp", "infinity", null],
  ] as const)("%s %j is %j", (type, text, value) => {
    expect(readWatermark(type, text)).toBe(value);
  });
});

test("integers are compared as numbers, not as texts", () => {
  expect(isBefore("integer", "9", "10")).toBe(true);
  expect(isBefore("integer", "10", "9")).toBe(false);
  expect(isBefore("integer", "-2", "-1")).toBe(true);
});

test.each([
  [{ column: "c", type: "integer", overlap: 10 }, "5", "-5"],
  [{ column: "c", type: "date", overlapDays: 1 }, "2024-03-01", "2024-02-29"],
  [{ column: "c", type: "date", overlapDays: 1 }, "0001-01-01", "0001-01-01"],
  [{ column: "c", type: "timestamp", overlapMinutes: 60 }, "2024-01-01 00:30:00.123456", "2023-12-31 23:30:00.123456"],
  [{ column: "c", type: "timestamp", overlapMinutes: 0 }, "2024-01-01 00:30:00.123456", "2024-01-01 00:30:00.123456"],
  [{ column: "c", type: "timestamp", overlapMinutes: 60 }, "0001-01-01 00:30:00.000000", "0001-01-01 00:00:00.000000"],
] as const)("%j from %s is %s", (setting, value, from) => {
  expect(lessOverlap(setting, value)).toBe(from);
});

test("no clock and no zone is a whole day ahead", () => {
  const now = new Date("2024-01-17T09:12:44.250Z");
  expect(highestWatermark("timestamp", now)).toBe("2024-01-18 09:12:44.250000");
  expect(highestWatermark("date", now)).toBe("2024-01-18");
  expect(highestWatermark("integer", now)).toBeNull();
});
