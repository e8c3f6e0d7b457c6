import { expect, test } from "vitest";
import { firstSteps } from "./first-steps-done.ts";

const MATRICES = { kind: "commission-matrices" } as const;
const TARGETS = { kind: "sales-targets" } as const;

test.each([
  ["nothing", [], ["next", "later", "later"]],
  ["matrices", [MATRICES], ["done", "next", "later"]],
  ["targets first", [TARGETS], ["next", "done", "later"]],
  ["both", [MATRICES, TARGETS], ["done", "done", "next"]],
])("with %s the steps are %j", (_what, workbooks, states) => {
  expect(firstSteps(workbooks).map(({ state }) => state)).toEqual(states);
});
