import { expect, test } from "vitest";
import { DatabaseUnavailable } from "../../platform/postgres/database-failure.ts";
import { createLog, failureOf, writeMetrics } from "./lambda-log.ts";

function logged(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  write(createLog("deliver", "request-1", (line) => lines.push(line)));
  return lines;
}

test("a line is one JSON object, whatever a text holds", () => {
  const [line = ""] = logged((log) => log.info('two\nlines, "quoted"', { batch: "SE-1\r\nforged" }));
  expect(line).not.toMatch(/[\r\n]/);
  expect(JSON.parse(line)).toMatchObject({
    level: "INFO",
    service: "deliver",
    requestId: "request-1",
    batch: "SE-1\r\nforged",
  });
});

test("a failure is told by kind and place: its text may hold a name or an amount", () => {
  const error = Object.assign(new Error("Key (agent)=(MINI Agent Malmö) exists, 1 204.50"), {
    code: "23505",
    detail: "MINI Agent Malmö",
  });
  const [line = ""] = logged((log) => log.error("failed", error));
  expect(line).not.toContain("Malmö");
  expect(line).not.toContain("204.50");
  expect(JSON.parse(line)).toMatchObject({ failure: { name: "Error", code: "23505", text: null } });
});

test("what we wrote ourselves of the surroundings is told whole", () => {
  const error = new DatabaseUnavailable("database-unreachable", "The database cannot be reached.");
  expect(failureOf(error)).toMatchObject({ code: "database-unreachable", text: "The database cannot be reached." });
});

test("measurements are in the form that CloudWatch reads from a log", () => {
  const lines: string[] = [];
  writeMetrics("opencommission-dev-operations", "watch", { BlockedAgents: 2 }, (line) => lines.push(line));
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    service: "watch",
    BlockedAgents: 2,
    _aws: { CloudWatchMetrics: [{ Namespace: "opencommission-dev-operations", Metrics: [{ Name: "BlockedAgents" }] }] },
  });
});
