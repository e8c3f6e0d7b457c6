/**
 * The bucket of proofs is copied to another account, object by object, within minutes: there the copies belong to other people, and
 * what is deleted here is not deleted there. In: the bucket, the environment's other account. Out: the rule; it measures itself.
 */
import type { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
import { acknowledgeWildcards } from "./acknowledgements.ts";
import { bucketNameOf, nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";

export const COPY_RULE = "off-account";
const LATEST_MINUTES = 15;

export function copyAudit(stack: Stack, environment: Environment, keys: Keys, audit: s3.Bucket): void {
  const { auditCopy: copy } = environment;
  const name = bucketNameOf(environment, "audit");
  const own = `arn:aws:s3:::${name}/*`;
  const theirs = `arn:aws:s3:::${copy.bucket}/*`;
  const viaS3 = { StringEquals: { "kms:ViaService": `s3.${environment.region}.amazonaws.com` } };
  const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>): iam.PolicyStatement =>
    new iam.PolicyStatement({ actions, resources, ...(conditions === undefined ? {} : { conditions }) });
  const role = new iam.Role(stack, "AuditCopyRole", {
    roleName: nameOf(environment, "audit-copy"),
    assumedBy: new iam.ServicePrincipal("s3.amazonaws.com", {
      conditions: {
        StringEquals: { "aws:SourceAccount": environment.account },
        ArnEquals: { "aws:SourceArn": `arn:aws:s3:::${name}` },
      },
    }),
    inlinePolicies: {
      copy: new iam.PolicyDocument({
        statements: [
          allow(["s3:GetReplicationConfiguration", "s3:ListBucket"], [`arn:aws:s3:::${name}`]),
          allow(
            [
              "s3:GetObjectVersionForReplication",
              "s3:GetObjectVersionAcl",
              "s3:GetObjectVersionTagging",
              "s3:GetObjectRetention",
              "s3:GetObjectLegalHold",
            ],
            [own],
          ),
          allow(["s3:ReplicateObject", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"], [theirs]),
          allow(["kms:Decrypt"], [keys.audit.keyArn], viaS3),
          allow(["kms:Encrypt", "kms:GenerateDataKey"], [copy.keyArn], viaS3),
        ],
      }),
    },
  });
  const because = "Objects of this one bucket; their names are not known before they come.";
  acknowledgeWildcards(role, [{ resources: [own, theirs], because }]);
  const resource = audit.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) throw new Error("assertion: a bucket's resource is a bucket");
  resource.replicationConfiguration = {
    role: role.roleArn,
    rules: [
      {
        id: COPY_RULE,
        priority: 1,
        status: "Enabled",
        filter: { prefix: "" },
        // What somebody deletes here stays there.
        deleteMarkerReplication: { status: "Disabled" },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          account: copy.account,
          bucket: `arn:aws:s3:::${copy.bucket}`,
          accessControlTranslation: { owner: "Destination" },
          encryptionConfiguration: { replicaKmsKeyId: copy.keyArn },
          replicationTime: { status: "Enabled", time: { minutes: LATEST_MINUTES } },
          metrics: { status: "Enabled", eventThreshold: { minutes: LATEST_MINUTES } },
        },
      },
    ],
  };
}
