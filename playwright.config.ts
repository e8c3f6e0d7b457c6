/**
 * The console in a real browser: `npm run e2e:console`. One browser at a time, as machines of CI have two cores and the servers need one.
 */
import { defineConfig } from "@playwright/test";
import { chromiumPath } from "./test/console/support/chromium.ts";

export default defineConfig({
  testDir: "test/console",
  // Pictures are taken by hand, not by each run: `npm run pictures`.
  testMatch: process.env["PICTURES"] === "1" ? "pictures.ts" : "*.e2e.ts",
  globalSetup: "./test/console/support/prepare.ts",
  outputDir: "node_modules/.cache/playwright",
  workers: 1,
  // A test fails by what it sees, not by the clock of a busy machine.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  forbidOnly: true,
  // What passes the second time alone is told as flaky, to be mended; it holds nobody up.
  retries: 1,
  reporter: [["list"]],
  use: {
    launchOptions: {
      executablePath: chromiumPath(),
      // Root has no sandbox, and the tests are its only pages.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
    viewport: { width: 1360, height: 860 },
    // As long as an expectation waits.
    actionTimeout: 40_000,
    locale: "en-GB",
    timezoneId: "Europe/Stockholm",
    screenshot: "only-on-failure",
  },
});
