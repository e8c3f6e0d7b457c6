/**
 * vitest's global set-up of the tests of the installation. Out: the folder of the synthesised environments, as `synthesised`: what
 * `npm run synth` wrote, or what OPENCOMMISSION_SYNTHESISED names, by which a damaged installation is tried.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    synthesised: string;
  }
}

const ROOT = join(import.meta.dirname, "../../..");

export default function setUp(project: TestProject): void {
  const folder = process.env["OPENCOMMISSION_SYNTHESISED"] ?? join(ROOT, "infra/cdk.out");
  if (!existsSync(folder)) throw new Error(`${folder} is not there: run "npm run synth" first.`);
  project.provide("synthesised", folder);
}
