import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { callIsolated } from "./isolated-call.ts";

// Below the project, since the child may read nothing else.
const folder = mkdtempSync(join(fileURLToPath(new URL("../../../node_modules/", import.meta.url)), ".isolated-call-"));
afterAll(() => rmSync(folder, { recursive: true }));

const module = pathToFileURL(join(folder, "calls.mjs"));
writeFileSync(
  module,
  `import { writeFileSync } from "node:fs";
   export const add = (a, b) => a + b;
   export const echo = (value) => value;
   export const fail = () => { throw new Error("broken"); };
   export const environment = () => Object.keys(process.env);
   export const write = (path) => { try { writeFileSync(path, "x"); return "written"; } catch (error) { return error.code; } };
   export const sleep = () => { for (;;); };
   export const fill = () => { const all = []; for (;;) all.push({}); };
   export const grow = () => { const all = []; for (let i = 0; ; i++) all.push(i + 0.5); };
   export const map = () => { const all = new Map(); for (let i = 0; ; i++) all.set(i, i); };
   export const exit = () => process.exit(3);`,
);
const call = (functionName: string, args: readonly unknown[] = [], deadlineMs = 60_000) =>
  callIsolated<unknown>({ module, functionName, args, heapMib: 64, deadlineMs });

test("the answer comes back, with bigints, maps and bytes", async () => {
  expect(await call("add", [1n, 2n])).toEqual({ outcome: "answered", answer: 3n });
  const value = { map: new Map([["a", new Set([1])]]), bytes: new Uint8Array([1, 2]) };
  expect(await call("echo", [value])).toEqual({ outcome: "answered", answer: value });
});

test.each(["fill", "grow", "map"])("memory that runs out by %s ends the child alone", async (name) => {
  expect(await call(name)).toEqual({ outcome: "out-of-memory" });
});

test("a call past its deadline is ended", async () => {
  expect(await call("sleep", [], 1000)).toEqual({ outcome: "too-slow" });
});

test("what the function throws is thrown here", async () => {
  await expect(call("fail")).rejects.toThrow("broken");
  await expect(call("nothing")).rejects.toThrow("exports no function nothing");
  await expect(call("exit")).rejects.toThrow("ended with 3");
});

test("the child has no environment and no right to write", async () => {
  expect(await call("environment")).toEqual({ outcome: "answered", answer: [] });
  expect(await call("write", [join(folder, "stolen")])).toEqual({ outcome: "answered", answer: "ERR_ACCESS_DENIED" });
});
