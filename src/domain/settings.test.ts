import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, parseSetting, SETTING_KEYS, settingKey, settingText } from "./settings.ts";

describe("a setting is found by what a person calls it", () => {
  test.each([
    ["clawback-months", "clawbackMonths"],
    ["clawbackMonths", "clawbackMonths"],
    ["Clawback Months", "clawbackMonths"],
    ["highest-rate", "highestRatePpm"],
    ["highestRatePpm", "highestRatePpm"],
    ["exempt-reasons", "exemptReasons"],
    ["eligible-categories", "eligibleCategories"],
    ["four-eyes", "fourEyes"],
    ["delivery", "delivery"],
    ["clawback", null],
    ["", null],
    ["__proto__", null],
  ])("%j is %j", (text, key) => {
    expect(settingKey(text)).toBe(key);
  });

  test("every key has a name of its own", () => {
    expect(SETTING_KEYS.map((k) => k.key).toSorted()).toEqual(Object.keys(DEFAULT_SETTINGS).toSorted());
    for (const { key, name } of SETTING_KEYS) expect(settingKey(name)).toBe(key);
  });
});

describe("a setting's value is read", () => {
  test.each([
    ["clawbackMonths", "6", { clawbackMonths: 6 }],
    ["clawbackMonths", " 0 ", { clawbackMonths: 0 }],
    ["clawbackMonths", "120", { clawbackMonths: 120 }],
    ["exemptReasons", "manufacturer fault; Recall ;; Recall", { exemptReasons: ["manufacturer fault", "Recall"] }],
    ["exemptReasons", "", { exemptReasons: [] }],
    ["exemptReasons", '["recall; retrofit", "Recall"]', { exemptReasons: ["recall; retrofit", "Recall"] }],
    ["highestRatePpm", "20%", { highestRatePpm: 200_000 }],
    ["highestRatePpm", "2.5 %", { highestRatePpm: 25_000 }],
    ["highestRatePpm", "2,5%", { highestRatePpm: 25_000 }],
    ["highestRatePpm", "0.0001%", { highestRatePpm: 1 }],
    ["highestRatePpm", "100%", { highestRatePpm: 1_000_000 }],
    ["eligibleCategories", "retail, Staff", { eligibleCategories: ["retail", "staff"] }],
    ["eligibleCategories", "retail, RETAIL", { eligibleCategories: ["retail"] }],
    ["fourEyes", "on", { fourEyes: true }],
    ["fourEyes", "OFF", { fourEyes: false }],
    ["delivery", "directory", { delivery: { adapter: "directory", path: null, acknowledgement: null } }],
    [
      "delivery",
      "directory:out/core view",
      { delivery: { adapter: "directory", path: "out/core view", acknowledgement: null } },
    ],
  ] as const)("%s from %j", (key, text, expected) => {
    expect(parseSetting(key, text)).toEqual(expected);
  });

  test.each([
    ["clawbackMonths", "121"],
    ["clawbackMonths", "-1"],
    ["clawbackMonths", "6.5"],
    ["clawbackMonths", ""],
    ["highestRatePpm", "0%"],
    ["highestRatePpm", "100.0001%"],
    ["highestRatePpm", "20"],
    ["highestRatePpm", "20.00001%"],
    ["eligibleCategories", ""],
    ["eligibleCategories", "retail, wholesale"],
    ["fourEyes", "maybe"],
    ["delivery", "s3:bucket"],
    ["delivery", "directory:"],
  ] as const)("%s does not take %j", (key, text) => {
    expect(parseSetting(key, text)).toBeNull();
  });

  test("what is shown is read back as the same value", () => {
    for (const { key } of SETTING_KEYS) {
      expect(parseSetting(key, settingText(key, DEFAULT_SETTINGS))).toEqual({ [key]: DEFAULT_SETTINGS[key] });
    }
  });
});
