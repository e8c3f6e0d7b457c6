import { describe, expect, test } from "vitest";
import { bandText, placeInBand } from "./bands.ts";

const rate = (ppm: number) => `${ppm / 10_000} %`;
const at = (percent: number, exclusive = false) => ({ ppm: percent * 10_000, exclusive });
const ACHIEVEMENT = [at(70), at(85), at(100), at(115, true)];

describe("a band is written as people read it", () => {
  test.each([
    [-1, "< 70 %"],
    [0, "≥ 70 % – < 85 %"],
    [2, "≥ 100 % – ≤ 115 %"],
    [3, "> 115 %"],
  ])("band %i is %s", (band, text) => {
    expect(bandText(ACHIEVEMENT, band, rate).replaceAll("\u00a0", " ")).toBe(text);
  });

  test("what lies under an exclusive lowest bound reaches up to it", () => {
    expect(bandText([at(70, true)], -1, rate)).toBe("≤\u00a070 %");
  });
});

describe("a ratio has its place in its band", () => {
  test.each([
    ["at the lower bound", 70n, 0, 0],
    ["half way", 775n, 0, 0.5],
    ["one before the next bound", 849n, 0, 0.9933],
    ["under the lowest bound", 35n, -1, 0.5],
    ["a width of the band before above the highest bound", 130n, 3, 0.5],
    ["ever so far above it", 100_000n, 3, 0.9998],
  ])("%s", (_title, numerator, band, place) => {
    const denominator = numerator > 200n && numerator < 1000n ? 1000n : 100n;
    expect(placeInBand({ numerator, denominator }, ACHIEVEMENT, band)).toBeCloseTo(place, 3);
  });

  test("where both bounds are one figure, it is in the middle", () => {
    expect(placeInBand({ numerator: 115n, denominator: 100n }, [at(115), at(115, true)], 0)).toBe(0.5);
  });

  test("amounts beyond the numbers of a browser lose nothing that is seen", () => {
    const denominator = 10n ** 24n;
    expect(placeInBand({ numerator: (denominator * 775n) / 1000n, denominator }, ACHIEVEMENT, 0)).toBe(0.5);
  });
});
