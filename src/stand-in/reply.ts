/**
 * What the stand-in answers, before any fault delays or cuts it. In: documents, or what is wrong. Out: status, headers, bytes.
 */
import { STATUS_CODES } from "node:http";

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export function reply(
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Reply {
  return { status, headers: { "content-type": type, ...headers }, body: Buffer.from(body) };
}

export function jsonReply(status: number, value: unknown): Reply {
  return reply(status, "application/json", `${JSON.stringify(value)}\n`);
}

/** A problem document (RFC 9457). */
export function problemReply(status: number, detail: string, headers: Record<string, string> = {}): Reply {
  const problem = { type: "about:blank", title: STATUS_CODES[status] ?? "Problem", status, detail };
  return reply(status, "application/problem+json", `${JSON.stringify(problem)}\n`, headers);
}
