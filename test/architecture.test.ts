import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { breachesOf, machinePathsOf, type SourceFile } from "./support/architecture-rules.ts";
import { importCircles } from "./support/import-circles.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDERS = ["src", "console", "infra", "test", "samples", "bench", "bin", "docs", "migrations", ".ci", ".github"];
const TEXT = /\.(?:tsx?|css|html|js|mjs|sql|md|json|ya?ml|sh)$|^(?:run)$/;
// It plants the breaches that it looks for.
const ITSELF = "test/architecture.test.ts";

function filesBelow(folder: string): SourceFile[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true });
  return (
    entries
      .filter((entry) => entry.isFile() && TEXT.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: path.slice(ROOT.length + 1).replaceAll("\\", "/"), text: readFileSync(path, "utf8") }))
      // What a synthesis wrote is nobody's text.
      .filter((file) => file.path !== ITSELF && !/^(?:infra\/cdk\.out|console\/dist)\//.test(file.path))
  );
}

const standing = new Set(readdirSync(ROOT));
const files = FOLDERS.filter((folder) => standing.has(folder)).flatMap(filesBelow);
const documents = [...standing]
  .filter((name) => /\.(?:md|json)$/.test(name))
  .map((name) => ({ path: name, text: readFileSync(join(ROOT, name), "utf8") }));

describe("the house keeps its rules", () => {
  test("the scan reaches the house", () => {
    expect(files.filter((file) => file.path.startsWith("src/domain/")).length).toBeGreaterThan(10);
    expect(files.map((file) => file.path)).toContain("test/support/architecture-rules.ts");
  });

  test("in every file", () => {
    const isSource = (file: SourceFile): boolean => /\.tsx?$/.test(file.path);
    expect([
      ...files.filter(isSource).flatMap(breachesOf),
      ...files.filter((file) => !isSource(file)).flatMap(machinePathsOf),
      ...documents.flatMap(machinePathsOf),
    ]).toEqual([]);
  });
});

describe("no files import each other in a circle", () => {
  test("in all of the house", () => {
    expect(importCircles(files.filter((file) => /\.tsx?$/.test(file.path)))).toEqual([]);
  });

  test("a planted one is found once, with its files", () => {
    const planted = [
      { path: "src/a/x.ts", text: 'import type { Y } from "../b/y.ts";' },
      { path: "src/b/y.ts", text: 'import { z } from "./z.ts";' },
      { path: "src/b/z.ts", text: 'export type { X } from "../a/x.ts";' },
      { path: "src/c.ts", text: 'import { x } from "./a/x.ts";\n// import { c } from "./c.ts";' },
    ];
    expect(importCircles(planted)).toEqual([["src/a/x.ts", "src/b/y.ts", "src/b/z.ts"]]);
  });
});

const HEAD = "/** What it is. */\n";

function rulesBroken(path: string, text: string): string[] {
  return breachesOf({ path, text: HEAD + text }).map((breach) => breach.rule);
}

describe("a planted breach is found", () => {
  test.each([
    // Who may import whom.
    ["src/domain/a.ts", 'import { b } from "../calculation/b.ts";', "import-direction"],
    ["src/domain/a.ts", 'import type { B } from "../platform/b.ts";', "import-direction"],
    ["src/domain/a.ts", 'import { z } from "zod";', "import-direction"],
    ["src/domain/a.ts", 'import {\n  b,\n  c,\n} from "../ledger/b.ts";', "import-direction"],
    ["src/domain/a.ts", 'import "../ledger/b.ts";', "import-direction"],
    ["src/calculation/a.ts", 'import { b } from "../ledger/b.ts";', "import-direction"],
    ["src/calculation/a.ts", 'const b = import("../flows/b.ts");', "import-direction"],
    ["src/ledger/a.ts", 'import { b } from "../delivery/b.ts";', "import-direction"],
    ["src/ledger/a.ts", 'import { readFileSync } from "node:fs";', "import-direction"],
    ["src/delivery/a.ts", 'import { b } from "../platform/b.ts";', "import-direction"],
    ["src/workbooks/a.ts", 'import { b } from "../contracts/b.ts";', "import-direction"],
    ["src/workbooks/a.ts", 'import { Client } from "pg";', "import-direction"],
    ["src/contracts/a.ts", 'import { b } from "../store/b.sql.ts";', "import-direction"],
    ["src/platform/a.ts", 'import { b } from "../flows/b.ts";', "import-direction"],
    ["src/platform/a.ts", 'import { b } from "../store/b.sql.ts";', "import-direction"],
    ["src/store/a.sql.ts", 'import { b } from "../ledger/b.ts";', "import-direction"],
    ["src/flows/a.ts", 'import { b } from "../entry/cli/b.ts";', "import-direction"],
    ["src/entry/cli/a.ts", 'import { b } from "../../ledger/b.ts";', "import-direction"],
    ["src/entry/cli/a.ts", 'import { b } from "../../store/b.sql.ts";', "import-direction"],
    ["src/flows/a.ts", 'import { b } from "../../test/support/b.ts";', "import-direction"],
    ["src/stand-in/a.ts", 'import { b } from "../delivery/b.ts";', "import-direction"],
    ["src/platform/a.ts", 'import { b } from "../stand-in/b.ts";', "import-direction"],
    ["src/cellar/a.ts", "", "import-direction"],
    ["src/a.ts", "", "import-direction"],
    // Pure rooms.
    ["src/domain/a.ts", "export async function a() {}", "pure"],
    ["src/contracts/a.ts", "const a = Date.now();", "pure"],
    ["src/calculation/a.ts", "const a = new Date();", "pure"],
    ["src/calculation/a.ts", "const a = new Date;", "pure"],
    ["src/calculation/a.ts", "const a = `${new Date()}`;", "pure"],
    ["src/ledger/a.ts", "const a = Math.random();", "pure"],
    ["src/ledger/a.ts", 'import { randomUUID } from "node:crypto";', "pure"],
    ["src/delivery/a.ts", "const a = process.env.A;", "pure"],
    ["src/workbooks/a.ts", "setTimeout(a, 1);", "pure"],
    ["src/workbooks/a.ts", "const a = b.toLocaleLowerCase();", "pure"],
    // SQL.
    ["src/flows/a.ts", 'const a = "select 1 from b where c";', "sql"],
    ["src/flows/a.ts", "const a = `\n  SELECT A FROM B`;", "sql"],
    ["src/flows/a.ts", "const a = `insert into b values (${c})`;", "sql"],
    ["src/entry/cli/a.ts", "const a = 'update b set c = 1';", "sql"],
    ["src/ledger/a.ts", 'const a = "delete from b";', "sql"],
    // Files.
    ["src/domain/money-utils.ts", "", "file-name"],
    ["src/domain/helpers.ts", "", "file-name"],
    ["src/domain/common.ts", "", "file-name"],
    ["src/domain/types.ts", "", "file-name"],
    ["src/domain/index.ts", "", "file-name"],
    ["src/domain/moneyParser.ts", "", "file-name"],
    ["src/domain/a.ts", "\n".repeat(501), "file-length"],
    ["src/domain/a.ts", 'export * from "./b.ts";', "barrel"],
    ["src/domain/a.ts", 'export { b } from "./b.ts";', "barrel"],
    ["src/domain/a.ts", 'export {\n  b,\n} from "./b.ts";', "barrel"],
    ["src/domain/a.ts", 'export type * from "./b.ts";', "barrel"],
    ["src/domain/a.ts", 'import { b } from "./b";', "import-extension"],
    ["src/domain/a.ts", 'import { b } from "./b.js";', "import-extension"],
    // The console.
    ["console/src/closes/a.ts", 'import { b } from "../../../src/flows/b.ts";', "console"],
    ["console/src/closes/a.tsx", 'import type { B } from "../../../src/entry/http/endpoints.ts";', "console"],
    ["console/src/api/routes.ts", 'import { B } from "../../../src/entry/http/endpoints.ts";', "console"],
    ["console/src/closes/a.ts", 'import { readFileSync } from "node:fs";', "console"],
    ["console/src/closes/a.tsx", "const a = <b dangerouslySetInnerHTML={{ __html: c }} />;", "console"],
    ["console/src/closes/Closes.tsx", "", "file-name"],
    // Types and silence.
    ["src/domain/a.ts", "function a(b: any) {}", "any"],
    ["src/domain/a.ts", "const a = b as any;", "any"],
    ["src/domain/a.ts", "const a: Map<string, any> = b;", "any"],
    ["src/domain/a.ts", "let a: any[] = [];", "any"],
    ["src/domain/a.ts", "// @ts-ignore\nb();", "suppression"],
    ["src/domain/a.ts", "// @ts-expect-error\nb();", "suppression"],
    ["src/domain/a.ts", "// oxlint-disable-next-line\nb();", "suppression"],
    ["src/domain/a.ts", "/* eslint-disable */\nb();", "suppression"],
    ["src/domain/a.ts", 'const a = "/home/jo/data";', "machine-path"],
    ["src/domain/a.ts", "// see /tmp/out.txt", "machine-path"],
    ["src/domain/a.ts", 'const a = "file:///Users/jo/b";', "machine-path"],
    ["src/domain/a.test.ts", 'test("it should add", b);', "test-title"],
    ["src/domain/a.test.ts", 'test.each([])("it should add", b);', "test-title"],
  ])("%s: %j breaks %s", (path, text, rule) => {
    expect(rulesBroken(path, text)).toEqual([rule]);
  });

  test("a file without a head", () => {
    const [breach] = breachesOf({ path: "src/domain/a.ts", text: "export const a = 1;\n" });
    expect(breach?.rule).toBe("file-head");
  });
});

describe("what is allowed is not taken for a breach", () => {
  test.each([
    ["src/domain/a.ts", 'import { b } from "./b.ts";'],
    ["src/ledger/a.ts", 'import { hash } from "node:crypto";\nimport { b } from "../domain/b.ts";'],
    ["src/flows/a.ts", 'import { b } from "../ledger/b.ts";\nimport { c } from "../store/c.sql.ts";'],
    ["src/flows/a.ts", "export async function a() { await b(new Date()); }"],
    ["src/entry/cli/a.ts", 'import { b } from "../../flows/b.ts";\nimport { c } from "../http/c.ts";'],
    ["src/flows/a.ts", 'export type { B } from "../store/b.sql.ts";'],
    ["src/workbooks/a.ts", 'import { readXlsx } from "hucre/xlsx";'],
    ["src/domain/a.ts", "const a = new Date(b).toISOString();"],
    ["src/domain/a.ts", "// An async import from nowhere, as any reader knows: Date.now().\n"],
    ["src/domain/a.ts", 'const a = "new Date() and Math.random()";'],
    ["src/domain/a.ts", "const a = `async ${b} any`;"],
    ["src/domain/a.ts", 'const a = /["\'`]/;\nconst b = /\\/"/;\nconst c = d / e / f;'],
    ["src/store/a.sql.ts", 'const a = "select 1 from b where c";'],
    ["src/platform/a.ts", 'const a = "select 1 from b where c";'],
    ["src/flows/a.ts", 'const a = "Select a file from the list.";'],
    ["src/domain/country-table.ts", "\n".repeat(900)],
    ["src/domain/a.ts", 'const a = "/var/lib and and/or homes";'],
    ["console/src/api/routes.ts", 'import type { B } from "../../../src/entry/http/endpoints.ts";'],
    ["console/src/what-if/a.ts", 'import { b } from "../../../src/calculation/b.ts";'],
    [
      "console/src/closes/closes-page.tsx",
      'import { b } from "../table/b.tsx";\nimport classes from "./b.module.css";',
    ],
    ["src/domain/a.test.ts", 'import { b } from "../../test/support/b.ts";\ntest("a adds", async () => {});'],
  ])("%s: %j", (path, text) => {
    expect(rulesBroken(path, text)).toEqual([]);
  });
});
