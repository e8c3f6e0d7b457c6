/**
 * Secrets Manager with the secrets of the templates: their values are set by the test, each reading is allowed by the caller's role.
 * In: the installation. Out: an address, and a way to set values.
 */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { portOf } from "../../support/cutting-proxy.ts";
import { callerOf } from "./caller.ts";
import { isAllowed, mayUseKey } from "./rights.ts";
import type { Installation } from "./stacks.ts";

export interface PlayedSecrets {
  readonly address: string;
  readonly set: (arn: string, value: string) => void;
  readonly denied: readonly string[];
  readonly stop: () => Promise<void>;
}

export async function playSecrets(installation: Installation): Promise<PlayedSecrets> {
  const values = new Map<string, string>();
  const denied: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { SecretId } = z.object({ SecretId: z.string() }).parse(JSON.parse(body));
      const caller = callerOf(request);
      const answer = (status: number, told: Record<string, string>): void => {
        response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
        response.end(JSON.stringify(told));
      };
      if (request.headers["x-amz-target"] !== "secretsmanager.GetSecretValue")
        return answer(501, { __type: "NotImplemented" });
      if (
        caller === null ||
        !isAllowed(installation, caller, "secretsmanager:GetSecretValue", SecretId) ||
        !mayUseKey(installation, caller, keyOf(installation, SecretId), "read")
      ) {
        denied.push(`${caller} secretsmanager:GetSecretValue ${SecretId}`);
        return answer(400, { __type: "AccessDeniedException", message: "not allowed" });
      }
      const value = values.get(SecretId);
      return value === undefined
        ? answer(400, { __type: "ResourceNotFoundException", message: "no such secret" })
        : answer(200, { ARN: SecretId, SecretString: value });
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${portOf(server.address())}`,
    set: (arn, value) => void values.set(arn, value),
    denied,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Of one of the templates' secrets, or of the owner's, which RDS keeps. */
function keyOf(installation: Installation, arn: string): string | null {
  const secret = installation
    .ofType("AWS::SecretsManager::Secret")
    .find(({ properties }) => arn.includes(`:secret:${String(properties["Name"])}-`));
  const [cluster] = installation.ofType("AWS::RDS::DBCluster");
  const owner = z.object({ KmsKeyId: z.string().optional() }).parse(cluster?.properties["MasterUserSecret"] ?? {});
  const key = secret === undefined ? owner.KmsKeyId : secret.properties["KmsKeyId"];
  return typeof key === "string" ? key : null;
}
