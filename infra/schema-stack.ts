/**
 * The schema: migrations run once per deployment that changes them, before any function of that deployment is replaced.
 * When they fail the deployment stops there, and the old functions go on with the old schema.
 */
import { Duration, Stack, type App } from "aws-cdk-lib";
import { Trigger } from "aws-cdk-lib/triggers";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import { DATABASE_NAME, type Data } from "./data-stack.ts";
import { nameOf } from "./environments.ts";
import { createFunction, type Surroundings } from "./lambda-function.ts";

export interface Schema {
  readonly stack: Stack;
  readonly migrate: lambda.Function;
}

export function createSchema(app: App, around: Surroundings, data: Data): Schema {
  const { environment, keys } = around;
  const stack = new Stack(app, nameOf(environment, "schema"), {
    env: { account: environment.account, region: environment.region },
    description: "OpenCommission: migrations of the database, before the functions",
  });
  const migrate = createFunction(stack, "migrate", around, {
    description: "Brings the schema up and the rights of the database's users with it",
    variables: {
      DATABASE_HOST: data.cluster.clusterEndpoint.hostname,
      DATABASE_PORT: "5432",
      DATABASE_NAME,
      DATABASE_SECRET_ARN: data.masterSecretArn,
    },
    rights: [
      { actions: ["secretsmanager:GetSecretValue"], resources: [data.masterSecretArn] },
      { actions: ["kms:Decrypt"], resources: [keys.secrets.keyArn] },
    ],
    memoryMib: 512,
    timeout: Duration.minutes(15),
    groups: [data.owners],
    outward: false,
    failures: null,
  });
  const trigger = new Trigger(stack, "Migrations", { handler: migrate, timeout: Duration.minutes(15) });
  // The instances, not only the cluster: without one there is no server to migrate.
  stack.addStackDependency(data.stack);
  trigger.node.addDependency(migrate);
  return { stack, migrate };
}
