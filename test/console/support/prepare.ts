/**
 * Before the first test: a browser, and a data folder with the samples, of which each test file gets a copy.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./chromium.ts";
import { serve } from "./server.ts";

export default async function prepare(): Promise<() => void> {
  ensureChromium();
  const folder = mkdtempSync(join(tmpdir(), "opencommission-console-"));
  process.env["OPENCOMMISSION_CONSOLE_SAMPLES"] = join(folder, "samples");
  const server = await serve(join(folder, "samples"), ["--samples"]);
  await server.stop();
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
