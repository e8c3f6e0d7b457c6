import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GUARDS } from "./guards.ts";
import { DEFAULT_STEPS, runSeed, type SeedFailure } from "./run-seed.ts";
import { startServer, withDatabase, type SimulationServer } from "./simulation-server.ts";

let server: SimulationServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.stop();
});

// Interleavings are the machine's, so a seed that finds a missing lock most times may miss it once: then the next one is tried.
const MORE_SEEDS = 6;

test.each(GUARDS)("without $name the simulator finds a loss: $what", { timeout: 600_000 }, async (guard) => {
  let found: SeedFailure | null = null;
  const seeds = [...guard.seeds, ...Array.from({ length: MORE_SEEDS }, (_, n) => n + 1)];
  for (const seed of new Set(seeds)) {
    const name = `guard_${seed}_${process.pid}`;
    const result = await withDatabase(server.address, name, (db) => runSeed(db, { seed, steps: DEFAULT_STEPS, guard }));
    if (!("invariant" in result)) continue;
    found = result;
    break;
  }
  expect(found, `no seed of ${seeds.join(", ")} found it`).not.toBeNull();
  expect(guard.breaks, found?.message).toContain(found?.invariant);
});

test("docs/guards.md tells each of them", () => {
  const text = readFileSync(join(import.meta.dirname, "../../docs/guards.md"), "utf8");
  expect(GUARDS.filter(({ name }) => !text.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
});
