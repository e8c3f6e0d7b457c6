import { expect, test } from "vitest";
import { figuresOf } from "../words/figures.ts";
import { settingWords, type ValueWords } from "./setting-value.ts";

const WORDS: ValueWords = {
  none: "None",
  months: (count) => `${count} months`,
  on: "On",
  off: "Off",
  categories: { retail: "Retail", staff: "Staff" },
};

test.each([
  ["clawback-months", "6", "6 months"],
  ["exempt-reasons", "", "None"],
  ["exempt-reasons", "theft; total loss", "theft; total loss"],
  ["highest-rate", "20.00 %", "20\u00a0%"],
  ["eligible-categories", "retail, staff", "Retail, Staff"],
  ["four-eyes", "off", "Off"],
  ["delivery-enabled", "on", "On"],
  ["delivery", "directory", "core-view/"],
  ["delivery", '{"adapter":"http","url":"https://core.example/api"}', "https://core.example/api"],
  ["delivery", "no destination", "no destination"],
  ["pull", "off", "Off"],
  ["a-key-of-tomorrow", "7", "7"],
])("%s %j is told as %j", (key, text, told) => {
  expect(settingWords(key, text, WORDS, figuresOf("en"))).toBe(told);
});
