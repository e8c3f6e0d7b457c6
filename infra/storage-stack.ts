/**
 * The buckets: what people upload, what claim checks stand for, what proves the books. Each keeps all versions, takes TLS only, tells
 * of what arrives, and is open to nobody outside. Out: the buckets. Their names are fixed, because queues and policies name them.
 */
import { Duration, RemovalPolicy, Stack, type App } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as s3 from "aws-cdk-lib/aws-s3";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { copyAudit } from "./audit-copy.ts";
import { ARRIVALS_PREFIX, CLAIMS_PREFIX, RESULT_SUFFIXES, UPLOADS_PREFIX } from "./bucket-layout.ts";
import { bucketNameOf, nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";
import { scanUploads } from "./malware-scan.ts";
import { recordAttempts } from "./attempts-trail.ts";
import type { Messaging } from "./messaging-stack.ts";

export interface Storage {
  readonly stack: Stack;
  readonly uploads: s3.Bucket;
  /** Where browsers send workbooks past the API. */
  readonly arrivals: s3.Bucket;
  readonly events: s3.Bucket;
  readonly audit: s3.Bucket;
}

export function createStorage(app: App, environment: Environment, keys: Keys, messaging: Messaging): Storage {
  const stack = new Stack(app, nameOf(environment, "storage"), {
    env: { account: environment.account, region: environment.region },
    description: "OpenCommission: buckets for originals, claimed events, reports",
    terminationProtection: environment.keepData,
  });
  const accessLog = createAccessLog(stack, environment);
  const bucket = (id: string, part: string, key: kms.Key, props: s3.BucketProps): s3.Bucket =>
    new s3.Bucket(stack, id, {
      bucketName: bucketNameOf(environment, part),
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      serverAccessLogsBucket: accessLog,
      serverAccessLogsPrefix: `${part}/`,
      removalPolicy: environment.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      ...props,
    });
  const lock = lockOf(environment);
  const uploads = bucket("Uploads", "uploads", keys.originals, {
    objectLockEnabled: true,
    objectLockDefaultRetention: lock,
  });
  const events = bucket("Events", "events", keys.events, {
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      // Every event in them is in the database, as it came.
      { expiration: Duration.days(90), noncurrentVersionExpiration: Duration.days(30) },
    ],
  });
  const audit = bucket("Audit", "audit", keys.audit, { objectLockEnabled: true, objectLockDefaultRetention: lock });
  copyAudit(stack, environment, keys, audit);
  recordAttempts(stack, environment, [uploads, audit]);
  notify(uploads, messaging.queues.uploads.queue, UPLOADS_PREFIX);
  notify(events, messaging.queues["contract-events"].queue, CLAIMS_PREFIX);
  allowClaimWriter(events, environment);
  const arrivals = bucket("Arrivals", "arrivals", keys.originals, arrivalsOf(environment));
  scanBoth(stack, environment, keys, { uploads, arrivals });
  return { stack, uploads, arrivals, events, audit };
}

function arrivalsOf(environment: Environment): s3.BucketProps {
  return {
    // What is activated is in the database, as it came; the rest is nobody's business after a day.
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(1),
        expiration: Duration.days(1),
        noncurrentVersionExpiration: Duration.days(1),
      },
    ],
    cors: [
      {
        allowedOrigins: [`https://${environment.api.domain}`],
        allowedMethods: [s3.HttpMethods.POST],
        allowedHeaders: ["content-type"],
        maxAge: 3_600,
      },
    ],
  };
}

function scanBoth(
  stack: Stack,
  environment: Environment,
  keys: Keys,
  { uploads, arrivals }: Pick<Storage, "uploads" | "arrivals">,
): void {
  scanUploads(stack, environment, keys, {
    id: "Scan",
    part: "uploads",
    bucket: uploads,
    prefix: UPLOADS_PREFIX,
    readers: ["parse-workbook", "sweep-uploads"],
    ownSuffixes: RESULT_SUFFIXES,
  });
  scanUploads(stack, environment, keys, {
    id: "ScanArrivals",
    part: "arrivals",
    bucket: arrivals,
    prefix: ARRIVALS_PREFIX,
    readers: ["http"],
    ownSuffixes: [],
  });
}

function lockOf(environment: Environment): s3.ObjectLockRetention {
  const duration = Duration.days(environment.lockDays);
  return environment.lockMode === "COMPLIANCE"
    ? s3.ObjectLockRetention.compliance(duration)
    : s3.ObjectLockRetention.governance(duration);
}

/** S3 writes its access log with its own key only. */
function createAccessLog(stack: Stack, environment: Environment): s3.Bucket {
  return new s3.Bucket(stack, "AccessLog", {
    bucketName: bucketNameOf(environment, "access-log"),
    encryption: s3.BucketEncryption.S3_MANAGED,
    versioned: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: environment.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
  });
}

/** As a property of the bucket itself: CDK's own way would deploy a function with rights over every bucket. */
function notify(bucket: s3.Bucket, queue: sqs.Queue, prefix: string): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) throw new Error("assertion: a bucket's resource is a bucket");
  resource.notificationConfiguration = {
    // The scanner for malware works by EventBridge.
    eventBridgeConfiguration: { eventBridgeEnabled: true },
    queueConfigurations: [
      {
        event: "s3:ObjectCreated:*",
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: "prefix", value: prefix }] } },
      },
    ],
  };
}

/** The sending account puts whole objects below one prefix, and reads none. */
function allowClaimWriter(bucket: s3.Bucket, environment: Environment): void {
  const { sender } = environment;
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "WriterOfClaimedObjects",
      principals: [
        sender.kind === "topic" ? new iam.AccountPrincipal(sender.account) : new iam.ArnPrincipal(sender.roleArn),
      ],
      actions: ["s3:PutObject"],
      resources: [bucket.arnForObjects(`${CLAIMS_PREFIX}*`)],
    }),
  );
}
