/**
 * Failures of AWS's services by what they mean to us. In: what an SDK call threw. Out: whether the thing is not there, not for us, or
 * the service did not answer as it should.
 */
import { z } from "zod";

const failure = z.object({ name: z.string(), $metadata: z.object({ httpStatusCode: z.number().optional() }) });

export type AwsFailure =
  | { readonly state: "absent" }
  | { readonly state: "denied"; readonly name: string }
  /** Throttled, down, unreachable: it is to be tried again. */
  | { readonly state: "unavailable"; readonly name: string };

/** Null for what no service said: our own mistakes, which are thrown on. */
export function awsFailure(error: unknown): AwsFailure | null {
  const read = failure.safeParse(error);
  if (!read.success) return isNetworkFailure(error) ? { state: "unavailable", name: nameOf(error) } : null;
  const { name, $metadata } = read.data;
  const status = $metadata.httpStatusCode;
  if (status === 404) return { state: "absent" };
  if (status === 403 || name.startsWith("KMS.") || name === "AccessDenied") return { state: "denied", name };
  if (status === undefined || status === 429 || status >= 500) return { state: "unavailable", name };
  return null;
}

function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return error.name === "TimeoutError" || /^(?:E[A-Z]+|UND_ERR_\w+)$/.test(code);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
