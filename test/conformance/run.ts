/**
 * `npm run conformance`: the suite over all adapters, or over one of your own: `npm run conformance -- ./my-core-view.ts`.
 * In: a module that exports `makeCoreView` (docs/adapters.md), or nothing. Out: vitest's report and exit code.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
const [own] = process.argv.slice(2);
if (own !== undefined && !existsSync(own)) {
  process.stderr.write(
    `There is no ${resolve(own)}. A module that exports makeCoreView is expected (docs/adapters.md).\n`,
  );
  process.exit(2);
}
const tests = own === undefined ? "test/conformance/" : "test/conformance/your-own.test.ts";
const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
const suite = spawn(process.execPath, [vitest, "run", "--reporter=verbose", tests], {
  cwd: ROOT,
  stdio: "inherit",
  env: own === undefined ? process.env : { ...process.env, CORE_VIEW_UNDER_TEST: resolve(own) },
});
suite.once("close", (code) => {
  process.exitCode = code ?? 1;
});
