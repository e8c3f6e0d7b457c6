/**
 * A key for each class of data, so that the right to read one opens no other.
 * Out: the keys. Services that write on our behalf are named with the account that they act for. People's roles administer and never decrypt.
 */
import { Duration, RemovalPolicy, Stack, type App } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import { nameOf, type Environment } from "./environments.ts";

export interface Keys {
  readonly stack: Stack;
  /** Contracts, targets, the ledger: the database and its backups. */
  readonly database: kms.Key;
  /** Workbooks as people uploaded them. */
  readonly originals: kms.Key;
  /** Objects that a claim check stands for. */
  readonly events: kms.Key;
  /** Reports and anchors that prove what was booked. */
  readonly audit: kms.Key;
  /** Messages on their way. */
  readonly messages: kms.Key;
  /** Credentials of Core View. */
  readonly secrets: kms.Key;
  /** Logs, alarms: nothing personal is in them. */
  readonly operations: kms.Key;
}

export function createKeys(app: App, environment: Environment): Keys {
  const stack = new Stack(app, nameOf(environment, "keys"), {
    env: { account: environment.account, region: environment.region },
    description: "OpenCommission: a key for each class of data",
  });
  const key = (id: string, description: string): kms.Key => {
    const made = new kms.Key(stack, id, {
      alias: `alias/${nameOf(environment, id.toLowerCase())}`,
      description: `OpenCommission ${environment.name}: ${description}`,
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: environment.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // Who sets a secret needs its key: people are kept from reading it by the secret's own policy.
    if (id !== "Secrets") denyPeople(made, environment);
    return made;
  };
  const keys: Keys = {
    stack,
    database: key("Database", "contracts, targets, ledger"),
    originals: key("Originals", "uploaded workbooks"),
    events: key("Events", "objects of claim checks"),
    audit: key("Audit", "reports and anchors"),
    messages: key("Messages", "messages on their way"),
    secrets: key("Secrets", "credentials of Core View"),
    operations: key("Operations", "logs and alarms"),
  };
  allowSenders(keys.messages, environment);
  allowClaimWriter(keys.events, environment);
  allowLogs(keys.operations, environment);
  allowService(keys.operations, "cloudwatch.amazonaws.com", environment);
  allowService(keys.operations, "events.amazonaws.com", environment);
  return keys;
}

/**
 * Whoever signs in may manage a key and see that it is there; reading data is the functions' right alone. Grants are refused
 * too, which would be a way around, but for those that a service takes when a person deploys.
 */
function denyPeople(key: kms.Key, environment: Environment): void {
  const deny = (sid: string, actions: string[], conditions: Record<string, unknown>): void => {
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid,
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions,
        resources: ["*"],
        conditions: { ArnLike: { "aws:PrincipalArn": [...environment.peopleRoles] }, ...conditions },
      }),
    );
  };
  deny("PeopleDoNotDecrypt", ["kms:Decrypt", "kms:ReEncryptFrom"], {});
  deny("PeopleDoNotGrant", ["kms:CreateGrant"], { Bool: { "kms:GrantIsForAWSResource": "false" } });
}

/** Who puts a message on an encrypted queue needs a data key for it. */
function allowSenders(key: kms.Key, environment: Environment): void {
  allowService(key, "s3.amazonaws.com", environment);
  allowService(key, "scheduler.amazonaws.com", environment);
  const { sender } = environment;
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "SenderOfContractEvents",
      principals: [
        sender.kind === "topic" ? new iam.ServicePrincipal("sns.amazonaws.com") : new iam.ArnPrincipal(sender.roleArn),
      ],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      conditions:
        sender.kind === "topic"
          ? { ArnEquals: { "aws:SourceArn": sender.topicArn }, StringEquals: { "aws:SourceAccount": sender.account } }
          : { StringEquals: { "aws:PrincipalAccount": sender.account } },
    }),
  );
}

/** The sending account puts the objects of its claim checks into our bucket, under our key. */
function allowClaimWriter(key: kms.Key, environment: Environment): void {
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "WriterOfClaimedObjects",
      principals: [new iam.AccountPrincipal(environment.sender.account)],
      actions: ["kms:GenerateDataKey"],
      resources: ["*"],
      conditions: { StringEquals: { "kms:ViaService": `s3.${environment.region}.amazonaws.com` } },
    }),
  );
}

function allowService(key: kms.Key, service: string, environment: Environment): void {
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(service)],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": environment.account } },
    }),
  );
}

function allowLogs(key: kms.Key, environment: Environment): void {
  const { account, region } = environment;
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:GenerateDataKey",
        "kms:DescribeKey",
      ],
      resources: ["*"],
      conditions: {
        ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:log-group:*` },
      },
    }),
  );
}
