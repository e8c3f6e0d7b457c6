/**
 * Who is told when something is wrong, the page that shows how things are, and the budget. In: all that is measured.
 * The address that is told is a parameter of the deployment: it belongs to no file.
 */
import { CfnParameter, Duration, Stack, type App } from "aws-cdk-lib";
import * as budgets from "aws-cdk-lib/aws-budgets";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import * as iam from "aws-cdk-lib/aws-iam";
import * as sns from "aws-cdk-lib/aws-sns";
import { METRICS } from "../src/platform/metric-names.ts";
import { alarmSettings, type AlarmSetting, type Measured } from "./alarms.ts";
import { nameOf, type Environment } from "./environments.ts";
import { tellOfEvents } from "./told-events.ts";
import type { Keys } from "./keys-stack.ts";
import type { QueueName } from "./queue-settings.ts";

export function createObservability(app: App, keys: Keys, measured: Measured): Stack {
  const { environment } = measured;
  const stack = new Stack(app, nameOf(environment, "observability"), {
    env: { account: environment.account, region: environment.region },
    description: "OpenCommission: alarms, dashboard, budget",
  });
  const email = emailParameter(stack);
  const topic = createTopic(stack, environment, keys, email.valueAsString);
  const settings = alarmSettings(measured);
  const alarms = settings.map((setting) => createAlarm(stack, environment, topic, setting));
  tellOfEvents(stack, environment, topic);
  createDashboard(stack, measured, alarms);
  createBudget(app, environment);
  return stack;
}

function emailParameter(stack: Stack): CfnParameter {
  return new CfnParameter(stack, "AlarmEmail", {
    type: "String",
    description: "Who is told of alarms and of the budget",
    allowedPattern: "^[^@\\s]+@[^@\\s]+$",
  });
}

function createTopic(stack: Stack, environment: Environment, keys: Keys, email: string): sns.Topic {
  const topic = new sns.Topic(stack, "Alarms", {
    topicName: nameOf(environment, "alarms"),
    masterKey: keys.operations,
    enforceSSL: true,
  });
  new sns.CfnSubscription(stack, "AlarmsByMail", { topicArn: topic.topicArn, protocol: "email", endpoint: email });
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "AlarmsOfThisAccount",
      principals: [new iam.ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": environment.account } },
    }),
  );
  return topic;
}

function createAlarm(
  stack: Stack,
  environment: Environment,
  topic: sns.Topic,
  setting: AlarmSetting,
): cloudwatch.Alarm {
  const id = setting.name
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
  const alarm = new cloudwatch.Alarm(stack, id, {
    alarmName: nameOf(environment, setting.name),
    alarmDescription: `${setting.description}. What to do: docs/operations/alarms.md, "${setting.name}".`,
    metric: setting.metric,
    threshold: setting.above,
    evaluationPeriods: setting.periods,
    comparisonOperator: setting.comparison ?? cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData:
      setting.missingIsBad === true ? cloudwatch.TreatMissingData.BREACHING : cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}

function createDashboard(stack: Stack, measured: Measured, alarms: readonly cloudwatch.Alarm[]): void {
  const { environment, messaging, functions, data } = measured;
  const period = Duration.minutes(5);
  const names: readonly QueueName[] = ["contract-events", "uploads", "closes"];
  const graph = (title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget =>
    new cloudwatch.GraphWidget({ title, left, width: 8, height: 6 });
  new cloudwatch.Dashboard(stack, "Dashboard", {
    dashboardName: nameOf(environment, "operations"),
    defaultInterval: Duration.days(1),
    widgets: [
      [new cloudwatch.AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: 24, height: 4 })],
      [
        graph(
          "Oldest message (s)",
          names.map((name) =>
            messaging.queues[name].queue.metricApproximateAgeOfOldestMessage({ period, label: name }),
          ),
        ),
        graph(
          "Dead messages",
          names.map((name) =>
            messaging.queues[name].dead.metricApproximateNumberOfMessagesVisible({ period, label: name }),
          ),
        ),
        graph(
          "What waits for a person",
          METRICS.map(
            ({ metric }) =>
              new cloudwatch.Metric({
                namespace: nameOf(environment, "operations"),
                metricName: metric,
                dimensionsMap: { service: "watch" },
                period,
                statistic: "Maximum",
              }),
          ),
        ),
      ],
      [
        graph(
          "Errors of functions",
          Object.entries(functions.byName).map(([label, made]) => made.metricErrors({ period, label })),
        ),
        graph(
          "Duration of functions (ms, p99)",
          Object.entries(functions.byName).map(([label, made]) =>
            made.metricDuration({ period, label, statistic: "p99" }),
          ),
        ),
        graph("Database capacity (ACU, %)", [
          data.cluster.metric("ServerlessDatabaseCapacity", { period }),
          data.cluster.metric("ACUUtilization", { period }),
        ]),
      ],
    ],
  });
}

/** Budgets are the whole account's, and are kept in one region of the world. */
function createBudget(app: App, environment: Environment): void {
  const stack = new Stack(app, nameOf(environment, "budget"), {
    env: { account: environment.account, region: "us-east-1" },
    description: "OpenCommission: what the account may cost a month",
  });
  const subscribers = [{ subscriptionType: "EMAIL", address: emailParameter(stack).valueAsString }];
  const at = (notificationType: string, threshold: number) => ({
    notification: { notificationType, comparisonOperator: "GREATER_THAN", threshold, thresholdType: "PERCENTAGE" },
    subscribers,
  });
  new budgets.CfnBudget(stack, "Budget", {
    budget: {
      budgetName: nameOf(environment, "monthly"),
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: environment.budget, unit: "USD" },
    },
    notificationsWithSubscribers: [at("ACTUAL", 80), at("ACTUAL", 100), at("FORECASTED", 110)],
  });
}
