import { expect, test } from "vitest";
import { CATEGORIES } from "../../../src/domain/category.ts";
import { SETTING_KEYS } from "../../../src/domain/settings.ts";
import { LANGUAGES } from "../words/language.ts";
import { CATEGORY_WORDS, SETTING_WORDS } from "./setting-names.ts";

test.each(LANGUAGES)("in %s every setting and every category has words", (language) => {
  expect(Object.keys(SETTING_WORDS[language]).toSorted()).toEqual(SETTING_KEYS.map((k) => k.name).toSorted());
  expect(Object.keys(CATEGORY_WORDS[language]).toSorted()).toEqual(CATEGORIES.toSorted());
});
