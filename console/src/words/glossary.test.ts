import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");

interface Term {
  readonly thing: string;
  readonly shown: readonly string[];
  readonly not: readonly string[];
}

/** The rows of docs/words.md. */
function terms(): Term[] {
  const rows = readFileSync(join(ROOT, "docs/words.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "));
  return rows.slice(2).map((row) => {
    const [thing = "", english = "", german = "", swedish = "", not = ""] = row
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    return { thing, shown: [english, german, swedish], not: not === "" ? [] : not.split(", ") };
  });
}

/** Every line that may show a text, with its place. */
function shownLines(): { readonly place: string; readonly line: string }[] {
  const files = readdirSync(join(ROOT, "console/src"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
    .map((name) => `console/src/${name}`);
  return [...files, "src/flows/statement-words.ts"].flatMap((file) =>
    readFileSync(join(ROOT, file), "utf8")
      .split("\n")
      .map((line, index) => ({ place: `${file}:${index + 1}`, line }))
      // A comment is read by nobody who uses it.
      .filter(({ line }) => /["`]/.test(line) && !/^\s*(?:\*|\/)/.test(line)),
  );
}

const LINES = shownLines();
const ALL = LINES.map(({ line }) => line.toLowerCase()).join("\n");

test.each(terms())("$thing has one word in each language", ({ thing, shown, not }) => {
  for (const word of shown) expect(ALL, `docs/words.md says "${word}"`).toContain(word.toLowerCase());
  for (const word of not) {
    const wrong = new RegExp(`(?<![\\p{L}-])${word}(?![\\p{L}-])`, "iu");
    const places = LINES.filter(({ line }) => wrong.test(line)).map(({ place }) => place);
    expect(places, `"${word}" for ${thing}: take "${shown.join('", "')}"`).toEqual([]);
  }
});
