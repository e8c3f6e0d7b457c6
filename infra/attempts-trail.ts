/**
 * A trail of what is written to and deleted from the buckets that nobody may change, and of every change of the installation itself, so
 * that an attempt is told within minutes, also one that was refused. In: the buckets. Out: the trail; who is told is in `observability`.
 */
import { Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import * as cloudtrail from "aws-cdk-lib/aws-cloudtrail";
import * as s3 from "aws-cdk-lib/aws-s3";
import { acknowledge } from "./acknowledgements.ts";
import { bucketNameOf, nameOf, type Environment } from "./environments.ts";

export function recordAttempts(stack: Stack, environment: Environment, watched: readonly s3.Bucket[]): void {
  const records = new s3.Bucket(stack, "TrailRecords", {
    bucketName: bucketNameOf(environment, "trail"),
    // Nothing of what was written is in it, and people are to read who tried what, which our keys would keep them from.
    encryption: s3.BucketEncryption.S3_MANAGED,
    versioned: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: environment.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
  });
  acknowledge(
    records,
    "AwsSolutions-S1",
    "It holds the records of calls itself; its own access is on the organisation's trail.",
  );
  const trail = new cloudtrail.Trail(stack, "Trail", {
    trailName: nameOf(environment, "attempts"),
    bucket: records,
    enableFileValidation: true,
    isMultiRegionTrail: false,
    includeGlobalServiceEvents: false,
    managementEvents: cloudtrail.ReadWriteType.ALL,
  });
  trail.addS3EventSelector(
    watched.map((bucket) => ({ bucket })),
    { readWriteType: cloudtrail.ReadWriteType.WRITE_ONLY, includeManagementEvents: false },
  );
}
