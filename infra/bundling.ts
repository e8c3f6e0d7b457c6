/**
 * How a function is bundled: everything in one module, the SDK too, with what it reads at run time beside it.
 */
import { join } from "node:path";
import * as nodejs from "aws-cdk-lib/aws-lambda-nodejs";
import type { FunctionName } from "../src/entry/lambda/lambda-environment.ts";

/** Packages of CommonJS ask for Node's own modules by `require`, which an ES module does not have. */
const REQUIRE =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';
/** Parts that their packages do without where they are missing. */
const OPTIONAL = ["pg-native", "cpu-features", "*.node"];

export function bundlingOf(name: FunctionName): nodejs.BundlingOptions {
  return {
    format: nodejs.OutputFormat.ESM,
    target: "node24",
    mainFields: ["module", "main"],
    minify: true,
    keepNames: true,
    sourceMap: true,
    sourcesContent: false,
    externalModules: OPTIONAL,
    banner: REQUIRE,
    metafile: false,
    commandHooks: {
      beforeInstall: () => [],
      beforeBundling: () => [],
      afterBundling: (inputDir, outputDir) => besides(name, inputDir, outputDir),
    },
  };
}

function besides(name: FunctionName, inputDir: string, outputDir: string): string[] {
  if (name === "migrate")
    return [`cp -R ${quoted(join(inputDir, "migrations"))} ${quoted(join(outputDir, "migrations"))}`];
  // A workbook is read in a process of its own, which loads these two.
  if (name === "parse-workbook" || name === "sweep-uploads") {
    return ["src/platform/isolated-child.ts", "src/workbooks/read-workbook.ts"].map((path) =>
      child(path, inputDir, outputDir),
    );
  }
  return [];
}

function child(path: string, inputDir: string, outputDir: string): string {
  const esbuild = join(inputDir, "node_modules/.bin/esbuild");
  const options = "--bundle --platform=node --target=node24 --format=esm --minify --keep-names --log-level=warning";
  const entry = quoted(join(inputDir, path));
  const banner = quoted(REQUIRE);
  return `${quoted(esbuild)} ${options} --out-extension:.js=.mjs --banner:js=${banner} --outdir=${quoted(outputDir)} ${entry}`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
