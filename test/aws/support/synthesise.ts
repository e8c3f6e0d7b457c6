/**
 * vitest's global set-up of the tests of the installation: synthesises all environments once. Out: their folder, as `synthesised`.
 * With OPENCOMMISSION_SYNTHESISED set to a folder, what stands there is tested.
 */
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    synthesised: string;
  }
}

const ROOT = join(import.meta.dirname, "../../..");

export default async function setUp(project: TestProject): Promise<void> {
  project.provide("synthesised", join(ROOT, "infra/cdk.out"));
}
