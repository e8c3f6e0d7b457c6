import { expect, test } from "vitest";
import { MARKETS } from "../domain/market.ts";
import { marketName } from "./market-names.ts";

test.each([
  ["SE", "Sweden", "Schweden", "Sverige"],
  ["AE", "United Arab Emirates", "Vereinigte Arabische Emirate", "Förenade Arabemiraten"],
  ["XX", "XX", "XX", "XX"],
])("%s is %s, %s and %s", (code, en, de, sv) => {
  expect([marketName(code, "en"), marketName(code, "de"), marketName(code, "sv")]).toEqual([en, de, sv]);
});

test.each(["de", "sv"] as const)("every market has a name in %s, as the browser has it", (language) => {
  const regions = new Intl.DisplayNames(language, { type: "region" });
  // Shorter here: the browser has the administrative form of it.
  const codes = MARKETS.map(({ code }) => code).filter((code) => code !== "HK");
  expect(codes.map((code) => marketName(code, language))).toEqual(codes.map((code) => regions.of(code)));
});
