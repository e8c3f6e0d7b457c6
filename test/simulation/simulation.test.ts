import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const SEEDS = "1-12";
/** One of each kind of fault that a few seeds are sure to meet. */
const FAULTS = [
  "Core View: 429 or 503",
  "S3 event missing",
  "S3 event twice",
  "connection cut",
  "connection lost in COMMIT",
  "connection lost before COMMIT",
  "crash: before the commit",
  "crash: commit on its way",
  "deadlock",
  "dead letters sent again",
  "function out of time",
  "message delayed",
  "message delivered twice",
  "message out of order",
  "object overwritten while it is read",
  "visibility ran out while working",
];

async function simulate(...options: string[]): Promise<{ code: unknown; stdout: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["test/simulation/simulate.ts", ...options], {
      cwd: ROOT,
    });
    return { code: 0, stdout };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || !("stdout" in error)) throw error;
    return { code: error.code, stdout: String(error.stdout) };
  }
}

test(
  `the seeds ${SEEDS} lose nothing, double nothing and come to rest under crashes, repetitions, delays and an unsure Core View ` +
    "(fault 1) (fault 2) (fault 3) (fault 4) (fault 5) (fault 6) (fault 7) (fault 8) (fault 9) (fault 10) (fault 11) (fault 13) " +
    "(fault 14) (fault 15) (fault 17) (fault 18) (fault 21) (fault 26) (fault 27) (fault 29) (fault 31) (fault 35) (fault 36) (fault 37)",
  { timeout: 600_000 },
  async () => {
    const { code, stdout } = await simulate("--seeds", SEEDS);
    expect(stdout).toContain("simulation: 12 seeds passed, 0 failed");
    expect(FAULTS.filter((fault) => !stdout.includes(fault))).toEqual([]);
    expect(code).toBe(0);
  },
);

test("a seed that fails tells which invariant broke, and how it is played again", { timeout: 600_000 }, async () => {
  const { code, stdout } = await simulate("--seeds", "1", "--without", "message-id");
  expect(stdout).toMatch(/^SEED 1 FAILED, step .*: I2: /m);
  expect(stdout).toMatch(/npm run simulate -- --seeds 1 --steps \d+ --without message-id/);
  expect(code).toBe(1);
});

test("an unknown guard is a mistake of the caller's", { timeout: 60_000 }, async () => {
  expect((await simulate("--seeds", "1", "--without", "no-such-guard")).code).toBe(2);
});
