import { describe, expect, test } from "vitest";
import { untilText } from "./until.ts";

const NOW = Date.parse("2024-02-05T12:00:00Z");

describe("how far away an instant is", () => {
  test.each([
    ["2024-02-05T12:12:50Z", "en-GB", "in 12 min"],
    ["2024-02-05T12:00:30Z", "en-GB", "in 30 sec"],
    ["2024-02-05T14:59:00Z", "en-GB", "in 2 hr"],
    ["2024-02-04T11:00:00Z", "en-GB", "yesterday"],
    ["2024-02-05T12:12:50Z", "de-DE", "in 12 Min."],
    ["2024-02-05T11:57:00Z", "sv-SE", "för 3 min sen"],
    ["2024-02-05T12:00:00Z", "en-GB", "now"],
  ])("%s is in %s: %s", (instant, locale, text) => {
    expect(untilText(instant, NOW, locale).replaceAll("\u00a0", " ")).toBe(text);
  });
});
