/**
 * The one way out: from the egress subnets through a firewall, which lets pass the hosts that the environment lists, to a NAT gateway.
 * In: the network. Out: routes; what is not on the list is dropped and logged.
 */
import { Fn, type Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as firewall from "aws-cdk-lib/aws-networkfirewall";
import { nameOf, type Egress, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";
import { logGroup } from "./log-group.ts";

const EVERYWHERE = "0.0.0.0/0";

export function hasEgress(egress: Egress): boolean {
  return egress.https.length > 0 || egress.sftp.length > 0;
}

export function createEgress(stack: Stack, vpc: ec2.Vpc, environment: Environment, keys: Keys): void {
  const policy = firewallPolicy(stack, environment);
  for (const [index, zone] of environment.zones.slice(0, environment.egress.zones).entries()) {
    const inZone = (name: string): ec2.ISubnet => {
      const found = vpc.selectSubnets({ subnetGroupName: name }).subnets.find((s) => s.availabilityZone === zone);
      if (found === undefined) throw new Error(`assertion: there is no ${name} subnet in ${zone}`);
      return found;
    };
    // A firewall for each zone: the endpoints of one firewall come in no order that tells which zone is whose.
    const guard = new firewall.CfnFirewall(stack, `Firewall${index}`, {
      firewallName: nameOf(environment, `egress-${zone}`),
      firewallPolicyArn: policy.attrFirewallPolicyArn,
      subnetMappings: [{ subnetId: inZone("firewall").subnetId }],
      vpcId: vpc.vpcId,
      deleteProtection: environment.keepData,
      firewallPolicyChangeProtection: false,
      subnetChangeProtection: environment.keepData,
    });
    logFirewall(stack, index, guard, environment, keys);
    const address = new ec2.CfnEIP(stack, `NatAddress${index}`, { domain: "vpc" });
    const nat = new ec2.CfnNatGateway(stack, `Nat${index}`, {
      subnetId: inZone("nat").subnetId,
      allocationId: address.attrAllocationId,
    });
    const endpoint = Fn.select(1, Fn.split(":", Fn.select(0, guard.attrEndpointIds)));
    new ec2.CfnRoute(stack, `EgressToFirewall${index}`, {
      routeTableId: inZone("egress").routeTable.routeTableId,
      destinationCidrBlock: EVERYWHERE,
      vpcEndpointId: endpoint,
    });
    new ec2.CfnRoute(stack, `FirewallToNat${index}`, {
      routeTableId: inZone("firewall").routeTable.routeTableId,
      destinationCidrBlock: EVERYWHERE,
      natGatewayId: nat.ref,
    });
    // Answers pass the firewall on their way back too: it keeps the state of a connection.
    new ec2.CfnRoute(stack, `NatToFirewall${index}`, {
      routeTableId: inZone("nat").routeTable.routeTableId,
      destinationCidrBlock: inZone("egress").ipv4CidrBlock,
      vpcEndpointId: endpoint,
    });
  }
}

function firewallPolicy(stack: Stack, environment: Environment): firewall.CfnFirewallPolicy {
  const { https, sftp } = environment.egress;
  const groups: firewall.CfnRuleGroup[] = [];
  if (sftp.length > 0) {
    groups.push(
      ruleGroup(stack, "SftpRules", environment, {
        rulesSource: {
          statefulRules: sftp.map(({ cidr, port }, index) => ({
            action: "PASS",
            header: {
              protocol: "TCP",
              source: environment.vpcCidr,
              sourcePort: "ANY",
              direction: "FORWARD",
              destination: cidr,
              destinationPort: String(port),
            },
            ruleOptions: [{ keyword: "sid", settings: [String(index + 1)] }],
          })),
        },
      }),
    );
  }
  if (https.length > 0) {
    groups.push(
      ruleGroup(stack, "HttpsRules", environment, {
        rulesSource: {
          rulesSourceList: { generatedRulesType: "ALLOWLIST", targetTypes: ["TLS_SNI"], targets: [...https] },
        },
      }),
    );
  }
  return new firewall.CfnFirewallPolicy(stack, "FirewallPolicy", {
    firewallPolicyName: nameOf(environment, "egress"),
    firewallPolicy: {
      statelessDefaultActions: ["aws:forward_to_sfe"],
      statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
      statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
      statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
      statefulRuleGroupReferences: groups.map((group, index) => ({
        resourceArn: group.attrRuleGroupArn,
        priority: index + 1,
      })),
    },
  });
}

function ruleGroup(
  stack: Stack,
  id: string,
  environment: Environment,
  rules: { rulesSource: firewall.CfnRuleGroup.RulesSourceProperty },
): firewall.CfnRuleGroup {
  return new firewall.CfnRuleGroup(stack, id, {
    ruleGroupName: nameOf(environment, id.toLowerCase()),
    type: "STATEFUL",
    capacity: 100,
    ruleGroup: { ...rules, statefulRuleOptions: { ruleOrder: "STRICT_ORDER" } },
  });
}

function logFirewall(
  stack: Stack,
  index: number,
  guard: firewall.CfnFirewall,
  environment: Environment,
  keys: Keys,
): void {
  const group = logGroup(stack, `FirewallLog${index}`, environment, keys, `network/firewall-${index}`);
  new firewall.CfnLoggingConfiguration(stack, `FirewallLogging${index}`, {
    firewallArn: guard.attrFirewallArn,
    loggingConfiguration: {
      logDestinationConfigs: [
        {
          logType: "ALERT",
          logDestinationType: "CloudWatchLogs",
          logDestination: { logGroup: group.logGroupName },
        },
      ],
    },
  });
}
