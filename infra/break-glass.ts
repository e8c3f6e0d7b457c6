/**
 * A person's way to the database in an emergency, when the API is not there or a piece of work is too long for it. In: the parts.
 * Out: a role that named people may take for an hour. It signs in to the proxy as a database user of its own, and taking it rings.
 */
import { Duration, type Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { databaseUser } from "../src/platform/postgres/database-users.ts";
import { acknowledgeWildcards } from "./acknowledgements.ts";
import { TOOLS_PREFIX } from "./bucket-layout.ts";
import type { Data } from "./data-stack.ts";
import { bucketNameOf, nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";

export function createBreakGlass(stack: Stack, environment: Environment, keys: Keys, data: Data): void {
  const tools = `arn:aws:s3:::${bucketNameOf(environment, "arrivals")}/${TOOLS_PREFIX}*`;
  const role = new iam.Role(stack, "BreakGlassRole", {
    roleName: nameOf(environment, "break-glass"),
    description: "A person at the command line, in an emergency: docs/operations/break-glass.md",
    assumedBy: new iam.AccountPrincipal(environment.account).withConditions({
      ArnLike: { "aws:PrincipalArn": [...environment.breakGlassRoles] },
    }),
    maxSessionDuration: Duration.hours(1),
    inlinePolicies: {
      work: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement(data.connectAs(databaseUser("break-glass"))),
          new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: [tools] }),
          new iam.PolicyStatement({
            actions: ["kms:Decrypt"],
            resources: [keys.originals.keyArn],
            conditions: { StringEquals: { "kms:ViaService": `s3.${environment.region}.amazonaws.com` } },
          }),
        ],
      }),
    },
  });
  acknowledgeWildcards(role, [{ resources: [tools], because: "The command line's package, below this one prefix." }]);
}
