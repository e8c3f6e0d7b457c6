/**
 * What AWS tells of by itself, and a person is to know at once: infected uploads, failed backups, a failover, and what somebody did or tried
 * to do to proofs, originals, keys, backups and the trail. Each has an entry in docs/operations/alarms.md. In: the topic. Out: rules.
 */
import type { Stack } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import type * as sns from "aws-cdk-lib/aws-sns";
import { bucketNameOf, nameOf, type Environment } from "./environments.ts";

interface ToldEvent {
  readonly id: string;
  readonly description: string;
  readonly pattern: events.EventPattern;
}

export function tellOfEvents(stack: Stack, environment: Environment, topic: sns.Topic): void {
  for (const { id, description, pattern } of [...ofServices(environment), ...ofCalls(environment)]) {
    const rule = new events.Rule(stack, id, { description, eventPattern: pattern, targets: [new SnsTopic(topic)] });
    const resource = rule.node.defaultChild;
    // Taking a role changes nothing, and such calls are told only to who asks for them.
    if (id === "BreakGlassTaken" && resource instanceof events.CfnRule)
      resource.state = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  }
}

function ofServices(environment: Environment): readonly ToldEvent[] {
  const { region, account } = environment;
  return [
    {
      id: "MalwareFound",
      description: "An upload is infected, or cannot be scanned",
      pattern: {
        source: ["aws.guardduty"],
        detailType: ["GuardDuty Malware Protection Object Scan Result"],
        detail: {
          s3ObjectDetails: {
            bucketName: [bucketNameOf(environment, "uploads"), bucketNameOf(environment, "arrivals")],
          },
          scanResultDetails: { scanResultStatus: [{ "anything-but": "NO_THREATS_FOUND" }] },
        },
      },
    },
    {
      id: "BackupFailed",
      description: "A backup of the database failed",
      pattern: {
        source: ["aws.backup"],
        detailType: ["Backup Job State Change"],
        detail: { state: ["FAILED", "ABORTED", "EXPIRED"] },
      },
    },
    {
      id: "DatabaseFailedOver",
      description: "The database changed its writer",
      pattern: {
        source: ["aws.rds"],
        detailType: ["RDS DB Cluster Event"],
        detail: {
          SourceArn: [`arn:aws:rds:${region}:${account}:cluster:${nameOf(environment, "database")}`],
          EventCategories: ["failover", "failure"],
        },
      },
    },
  ];
}

/** Calls as the trail records them, the refused ones too. */
function ofCalls(environment: Environment): readonly ToldEvent[] {
  const call = (service: string, eventName: readonly string[], about: Record<string, unknown> = {}) => ({
    source: [`aws.${service}`],
    detailType: ["AWS API Call via CloudTrail"],
    detail: { eventSource: [`${service}.amazonaws.com`], eventName: [...eventName], ...about },
  });
  const kept = {
    requestParameters: { bucketName: ["uploads", "audit"].map((part) => bucketNameOf(environment, part)) },
  };
  const breakGlass = `arn:aws:iam::${environment.account}:role/${nameOf(environment, "break-glass")}`;
  return [
    {
      id: "DeletionTried",
      description: "Somebody deleted, or tried to, what is kept",
      pattern: call("s3", DELETIONS, kept),
    },
    {
      id: "KeepingChanged",
      description: "How proofs and originals are kept was changed",
      pattern: call("s3", KEEPING, kept),
    },
    {
      id: "KeyEndangered",
      description: "A key is to be deleted, is shut, or has another policy",
      pattern: call("kms", KEYS),
    },
    {
      id: "DatabaseEndangered",
      description: "The database or a copy of it was deleted",
      pattern: call("rds", DATABASES),
    },
    { id: "BackupEndangered", description: "A backup or its vault was deleted", pattern: call("backup", BACKUPS) },
    {
      id: "TrailEndangered",
      description: "The trail of calls was stopped or changed",
      pattern: call("cloudtrail", TRAILS),
    },
    {
      id: "BreakGlassTaken",
      description: "Somebody took the emergency's way to the database",
      pattern: call("sts", ["AssumeRole"], { requestParameters: { roleArn: [breakGlass] } }),
    },
  ];
}

const DELETIONS = ["DeleteObject", "DeleteObjects", "DeleteBucket"] as const;
const KEEPING = [
  "PutObjectRetention",
  "PutObjectLegalHold",
  "PutObjectLockConfiguration",
  "PutBucketVersioning",
  "PutBucketPolicy",
  "DeleteBucketPolicy",
  "PutBucketLifecycle",
  "PutBucketReplication",
  "DeleteBucketReplication",
  "PutBucketPublicAccessBlock",
  "DeleteBucketPublicAccessBlock",
] as const;
const KEYS = [
  "ScheduleKeyDeletion",
  "DisableKey",
  "DisableKeyRotation",
  "PutKeyPolicy",
  "DeleteImportedKeyMaterial",
] as const;
const DATABASES = [
  "DeleteDBCluster",
  "DeleteDBInstance",
  "DeleteDBClusterSnapshot",
  "RestoreDBClusterToPointInTime",
] as const;
const BACKUPS = [
  "DeleteRecoveryPoint",
  "DeleteBackupVault",
  "DeleteBackupPlan",
  "DeleteBackupVaultLockConfiguration",
] as const;
const TRAILS = ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"] as const;
