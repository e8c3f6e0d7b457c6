import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { QUEUES } from "../../infra/queue-settings.ts";
import { ENVIRONMENTS } from "../../infra/environments.ts";
import { FUNCTION_ENVIRONMENTS, type FunctionName } from "../../src/entry/lambda/lambda-environment.ts";
import { MARKETS } from "../../src/domain/market.ts";
import { QUEUE_POLICY } from "../../src/platform/queue/queue-policy.ts";
import { secretsIn } from "../support/secret-scan.ts";
import { playedAttributes } from "./support/played-attributes.ts";
import { functionProperties } from "./support/played-function.ts";
import { keyOf, queueProperties } from "./support/played-sqs.ts";
import { covers, isAllowed, mayUseKey, policyDocument, statementsOf, type PolicyStatement } from "./support/rights.ts";
import { readInstallation, type Installation, type Resource } from "./support/stacks.ts";

const text = (value: unknown): string => z.string().parse(value);
const installations = ENVIRONMENTS.map((environment): [string, Installation, typeof environment] => {
  const folder = join(inject("synthesised"), environment.name);
  return [environment.name, readInstallation(folder, playedAttributes(environment, "https://sqs.played")), environment];
});
const FUNCTIONS = Object.keys(FUNCTION_ENVIRONMENTS).toSorted();
const nameOf = (environment: { name: string }, part: string): string => `opencommission-${environment.name}-${part}`;

describe.each(installations)("%s: least privilege", (_name, installation, environment) => {
  const roles = installation.ofType("AWS::IAM::Role").map(({ id, properties }) => text(properties["RoleName"] ?? id));
  const allowed = roles.flatMap((role) =>
    statementsOf(installation, role)
      .filter(({ Effect }) => Effect === "Allow")
      .map((statement) => ({ role, statement })),
  );
  const own = (part: string): string => nameOf(environment, part);

  test("no role may do anything by a wildcard", () => {
    expect(allowed.length).toBeGreaterThan(30);
    const wide = allowed.filter(({ statement }) => (statement.Action ?? []).some((action) => action.includes("*")));
    expect(wide).toEqual([]);
  });

  test("a right on everything is one that AWS cannot narrow: placing a function in the network", () => {
    const wide = allowed.filter(({ statement }) => (statement.Resource ?? []).includes("*"));
    const actions = new Set(wide.flatMap(({ statement }) => statement.Action ?? []));
    expect(
      [...actions].filter(
        (action) => !/^ec2:(?:\w*NetworkInterfaces?|DescribeSubnets|\w*PrivateIpAddresses)$/.test(action),
      ),
    ).toEqual([]);
    // The function's own code is denied what placing it needs.
    for (const { role } of wide)
      expect(statementsOf(installation, role).some(({ Effect }) => Effect === "Deny")).toBe(true);
  });

  test("every function is its own database user", () => {
    const users = allowed.flatMap(({ role, statement }) =>
      (statement.Action ?? []).includes("rds-db:connect")
        ? (statement.Resource ?? []).map((resource) => [role, resource.split("/").at(-1)])
        : [],
    );
    // The proxy signs in to the server as any of them.
    const ofFunctions = users.filter(([role]) => role?.startsWith("opencommission-"));
    // And a person's, in an emergency.
    expect(ofFunctions).toHaveLength(FUNCTIONS.length - 1 + 1);
    for (const [role, user] of ofFunctions) {
      expect(user).toBe(`opencommission_${role?.slice(own("").length).replaceAll("-", "_")}`);
    }
  });

  const upload = `arn:aws:s3:::${own("uploads")}-${installation.account}-${installation.region}/workbooks/a.xlsx`;
  const uploadsBucket = upload.split("/")[0] ?? "";
  const claimed = `arn:aws:s3:::${own("events")}-${installation.account}-${installation.region}/contract-events/a.ndjson`;
  const report = `arn:aws:s3:::${own("audit")}-${installation.account}-${installation.region}/reconciliations/a.json`;
  const arrival = `arn:aws:s3:::${own("arrivals")}-${installation.account}-${installation.region}/arrivals/1/a`;
  const signIn = `arn:aws:secretsmanager:${installation.region}:${installation.account}:secret:${own("sign-in")}-AbCdEf`;
  const acts = report.replace("reconciliations/", "acts/");
  const closes = `arn:aws:sqs:${installation.region}:${installation.account}:${own("closes")}`;
  const secret = `arn:aws:secretsmanager:${installation.region}:${installation.account}:secret:${own("core-view")}-AbCdEf`;
  test.each<[FunctionName, string, string, boolean]>([
    ["parse-workbook", "s3:GetObjectVersion", upload, true],
    ["parse-workbook", "s3:PutObject", `${upload}.result.json`, true],
    ["parse-workbook", "s3:PutObject", upload, false],
    ["parse-workbook", "s3:GetObject", `${uploadsBucket}/elsewhere/a.xlsx`, false],
    ["parse-workbook", "s3:GetObject", claimed, false],
    ["parse-workbook", "s3:PutObject", report, false],
    ["parse-workbook", "s3:PutObjectVersionTagging", upload, false],
    ["parse-workbook", "secretsmanager:GetSecretValue", secret, false],
    ["ingest-contracts", "s3:GetObject", claimed, true],
    ["ingest-contracts", "s3:GetObject", upload, false],
    ["ingest-contracts", "secretsmanager:GetSecretValue", secret, false],
    ["close-period", "sqs:SendMessage", closes, true],
    ["close-period", "s3:GetObject", upload, false],
    ["deliver", "secretsmanager:GetSecretValue", secret, true],
    ["deliver", "s3:GetObject", upload, false],
    ["deliver", "s3:GetObjectVersion", upload, false],
    ["deliver", "sqs:SendMessage", closes, false],
    ["reconcile", "s3:PutObject", report, true],
    ["reconcile", "s3:GetObject", report, false],
    ["reconcile", "s3:DeleteObject", report, false],
    ["watch", "secretsmanager:GetSecretValue", secret, false],
    ["http", "s3:PutObject", arrival, true],
    ["http", "s3:GetObject", arrival, true],
    ["http", "s3:DeleteObject", arrival, false],
    ["http", "s3:GetObject", upload, false],
    ["http", "s3:PutObject", upload, false],
    ["http", "s3:PutObject", claimed, false],
    ["http", "s3:PutObject", report, false],
    ["http", "sqs:SendMessage", closes, false],
    ["export-audit", "s3:PutObject", acts, true],
    ["export-audit", "s3:GetObject", acts, false],
    ["export-audit", "s3:DeleteObject", acts, false],
    ["http", "s3:PutObject", acts, false],
    ["http", "secretsmanager:GetSecretValue", signIn, true],
    ["deliver", "secretsmanager:GetSecretValue", signIn, false],
  ])("%s: %s on %s: %s", (part, action, resource, expected) => {
    expect(isAllowed(installation, own(part), action, resource)).toBe(expected);
  });
});

describe.each(installations)("%s: queues", (_name, installation, environment) => {
  const queue = (part: string) =>
    queueProperties.parse(installation.named("AWS::SQS::Queue", "QueueName", nameOf(environment, part)).properties);

  test.each(Object.entries(QUEUES))("%s has the figures of the policy", (part, settings) => {
    const { VisibilityTimeout, MessageRetentionPeriod, RedrivePolicy } = queue(part);
    const dead = queue(`${part}-dead`);
    expect(MessageRetentionPeriod * 1000).toBe(QUEUE_POLICY.retentionMs);
    expect(dead.MessageRetentionPeriod * 1000).toBe(QUEUE_POLICY.deadLetterRetentionMs);
    expect(RedrivePolicy).toMatchObject({ maxReceiveCount: settings.mostReceives });
    expect(text(RedrivePolicy?.deadLetterTargetArn)).toMatch(new RegExp(`:${dead.QueueName}$`));
    const [source] = installation
      .ofType("AWS::Lambda::EventSourceMapping")
      .filter(({ properties }) => text(properties["EventSourceArn"]).endsWith(`:${nameOf(environment, part)}`));
    const consumer = installation.named(
      "AWS::Lambda::Function",
      "FunctionName",
      text(source?.properties["FunctionName"]),
    );
    const { Timeout } = functionProperties.parse(consumer.properties);
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout);
    expect(source?.properties["FunctionResponseTypes"]).toEqual(["ReportBatchItemFailures"]);
  });

  test("the events' queue is the policy's own case, to the second", () => {
    const { VisibilityTimeout, RedrivePolicy } = queue("contract-events");
    expect(VisibilityTimeout * 1000).toBe(QUEUE_POLICY.visibilityMs);
    expect(RedrivePolicy?.maxReceiveCount).toBe(QUEUE_POLICY.mostReceives);
  });

  test("every queue is encrypted with a key of ours and speaks TLS alone", () => {
    const queues = installation.ofType("AWS::SQS::Queue");
    expect(queues.length).toBe(2 * Object.keys(QUEUES).length + 1);
    for (const { properties } of queues) {
      expect(text(properties["KmsMasterKeyId"])).toMatch(/^arn:aws:kms:/);
      expect(
        denialsWithout(
          "aws:SecureTransport",
          policyOf(installation, "AWS::SQS::QueuePolicy", "Queues", text(properties["QueueName"])),
        ),
      ).toBe(1);
    }
  });

  test("the sending account's one sender may send, and nobody else outside", () => {
    const statements = policyOf(
      installation,
      "AWS::SQS::QueuePolicy",
      "Queues",
      nameOf(environment, "contract-events"),
    );
    const outside = statements.filter(({ Effect }) => Effect === "Allow");
    const { sender } = environment;
    expect(outside).toHaveLength(2);
    const [bySender] = outside.filter(({ Sid }) => Sid === "SenderOfContractEvents");
    expect(bySender?.Action).toEqual(["sqs:SendMessage"]);
    expect(bySender?.Condition).toEqual(
      sender.kind === "topic"
        ? { ArnEquals: { "aws:SourceArn": sender.topicArn }, StringEquals: { "aws:SourceAccount": sender.account } }
        : { StringEquals: { "aws:PrincipalAccount": sender.account } },
    );
    for (const { Condition } of outside) expect(JSON.stringify(Condition)).not.toContain("*");
  });
});

describe.each(installations)("%s: buckets", (_name, installation, environment) => {
  const buckets = installation.ofType("AWS::S3::Bucket");

  test("each is closed to the public, versioned, encrypted, and refuses what is not TLS", () => {
    expect(buckets.length).toBe(6);
    for (const { properties } of buckets) {
      expect(properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: "Enabled" },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      });
      expect(
        denialsWithout(
          "aws:SecureTransport",
          policyOf(installation, "AWS::S3::BucketPolicy", "Bucket", text(properties["BucketName"])),
        ),
      ).toBe(1);
    }
  });

  test.each(["uploads", "events", "audit"])("%s has a key of its own", (part) => {
    const key = (name: string): unknown =>
      z
        .object({
          BucketEncryption: z.object({
            ServerSideEncryptionConfiguration: z.tuple([
              z.object({
                ServerSideEncryptionByDefault: z.object({
                  SSEAlgorithm: z.literal("aws:kms"),
                  KMSMasterKeyID: z.string(),
                }),
              }),
            ]),
          }),
        })
        .parse(bucketOf(installation, environment, name).properties).BucketEncryption
        .ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID;
    const others = ["uploads", "events", "audit"].filter((other) => other !== part).map(key);
    expect(others).not.toContain(key(part));
  });

  test.each(["uploads", "audit"])("what is in %s can be deleted by nobody for a while", (part) => {
    expect(bucketOf(installation, environment, part).properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: environment.lockMode, Days: environment.lockDays } },
      },
    });
  });

  test("an upload that is not found clean is read by no function, and only the scanner says that it is clean", () => {
    const statements = policyOf(
      installation,
      "AWS::S3::BucketPolicy",
      "Bucket",
      text(bucketOf(installation, environment, "uploads").properties["BucketName"]),
    );
    const bySid = (sid: string): PolicyStatement | undefined => statements.find(({ Sid }) => Sid === sid);
    const readers = installation
      .ofType("AWS::IAM::Role")
      .map(({ id, properties }) => text(properties["RoleName"] ?? id))
      .filter((role) =>
        isAllowed(
          installation,
          role,
          "s3:GetObjectVersion",
          `arn:aws:s3:::${text(bucketOf(installation, environment, "uploads").properties["BucketName"])}/workbooks/a.xlsx`,
        ),
      )
      .filter((role) => role.startsWith("opencommission-"));
    const denied = z
      .array(z.string())
      .parse(bySid("OnlyWhatWasFoundClean")?.Condition?.["ArnLike"]?.["aws:PrincipalArn"]);
    expect(readers.toSorted()).toEqual(["parse-workbook", "sweep-uploads"].map((part) => nameOf(environment, part)));
    for (const reader of readers) expect(denied.some((arn) => arn.endsWith(`:role/${reader}`))).toBe(true);
    expect(bySid("OnlyTheScannerTags")?.Effect).toBe("Deny");
    expect(installation.ofType("AWS::GuardDuty::MalwareProtectionPlan")).toHaveLength(2);
  });
});

describe.each(installations)("%s: keys, database, network", (_name, installation, environment) => {
  test("each class of data has a key that turns over; people administer and do not decrypt", () => {
    const keys = installation.ofType("AWS::KMS::Key");
    expect(keys.length).toBe(7);
    for (const { id, properties } of keys) {
      expect(properties["EnableKeyRotation"]).toBe(true);
      const denied = policyDocument
        .parse(properties["KeyPolicy"])
        .Statement.some(({ Effect, Action = [] }) => Effect === "Deny" && Action.includes("kms:Decrypt"));
      // A secret is set by a person, who needs its key; its own policy keeps people from reading it.
      expect([id, denied]).toEqual([id, !id.startsWith("Secrets")]);
    }
    const [secret] = installation.ofType("AWS::SecretsManager::ResourcePolicy");
    const [statement] = policyDocument.parse(secret?.properties["ResourcePolicy"]).Statement;
    expect(statement).toMatchObject({ Effect: "Deny", Action: ["secretsmanager:GetSecretValue"] });
  });

  test("the database is encrypted, private, kept, and lets in by token over TLS", () => {
    const [cluster] = installation.ofType("AWS::RDS::DBCluster");
    expect(cluster?.properties).toMatchObject({
      StorageEncrypted: true,
      EnableIAMDatabaseAuthentication: true,
      ManageMasterUserPassword: true,
      DeletionProtection: true,
      BackupRetentionPeriod: environment.database.backupDays,
    });
    expect(cluster?.properties["MasterUserPassword"]).toBeUndefined();
    const [proxy] = installation.ofType("AWS::RDS::DBProxy");
    expect(proxy?.properties).toMatchObject({ RequireTLS: true, DefaultAuthScheme: "IAM_AUTH" });
    const [parameters] = installation.ofType("AWS::RDS::DBClusterParameterGroup");
    expect(parameters?.properties["Parameters"]).toMatchObject({ "rds.force_ssl": "1" });
    for (const { properties } of installation.ofType("AWS::RDS::DBInstance"))
      expect(properties["PubliclyAccessible"]).toBe(false);
  });

  test("what holds data outlives its stack, where it is to be kept", () => {
    const holders = [
      "AWS::S3::Bucket",
      "AWS::KMS::Key",
      "AWS::SQS::Queue",
      "AWS::RDS::DBCluster",
      "AWS::Backup::BackupVault",
    ];
    const lost = holders
      .flatMap((type) => installation.ofType(type))
      .filter(({ deletionPolicy }) => deletionPolicy !== "Retain" && deletionPolicy !== "Snapshot");
    expect(lost.map(({ id }) => id).length > 0).toBe(!environment.keepData);
  });

  test("there is a way out for deliveries alone, and it leads through the firewall", () => {
    const { https, sftp } = environment.egress;
    const outward = https.length + sftp.length > 0;
    const routes = installation.ofType("AWS::EC2::Route").map(({ properties }) => properties);
    const everywhere = routes.filter((route) => route["DestinationCidrBlock"] === "0.0.0.0/0");
    expect(everywhere.length > 0).toBe(outward);
    const { zones } = environment.egress;
    expect(everywhere.filter((route) => route["VpcEndpointId"] !== undefined)).toHaveLength(outward ? zones : 0);
    expect(installation.ofType("AWS::NetworkFirewall::Firewall")).toHaveLength(outward ? zones : 0);
    const targets = installation
      .ofType("AWS::NetworkFirewall::RuleGroup")
      .flatMap(({ properties }) => JSON.stringify(properties["RuleGroup"]).match(/"Targets":\[[^\]]*\]/g) ?? []);
    expect(targets).toEqual(https.length > 0 ? [`"Targets":${JSON.stringify(https)}`] : []);
    for (const { properties } of installation.ofType("AWS::NetworkFirewall::FirewallPolicy")) {
      expect(properties["FirewallPolicy"]).toMatchObject({
        StatefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
      });
    }
  });

  test("security groups let out to what is named; to everywhere only where a firewall stands before it", () => {
    const rules = [
      ...installation.ofType("AWS::EC2::SecurityGroup").flatMap((group) =>
        z
          .array(z.record(z.string(), z.unknown()))
          .parse(group.properties["SecurityGroupEgress"] ?? [])
          .map((rule) => ({ id: group.id, rule })),
      ),
      ...installation.ofType("AWS::EC2::SecurityGroupEgress").map(({ id, properties }) => ({ id, rule: properties })),
    ];
    const everywhere = rules
      .filter(({ rule }) => rule["CidrIp"] === "0.0.0.0/0")
      .map(({ id }) => id.replace(/Group.*/, ""));
    expect([...new Set(everywhere)].toSorted()).toEqual(
      environment.egress.https.length > 0 ? ["Deliver", "Http", "Reconcile"] : [],
    );
  });

  test("only names that are needed resolve", () => {
    const [allowed] = installation
      .ofType("AWS::Route53Resolver::FirewallDomainList")
      .map(({ properties }) => z.array(z.string()).parse(properties["Domains"]))
      .filter((domains) => !domains.includes("*"));
    expect(allowed).toEqual([
      ...environment.egress.https,
      ...environment.egress.sftp.map(({ host }) => host),
      `*.${environment.region}.amazonaws.com`,
      "*.rds.amazonaws.com",
    ]);
  });
});

describe.each(installations)("%s: functions and what sets them off", (_name, installation, environment) => {
  const functions = installation
    .ofType("AWS::Lambda::Function")
    .filter(({ properties }) => String(properties["FunctionName"]).startsWith("opencommission-"));
  const partOf = (resource: Resource): FunctionName => {
    const part = text(resource.properties["FunctionName"]).slice(nameOf(environment, "").length);
    const known = FUNCTIONS.find((name): name is FunctionName => name === part);
    if (known === undefined) throw new Error(`${part} is no function of ours`);
    return known;
  };

  test("each function that the source has is there, with an environment that its code reads", () => {
    expect(functions.map(partOf).toSorted()).toEqual(FUNCTIONS);
    for (const made of functions) {
      const { Environment } = functionProperties.parse(made.properties);
      const read = FUNCTION_ENVIRONMENTS[partOf(made)].safeParse(Environment.Variables);
      expect([partOf(made), read.error?.issues]).toEqual([partOf(made), undefined]);
      expect(JSON.stringify(Environment.Variables)).not.toMatch(/password|secret(?!smanager|:|_ARN)/i);
    }
  });

  test("what a function carries stays far below the 250 MB that Lambda unpacks", () => {
    for (const made of functions) {
      const { Code } = functionProperties.parse(made.properties);
      expect([partOf(made), sizeOf(installation.assetFolder(Code.S3Key)) < 100_000_000]).toEqual([partOf(made), true]);
    }
  });

  test("who may send to a queue may use its key, dead letters of functions included", () => {
    const queues = installation
      .ofType("AWS::SQS::Queue")
      .map(({ properties }) => queueProperties.parse(properties).QueueName);
    for (const made of functions) {
      const role = text(made.properties["FunctionName"]);
      const sendsTo = queues.filter((queue) =>
        isAllowed(
          installation,
          role,
          "sqs:SendMessage",
          `arn:aws:sqs:${installation.region}:${installation.account}:${queue}`,
        ),
      );
      for (const queue of sendsTo)
        expect([role, queue, mayUseKey(installation, role, keyOf(installation, queue), "write")]).toEqual([
          role,
          queue,
          true,
        ]);
    }
  });

  test("only the function that goes on with its own work may set itself off", () => {
    const allowed = functions.filter(({ properties }) => properties["RecursiveLoop"] === "Allow").map(partOf);
    expect(allowed).toEqual(["close-period"]);
  });

  test("a function that nobody waits for leaves what it could not do in a queue", () => {
    const scheduled = new Set(
      installation
        .ofType("AWS::Scheduler::Schedule")
        .map(({ properties }) => z.object({ Arn: z.string() }).parse(properties["Target"]).Arn),
    );
    for (const arn of scheduled) {
      const made = installation.named("AWS::Lambda::Function", "FunctionName", arn.split(":").at(-1) ?? "");
      expect(JSON.stringify(made.properties["DeadLetterConfig"])).toContain("missed-schedules");
    }
  });

  test("every market is closed on the first of the month by its own clock", () => {
    const schedules = installation.ofType("AWS::Scheduler::Schedule").map(({ properties }) => properties);
    const closes = MARKETS.map(({ code, timeZone }) => ({
      name: nameOf(environment, `close-${code.toLowerCase()}`),
      timeZone,
      code,
    }));
    for (const { name, timeZone, code } of closes) {
      const [found] = schedules.filter((schedule) => schedule["Name"] === name);
      expect(found).toMatchObject({ ScheduleExpressionTimezone: timeZone, ScheduleExpression: "cron(0 2 1 * ? *)" });
      expect(z.object({ Input: z.string() }).parse(found?.["Target"]).Input).toContain(`"market":"${code}"`);
    }
    expect(schedules).toHaveLength(MARKETS.length + 5);
    for (const schedule of schedules) expect(JSON.stringify(schedule["Target"])).toContain("missed-schedules");
  });

  test("migrations run before any other function is replaced", () => {
    const [trigger] = installation.ofType("Custom::Trigger");
    expect(trigger?.stack).toBe(nameOf(environment, "schema"));
    expect(text(trigger?.properties["HandlerArn"])).not.toBe("");
  });
});

describe.each(installations)("%s: the door to the API", (_name, installation, environment) => {
  const only = (type: string): Resource => {
    const [found, ...more] = installation.ofType(type);
    if (found === undefined || more.length > 0) throw new Error(`${more.length + 1} ${type}, or none`);
    return found;
  };

  test("nobody comes past its name, its certificate and TLS 1.2, nor past the web firewall", () => {
    expect(only("AWS::ApiGateway::RestApi").properties).toMatchObject({
      DisableExecuteApiEndpoint: true,
      EndpointConfiguration: { Types: ["REGIONAL"] },
    });
    expect(only("AWS::ApiGateway::DomainName").properties).toMatchObject({
      DomainName: environment.api.domain,
      RegionalCertificateArn: environment.api.certificateArn,
      SecurityPolicy: "TLS_1_2",
    });
    const stage = text(only("AWS::ApiGateway::Stage").properties["StageName"]);
    expect(text(only("AWS::WAFv2::WebACLAssociation").properties["ResourceArn"])).toContain("/stages/");
    expect(stage).toBe("live");
  });

  test("the firewall counts for all instances together, knows hostile addresses, and logs no cookie", () => {
    const acl = JSON.stringify(only("AWS::WAFv2::WebACL").properties);
    for (const part of [
      "too-many-requests",
      "too-many-sign-ins",
      "IpReputationList",
      "KnownBadInputs",
      "CommonRuleSet",
    ])
      expect(acl).toContain(part);
    const logged = JSON.stringify(only("AWS::WAFv2::LoggingConfiguration").properties);
    expect(logged).toContain('"Name":"authorization"');
    expect(logged).toContain('"Name":"cookie"');
    const access = JSON.stringify(only("AWS::ApiGateway::Stage").properties["AccessLogSetting"]);
    expect(access).not.toMatch(/query|header|authorizer/i);
  });

  test("requests are throttled, and the function never takes all of the account's and the database's room", () => {
    const settings = only("AWS::ApiGateway::Stage").properties["MethodSettings"];
    expect(settings).toMatchObject([
      { ThrottlingRateLimit: environment.api.requestsPerSecond, DataTraceEnabled: false },
    ]);
    const made = installation.named("AWS::Lambda::Function", "FunctionName", nameOf(environment, "http"));
    expect(made.properties["ReservedConcurrentExecutions"]).toBe(environment.api.concurrency);
  });

  test("the issuer is a host that the way out lets pass", () => {
    expect(environment.egress.https).toContain(new URL(environment.api.signIn.issuer).hostname);
  });
});

describe.each(installations)("%s: proofs", (_name, installation, environment) => {
  test("are copied to another account within minutes, as its own, and what is deleted here is not deleted there", () => {
    const { ReplicationConfiguration } = bucketOf(installation, environment, "audit").properties;
    expect(environment.auditCopy.account).not.toBe(environment.account);
    expect(ReplicationConfiguration).toMatchObject({
      Rules: [
        {
          Status: "Enabled",
          DeleteMarkerReplication: { Status: "Disabled" },
          Destination: {
            Account: environment.auditCopy.account,
            Bucket: `arn:aws:s3:::${environment.auditCopy.bucket}`,
            AccessControlTranslation: { Owner: "Destination" },
            ReplicationTime: { Status: "Enabled", Time: { Minutes: 15 } },
            Metrics: { Status: "Enabled" },
          },
        },
      ],
    });
    const role = nameOf(environment, "audit-copy");
    const theirs = `arn:aws:s3:::${environment.auditCopy.bucket}/a`;
    expect(isAllowed(installation, role, "s3:ReplicateObject", theirs)).toBe(true);
    expect(isAllowed(installation, role, "s3:ReplicateDelete", theirs)).toBe(false);
    expect(isAllowed(installation, role, "s3:PutObject", theirs)).toBe(false);
  });

  test("whoever tries to delete them, or what keeps them, is told of: the trail records it and a rule looks at it", () => {
    const [trail] = installation.ofType("AWS::CloudTrail::Trail");
    const recorded = JSON.stringify(trail?.properties["EventSelectors"]);
    for (const part of ["uploads", "audit"])
      expect(recorded).toContain(`${nameOf(environment, part)}-${installation.account}-${installation.region}`);
    expect(trail?.properties).toMatchObject({ IsLogging: true, EnableLogFileValidation: true });
    const rules = installation.ofType("AWS::Events::Rule").map(({ properties }) => JSON.stringify(properties));
    const tried = ["DeleteObject", "DeleteObjects", "PutObjectRetention", "PutBucketPolicy", "ScheduleKeyDeletion"];
    for (const name of [...tried, "DeleteDBCluster", "DeleteRecoveryPoint", "StopLogging", "AssumeRole"]) {
      const found = rules.filter((rule) => rule.includes(`"${name}"`));
      expect([name, found.length]).toEqual([name, 1]);
      expect(found[0]).toMatch(/"Targets":\[\{"Arn":/);
    }
    expect(rules.find((rule) => rule.includes('"AssumeRole"'))).toContain(
      "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    );
  });
});

describe.each(installations)("%s: who is told", (_name, installation, environment) => {
  const alarms = installation.ofType("AWS::CloudWatch::Alarm").map(({ properties }) => properties);
  const named = (part: string) => alarms.filter((alarm) => alarm["AlarmName"] === nameOf(environment, part));

  test("a single dead letter of any queue is an alarm", () => {
    const dead = installation
      .ofType("AWS::SQS::Queue")
      .map(({ properties }) => text(properties["QueueName"]))
      .filter((name) => name.endsWith("-dead") || name.endsWith("missed-schedules"));
    expect(dead).toHaveLength(Object.keys(QUEUES).length + 1);
    for (const name of dead) {
      const found = alarms.filter((alarm) => JSON.stringify(alarm["Dimensions"])?.includes(`"${name}"`));
      expect([name, found.length]).toEqual([name, 1]);
      expect(found[0]).toMatchObject({ Threshold: 0, ComparisonOperator: "GreaterThanThreshold" });
    }
  });

  test.each([
    "messages-rejected",
    "agents-blocked",
    "delivery-late",
    "unreconciled",
    "close-missed",
    "watch-silent",
    "contract-events-old",
  ])("%s is an alarm", (part) => {
    expect(named(part)).toHaveLength(1);
  });

  test("every alarm has an entry in the handbook", () => {
    const handbook = readFileSync(join(import.meta.dirname, "../../docs/operations/alarms.md"), "utf8");
    const headings = handbook.split("\n").filter((line) => line.startsWith("### "));
    const names = alarms.map((alarm) => text(alarm["AlarmName"]).slice(nameOf(environment, "").length));
    expect(names.filter((name) => !headings.some((heading) => heading.includes(`\`${name}\``)))).toEqual([]);
    const told = headings.flatMap((heading) => [...heading.matchAll(/`([\w-]+)`/g)].map((match) => match[1] ?? ""));
    expect(told.filter((name) => !names.includes(name))).toEqual([]);
  });

  test("every alarm tells a person", () => {
    expect(alarms.length).toBeGreaterThan(25);
    expect(
      alarms.filter((alarm) => !Array.isArray(alarm["AlarmActions"]) || alarm["AlarmActions"].length === 0),
    ).toEqual([]);
    expect(installation.ofType("AWS::Budgets::Budget")).toHaveLength(1);
    expect(installation.ofType("AWS::CloudWatch::Dashboard")).toHaveLength(1);
  });
});

describe.each(installations)("%s: what is deployed", (name) => {
  test("no secret stands in the templates", () => {
    const folder = inject("synthesised");
    const templates = readdirSync(join(folder, name)).filter((file) => file.endsWith(".template.json"));
    expect(templates.length).toBeGreaterThan(8);
    for (const file of templates) expect(secretsIn(readFileSync(join(folder, name, file), "utf8"), file)).toEqual([]);
  });
});

describe("a policy is read as IAM reads it", () => {
  test.each([
    ["s3:Get*", "s3:GetObject", true],
    ["s3:GetObject", "s3:GetObjectVersion", false],
    ["arn:aws:s3:::a/b/*", "arn:aws:s3:::a/b/c", true],
    ["arn:aws:s3:::a.b/*", "arn:aws:s3:::aXb/c", false],
  ])("%s covers %s: %s", (pattern, found, expected) => {
    expect(covers(pattern, found)).toBe(expected);
  });
});

function bucketOf(installation: Installation, environment: { name: string }, part: string): Resource {
  const name = `${nameOf(environment, part)}-${installation.account}-${installation.region}`;
  return installation.named("AWS::S3::Bucket", "BucketName", name);
}

function policyOf(
  installation: Installation,
  type: string,
  property: string,
  name: string,
): readonly PolicyStatement[] {
  return installation
    .ofType(type)
    .filter(({ properties }) =>
      [properties[property]].flat().some((one) => one === name || String(one).endsWith(`/${name}`)),
    )
    .flatMap(({ properties }) => policyDocument.parse(properties["PolicyDocument"]).Statement);
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(folder, name)).size)
    .reduce((sum, bytes) => sum + bytes, 0);
}

function denialsWithout(condition: string, statements: readonly PolicyStatement[]): number {
  return statements.filter(({ Effect, Condition }) => Effect === "Deny" && Condition?.["Bool"]?.[condition] === "false")
    .length;
}
