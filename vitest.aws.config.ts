import { defineConfig } from "vitest/config";

/** The tests of the installation on AWS: what `npm run synth` wrote is what they look at and play. */
export default defineConfig({
  test: {
    include: ["test/aws/**/*.test.ts"],
    globalSetup: ["test/aws/support/synthesise.ts"],
    pool: "forks",
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
