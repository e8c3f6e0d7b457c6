import { describe, expect, test } from "vitest";
import { compareCodePoints } from "./code-point-order.ts";

describe("texts are ordered by code point, not by UTF-16 unit", () => {
  const rising = [
    "",
    "A",
    "A1",
    "A10",
    "A2",
    "B",
    "a",
    "ä",
    "\uFFFD",
    "\u{10000}",
    "\u{1F600}",
    "\u{1F600}a",
    "\u{1F601}",
  ];

  test.each(rising.slice(1).map((text, index) => [rising[index] ?? "", text]))(
    "%j comes before %j",
    (first, second) => {
      expect(compareCodePoints(first, second)).toBeLessThan(0);
      expect(compareCodePoints(second, first)).toBeGreaterThan(0);
    },
  );

  test.each(rising)("%j is in order with itself", (text) => {
    expect(compareCodePoints(text, text)).toBe(0);
  });

  test("the order is that of the UTF-8 bytes, as the database compares them", () => {
    const bytes = (text: string) => Buffer.from(text, "utf8");
    const shuffled = rising.toReversed();
    expect(shuffled.toSorted(compareCodePoints)).toEqual(
      shuffled.toSorted((a, b) => Buffer.compare(bytes(a), bytes(b))),
    );
  });
});
