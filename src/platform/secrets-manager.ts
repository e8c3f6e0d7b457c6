/**
 * Secrets in AWS Secrets Manager. In: the ARN of a secret. Out: its text, or null when there is none, or it is not for us.
 */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { awsFailure } from "./aws-failure.ts";

export async function readManagedSecret(arn: string): Promise<string | null> {
  const client = new SecretsManagerClient({});
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    return SecretString ?? null;
  } catch (error) {
    const failure = awsFailure(error);
    if (failure?.state === "absent" || failure?.state === "denied" || isUnknown(error)) return null;
    throw error;
  } finally {
    client.destroy();
  }
}

/** The service answers 400 for a secret that is not there. */
function isUnknown(error: unknown): boolean {
  return error instanceof Error && error.name === "ResourceNotFoundException";
}
