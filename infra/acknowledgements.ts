/**
 * Findings of cdk-nag that stand, each where it is made and with its reason. One without an entry fails the synthesis.
 */
import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** @param rule cdk-nag's id, such as `AwsSolutions-SMG4` */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions::${rule}`, reason });
}

/** Each resource with a wildcard is a finding of its own. */
export function acknowledgeWildcards(
  construct: IConstruct,
  rights: readonly { readonly resources: readonly string[]; readonly because?: string }[],
): void {
  for (const { resources, because } of rights) {
    for (const resource of resources.filter((one) => one.includes("*"))) {
      if (because === undefined) throw new Error(`assertion: the right on ${resource} says why it is wide`);
      acknowledge(construct, `AwsSolutions-IAM5[Resource::${resource}]`, because);
    }
  }
}
