import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LANGUAGES } from "../words/language.ts";
import { ACT_WORDS } from "./act-words.ts";

const SOURCES = fileURLToPath(new URL("../../../src", import.meta.url));
const ACT =
  /"((?:access|batch|close|data|deliveries|difference|gap|grant|message|session|setting|workbook)\.[a-z-]+|upload\.received)"/g;
// Fields of events and of the audit's own tests have the same look.
const FIELD = /^data\.(?!exported)/;

function recordedActs(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  const found = files.flatMap((name) =>
    [...readFileSync(`${SOURCES}/${name}`, "utf8").matchAll(ACT)].map((match) => match[1] ?? ""),
  );
  return [...new Set(found)].filter((name) => !FIELD.test(name)).toSorted();
}

test.each(LANGUAGES)("in %s every act that is recorded has words", (language) => {
  const acts = recordedActs();
  expect(acts.length).toBeGreaterThan(20);
  expect(Object.keys(ACT_WORDS[language]).toSorted()).toEqual(acts);
});
