/**
 * The console's files as they are handed out: a page's styles run by a number of that one answer, and no path leads out of the folder.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConsoleFiles, type ConsoleFiles } from "./console-files.ts";

let folder: string;
let files: ConsoleFiles;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "opencommission-files-"));
  await mkdir(join(folder, "console", "assets"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(folder, "console", "index.html"), '<meta nonce="{{style-nonce}}">');
  await writeFile(join(folder, "console", "assets", "main.js"), "1");
  const read = readConsoleFiles(join(folder, "console"));
  if (read === null) throw new Error("assertion: there is a page");
  files = read;
});
afterAll(() => rm(folder, { recursive: true }));

test("each page has a number of its own, in the page and in its policy, and is kept by nobody", async () => {
  const seen = [];
  for (const path of ["/", "/closes", "/index.html"]) {
    const page = files.answerTo(path);
    const nonce = /nonce="([^"]{20,})"/.exec((await page?.text()) ?? "")?.[1];
    const policy = page?.headers.get("content-security-policy") ?? "";
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`);
    expect(policy).toContain("script-src 'self';");
    expect(page?.headers.get("cache-control")).toBe("no-store");
    seen.push(nonce);
  }
  expect(new Set(seen).size).toBe(3);
});

test("a file is a file of its type, with the headers of every answer", () => {
  const file = files.answerTo("/assets/main.js");
  expect([file?.headers.get("content-type"), file?.headers.get("x-content-type-options")]).toEqual([
    "text/javascript; charset=utf-8",
    "nosniff",
  ]);
});

test.each([
  "/../secret.txt",
  "/assets/../../secret.txt",
  "/%2e%2e/secret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/secret.txt",
  "/assets/",
  "/api/v1/nothing",
  "/api",
  "/openapi.json",
  "/favicon.ico",
])("%s is none", (path) => {
  expect(files.answerTo(path)).toBeNull();
});
