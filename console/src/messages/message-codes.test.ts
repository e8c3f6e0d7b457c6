import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CODE } from "../../../src/contracts/message-problems.ts";
import { LANGUAGES } from "../words/language.ts";
import { MESSAGE_CODE_WORDS } from "./message-codes.ts";

const FORMATS = readFileSync(new URL("../../../docs/formats.md", import.meta.url), "utf8");

describe.each(LANGUAGES)("in %s", (language) => {
  test("every code that the door knows has words, and no other", () => {
    expect(Object.keys(MESSAGE_CODE_WORDS[language]).toSorted()).toEqual(Object.values(CODE).toSorted());
  });

  test("every code of the documents has words", () => {
    const start = FORMATS.indexOf("### Problems of a message");
    const part = FORMATS.slice(start, FORMATS.indexOf("A rejected message is kept once", start));
    const codes = [...part.matchAll(/^\| `([a-z0-9-]+)`/gm)].map((found) => found[1] ?? "");
    expect(codes.length).toBeGreaterThan(30);
    for (const code of codes) expect(MESSAGE_CODE_WORDS[language]).toHaveProperty(code);
  });

  test("no two codes have the same words", () => {
    const texts = Object.values(MESSAGE_CODE_WORDS[language]);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
