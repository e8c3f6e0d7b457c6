/**
 * The table of faults and the titles of the tests hold each other: docs/faults.md names tests that are there, and every fault has one.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const FAULTS = 42;
const ITSELF = "test/faults/matrix.test.ts";

interface Row {
  readonly number: number;
  readonly cells: readonly string[];
  readonly files: readonly string[];
}

const rows: readonly Row[] = readFileSync(join(ROOT, "docs/faults.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| *\d+ *\|/.test(line))
  .map((line) => {
    const cells = line.split("|").slice(1, -1);
    const texts = cells.map((cell) => cell.trim());
    const files = [...(texts.at(-1) ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
    return { number: Number(texts[0]), cells: texts, files };
  });

/** Titles stand in test files, and in what several of them share. */
const sources = ["src", "test"]
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  )
  .filter((path) => path.endsWith(".test.ts") || (path.startsWith("test/") && path.endsWith(".ts")))
  .filter((path) => path !== ITSELF);

/** The marks of each file: in titles, and so in texts; not in its comments. */
const marks = new Map(sources.map((path) => [path, marksIn(readFileSync(join(ROOT, path), "utf8"))]));

function marksIn(source: string): number[] {
  const code = source.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, "");
  return [...code.matchAll(/\(faults? (\d+(?:, \d+)*)\)/g)].flatMap((match) =>
    (match[1] ?? "").split(", ").map(Number),
  );
}

const numbers = Array.from({ length: FAULTS }, (_, index) => index + 1);

test("the table has every fault once, in order, with every cell filled", () => {
  expect(rows.map((row) => row.number)).toEqual(numbers);
  expect(rows.filter((row) => row.cells.length !== 5 || row.cells.includes(""))).toEqual([]);
});

test("every fault is in the title of a test", () => {
  const marked = new Set([...marks.values()].flat());
  expect(numbers.filter((number) => !marked.has(number))).toEqual([]);
});

test("no title names a fault that is not in the table", () => {
  const strange = [...marks].flatMap(([path, of]) =>
    of.filter((n) => !numbers.includes(n)).map((n) => `${path}: ${n}`),
  );
  expect(strange).toEqual([]);
});

test("every file that the table names for a fault is there and has its mark", () => {
  const named = rows.flatMap((row) => row.files.map((file) => ({ file, number: row.number })));
  expect(named.length).toBeGreaterThan(FAULTS);
  const missing = named.filter(({ file, number }) => {
    const there = existsSync(join(ROOT, file));
    return !there || marks.get(file)?.includes(number) !== true;
  });
  expect(missing.map(({ file, number }) => `${number}: ${file}`)).toEqual([]);
});
