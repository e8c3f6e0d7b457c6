/**
 * `npm run simulate -- --seeds 1-200 [--steps N] [--without GUARD] [--jobs N]`: plays seeds, two at a time.
 * Out: progress, a table of what was done and which faults there were, and its own counts in the last line; for each seed that fails what
 * is broken and the command that plays it again. Exit code 1 when a seed fails, 2 when an option is wrong.
 */
import { fork, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError, Option } from "commander";
import { GUARDS } from "./guards.ts";
import { DEFAULT_STEPS, type SeedFailure } from "./run-seed.ts";
import type { Told, Work } from "./seed-worker.ts";
import { startServer } from "./simulation-server.ts";
import { sumOf } from "./tally.ts";

const program = new Command("simulate")
  .description(
    "Whole worlds under random faults, each from a seed; then everything drains and every invariant is checked.",
  )
  .addOption(new Option("--seeds <list>", "such as 7,12-14").argParser(seedsOf).default(seedsOf("1-200"), "1-200"))
  .option("--steps <n>", "steps under faults, of each seed", countOf, DEFAULT_STEPS)
  .option("--jobs <n>", "seeds at a time", countOf, 2)
  .option("--without <guard>", 'with this guard taken away a loss has to be found; "list" lists the guards', guardOf)
  .showHelpAfterError("(--help tells the options)")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

const options = program.parse().opts<{ seeds: number[]; steps: number; jobs: number; without?: string }>();

function seedsOf(text: string): number[] {
  return text.split(",").flatMap((part) => {
    const [, first, last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part.trim()) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || to < from) throw new InvalidArgumentError("Expected a list such as 1-200 or 7,12-14.");
    return Array.from({ length: to - from + 1 }, (_, n) => from + n);
  });
}

function countOf(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number from 1 on.");
}

function guardOf(name: string): string {
  const names = ["list", ...GUARDS.map((guard) => guard.name)];
  if (names.includes(name)) return name;
  throw new InvalidArgumentError(`Expected one of ${names.join(", ")}.`);
}

function replay(failure: SeedFailure): string {
  // Without git, as in an unpacked archive, the version is for the reader to know.
  const commit = spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).stdout?.trim() || "unknown";
  const without = options.without === undefined ? "" : ` --without ${options.without}`;
  return `at commit ${commit}: npm run simulate -- --seeds ${failure.seed} --steps ${options.steps}${without}`;
}

async function play({ seeds, steps, jobs, without }: typeof options): Promise<Told[]> {
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
        const work: Work = { address: server.address, seed: seed.value, steps, without: without ?? null };
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
    await Promise.all(Array.from({ length: jobs }, worker));
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
  if (options.without === "list") {
    for (const { name, what } of GUARDS) console.log(`${name.padEnd(18)} ${what}`);
    return;
  }
  const began = performance.now();
  const told = await play(options);
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
