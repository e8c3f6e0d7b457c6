import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MATRIX_PROBLEMS } from "../../../src/workbooks/matrix-problems.ts";
import { TARGET_PROBLEMS } from "../../../src/workbooks/target-problems.ts";
import { PROBLEM_TEXTS_DE } from "./problem-texts-de.ts";
import { PROBLEM_TEXTS_SV } from "./problem-texts-sv.ts";
import { sayProblem, type WorkbookProblem } from "./problem-texts.ts";

const ROOM = join(import.meta.dirname, "../../../src/workbooks");

/** Every code that stands in the source of the reader, whether or not it is in a table of it. */
function codesInSource(): string[] {
  const files = readdirSync(ROOM).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const texts = files.map((name) => readFileSync(join(ROOM, name), "utf8")).join("\n");
  const fileCodes = /type FileProblemCode =([\s\S]*?);/.exec(texts)?.[1] ?? "";
  return [...texts.matchAll(/\bcode: "([a-z-]+)"/g), ...fileCodes.matchAll(/"([a-z-]+)"/g)].map((m) => m[1] ?? "");
}

const codes = [...new Set([...Object.keys(MATRIX_PROBLEMS), ...Object.keys(TARGET_PROBLEMS), ...codesInSource()])];

function problem(over: Partial<WorkbookProblem>): WorkbookProblem {
  return {
    severity: "error",
    code: "x",
    sheet: "Sweden",
    cell: "C5",
    found: "f",
    expected: "e",
    message: "m",
    ...over,
  };
}

describe("every code of the reader of workbooks has its words", () => {
  test("the search finds codes of the file, of matrices and of targets", () => {
    expect(codes).toEqual(expect.arrayContaining(["zip-bomb", "rate-falls", "agent-new"]));
    expect(codes.length).toBeGreaterThan(70);
  });

  test.each([
    ["German", PROBLEM_TEXTS_DE],
    ["Swedish", PROBLEM_TEXTS_SV],
  ])("in %s, and none that does not exist", (_language, texts) => {
    expect(Object.keys(texts).toSorted()).toEqual(codes.toSorted());
  });
});

describe("a problem is said in the reader's language", () => {
  const falls = problem({
    code: "rate-falls",
    found: "2.02%",
    expected: "at least 2.20%, as in C4",
    message: "It falls.",
  });

  test("in English in the reader of workbooks' own words", () => {
    expect(sayProblem(falls, "en")).toEqual({ message: "It falls.", expected: "at least 2.20%, as in C4" });
  });

  test("else with what was found and expected put in", () => {
    expect(sayProblem(falls, "de")).toEqual({
      message: "Der Satz 2.02% fällt, obwohl Penetrationsrate oder Zielerreichung steigt. Prüfen Sie beide Zellen.",
      expected: "mindestens 2.20% wie in C4",
    });
    expect(sayProblem(falls, "sv").expected).toBe("minst 2.20% som i C4");
  });

  test("words among the figures are ours too", () => {
    const order = problem({ code: "bound-order", found: "60%", expected: "a bound below 40%" });
    expect(sayProblem(order, "de").expected).toBe("eine Grenze unter 40%");
  });

  test("without an expectation whose figures were not told, rather than with a gap", () => {
    expect(sayProblem(problem({ code: "agent-new", expected: "an agent seen before" }), "sv").expected).toBeNull();
  });

  test("a dollar sign in a cell is text", () => {
    expect(sayProblem(problem({ code: "agent-new", found: "$& $1 {1}" }), "de").message).toContain("$& $1 {1}");
  });

  test("in English when its code is not known", () => {
    expect(sayProblem(problem({ code: "from-a-newer-server" }), "de")).toEqual({ message: "m", expected: "e" });
  });
});
