/**
 * `npm run simulate -- --seeds 1-200 [--steps N] [--without GUARD] [--jobs N]`: plays seeds, two at a time.
 * Out: progress, a table of what was done and which faults there were, and its own counts in the last line; for each seed that fails what
 * is broken and the command that plays it again. Exit code 1 when a seed fails.
 */
import { fork, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { GUARDS, guardNamed } from "./guards.ts";
import { DEFAULT_STEPS, type SeedFailure } from "./run-seed.ts";
import type { Told, Work } from "./seed-worker.ts";
import { startServer } from "./simulation-server.ts";
import { sumOf } from "./tally.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1-200" },
    steps: { type: "string", default: String(DEFAULT_STEPS) },
    without: { type: "string" },
    jobs: { type: "string", default: "2" },
  },
});

function seedsOf(text: string): number[] {
  return text.split(",").flatMap((part) => {
    const [from = NaN, to = from] = part.split("-").map(Number);
    if (!Number.isInteger(from) || !Number.isInteger(to) || to < from) {
      throw new Error(`--seeds ${text}: expected a list such as 1-200 or 7,12-14`);
    }
    return Array.from({ length: to - from + 1 }, (_, n) => from + n);
  });
}

function replay(failure: SeedFailure): string {
  // Without git, as in an unpacked archive, the version is for the reader to know.
  const commit = spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).stdout?.trim() || "unknown";
  const without = values.without === undefined ? "" : ` --without ${values.without}`;
  return `at commit ${commit}: npm run simulate -- --seeds ${failure.seed} --steps ${values.steps}${without}`;
}

async function play(seeds: number[], steps: number): Promise<Told[]> {
  const server = await startServer();
  const told: Told[] = [];
  const left = seeds.values();
  const worker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(fileURLToPath(new URL("seed-worker.ts", import.meta.url)));
      const next = (): void => {
        const seed = left.next();
        if (seed.done === true) {
          child.disconnect();
          return;
        }
        const work: Work = { address: server.address, seed: seed.value, steps, without: values.without ?? null };
        child.send(work);
      };
      child.on("message", (message: Told) => {
        told.push(message);
        if ("invariant" in message) report(message);
        else if (told.length % 20 === 0) console.log(`${told.length} of ${seeds.length} seeds`);
        next();
      });
      child.once("error", reject);
      child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
      next();
    });
  try {
    await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
  } finally {
    await server.stop();
  }
  return told;
}

function report(failure: SeedFailure): void {
  console.log(
    `\nSEED ${failure.seed} FAILED, step ${failure.step}: ${failure.message}\n  play it again ${replay(failure)}\n`,
  );
}

async function main(): Promise<void> {
  if (values.without === "list") {
    for (const { name, what } of GUARDS) console.log(`${name.padEnd(18)} ${what}`);
    return;
  }
  if (values.without !== undefined) guardNamed(values.without);
  const began = performance.now();
  const told = await play(seedsOf(values.seeds), Number(values.steps));
  const seconds = (performance.now() - began) / 1_000;
  const failures = told.flatMap((one) => ("invariant" in one ? [one] : []));
  const passed = told.flatMap((one) => ("invariant" in one ? [] : [one]));
  console.log("");
  for (const [what, times] of sumOf(passed.map(({ counts }) => new Map(counts))))
    console.log(`${String(times).padStart(9)}  ${what}`);
  const steps = passed.reduce((sum, one) => sum + one.steps, 0);
  const entries = passed.reduce((sum, one) => sum + one.entries, 0);
  const closes = passed.reduce((sum, one) => sum + one.closes, 0);
  const broken = [...new Set(failures.map((one) => one.invariant))].toSorted().join(", ");
  console.log(`\n${steps} steps, ${closes} posted closes, ${entries} ledger entries, ${seconds.toFixed(1)} s`);
  console.log(
    `simulation: ${passed.length} seeds passed, ${failures.length} failed${broken === "" ? "" : ` (${broken})`}`,
  );
  if (failures.length > 0) process.exitCode = 1;
}

await main();
