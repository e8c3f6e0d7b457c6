/**
 * What happens by the clock: the close of each market on the first of the month in its own time zone, delivery, reconciliation, the
 * sweep of uploads, the measurements. A schedule that cannot hand over its event leaves it in a queue with an alarm.
 */
import { Duration, Stack, TimeZone, type App } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as scheduler from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { MARKETS } from "../src/domain/market.ts";
import { nameOf, type Environment } from "./environments.ts";
import type { Functions, WorkFunctionName } from "./functions-stack.ts";
import type { Keys } from "./keys-stack.ts";
import type { Messaging } from "./messaging-stack.ts";

/** What goes on regularly, and how often. */
const REGULARLY = [
  ["deliver", Duration.minutes(5)],
  ["reconcile", Duration.hours(6)],
  ["sweep-uploads", Duration.minutes(15)],
  ["export-audit", Duration.minutes(5)],
  ["watch", Duration.minutes(5)],
] as const;
const SCHEDULED: readonly WorkFunctionName[] = [
  "close-period",
  "deliver",
  "reconcile",
  "sweep-uploads",
  "export-audit",
  "watch",
];

export function createSchedules(
  app: App,
  environment: Environment,
  keys: Keys,
  messaging: Messaging,
  functions: Functions,
): Stack {
  const stack = new Stack(app, nameOf(environment, "schedules"), {
    env: { account: environment.account, region: environment.region },
    description: "OpenCommission: what happens by the clock",
  });
  const group = new scheduler.ScheduleGroup(stack, "Group", { scheduleGroupName: nameOf(environment, "schedules") });
  const role = createRole(stack, environment, keys, messaging, functions).withoutPolicyUpdates();
  const target = (name: WorkFunctionName, input: Record<string, string>): LambdaInvoke =>
    new LambdaInvoke(functions.byName[name], {
      role,
      input: scheduler.ScheduleTargetInput.fromObject(input),
      deadLetterQueue: messaging.missedSchedules,
      maxEventAge: Duration.hours(2),
      retryAttempts: 20,
    });
  for (const { code, timeZone } of MARKETS) {
    new scheduler.Schedule(stack, `Close${code}`, {
      scheduleName: nameOf(environment, `close-${code.toLowerCase()}`),
      scheduleGroup: group,
      description: `Closes the month before in ${code}`,
      schedule: scheduler.ScheduleExpression.cron({
        minute: "0",
        hour: "2",
        day: "1",
        timeZone: TimeZone.of(timeZone),
      }),
      target: target("close-period", { market: code, at: scheduler.ContextAttribute.scheduledTime }),
    });
  }
  for (const [name, interval] of REGULARLY) {
    new scheduler.Schedule(stack, `Regular-${name}`, {
      scheduleName: nameOf(environment, name),
      scheduleGroup: group,
      schedule: scheduler.ScheduleExpression.rate(interval),
      target: target(name, { at: scheduler.ContextAttribute.scheduledTime }),
    });
  }
  return stack;
}

/** Written out, because the target's own would allow every version of a function. */
function createRole(
  stack: Stack,
  environment: Environment,
  keys: Keys,
  messaging: Messaging,
  functions: Functions,
): iam.Role {
  return new iam.Role(stack, "Role", {
    assumedBy: new iam.ServicePrincipal("scheduler.amazonaws.com", {
      conditions: {
        StringEquals: { "aws:SourceAccount": environment.account },
        ArnEquals: {
          "aws:SourceArn": `arn:aws:scheduler:${environment.region}:${environment.account}:schedule-group/${nameOf(environment, "schedules")}`,
        },
      },
    }),
    inlinePolicies: {
      invoke: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            actions: ["lambda:InvokeFunction"],
            resources: SCHEDULED.map((name) => functions.byName[name].functionArn),
          }),
          new iam.PolicyStatement({
            actions: ["sqs:SendMessage"],
            resources: [messaging.missedSchedules.queueArn],
          }),
          new iam.PolicyStatement({
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [keys.messages.keyArn],
          }),
        ],
      }),
    },
  });
}
