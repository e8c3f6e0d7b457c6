import { expect, test } from "vitest";
import { isUnitNote } from "./unit-note.ts";

test.each([
  "TSEK",
  "tsek",
  "(in TSEK)",
  "kEUR",
  "MUSD",
  "T€",
  "T EUR",
  "tkr",
  "Mkr",
  "in thousands",
  "Tausend",
  "tusental kr",
  "Mio. EUR",
  "000s",
  "'000",
  "SEK '000",
])("%j scales amounts", (text) => {
  expect(isUnitNote(text)).toBe(true);
});

test.each(["SEK", "EUR", "Agent", "Sales targets 2024", "Team", "1 000", "100 000", "10,000", "Mall", "thousandfold"])(
  "%j does not",
  (text) => {
    expect(isUnitNote(text)).toBe(false);
  },
);
