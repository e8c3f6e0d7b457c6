import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../words/language.ts";
import { PROBLEM_WORDS } from "./problem-words.ts";

const FORMATS = readFileSync(new URL("../../../docs/formats.md", import.meta.url), "utf8");

/** The codes in the tables between two lines of the page. */
function codesBetween(from: string, to: string): string[] {
  const start = FORMATS.indexOf(from);
  const part = FORMATS.slice(start, FORMATS.indexOf(to, start + from.length));
  return [...part.matchAll(/^\| `([a-z-]+)`/gm)].map((found) => found[1] ?? "");
}

/** Those of files and folders of the command line, and of a server that does not start: no answer to a page has them. */
const NEVER_ANSWERED = new Set([
  "file-unreadable",
  "file-unwritable",
  "folder-unwritable",
  "annotate-overwrites",
  "receipt-unreadable",
  "market-ambiguous",
  "sample-refused",
  "schema-behind",
  "schema-ahead",
  "schema-changed",
  "server-setting-invalid",
  "port-taken",
  "address-unusable",
  "data-folder-held",
  "data-folder-foreign",
  "data-folder-owner",
  "data-folder-unusable",
  "server-not-runnable",
  "server-failed",
  "database-address-invalid",
  "database-too-old",
  // Of bytes that are no request of a browser, and of the question whether the server is ready.
  "request-malformed",
  "request-too-slow",
  "headers-too-large",
  "database-slow",
]);

/** What the browser itself finds: there is no answer, or the place for a file is another's. */
const FOUND_HERE = ["no-answer", "upload-place-refused"];

const codes = [
  ...codesBetween("**Exit code 1: refused", "**Exit code 2"),
  ...codesBetween("**Exit code 3", "## HTTP API: problems"),
  ...codesBetween("## HTTP API: problems", "Each of `errors` has"),
].filter((code) => !NEVER_ANSWERED.has(code));

describe.each(LANGUAGES)("in %s", (language) => {
  test("every code that an answer can have has words, and no other but those that are found here", () => {
    expect(codes.length).toBeGreaterThan(60);
    expect(Object.keys(PROBLEM_WORDS[language]).toSorted()).toEqual([...new Set([...codes, ...FOUND_HERE])].toSorted());
  });

  test("no two codes have the same words", () => {
    const texts = Object.values(PROBLEM_WORDS[language]);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
