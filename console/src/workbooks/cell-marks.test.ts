import { describe, expect, test } from "vitest";
import { countBySheet, countProblems, inOrder, marksBySheet, severityOf, type Problem } from "./cell-marks.ts";
import { stepped } from "./use-problem-steps.ts";

function problem(severity: "error" | "warning", sheet: string | null, cell: string | null): Problem {
  return { severity, code: "x", sheet, cell, found: "", expected: "", message: `${sheet} ${cell}` };
}

describe("marks of cells", () => {
  test("an error outweighs a warning in the same cell", () => {
    const marks = marksBySheet({ problems: [problem("warning", "S", "B2"), problem("error", "S", "B2")], changes: [] });
    expect(severityOf(marks.get("S")?.get("B2"))).toBe("error");
    expect(severityOf(marks.get("S")?.get("B3"))).toBeNull();
  });

  test("problems are walked as one reads: the file, then sheet by sheet, row by row", () => {
    const all = [
      problem("error", "Two", "A1"),
      problem("warning", "One", "B10"),
      problem("error", "One", "C9"),
      problem("error", "One", "AA2"),
      problem("error", "One", null),
      problem("error", null, null),
    ];
    expect(inOrder(all, ["One", "Two"]).map(({ message }) => message)).toEqual([
      "null null",
      "One null",
      "One AA2",
      "One C9",
      "One B10",
      "Two A1",
    ]);
  });

  test("are counted for a sheet, and for the file", () => {
    const all = [problem("error", "S", "A1"), problem("warning", "T", "A1"), problem("warning", null, null)];
    expect(countProblems(all, "S")).toEqual({ errors: 1, warnings: 0 });
    expect(countProblems(all, null)).toEqual({ errors: 1, warnings: 2 });
  });
});

describe("a step from problem to problem", () => {
  test.each([
    ["begins with the first", -1, 1, 3, 0],
    ["begins with the last backwards", -1, -1, 3, 2],
    ["comes to the first after the last", 2, 1, 3, 0],
    ["comes to the last before the first", 0, -1, 3, 2],
    ["leads nowhere without problems", -1, 1, 0, -1],
  ] as const)("%s", (_what, at, by, count, to) => {
    expect(stepped(at, by, count)).toBe(to);
  });
});

test("each sheet's problems are counted by severity, those of the file by none", () => {
  const all = [problem("error", "S", "B2"), problem("warning", "S", "B3"), problem("error", null, null)];
  expect([...countBySheet([...all, problem("error", "S", "B2")])]).toEqual([["S", { errors: 2, warnings: 1 }]]);
});
