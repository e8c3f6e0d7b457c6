import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closestNameAmong } from "./closest-name.ts";

const find = closestNameAmong(new Set(["MINI Agent 12", "MINI Agent 1", "MINI Agent 2", "Svensson Bil", "Bo", "Åke"]));

describe("the closest known name", () => {
  test.each([
    ["MINI Agnet 12", "MINI Agent 12"],
    ["MINI Agent 123", "MINI Agent 12"],
    ["MINI Agent", "MINI Agent 1"],
    ["mini agent 2", "MINI Agent 2"],
    ["Svenson Bil", "Svensson Bil"],
    ["Svenson Bill", "Svensson Bil"],
    ["Swenson Bill", null],
    ["Åkes", "Åke"],
    ["Al", null],
    ["BO", "Bo"],
    ["", null],
  ])("of %j is %j", (name, expected) => {
    expect(find(name)).toBe(expected);
  });

  test("of no names is none", () => {
    expect(closestNameAmong(new Set())("MINI Agent 1")).toBe(null);
  });

  test("is as close as a plain search of every name finds", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 30 }), name, (known, wanted) => {
        const limit = Math.min(2, Math.floor(wanted.length / 3));
        const ranked = known
          .map((one) => ({ one, edits: plainDistance(one, wanted) }))
          .filter(({ edits }) => edits <= limit)
          .toSorted((a, b) => a.edits - b.edits || (a.one < b.one ? -1 : 1));
        expect(closestNameAmong(new Set(known))(wanted)).toBe(ranked[0]?.one ?? null);
      }),
    );
  });
});

function plainDistance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  if (a[0] === b[0]) return plainDistance(a.slice(1), b.slice(1));
  const [shorterA, shorterB] = [a.slice(1), b.slice(1)];
  return 1 + Math.min(plainDistance(shorterA, b), plainDistance(a, shorterB), plainDistance(shorterA, shorterB));
}
