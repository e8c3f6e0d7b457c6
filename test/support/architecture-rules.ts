/**
 * The rules of the house, as far as a machine can read them. In: a file's path and text. Out: every breach, with its rule.
 */
import { posix } from "node:path";
import { readSource, type ReadSource } from "./blank-source.ts";

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Breach {
  readonly rule: string;
  readonly path: string;
  readonly detail: string;
}

interface Room {
  /** Rooms of src/ whose files may be imported, besides its own. */
  readonly mayImport: readonly string[];
  /** Packages that may be imported; null: any. */
  readonly packages: readonly string[] | null;
  /** No async, clock, randomness or environment. */
  readonly pure: boolean;
}

const STAGES = ["workbooks", "contracts", "calculation", "ledger", "delivery"];

const ROOMS: Readonly<Record<string, Room>> = {
  domain: { mayImport: [], packages: ["temporal-polyfill"], pure: true },
  workbooks: { mayImport: ["domain"], packages: ["fflate", "hucre", "saxes", "zod"], pure: true },
  contracts: { mayImport: ["domain"], packages: ["zod"], pure: true },
  calculation: { mayImport: ["domain"], packages: [], pure: true },
  ledger: { mayImport: ["domain"], packages: [], pure: true },
  delivery: { mayImport: ["domain"], packages: [], pure: true },
  platform: { mayImport: ["domain"], packages: null, pure: false },
  store: { mayImport: ["domain", "platform"], packages: null, pure: false },
  flows: { mayImport: ["domain", ...STAGES, "store", "platform"], packages: null, pure: false },
  // Another's system, played: it shares no code with the delivery that it is to catch.
  "stand-in": { mayImport: ["domain"], packages: null, pure: false },
  entry: { mayImport: ["domain", "flows", "platform"], packages: null, pure: false },
};

// Parts of Node that only turn bytes into bytes.
const PURE_NODE = ["node:buffer", "node:crypto", "node:util", "node:zlib"];

const IMPURE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["async", /\b(?:async|await|Promise)\b/],
  [
    "a clock",
    /\bDate\.now\b|\bnew Date(?!\s*\(\s*[^)\s])|\bDate\(\)|\bperformance\b|\bTemporal\.Now\b|\bset(?:Timeout|Interval|Immediate)\b/,
  ],
  ["randomness", /\bMath\.random\b|\brandom(?:UUID|Bytes|Int|FillSync)\b|\bgetRandomValues\b/],
  [
    "the environment",
    /\bprocess\b|\bglobalThis\b|\bimport\.meta\b|\bfetch\s*\(|\bconsole\b|\.toLocale\w*\s*\(|\.localeCompare\s*\(/,
  ],
];

const SQL =
  /^\s*(?:select\s[\s\S]+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\(|truncate\s+\w|copy\s+\S[\s\S]*\s(?:to|from)\s|(?:create|alter|drop)\s+(?:table|index|unique|view|role|database|schema|function)\s)/;
const SPECIFIER =
  /\b(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']|\bimport\s*["']([^"']+)["']|\bimport\s*\(\s*["']([^"']+)["']/g;
// Handing on everything, or a value. A type of the store that a flow's own results are made of may be handed on.
const RE_EXPORT = /^\s*export\s+(?:(?:type\s+)?\*|\{[^}]*\})[^"';]*\bfrom\b/m;
const FILE_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|sql|config|e2e))?\.tsx?$/;
const EMPTY_NAME =
  /(?:^|-)(?:utils?|helpers?)(?:\.(?:test|sql))?\.tsx?$|^(?:common|types?|index|misc|shared)(?:\.(?:test|sql))?\.tsx?$/;
const ANY = /(?:[:<|&,(=]|\bas)\s*any\b|\bany\s*\[\]/;
const SUPPRESSION = /@ts-(?:ignore|expect-error|nocheck)|\b(?:oxlint|eslint)-disable/;
const MACHINE_PATH =
  /(?:^|[\s"'`(=:])(?:file:\/\/)?(?:\/(?:work|home|root|Users|tmp|private|mnt)\/[\w.]|[A-Z]:\\\\?(?:Users|Windows))/m;
const TITLE_WITH_SHOULD = /(?:\b(?:test|it|describe)(?:\.\w+)?|\))\s*\(\s*["'`][^"'`\n]*\bshould\b/;
const MOST_LINES = 500;

/** All breaches of a TypeScript file. Test files may import what they like, and run and wait as they like. */
export function breachesOf(file: SourceFile): Breach[] {
  const source = readSource(file.text);
  const isTest = /\.(?:test|e2e)\.ts$/.test(file.path);
  const details: (readonly [rule: string, details: readonly string[]])[] = [
    ["file-name", fileName(file.path)],
    ["file-head", isTest || /^(?:#!.*\n)?\/\*\*/.test(file.text) ? [] : ["it does not begin with what it is"]],
    ["file-length", fileLength(file)],
    ["barrel", RE_EXPORT.test(source.uncommented) ? ["it hands on another file's exports"] : []],
    ["import-extension", relativeImports(source).filter((s) => !/\.(?:tsx?|json|css)$/.test(s))],
    ["import-direction", isTest ? [] : wrongImports(file.path, source)],
    ["console", isTest ? [] : strayInConsole(file.path, source)],
    ["pure", isTest ? [] : impurities(file.path, source)],
    ["sql", isTest ? [] : strayStatements(file.path, source)],
    ["any", match(ANY, source.code)],
    ["suppression", match(SUPPRESSION, file.text)],
    ["test-title", isTest ? match(TITLE_WITH_SHOULD, file.text) : []],
  ];
  return [
    ...details.flatMap(([rule, found]) => found.map((detail) => ({ rule, path: file.path, detail }))),
    ...machinePathsOf(file),
  ];
}

/** Absolute paths of somebody's machine, in a file of any kind. */
export function machinePathsOf(file: SourceFile): Breach[] {
  return match(MACHINE_PATH, file.text).map((detail) => ({ rule: "machine-path", path: file.path, detail }));
}

function match(pattern: RegExp, text: string): string[] {
  const found = pattern.exec(text);
  return found ? [found[0].trim()] : [];
}

function fileName(path: string): string[] {
  const name = posix.basename(path);
  if (!FILE_NAME.test(name)) return [`${name} is not kebab-case`];
  return EMPTY_NAME.test(name) ? [`${name} does not say what is in it`] : [];
}

function fileLength({ path, text }: SourceFile): string[] {
  const lines = text.split("\n").length - 1;
  // Data may be long: tables, and tests, whose length is their tables'.
  const isData = path.endsWith("-table.ts") || path.endsWith(".test.ts");
  return lines > MOST_LINES && !isData ? [`${lines} lines`] : [];
}

function specifiers(source: ReadSource): string[] {
  return [...source.uncommented.matchAll(SPECIFIER)].map((found) => found[1] ?? found[2] ?? found[3] ?? "");
}

function relativeImports(source: ReadSource): string[] {
  return specifiers(source).filter((specifier) => specifier.startsWith("."));
}

function roomOf(path: string): string | null {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function wrongImports(path: string, source: ReadSource): string[] {
  if (!path.startsWith("src/")) return [];
  const name = roomOf(path);
  const room = name === null ? undefined : ROOMS[name];
  if (name === null || room === undefined) return [`src/${name ?? ""} is no room of the house`];
  return specifiers(source).filter((specifier) => {
    if (specifier.startsWith("node:")) return room.pure && !PURE_NODE.includes(specifier);
    if (!specifier.startsWith(".")) return room.packages !== null && !room.packages.includes(packageOf(specifier));
    const other = roomOf(posix.join(posix.dirname(path), specifier));
    return other === null || (other !== name && !room.mayImport.includes(other));
  });
}

const CONSOLE_ROOMS = ["domain", "calculation"];

/**
 * What the console may take from `src/`: the rules, for "what if"; of the server only what its routes take and give, as types, in one
 * file. And no text becomes a page's HTML.
 */
function strayInConsole(path: string, source: ReadSource): string[] {
  if (!path.startsWith("console/")) return [];
  const stray = specifiers(source).filter((specifier) => {
    if (specifier.startsWith("node:")) return true;
    if (!specifier.startsWith(".")) return false;
    const target = posix.join(posix.dirname(path), specifier);
    if (target.startsWith("console/")) return false;
    if (path === "console/src/api/routes.ts" && target === "src/entry/http/endpoints.ts")
      return !/^import type /m.test(source.uncommented);
    return !CONSOLE_ROOMS.includes(roomOf(target) ?? "");
  });
  return [...stray, ...match(/\b(?:dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML)\b/, source.code)];
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function impurities(path: string, source: ReadSource): string[] {
  const room = ROOMS[roomOf(path) ?? ""];
  if (!room?.pure) return [];
  return IMPURE.flatMap(([what, pattern]) => match(pattern, source.code).map((found) => `${what}: ${found}`));
}

function strayStatements(path: string, source: ReadSource): string[] {
  if (!path.startsWith("src/") || path.endsWith(".sql.ts") || roomOf(path) === "platform") return [];
  return source.literals.filter(
    (text) => SQL.test(text) || (text === text.toUpperCase() && SQL.test(text.toLowerCase())),
  );
}
