/**
 * Backups of the database besides its own point-in-time recovery: a copy a day in a vault that nobody can empty early.
 * How a restore is done, and tried: docs/operations/restore.md.
 */
import { Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import * as backup from "aws-cdk-lib/aws-backup";
import * as events from "aws-cdk-lib/aws-events";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as rds from "aws-cdk-lib/aws-rds";
import { acknowledge } from "./acknowledgements.ts";
import { nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";

const BACKUP_POLICY = "service-role/AWSBackupServiceRolePolicyForBackup";

export function addBackups(stack: Stack, environment: Environment, keys: Keys, cluster: rds.DatabaseCluster): void {
  const vault = new backup.BackupVault(stack, "Vault", {
    backupVaultName: nameOf(environment, "vault"),
    encryptionKey: keys.database,
    removalPolicy: environment.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(environment.keepData
      ? { lockConfiguration: { minRetention: Duration.days(environment.database.backupDays) } }
      : {}),
    blockRecoveryPointDeletion: environment.keepData,
  });
  const plan = new backup.BackupPlan(stack, "BackupPlan", {
    backupPlanName: nameOf(environment, "daily"),
    backupVault: vault,
    backupPlanRules: [
      new backup.BackupPlanRule({
        ruleName: "daily",
        scheduleExpression: events.Schedule.cron({ hour: "3", minute: "0" }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(4),
        deleteAfter: Duration.days(environment.database.backupDays),
      }),
      new backup.BackupPlanRule({
        ruleName: "monthly",
        scheduleExpression: events.Schedule.cron({ day: "1", hour: "4", minute: "0" }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(4),
        deleteAfter: Duration.days(environment.keepData ? 400 : environment.database.backupDays),
      }),
    ],
  });
  const role = new iam.Role(stack, "BackupRole", {
    assumedBy: new iam.ServicePrincipal("backup.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": environment.account } },
    }),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(BACKUP_POLICY)],
  });
  acknowledge(
    role,
    `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${BACKUP_POLICY}]`,
    "AWS keeps this policy in step with what its backup service does.",
  );
  plan.addSelection("Database", {
    backupSelectionName: "database",
    resources: [backup.BackupResource.fromArn(cluster.clusterArn)],
    role,
    disableDefaultBackupPolicy: true,
  });
}
