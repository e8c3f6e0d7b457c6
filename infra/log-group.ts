/**
 * A group of logs: encrypted, kept for as long as the environment says. In: where it stands and what it is called. Out: the group.
 */
import { RemovalPolicy } from "aws-cdk-lib";
import * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";

const RETENTION = {
  30: logs.RetentionDays.ONE_MONTH,
  90: logs.RetentionDays.THREE_MONTHS,
  365: logs.RetentionDays.ONE_YEAR,
} as const;

export function logGroup(
  scope: Construct,
  id: string,
  environment: Environment,
  keys: Keys,
  part: string,
): logs.LogGroup {
  return new logs.LogGroup(scope, id, {
    logGroupName: `/${nameOf(environment, part)}`,
    retention: RETENTION[environment.functions.logDays],
    encryptionKey: keys.operations,
    removalPolicy: environment.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
