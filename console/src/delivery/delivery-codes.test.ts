import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../words/language.ts";
import { DELIVERY_CODE_WORDS } from "./delivery-codes.ts";
import { STEP_OF_CODE } from "./delivery-steps.ts";
import { DIFFERENCE_WORDS } from "./difference-codes.ts";

const FORMATS = readFileSync(new URL("../../../docs/formats.md", import.meta.url), "utf8");

/** The codes in the tables between two lines of the page. */
function codesBetween(from: string, to: string): string[] {
  const start = FORMATS.indexOf(from);
  const part = FORMATS.slice(start, FORMATS.indexOf(to, start));
  return [...part.matchAll(/^\| `([a-z-]+)`/gm)].map((found) => found[1] ?? "");
}

describe.each(LANGUAGES)("in %s", (language) => {
  test("every code of a batch has words", () => {
    const codes = codesBetween("The code of a batch says why", "## Command line: JSON");
    expect(codes.length).toBeGreaterThan(20);
    expect(Object.keys(DELIVERY_CODE_WORDS[language]).toSorted()).toEqual(codes.toSorted());
    expect(Object.keys(STEP_OF_CODE).toSorted()).toEqual(codes.toSorted());
  });

  test("every difference of reconciliation has words", () => {
    const codes = codesBetween("**Differences of `reconcile`**", "Each is `open`");
    expect(codes.length).toBeGreaterThan(5);
    expect(Object.keys(DIFFERENCE_WORDS[language]).toSorted()).toEqual(codes.toSorted());
  });
});
