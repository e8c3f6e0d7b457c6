import { describe, expect, test } from "vitest";
import { LOCALES, type Language } from "../words/language.ts";
import { figuresOf } from "../words/figures.ts";
import { figureReader } from "./plain-figure.ts";

const LANGUAGES: readonly Language[] = ["en", "de", "sv"];

describe.each(LANGUAGES)("what %s writes comes back as it was", (language) => {
  const read = figureReader(LOCALES[language]);
  const figures = figuresOf(language);

  test.each(["0", "0.00", "5248.43", "-5248.43", "1234567890123.456", "-0.01", "999", "1000000"])("%s", (decimal) => {
    expect(read(figures.amount(decimal))).toEqual({ decimal, unit: "" });
    expect(read(figures.money(decimal, "SEK"))).toEqual({ decimal, unit: "SEK" });
    expect(read(figures.change(decimal))).toEqual({ decimal, unit: "" });
  });

  test.each(["", "–", "MINI Agent 1", "12 of 13", "2.10 %", "1.2.3 SEK", "SEK"])("%j is no figure", (text) => {
    expect(read(text)).toBeNull();
  });
});
