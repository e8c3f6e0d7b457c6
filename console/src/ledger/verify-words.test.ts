import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LANGUAGES } from "../words/language.ts";
import { FINDING_WORDS } from "./verify-words.ts";

const FORMATS = readFileSync(new URL("../../../docs/formats.md", import.meta.url), "utf8");

test.each(LANGUAGES)("in %s every finding of verification has words", (language) => {
  const start = FORMATS.indexOf("**Differences of `verify`**");
  const part = FORMATS.slice(start, FORMATS.indexOf("**Differences of `reconcile`**", start));
  const codes = [...part.matchAll(/^\| `([a-z-]+)`/gm)].map((found) => found[1] ?? "");
  expect(codes.length).toBeGreaterThan(10);
  expect(Object.keys(FINDING_WORDS[language]).toSorted()).toEqual(codes.toSorted());
});
