import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { secretsIn, secretsInHistory } from "./support/secret-scan.ts";

const ROOT = dirname(import.meta.dirname);
const git = (...args: string[]): string => execFileSync("git", args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1e9 });

describe("no secret stands in what is published", () => {
  test("in no line that any commit added, and in no commit's message", () => {
    expect(secretsInHistory(git("log", "-p", "-U0", "--no-color", "--no-ext-diff", "--all"))).toEqual([]);
  });
});

describe("a secret is known by its form", () => {
  // Put together here, so that this file holds none.
  test.each<[string, string[]]>([
    ["aws access key", ["key = AK", "IAABCDEFGHIJKLMNOP"]],
    ["private key", ["-----BEGIN PRIVATE", " KEY-----\n", "a1B2".repeat(16)]],
    ["github token", ["gh", "p_", "a1B2".repeat(9)]],
    ["npm token", ["np", "m_", "a1B2".repeat(9)]],
    ["json web token", ["ey", "J", "a1B2".repeat(5), ".ey", "J", "a1B2".repeat(5), ".", "a1B2".repeat(6)]],
    ["password in an address", ["postgres://ruth:", "s3cr3t-of-ruth", "@db.example/x"]],
    ["named secret", ['const clientSecret = "', "Zk3vQ9xW1tLr8BnY5uHc", '2mPd7sJe4gFa"']],
  ])("%s", (kind, parts) => {
    const text = parts.join("");
    expect(secretsIn(text, "here").map((found) => found.kind)).toContain(kind);
  });

  test.each(["const token = newToken();", 'secret: "secret:arn:aws:secretsmanager"', 'password: "changes every week"'])(
    "%s is none",
    (text) => {
      expect(secretsIn(text, "here")).toEqual([]);
    },
  );
});
