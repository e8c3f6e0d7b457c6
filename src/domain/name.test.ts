import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAgentName, normaliseName } from "./name.ts";

describe("names from workbooks and messages meet in one form", () => {
  test.each([
    ["MINI Agent 1", "MINI Agent 1"],
    ["  MINI  Agent   1 ", "MINI Agent 1"],
    ["MINI\u00a0Agent\u202f\u20091", "MINI Agent 1"],
    ["\u3000MINI Agent 1\u2003", "MINI Agent 1"],
    ["\tMINI Agent 1\r\n", "MINI Agent 1"],
    ["Cafe\u0301", "Caf\u00e9"],
    ["\u212bngstr\u00f6m", "\u00c5ngstr\u00f6m"],
    // A break inside a name is no space: it stays, and the name is refused.
    ["MINI\tAgent", "MINI\tAgent"],
    // Compatibility forms are other names.
    ["ﬁrst", "ﬁrst"],
    ["mini agent 1", "mini agent 1"],
    ["", ""],
    ["\u00a0", ""],
  ])("%j is %j", (text, name) => {
    expect(normaliseName(text)).toBe(name);
  });

  test("a normal form is its own normal form", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const name = normaliseName(text);
        expect(normaliseName(name)).toBe(name);
      }),
    );
  });
});

describe("an agent's name has 1 to 200 characters, none of them invisible", () => {
  test.each([
    ["A"],
    ["MINI Agent 1"],
    ["Ülkü Ödül & Søn, A/S"],
    ["株式会社ミニ"],
    ["الوكيل الأول"],
    ["=SUM(A1)"],
    ['O\'Neill "Cars"'],
    ["x".repeat(200)],
    ["🚗".repeat(200)],
  ])("%j is one", (name) => {
    expect(isAgentName(name)).toBe(true);
  });

  test.each([
    ["nothing", ""],
    ["201 characters", "x".repeat(201)],
    ["201 characters beyond the basic plane", "🚗".repeat(201)],
    ["a tab", "a\tb"],
    ["a line feed", "a\nb"],
    ["NUL", "a\u0000b"],
    ["DEL", "a\u007fb"],
    ["a C1 control", "a\u0085b"],
    ["a zero-width space", "a\u200bb"],
    ["a zero-width joiner", "a\u200db"],
    ["a soft hyphen", "a\u00adb"],
    ["a bidi override", "a\u202eb"],
    ["a byte order mark", "a\ufeffb"],
    ["a line separator", "a\u2028b"],
    ["half a surrogate pair", "a\ud800b"],
    ["a private character", "a\ue000b"],
    ["a Hangul filler", "a\u3164b"],
    ["a variation selector", "a\ufe0fb"],
    ["a Braille blank", "a\u2800b"],
    ["an unassigned character", "a\u0378b"],
  ])("%s makes none", (_what, name) => {
    expect(isAgentName(name)).toBe(false);
  });
});
