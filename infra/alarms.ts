/**
 * Every alarm of the installation, as data: what is measured, from when on it is one. Each has an entry in docs/operations/alarms.md
 * under its own name. In: the parts. Out: the list.
 */
import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { METRICS, type MetricName } from "../src/platform/metric-names.ts";
import { COPY_RULE } from "./audit-copy.ts";
import type { Api } from "./api-stack.ts";
import type { Data } from "./data-stack.ts";
import { bucketNameOf, nameOf, type Environment } from "./environments.ts";
import type { Functions } from "./functions-stack.ts";
import type { Messaging } from "./messaging-stack.ts";
import { QUEUES, type QueueName } from "./queue-settings.ts";

export interface AlarmSetting {
  /** Kebab-case; the heading of its entry in the runbook. */
  readonly name: string;
  readonly metric: cloudwatch.IMetric;
  readonly above: number;
  /** How many periods in a row. */
  readonly periods: number;
  readonly comparison?: cloudwatch.ComparisonOperator;
  /** Whether no measurement at all is an alarm too. */
  readonly missingIsBad?: boolean;
  readonly description: string;
}

export interface Measured {
  readonly environment: Environment;
  readonly data: Data;
  readonly messaging: Messaging;
  readonly functions: Functions;
  readonly api: Api;
}

const FIVE_MINUTES = Duration.minutes(5);
/** How long a message may wait before somebody is told. */
const OLDEST_MESSAGE_SECONDS: Readonly<Record<QueueName, number>> = {
  "contract-events": 900,
  uploads: 900,
  closes: 7_200,
};

export function alarmSettings(measured: Measured): readonly AlarmSetting[] {
  return [
    ...queueAlarms(measured),
    ...functionAlarms(measured),
    ...apiAlarms(measured),
    ...copyAlarms(measured),
    ...databaseAlarms(measured),
    ...businessAlarms(measured),
  ];
}

function queueAlarms({ messaging }: Measured): AlarmSetting[] {
  const dead = (
    name: string,
    queue: {
      metricApproximateNumberOfMessagesVisible: Messaging["missedSchedules"]["metricApproximateNumberOfMessagesVisible"];
    },
  ): AlarmSetting => ({
    name: `${name}-dead`,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: "Maximum" }),
    above: 0,
    periods: 1,
    description: `Messages of ${name} could not be worked on and wait for a person`,
  });
  const names: readonly QueueName[] = ["contract-events", "uploads", "closes"];
  return [
    ...names.map((name) => dead(name, messaging.queues[name].dead)),
    dead("missed-schedules", messaging.missedSchedules),
    ...names.map((name) => ({
      name: `${name}-old`,
      metric: messaging.queues[name].queue.metricApproximateAgeOfOldestMessage({
        period: FIVE_MINUTES,
        statistic: "Maximum",
      }),
      above: OLDEST_MESSAGE_SECONDS[name],
      periods: 1,
      description: `The oldest message of ${name} waits longer than ${OLDEST_MESSAGE_SECONDS[name]} s (it is lost after ${QUEUES[name].retentionMs / 86_400_000} days)`,
    })),
  ];
}

function functionAlarms({ functions }: Measured): AlarmSetting[] {
  const each = Object.entries(functions.byName).flatMap(([name, made]) => [
    {
      name: `${name}-errors`,
      metric: made.metricErrors({ period: FIVE_MINUTES, statistic: "Sum" }),
      above: 0,
      // A close that fails comes again after an hour and a half, so that it never fails twice in a row.
      periods: name === "close-period" ? 1 : 2,
      description: `The function ${name} fails again and again`,
    },
    {
      name: `${name}-throttled`,
      metric: made.metricThrottles({ period: FIVE_MINUTES, statistic: "Sum" }),
      above: 0,
      periods: 3,
      description: `The function ${name} is not let run: the account's limit of concurrency is reached`,
    },
  ]);
  const watch = functions.byName.watch.metricInvocations({ period: Duration.minutes(15), statistic: "Sum" });
  return [
    ...each,
    {
      name: "watch-silent",
      metric: watch,
      above: 1,
      periods: 1,
      comparison: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      missingIsBad: true,
      description: "Nobody measures: the alarms of rejected, blocked, undelivered and unreconciled are blind",
    },
  ];
}

function apiAlarms({ api: { gateway } }: Measured): AlarmSetting[] {
  return [
    {
      name: "api-5xx",
      metric: gateway.metricServerError({ period: FIVE_MINUTES, statistic: "Sum" }),
      above: 4,
      periods: 2,
      description: "Requests to the API are answered with 5xx",
    },
    {
      name: "api-slow",
      metric: gateway.metricIntegrationLatency({ period: FIVE_MINUTES, statistic: "p90" }),
      above: 5_000,
      periods: 3,
      description: "One request in ten waits longer than five seconds",
    },
    {
      name: "api-refused",
      metric: gateway.metricClientError({ period: FIVE_MINUTES, statistic: "Sum" }),
      above: 500,
      periods: 3,
      description: "Far more requests than people make are refused: somebody tries doors, or a program is wrong",
    },
  ];
}

/** The copies of proofs in the other account, as S3 measures them, and the function that writes proofs. */
function copyAlarms({ environment, functions }: Measured): AlarmSetting[] {
  const copies = (metricName: string, statistic: string): cloudwatch.Metric =>
    new cloudwatch.Metric({
      namespace: "AWS/S3",
      metricName,
      dimensionsMap: {
        SourceBucket: bucketNameOf(environment, "audit"),
        DestinationBucket: environment.auditCopy.bucket,
        RuleId: COPY_RULE,
      },
      period: FIVE_MINUTES,
      statistic,
    });
  return [
    {
      name: "audit-copy-late",
      metric: copies("ReplicationLatency", "Maximum"),
      above: 900,
      periods: 1,
      description: "Proofs reach the other account later than 15 minutes",
    },
    {
      name: "audit-copy-failed",
      metric: copies("OperationsFailedReplication", "Sum"),
      above: 0,
      periods: 1,
      description: "Proofs do not reach the other account",
    },
    {
      name: "audit-export-silent",
      metric: functions.byName["export-audit"].metricInvocations({ period: Duration.minutes(15), statistic: "Sum" }),
      above: 1,
      periods: 1,
      comparison: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      missingIsBad: true,
      description: "The record of acts is not copied out of the database",
    },
  ];
}

function databaseAlarms({ data }: Measured): AlarmSetting[] {
  const ofCluster = (metric: string, statistic: string): cloudwatch.Metric =>
    data.cluster.metric(metric, { period: FIVE_MINUTES, statistic });
  return [
    {
      name: "database-capacity",
      metric: ofCluster("ACUUtilization", "Average"),
      above: 85,
      periods: 3,
      description: "The database is near the most capacity that it may take",
    },
    {
      name: "database-storage",
      metric: ofCluster("AuroraVolumeBytesLeftTotal", "Minimum"),
      above: 10 * 1024 ** 4,
      periods: 1,
      comparison: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      description: "Less than 10 TiB are left of the database's volume",
    },
    {
      name: "database-deadlocks",
      metric: ofCluster("Deadlocks", "Sum"),
      above: 5,
      periods: 3,
      description: "Transactions stand in each other's way more often than repeating them is meant for",
    },
    {
      name: "database-pinned",
      metric: new cloudwatch.Metric({
        namespace: "AWS/RDS",
        metricName: "DatabaseConnectionsCurrentlySessionPinned",
        dimensionsMap: { ProxyName: data.proxy.dbProxyName },
        period: FIVE_MINUTES,
        statistic: "Maximum",
      }),
      above: 20,
      periods: 3,
      description: "Connections are held by the proxy for single clients and cannot be shared",
    },
  ];
}

/** What `watch` measures. */
function businessAlarms({ environment }: Measured): AlarmSetting[] {
  const measured = (metric: MetricName): cloudwatch.Metric =>
    new cloudwatch.Metric({
      namespace: nameOf(environment, "operations"),
      metricName: metric,
      dimensionsMap: { service: "watch" },
      period: FIVE_MINUTES,
      statistic: "Maximum",
    });
  return METRICS.map(({ metric, alarm, above, periods, description }) => ({
    name: alarm,
    metric: measured(metric),
    above,
    periods,
    description,
  }));
}
