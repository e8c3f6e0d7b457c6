/**
 * A function of the installation: its bundle, in the network, with a role that has exactly what is listed.
 * In: its name, its environment (checked against what its code reads), its rights. Out: the function.
 */
import type { Duration, Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import type { FunctionEnvironments, FunctionName } from "../src/entry/lambda/lambda-environment.ts";
import { acknowledgeWildcards } from "./acknowledgements.ts";
import type { Bundles } from "./bundling.ts";
import { nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";
import { logGroup } from "./log-group.ts";
import type { Network } from "./network-stack.ts";

export interface Surroundings {
  readonly environment: Environment;
  readonly keys: Keys;
  readonly network: Network;
  readonly bundles: Bundles;
}

/** A right on exactly what is named. A resource with a wildcard has to say why. */
export interface Right {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly because?: string;
  readonly conditions?: Readonly<Record<string, unknown>>;
}

export interface FunctionSettings<Name extends FunctionName> {
  readonly variables: FunctionEnvironments[Name];
  readonly rights: readonly Right[];
  readonly memoryMib: number;
  readonly timeout: Duration;
  readonly groups: readonly ec2.SecurityGroup[];
  /** Whether it talks to hosts outside, those that the environment allows. */
  readonly outward: boolean;
  /** Where an event goes that nobody waits for and that failed for good; null: whoever calls sees the failure. */
  readonly failures: sqs.IQueue | null;
  readonly description: string;
  /** Whether it sends messages that set itself off. Lambda stops such a function after sixteen times, unless it is told that this is meant. */
  readonly setsItselfOff?: boolean;
  /** How many of it run at once at most, kept free for it in the account; as many as come when not given. */
  readonly concurrency?: number;
}

export function createFunction<Name extends FunctionName>(
  stack: Stack,
  name: Name,
  around: Surroundings,
  settings: FunctionSettings<Name>,
): lambda.Function {
  const { environment, keys, network, bundles } = around;
  const id = name
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
  const log = logGroup(stack, `${id}Log`, environment, keys, name);
  const group = createGroup(stack, id, around, settings.outward);
  const made = new lambda.Function(stack, id, {
    functionName: nameOf(environment, name),
    description: settings.description,
    code: lambda.Code.fromAsset(bundleOf(bundles, name)),
    handler: "index.handler",
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    memorySize: settings.memoryMib,
    timeout: settings.timeout,
    role: createRole(stack, id, name, around, settings.rights),
    environment: { ...COMMON_VARIABLES, ...settings.variables },
    environmentEncryption: keys.operations,
    logGroup: log,
    loggingFormat: lambda.LoggingFormat.JSON,
    vpc: network.vpc,
    vpcSubnets: settings.outward ? network.egressSubnets : network.functionSubnets,
    securityGroups: [group, ...settings.groups],
    retryAttempts: 2,
    recursiveLoop: settings.setsItselfOff === true ? lambda.RecursiveLoop.ALLOW : lambda.RecursiveLoop.TERMINATE,
    ...(settings.concurrency === undefined ? {} : { reservedConcurrentExecutions: settings.concurrency }),
    ...(settings.failures === null ? {} : { deadLetterQueue: settings.failures }),
  });
  made.node.addDependency(log);
  return made;
}

function bundleOf(bundles: Bundles, name: FunctionName): string {
  const folder = bundles.get(name);
  if (folder === undefined) throw new Error(`assertion: ${name} is bundled`);
  return folder;
}

/** What every function is told. */
export const COMMON_VARIABLES: Readonly<Record<string, string>> = {
  // The certificates of RDS and of Amazon, which Node does not know by itself.
  NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem",
  NODE_OPTIONS: "--enable-source-maps",
};

function createRole(
  stack: Stack,
  id: string,
  name: FunctionName,
  { environment, keys }: Surroundings,
  rights: readonly Right[],
): iam.Role {
  const group = `arn:aws:logs:${environment.region}:${environment.account}:log-group:/${nameOf(environment, name)}`;
  const functionArn = `arn:aws:lambda:${environment.region}:${environment.account}:function:${nameOf(environment, name)}`;
  const all: readonly Right[] = [
    {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${group}:log-stream:*`],
      because: "Lambda names the streams of the function's own group.",
    },
    {
      actions: PLACING,
      resources: ["*"],
      because:
        "EC2 takes no narrower resource for placing a function in a network; the function's own code is denied them.",
    },
    { actions: ["kms:Decrypt"], resources: [keys.operations.keyArn] },
    ...rights,
  ];
  const role = new iam.Role(stack, `${id}Role`, {
    roleName: nameOf(environment, name),
    assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: {
      work: new iam.PolicyDocument({
        statements: [
          ...all.map(allow),
          // Lambda needs these to place the function; the function's own code does not.
          new iam.PolicyStatement({
            effect: iam.Effect.DENY,
            actions: [...PLACING],
            resources: ["*"],
            conditions: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
          }),
        ],
      }),
    },
  });
  acknowledgeWildcards(role, all);
  return role;
}

const PLACING: readonly string[] = [
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

function allow(right: Right): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: [...right.actions],
    resources: [...right.resources],
    ...(right.conditions === undefined ? {} : { conditions: { ...right.conditions } }),
  });
}

/** Out of a function: to the endpoints, to S3, to what its other groups allow, and outside only where it delivers. */
function createGroup(
  stack: Stack,
  id: string,
  { environment, network }: Surroundings,
  outward: boolean,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(stack, `${id}Group`, {
    vpc: network.vpc,
    description: `Function ${id}`,
    allowAllOutbound: false,
  });
  const https = ec2.Port.tcp(443);
  group.addEgressRule(ec2.Peer.securityGroupId(network.endpoints.securityGroupId), https, "endpoints of AWS services");
  group.addEgressRule(ec2.Peer.prefixList(environment.s3PrefixList), https, "S3 by its gateway endpoint");
  // Said from this side, so that the network does not depend on the functions.
  new ec2.CfnSecurityGroupIngress(stack, `${id}ToEndpoints`, {
    groupId: network.endpoints.securityGroupId,
    sourceSecurityGroupId: group.securityGroupId,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    description: `Function ${id}`,
  });
  if (!outward) return group;
  const { egress } = environment;
  if (egress.https.length > 0) group.addEgressRule(ec2.Peer.anyIpv4(), https, "listed hosts, by the firewall");
  for (const { cidr, port } of egress.sftp) group.addEgressRule(ec2.Peer.ipv4(cidr), ec2.Port.tcp(port), "SFTP");
  return group;
}
