import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { CODE } from "../src/contracts/message-problems.ts";
import { SETTING_KEYS } from "../src/domain/settings.ts";
import { MATRIX_PROBLEMS } from "../src/workbooks/matrix-problems.ts";
import { TARGET_PROBLEMS } from "../src/workbooks/target-problems.ts";

const ROOT = dirname(import.meta.dirname);
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** Paths of the files below a folder, from the root, but for tests. */
function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`);
}

const documents = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...["docs", "samples"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];
/** With one space around the cells of tables, which the formatter aligns. */
const readTables = (path: string): string =>
  read(path)
    .replaceAll(/ *\| */g, " | ")
    .replaceAll(/^ \| /gm, "| ");
const formats = readTables("docs/formats.md");
const readme = readTables("README.md");

/** Every kebab-case text that the pattern's first group finds, in all files. */
function found(files: readonly string[], pattern: RegExp): string[] {
  const texts = files.flatMap((file) => [...read(file).matchAll(pattern)].map((match) => match[1] ?? ""));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/"([a-z]+(?:-[a-z]+)*)"/g)].map((m) => m[1] ?? "")))];
}

const LITERALS = '((?:\\|?\\s*"[a-z]+(?:-[a-z]+)*"\\s*)+)';
const outside = ["src/flows", "src/entry", "src/platform", "src/delivery"].flatMap(sources);
// Where a code stands: as a property, as the first argument of what makes a refusal or difference, or in a list of its parts.
const refusalCodes = [
  ...found(outside, new RegExp(`\\bcode: ${LITERALS}`, "g")),
  ...found(outside, new RegExp(`\\b(?:refused|CommandRefused|difference)\\(\\s*${LITERALS},`, "g")),
  ...found(outside, new RegExp(`\\breturn \\[\\s*${LITERALS},`, "g")),
  ...found(["src/entry/cli/failures.ts"], new RegExp(`\\bcode = ${LITERALS}`, "g")),
];
const failureCodes = found(["src/platform/postgres/database-failure.ts"], /type DatabaseFailureCode =([\s\S]*?);\n\n/g);
const fileCodes = found(["src/workbooks/file-problem.ts"], /type FileProblemCode =([\s\S]*?);\n\n/g);
const pullCodes = [
  ...found(["src/platform/row-source/row-source.ts"], /readonly code:([\s\S]*?);/g),
  ...found(["src/flows/watermark-track.ts"], /type WatermarkTrouble =([\s\S]*?);/g),
];
const codes = new Set<string>([
  ...pullCodes,
  ...Object.values(CODE),
  ...Object.keys(MATRIX_PROBLEMS),
  ...Object.keys(TARGET_PROBLEMS),
  ...fileCodes,
  ...failureCodes,
  ...refusalCodes,
]);

describe("every code that can appear is told in docs/formats.md", () => {
  test("the search finds codes of each kind", () => {
    expect([...codes]).toEqual(
      expect.arrayContaining(["close-running", "close-stale", "four-eyes", "file-unreadable", "zip-bomb", "disk-full"]),
    );
    expect([...codes]).toEqual(
      expect.arrayContaining([
        "pull-running",
        "pull-timeout",
        "watermark-order",
        "entry-missing",
        "csv-missing",
        "ledger-changed",
        "usage",
        "internal",
        "schema-behind",
      ]),
    );
  });

  test("none is missing", () => {
    expect([...codes].filter((code) => !formats.includes(`\`${code}\``))).toEqual([]);
  });

  test("and none stands there that does not exist", () => {
    const tables = formats.split("\n\n").filter((block) => block.startsWith("| code |"));
    const told = tables.flatMap((table) => [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1] ?? ""));
    expect(told.length).toBeGreaterThan(100);
    expect(told.filter((code) => !codes.has(code))).toEqual([]);
  });

  test("with the severity that it has", () => {
    const meanings = { ...MATRIX_PROBLEMS, ...TARGET_PROBLEMS };
    expect(
      Object.entries(meanings).filter(([code, { severity }]) => !formats.includes(`| \`${code}\` | ${severity} |`)),
    ).toEqual([]);
  });

  test("so is every setting", () => {
    expect(SETTING_KEYS.filter(({ name }) => !formats.includes(`| \`${name}\` |`))).toEqual([]);
  });
});

describe("the command line is told in README.md", () => {
  const commandFiles = ["src/entry/cli/command-part.ts", ...sources("src/entry/cli/commands")];
  const all = (pattern: RegExp): string[] =>
    commandFiles.flatMap((file) => [...read(file).matchAll(pattern)].map((match) => match[1] ?? ""));
  const commands = all(/\.command\("([a-z]+)"\)/g);
  const options = [...new Set(all(/[oO]ption\("(--[a-z-]+)/g))];

  test("the search finds commands and options", () => {
    expect(commands).toEqual(expect.arrayContaining(["demo", "import", "whatif", "migrate"]));
    expect(options).toEqual(expect.arrayContaining(["--json", "--as", "--dry-run", "--booked-in"]));
  });

  test("every command", () => {
    expect(commands.filter((command) => !new RegExp(`^\\| \`${command}\\b`, "m").test(readme))).toEqual([]);
  });

  test("every option", () => {
    expect(options.filter((option) => !new RegExp(`${option}\\b(?!-)`).test(readme))).toEqual([]);
  });

  test("every variable of the environment, those of the tests in CONTRIBUTING.md", () => {
    const named = sources("src").flatMap((file) =>
      [...read(file).matchAll(/\bOPENCOMMISSION_[A-Z_]+/g)].map((m) => m[0]),
    );
    expect(named).toContain("OPENCOMMISSION_DATA");
    const told = readme + read("CONTRIBUTING.md");
    expect(named.filter((name) => !told.includes(`\`${name}`))).toEqual([]);
  });

  test("no document calls a command or gives it an option that does not exist", () => {
    const calls = documents.flatMap((file) =>
      [...read(file).matchAll(/(?:^\$ oc |npm run -s cli -- |opencommission )([a-z]+)([^`\n|]*)/gm)].map((match) => ({
        file,
        command: match[1] ?? "",
        unknown: [...(match[2] ?? "").matchAll(/(?<=\s)--[a-z-]+/g)]
          .map((m) => m[0])
          .filter((o) => !options.includes(o)),
      })),
    );
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter(({ command, unknown }) => !commands.includes(command) || unknown.length > 0)).toEqual([]);
  });
});

describe("the documents hold together", () => {
  test("every relative link leads somewhere", () => {
    const dead = documents.flatMap((file) =>
      [...withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)/g)]
        .map((match) => match[1] ?? "")
        .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(file, target))
        .map((target) => `${file}: ${target}`),
    );
    expect(dead).toEqual([]);
  });

  test("every npm script that is named exists", () => {
    const scripts = new Set(
      [...(/"scripts": \{([^}]*)\}/.exec(read("package.json"))?.[1] ?? "").matchAll(/"([\w:-]+)":/g)].map((m) => m[1]),
    );
    const named = documents.flatMap((file) =>
      [...read(file).matchAll(/npm run (?:-s )?([\w:-]+)/g)].map((match) => match[1] ?? ""),
    );
    expect(named).toEqual(expect.arrayContaining(["demo", "check", "cli"]));
    expect(named.filter((name) => !scripts.has(name))).toEqual([]);
  });

  test("every file of the repository that a document names in code exists", () => {
    const named = documents.flatMap((file) =>
      [...read(file).matchAll(/`((?:src|test|docs|samples|migrations|bin|\.ci)\/[\w./-]+)`/g)].map(
        (match) => match[1] ?? "",
      ),
    );
    expect(named).toContain("src/ledger/settle.ts");
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test("every document that the source names exists", () => {
    const named = [...sources("src"), ...sources("test")].flatMap((file) =>
      [...read(file).matchAll(/\bdocs\/[\w./-]+\.md/g)].map((match) => match[0]),
    );
    expect(named).toContain("docs/formats.md");
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test("every table of the database is in the data model", () => {
    const migrations = readdirSync(join(ROOT, "migrations")).map((name) => read(`migrations/${name}`));
    const tables = migrations.flatMap((sql) =>
      [...sql.matchAll(/^create table (\w+)/gm)].map((match) => match[1] ?? ""),
    );
    expect(tables).toContain("ledger_entry");
    const model = readTables("docs/data-model.md");
    expect(tables.filter((table) => !new RegExp(`^\\| \`${table}\` \\|`, "m").test(model))).toEqual([]);
  });
});

/** Blocks and spans of code hold brackets that are no links. */
function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
}

/** A file or folder, and a heading in it when the link names one. */
function leadsSomewhere(from: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? from : relative(ROOT, join(ROOT, dirname(from), path));
  if (!existsSync(join(ROOT, file))) return false;
  if (anchor === undefined) return true;
  const headings = [...read(file).matchAll(/^#+ (.*)$/gm)].map((match) => match[1] ?? "");
  return headings.some((heading) => slugOf(heading) === anchor);
}

/** As GitHub names a heading. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .replaceAll(" ", "-");
}
