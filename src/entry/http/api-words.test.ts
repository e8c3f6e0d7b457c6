import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { apiDetail } from "./api-words.ts";
import { refusedProblem } from "./problem.ts";

const FLOWS = join(import.meta.dirname, "../../flows");
const COMMANDS = /opencommission |(?<!\S)--\w|\b[Rr]un (?:close|reconcile|deliver)\b|the command\b/;

/** Every text of the flows that holds a sentence, with its figures as `X`. */
const texts = readdirSync(FLOWS)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .flatMap((name) => readFileSync(join(FLOWS, name), "utf8").match(/`[^`\n]{20,}`|"[^"\n]{20,}"/g) ?? [])
  .map((text) =>
    text
      .slice(1, -1)
      .replaceAll(/\$\{[^}]*\}/g, "X")
      .replaceAll("\\n", "\n"),
  );
const codes = readdirSync(FLOWS)
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => [...readFileSync(join(FLOWS, name), "utf8").matchAll(/(?:refused\(\s*|code: )"([a-z-]+)"/g)])
  .map((match) => match[1] ?? "");

describe("no problem speaks of commands", () => {
  test("the search finds texts that do, and codes", () => {
    expect(texts.filter((text) => COMMANDS.test(text)).length).toBeGreaterThan(8);
    expect(codes).toEqual(expect.arrayContaining(["close-stale", "close-unknown", "reason-missing"]));
  });

  test("whatever a flow says, and by whichever code", () => {
    const told = [...new Set(codes)].flatMap((code) =>
      texts.map((message) => refusedProblem({ code, message, details: {} }).detail),
    );
    expect(told.filter((detail) => COMMANDS.test(detail))).toEqual([]);
  });
});

test.each([
  [
    "close-unknown",
    'There is no close SE-1. "opencommission close --period YYYY-MM" prints the ids.',
    "There is no close SE-1. GET /closes lists those that there are.",
  ],
  [
    "close-stale",
    "Close SE-1 is out of date: contracts have changed since it was calculated. Run close for 2024-01 again and look at what it proposes now.",
    "Close SE-1 is out of date: contracts have changed since it was calculated. Calculate it anew with POST /closes, and look at what it proposes now.",
  ],
  [
    "several-markets",
    "A sold in SE, NO. Say which one with --market.",
    "A sold in SE, NO. Say which one with the parameter `market`.",
  ],
  [
    "contracts-missing",
    "SE: 1 of 2 received. Have the source send what is missing, or let it go: opencommission totals waive --market SE.",
    "SE: 1 of 2 received. Have the source send what is missing, or let it go. Have the source send what is missing, or let the close go on without it with POST /totals/waiver.",
  ],
])("%s is told in the API's terms", (code, message, expected) => {
  expect(apiDetail({ code, message, details: {} })).toBe(expected);
});
