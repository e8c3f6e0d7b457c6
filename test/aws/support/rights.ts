/**
 * Whether a role may do something to something, by the policies of the templates: what is not allowed is denied, what is denied is denied.
 * In: an installation, a role, an action, a resource. Conditions of an allowance count as met, those of a denial as not met, but for the few
 * that a test plays itself.
 */
import { z } from "zod";
import type { Installation } from "./stacks.ts";

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
export const policyStatement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  NotResource: oneOrMany.optional(),
  Principal: z.unknown().optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
export type PolicyStatement = z.infer<typeof policyStatement>;
export const policyDocument = z.object({
  Statement: z.union([policyStatement, z.array(policyStatement)]).transform((value) => [value].flat()),
});

/** All statements of a role's own policies. */
export function statementsOf(installation: Installation, roleName: string): readonly PolicyStatement[] {
  const role = installation
    .ofType("AWS::IAM::Role")
    .find(({ id, properties }) => (properties["RoleName"] ?? id) === roleName);
  if (role === undefined) throw new Error(`there is no role ${roleName}`);
  const inline = z
    .array(z.object({ PolicyDocument: policyDocument }))
    .parse(role.properties["Policies"] ?? [])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const attached = installation
    .ofType("AWS::IAM::Policy")
    .filter(({ properties }) =>
      z
        .array(z.string())
        .parse(properties["Roles"] ?? [])
        .includes(roleName),
    )
    .flatMap(({ properties }) => policyDocument.parse(properties["PolicyDocument"]).Statement);
  return [...inline, ...attached];
}

export function isAllowed(installation: Installation, roleName: string, action: string, resource: string): boolean {
  return statementsOf(installation, roleName).some(
    ({ Effect, Action = [], Resource = [] }) =>
      Effect === "Allow" && Action.some((one) => covers(one, action)) && Resource.some((one) => covers(one, resource)),
  );
}

/** Whether a role may use a key for an act on what is encrypted with it; what has no key of ours needs none. */
export function mayUseKey(
  installation: Installation,
  roleName: string,
  keyArn: string | null,
  act: "read" | "write",
): boolean {
  if (keyArn === null) return true;
  return isAllowed(installation, roleName, act === "read" ? "kms:Decrypt" : "kms:GenerateDataKey", keyArn);
}

/** With `*` and `?` as IAM reads them. */
export function covers(pattern: string, text: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "s").test(text);
}
