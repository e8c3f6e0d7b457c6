/**
 * Who calls a played service: a function signs with a key that is its own name, so that the service can ask its role's policies.
 */
import type { IncomingMessage } from "node:http";

/** What the service puts into a function's environment. */
export function credentialsOf(functionName: string, region: string): Readonly<Record<string, string>> {
  return {
    AWS_ACCESS_KEY_ID: functionName,
    AWS_SECRET_ACCESS_KEY: "played",
    AWS_SESSION_TOKEN: "played",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}

/** The function whose key the request is signed with; null for none. */
export function callerOf(request: IncomingMessage): string | null {
  return /Credential=([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? null;
}
