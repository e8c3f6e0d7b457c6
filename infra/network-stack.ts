/**
 * The network: nothing in it has a way out, but to the few services of AWS that are needed, each by an endpoint with a policy.
 * Out: the network, its endpoints' group, and the subnets of each purpose.
 */
import { Stack, type App } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import { acknowledgeWildcards } from "./acknowledgements.ts";
import { createEgress, hasEgress } from "./egress.ts";
import { nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";
import { logGroup } from "./log-group.ts";
import { restrictNames } from "./name-rules.ts";

export interface Network {
  readonly stack: Stack;
  readonly vpc: ec2.Vpc;
  readonly dataSubnets: ec2.SubnetSelection;
  readonly functionSubnets: ec2.SubnetSelection;
  /** Those from which the allowed hosts outside are reached; the functions' own where none is allowed. */
  readonly egressSubnets: ec2.SubnetSelection;
  readonly endpoints: ec2.SecurityGroup;
}

export function createNetwork(app: App, environment: Environment, keys: Keys): Network {
  const stack = new Stack(app, nameOf(environment, "network"), {
    env: { account: environment.account, region: environment.region },
    description: "OpenCommission: an isolated network with the endpoints that are needed",
  });
  const outward = hasEgress(environment.egress);
  const vpc = new ec2.Vpc(stack, "Vpc", {
    ipAddresses: ec2.IpAddresses.cidr(environment.vpcCidr),
    availabilityZones: [...environment.zones],
    natGateways: 0,
    restrictDefaultSecurityGroup: true,
    subnetConfiguration: [
      { name: "data", subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 26 },
      { name: "functions", subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ...(outward
        ? [
            { name: "egress", subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 26 },
            { name: "firewall", subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 28 },
            { name: "nat", subnetType: ec2.SubnetType.PUBLIC, cidrMask: 28, mapPublicIpOnLaunch: false },
          ]
        : []),
    ],
  });
  vpc.addFlowLog("Flow", {
    destination: ec2.FlowLogDestination.toCloudWatchLogs(
      logGroup(stack, "FlowLog", environment, keys, "network/flow"),
      flowLogRole(stack, environment),
    ),
    trafficType: ec2.FlowLogTrafficType.ALL,
  });
  const functionSubnets = { subnetGroupName: "functions" };
  const endpoints = addEndpoints(stack, vpc, functionSubnets, environment);
  restrictNames(stack, vpc, environment);
  if (outward) createEgress(stack, vpc, environment, keys);
  return {
    stack,
    vpc,
    dataSubnets: { subnetGroupName: "data" },
    functionSubnets,
    egressSubnets: outward
      ? { subnetGroupName: "egress", availabilityZones: environment.zones.slice(0, environment.egress.zones) }
      : functionSubnets,
    endpoints,
  };
}

/** Made here, because the one that CDK makes may write to every group of logs. */
function flowLogRole(stack: Stack, environment: Environment): iam.Role {
  const group = `arn:aws:logs:${environment.region}:${environment.account}:log-group:/${nameOf(environment, "network/flow")}`;
  const streams = `${group}:log-stream:*`;
  const role = new iam.Role(stack, "FlowLogRole", {
    assumedBy: new iam.ServicePrincipal("vpc-flow-logs.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": environment.account } },
    }),
    inlinePolicies: {
      write: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            resources: [group, streams],
          }),
        ],
      }),
    },
  });
  acknowledgeWildcards(role, [{ resources: [streams], because: "VPC names the streams of this one group." }]);
  return role;
}

/** What the functions call while they run: their logs and queue polling go by Lambda itself, signing a database token by nobody. */
function addEndpoints(
  stack: Stack,
  vpc: ec2.Vpc,
  subnets: ec2.SubnetSelection,
  environment: Environment,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(stack, "EndpointsGroup", {
    vpc,
    description: "Endpoints of AWS services",
    allowAllOutbound: false,
  });
  const ours = {
    StringEquals: { "aws:PrincipalAccount": environment.account, "aws:ResourceAccount": environment.account },
  };
  const policy = (actions: readonly string[]): iam.PolicyStatement =>
    new iam.PolicyStatement({
      principals: [new iam.AnyPrincipal()],
      actions: [...actions],
      resources: ["*"],
      conditions: ours,
    });
  const s3 = vpc.addGatewayEndpoint("S3", { service: ec2.GatewayVpcEndpointAwsService.S3 });
  s3.addToPolicy(
    policy([
      "s3:GetObject",
      "s3:GetObjectVersion",
      "s3:GetObjectTagging",
      "s3:GetObjectVersionTagging",
      "s3:PutObject",
      "s3:ListBucket",
      "s3:ListBucketVersions",
    ]),
  );
  const reachable: readonly (readonly [string, ec2.InterfaceVpcEndpointAwsService, readonly string[]])[] = [
    ["Sqs", ec2.InterfaceVpcEndpointAwsService.SQS, ["sqs:SendMessage", "sqs:ChangeMessageVisibility"]],
    ["SecretsManager", ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER, ["secretsmanager:GetSecretValue"]],
  ];
  for (const [id, service, actions] of reachable) {
    const endpoint = vpc.addInterfaceEndpoint(id, {
      service,
      subnets,
      securityGroups: [group],
      privateDnsEnabled: true,
      open: false,
    });
    endpoint.addToPolicy(policy(actions));
  }
  return group;
}
