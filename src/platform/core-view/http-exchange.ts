/**
 * One request over HTTP and its whole answer. In: what is asked, an agent, a deadline. Out: the answer whatever its status; or
 * that nothing went out, that a certificate is not the one that it has to be, or that bytes went out and no whole answer came.
 * Redirects are never followed: what a request carries is for the one address that somebody wrote into the settings.
 */
import { Readable } from "node:stream";
import { errors, request, type Dispatcher } from "undici";
import { isCertificateFailure, isClientCertificateFailure } from "./certificate-failure.ts";

export interface HttpQuestion {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: none. */
  readonly body: Uint8Array | null;
}

export interface HttpAnswer {
  readonly status: number;
  /** Without its parameters, in lower case; empty when there is none. */
  readonly mediaType: string;
  readonly retryAfter: string | null;
  readonly body: Uint8Array;
}

export type Exchange =
  | { readonly state: "answered"; readonly answer: HttpAnswer }
  /** Of the body not a byte went out. */
  | { readonly state: "not-sent"; readonly reason: string }
  | { readonly state: "certificate-refused"; readonly reason: string }
  | { readonly state: "client-certificate-refused"; readonly reason: string }
  | { readonly state: "lost"; readonly reason: string };

export interface Line {
  readonly agent: Dispatcher;
  /** From the beginning of a request to the last byte of its answer. */
  readonly timeoutMs: number;
}

export async function exchange(line: Line, question: HttpQuestion): Promise<Exchange> {
  const outgoing = watchedBody(question.body);
  try {
    const { statusCode, headers, body } = await request(question.url, {
      dispatcher: line.agent,
      method: question.method,
      headers: { ...question.headers, ...outgoing.headers },
      body: outgoing.body,
      // One deadline for all of it. Those between two bytes would let an answer of one byte a second go on for hours.
      signal: AbortSignal.timeout(line.timeoutMs),
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const bytes = await body.bytes();
    const mediaType = (textOf(headers["content-type"]) ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
    const retryAfter = textOf(headers["retry-after"]);
    return { state: "answered", answer: { status: statusCode, mediaType, retryAfter, body: bytes } };
  } catch (error) {
    if (!(error instanceof Error) || isOurMistake(error)) throw error;
    if (isCertificateFailure(error)) return { state: "certificate-refused", reason: reasonOf(error) };
    if (isClientCertificateFailure(error)) return { state: "client-certificate-refused", reason: reasonOf(error) };
    const reason = error.name === "TimeoutError" ? `no whole answer within ${line.timeoutMs} ms` : reasonOf(error);
    return { state: outgoing.begun() ? "lost" : "not-sent", reason };
  }
}

/** A body that tells whether somebody began to send it: it is asked for its bytes when the connection stands, not before. */
function watchedBody(bytes: Uint8Array | null): {
  readonly body: Readable | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly begun: () => boolean;
} {
  if (bytes === null) return { body: null, headers: {}, begun: () => true };
  let begun = false;
  const body = new Readable({
    read() {
      begun = true;
      this.push(bytes);
      this.push(null);
    },
  });
  return { body, headers: { "content-length": String(bytes.length) }, begun: () => begun };
}

function isOurMistake(error: Error): boolean {
  return (
    error instanceof TypeError ||
    error instanceof errors.InvalidArgumentError ||
    error instanceof errors.ClientClosedError ||
    error instanceof errors.ClientDestroyedError
  );
}

function textOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}

/** A failure on both addresses of a name comes without a text of its own. */
function reasonOf(error: Error): string {
  if (error.message !== "") return error.message;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
