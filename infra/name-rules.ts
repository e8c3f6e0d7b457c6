/**
 * Names that may be looked up in the network: AWS's own and the hosts that deliveries may go to. A network without a way out
 * still has a resolver, and a looked-up name can carry data to whoever answers for it.
 */
import type { Stack } from "aws-cdk-lib";
import type * as ec2 from "aws-cdk-lib/aws-ec2";
import * as resolver from "aws-cdk-lib/aws-route53resolver";
import { nameOf, type Environment } from "./environments.ts";

/** Of all names in the world only the listed ones and AWS's own resolve. */
export function restrictNames(stack: Stack, vpc: ec2.Vpc, environment: Environment): void {
  const list = (id: string, domains: readonly string[]): resolver.CfnFirewallDomainList =>
    new resolver.CfnFirewallDomainList(stack, id, {
      name: nameOf(environment, id.toLowerCase()),
      domains: [...domains],
    });
  const allowed = list("AllowedNames", [
    ...environment.egress.https,
    ...environment.egress.sftp.map(({ host }) => host),
    `*.${environment.region}.amazonaws.com`,
    "*.rds.amazonaws.com",
  ]);
  const all = list("AllNames", ["*"]);
  const group = new resolver.CfnFirewallRuleGroup(stack, "NameRules", {
    name: nameOf(environment, "names"),
    firewallRules: [
      { action: "ALLOW", priority: 1, firewallDomainListId: allowed.attrId },
      { action: "BLOCK", blockResponse: "NODATA", priority: 2, firewallDomainListId: all.attrId },
    ],
  });
  new resolver.CfnFirewallRuleGroupAssociation(stack, "NameRulesOfVpc", {
    firewallRuleGroupId: group.attrId,
    vpcId: vpc.vpcId,
    priority: 101,
    name: nameOf(environment, "names"),
  });
}
