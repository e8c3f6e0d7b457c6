import { describe, expect, test } from "vitest";
import { trackWatermark } from "./watermark-track.ts";

const NOW = new Date("2024-06-01T12:00:00Z");
const DATE = { column: "d", type: "date", overlapDays: 1 } as const;
const INTEGER = { column: "n", type: "integer", overlap: 1 } as const;

function trackOf(setting: typeof DATE | typeof INTEGER, chunks: readonly (readonly (string | null)[])[]) {
  const track = trackWatermark(setting, NOW);
  for (const chunk of chunks) {
    for (const value of chunk) track.row(value);
    track.mark();
  }
  return track;
}

test("the watermark follows what is committed, not what is read", () => {
  const track = trackOf(INTEGER, [["1", "2"], ["9", "10"], ["11"]]);
  expect([1, 2, 3, 4, 4, 5].map((rows) => track.upTo(rows))).toEqual([null, "2", null, "10", null, "11"]);
  expect(track.problems()).toEqual([]);
});

describe("a value that cannot be used is told and never moves the watermark", () => {
  test.each([
    ["watermark-null", DATE, [null, "2024-01-01"], "2024-01-01"],
    ["watermark-unreadable", DATE, ["2024-01-01", "infinity"], "2024-01-01"],
    ["watermark-ahead", DATE, ["2024-01-01", "9999-12-31"], "2024-01-01"],
    // Sorted as text: whatever sorts before 9 and was not read yet would be hidden.
    ["watermark-order", INTEGER, ["10", "9"], null],
  ] as const)("%s", (code, setting, values, reached) => {
    const track = trackOf(setting, [values]);
    expect(track.upTo(2)).toBe(reached);
    expect(track.problems().map((problem) => problem.code)).toEqual([code]);
  });
});
