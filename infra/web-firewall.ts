/**
 * The web firewall before the gateway: who may come at all, how often an address may ask, and AWS's own lists of what is hostile.
 * In: the gateway. What is blocked is counted and logged, without cookies and tokens.
 */
import { RemovalPolicy, type Stack } from "aws-cdk-lib";
import type * as apigateway from "aws-cdk-lib/aws-apigateway";
import * as logs from "aws-cdk-lib/aws-logs";
import * as wafv2 from "aws-cdk-lib/aws-wafv2";
import { nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";

type Rule = wafv2.CfnWebACL.RuleProperty;

/** In five minutes: what the function allows an address in one, for all of its instances together. */
const MOST_REQUESTS = 6_000;
const MOST_SIGN_INS = 100;

export function guardGateway(
  stack: Stack,
  environment: Environment,
  keys: Keys,
  gateway: apigateway.RestApi,
): wafv2.CfnWebACL {
  const acl = new wafv2.CfnWebACL(stack, "Firewall", {
    name: nameOf(environment, "api"),
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    visibilityConfig: seen("all"),
    rules: [...addressRules(stack, environment), ...rateRules(), ...managedRules()].map((rule, priority) => ({
      ...rule,
      priority,
    })),
  });
  const association = new wafv2.CfnWebACLAssociation(stack, "FirewallOfGateway", {
    resourceArn: gateway.deploymentStage.stageArn,
    webAclArn: acl.attrArn,
  });
  association.node.addDependency(gateway.deploymentStage);
  const log = new logs.LogGroup(stack, "FirewallLog", {
    // The firewall logs to groups of this beginning alone.
    logGroupName: `aws-waf-logs-${nameOf(environment, "api")}`,
    retention: logs.RetentionDays.THREE_MONTHS,
    encryptionKey: keys.operations,
    removalPolicy: environment.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  new wafv2.CfnLoggingConfiguration(stack, "FirewallLogging", {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [
      `arn:aws:logs:${environment.region}:${environment.account}:log-group:aws-waf-logs-${nameOf(environment, "api")}`,
    ],
    redactedFields: [
      { singleHeader: { Name: "authorization" } },
      { singleHeader: { Name: "cookie" } },
      { queryString: {} },
    ],
    loggingFilter: {
      DefaultBehavior: "DROP",
      Filters: [{ Behavior: "KEEP", Requirement: "MEETS_ANY", Conditions: [{ ActionCondition: { Action: "BLOCK" } }] }],
    },
  }).node.addDependency(log);
  return acl;
}

function seen(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}

function addressRules(stack: Stack, environment: Environment): Omit<Rule, "priority">[] {
  const { allowedAddresses } = environment.api;
  if (allowedAddresses.length === 0) return [];
  const set = new wafv2.CfnIPSet(stack, "AllowedAddresses", {
    name: nameOf(environment, "api-allowed"),
    scope: "REGIONAL",
    ipAddressVersion: "IPV4",
    addresses: [...allowedAddresses],
  });
  return [
    {
      name: "elsewhere",
      action: { block: {} },
      statement: { notStatement: { statement: { ipSetReferenceStatement: { arn: set.attrArn } } } },
      visibilityConfig: seen("elsewhere"),
    },
  ];
}

function rateRules(): Omit<Rule, "priority">[] {
  const rule = (
    name: string,
    limit: number,
    scopeDownStatement?: wafv2.CfnWebACL.StatementProperty,
  ): Omit<Rule, "priority"> => ({
    name,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: {
        limit,
        aggregateKeyType: "IP",
        ...(scopeDownStatement === undefined ? {} : { scopeDownStatement }),
      },
    },
    visibilityConfig: seen(name),
  });
  return [
    rule("too-many-sign-ins", MOST_SIGN_INS, {
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: "STARTS_WITH",
        searchString: "/api/v1/sign-in",
        textTransformations: [{ priority: 0, type: "NONE" }],
      },
    }),
    rule("too-many-requests", MOST_REQUESTS),
  ];
}

function managedRules(): Omit<Rule, "priority">[] {
  const rule = (name: string, counted: readonly string[] = []): Omit<Rule, "priority"> => ({
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ruleActionOverrides: counted.map((one) => ({ name: one, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: seen(name),
  });
  return [
    rule("AWSManagedRulesAmazonIpReputationList"),
    rule("AWSManagedRulesKnownBadInputsRuleSet"),
    // A body may be 256 KiB of JSON, which the function holds to its schema; the group would stop at 8. An issuer's code in the query may
    // pass 2 KiB. And a setting may name an address of Core View, which the group takes for an inclusion of files.
    rule("AWSManagedRulesCommonRuleSet", ["SizeRestrictions_BODY", "SizeRestrictions_QUERYSTRING", "GenericRFI_BODY"]),
  ];
}
