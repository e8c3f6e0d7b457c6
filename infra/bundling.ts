/**
 * Bundles the functions once for all environments, so that the very bytes that were tried in one go to the next: the SDK
 * too, with what a function reads at run time beside it. In: a folder to write to. Out: the folder of each function's bundle.
 */
import { existsSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { FUNCTION_ENVIRONMENTS, type FunctionName } from "../src/entry/lambda/lambda-environment.ts";
import { TYPESETTING_FILES } from "../src/platform/typesetting/typesetting-files.ts";

export type Bundles = ReadonlyMap<FunctionName, string>;

const ROOT = join(import.meta.dirname, "..");
/** Packages of CommonJS ask for Node's own modules by `require`, which an ES module does not have. */
const REQUIRE =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';
/** Parts that their packages do without where they are missing. */
const OPTIONAL = ["pg-native", "cpu-features", "*.node"];
/** A workbook is read in a process of its own, which loads the first and one of the others. */
const ISOLATED = [
  "src/platform/isolation/isolated-child.ts",
  "src/workbooks/read-workbook.ts",
  "src/workbooks/sheet-picture.ts",
];
const READS_WORKBOOKS: readonly FunctionName[] = ["parse-workbook", "sweep-uploads", "http"];
/** Statements as PDF: the thread that typesets, which loads the compiler with the first document. */
const TYPESETS: readonly FunctionName[] = ["http"];
const TYPESETTING_THREAD = "src/platform/typesetting/typeset-worker.ts";
/** `migrate` runs them; `http` says whether the database has them all. */
const KNOWS_MIGRATIONS: readonly FunctionName[] = ["migrate", "http"];
/** The console's files as they were built; the function itself serves them. */
const CONSOLE = join(ROOT, "console/dist");

const names: readonly FunctionName[] = Object.keys(FUNCTION_ENVIRONMENTS).filter((name) => isName(name));

function isName(name: string): name is FunctionName {
  return name in FUNCTION_ENVIRONMENTS;
}

/** zod brings its messages in some forty languages, 400 KB that nobody reads here. */
const withoutLanguages: Plugin = {
  name: "without-languages",
  setup: (building) => {
    building.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export {};" }));
  },
};

export async function bundleFunctions(folder: string): Promise<Bundles> {
  const bundles = new Map<FunctionName, string>();
  // One after another: esbuild itself uses all processors.
  for (const name of names) {
    const outdir = join(folder, name);
    await bundle(name, outdir);
    bundles.set(name, outdir);
  }
  return bundles;
}

async function bundle(name: FunctionName, outdir: string): Promise<void> {
  await mkdir(outdir, { recursive: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: [
      { in: `src/entry/lambda/${name}.ts`, out: "index" },
      ...besides(name).map((path) => ({ in: path, out: baseOf(path) })),
    ],
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    // What is loaded only when it is asked for, such as an adapter of Core View's, stays out of the start.
    splitting: true,
    mainFields: ["module", "main"],
    minify: true,
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    external: OPTIONAL,
    banner: { js: REQUIRE },
    plugins: [withoutLanguages],
    logLevel: "warning",
  });
  if (KNOWS_MIGRATIONS.includes(name))
    await cp(join(ROOT, "migrations"), join(outdir, "migrations"), { recursive: true });
  if (TYPESETS.includes(name)) await copyTypesetting(outdir);
  if (name === "http") await copyConsole(outdir);
}

/** What runs beside the function itself: in a process or a thread of its own. */
function besides(name: FunctionName): readonly string[] {
  return [
    ...(READS_WORKBOOKS.includes(name) ? ISOLATED : []),
    ...(TYPESETS.includes(name) ? [TYPESETTING_THREAD] : []),
  ];
}

async function copyTypesetting(outdir: string): Promise<void> {
  for (const { name, specifier } of TYPESETTING_FILES)
    await cp(fileURLToPath(import.meta.resolve(specifier)), join(outdir, name));
}

async function copyConsole(outdir: string): Promise<void> {
  if (!existsSync(CONSOLE)) throw new Error('the console is not built: run "npm run build:console" first');
  await cp(CONSOLE, join(outdir, "console"), { recursive: true });
}

function baseOf(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.ts$/, "");
}
