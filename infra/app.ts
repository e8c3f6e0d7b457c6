/**
 * Synthesises the installations: `node infra/app.ts [dev|stage|prod …]`, all of them when none is named, each into `infra/cdk.out/<name>`.
 * Needs no network and no account. Ends with another code than 0 when a rule of CDK's or of cdk-nag's is broken and not acknowledged.
 */
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { App, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { z } from "zod";
import { createApi } from "./api-stack.ts";
import { bundleFunctions, type Bundles } from "./bundling.ts";
import { createData } from "./data-stack.ts";
import { ENVIRONMENTS, type Environment } from "./environments.ts";
import { createFunctions } from "./functions-stack.ts";
import { createKeys } from "./keys-stack.ts";
import { createMessaging } from "./messaging-stack.ts";
import { createNetwork } from "./network-stack.ts";
import { createObservability } from "./observability-stack.ts";
import { createSchedules } from "./schedules-stack.ts";
import { createSchema } from "./schema-stack.ts";
import { createStorage } from "./storage-stack.ts";

export function createApp(environment: Environment, bundles: Bundles, outdir: string): App {
  const cdkJson: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "cdk.json"), "utf8"));
  const { context } = z.object({ context: z.record(z.string(), z.unknown()) }).parse(cdkJson);
  const app = new App({ outdir, context, analyticsReporting: false });
  const keys = createKeys(app, environment);
  const network = createNetwork(app, environment, keys);
  const around = { environment, keys, network, bundles };
  const data = createData(app, environment, keys, network);
  const messaging = createMessaging(app, environment, keys);
  const storage = createStorage(app, environment, keys, messaging);
  const schema = createSchema(app, around, data);
  const functions = createFunctions(app, { ...around, data, messaging, storage });
  // Migrations before the code that needs them.
  functions.stack.addStackDependency(schema.stack);
  const api = createApi(app, environment, keys, functions);
  createSchedules(app, environment, keys, messaging, functions);
  createObservability(app, keys, { environment, data, messaging, functions, api });
  Tags.of(app).add("project", "opencommission");
  Tags.of(app).add("environment", environment.name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

if (import.meta.main) {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !ENVIRONMENTS.some((environment) => environment.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no environment ${unknown.join(", ")}; expected ${ENVIRONMENTS.map((e) => e.name).join(", ")}.\n`,
    );
    process.exit(2);
  }
  const output = join(import.meta.dirname, "cdk.out");
  // What stands there is of another time: nothing of it may be taken for this one's.
  await rm(output, { recursive: true, force: true });
  const bundles = await bundleFunctions(join(output, "bundles"));
  for (const environment of ENVIRONMENTS) {
    if (asked.length > 0 && !asked.includes(environment.name)) continue;
    createApp(environment, bundles, join(output, environment.name)).synth();
  }
}
