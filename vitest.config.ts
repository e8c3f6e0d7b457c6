import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "console/src/**/*.test.ts", "test/**/*.test.ts"],
    // They look at what `npm run synth` wrote: `npm run e2e:aws`.
    exclude: ["test/aws/**", "**/node_modules/**"],
    globalSetup: ["test/support/database-server.ts"],
    // Tests start and kill real processes; threads of one process would share their fate.
    pool: "forks",
    // One for each core of a small machine: half of the tests' time they wait for a server or a process.
    maxWorkers: 2,
    // The tests start the command line many hundreds of times: compiled once, it starts in less than half the time.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules", ".cache", "compiled") },
    // Far above what any test takes on a busy machine: a test fails by what it sees, not by the clock.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
