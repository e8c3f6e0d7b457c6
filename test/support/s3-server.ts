/**
 * A small S3 of our own on loopback, in memory: buckets, conditional puts, SHA-256 checksums, listings in pages, signatures.
 * What it does not know it refuses with 501, so that no test passes by something that was never done.
 * In: the buckets that there are. Out: a port, what it holds, and the answers that it is told to give next.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { portOf } from "./cutting-proxy.ts";
import { isSigned, type Credentials } from "./s3-signature.ts";

export interface S3Server {
  readonly port: number;
  /** By bucket and name. */
  readonly objects: ReadonlyMap<string, ReadonlyMap<string, Buffer>>;
  put(bucket: string, key: string, bytes: Uint8Array): void;
  /** The next request of this method is answered so, and done before only if `done`. */
  answerNext(method: string, status: number, code: string, options?: { done?: boolean; retryAfter?: string }): void;
  close(): Promise<void>;
}

interface PlannedAnswer {
  readonly method: string;
  readonly status: number;
  readonly code: string;
  readonly done?: boolean;
  readonly retryAfter?: string;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** The most names of one page, as S3 has it. */
const PAGE = 1_000;
const KNOWN_PARAMETERS = ["x-id", "list-type", "prefix", "continuation-token"];
const KNOWN_HEADERS = ["if-none-match", "x-amz-checksum-sha256", "x-amz-checksum-mode", "x-amz-user-agent"];

export async function startS3Server(buckets: readonly string[], credentials: Credentials): Promise<S3Server> {
  const objects = new Map(buckets.map((bucket) => [bucket, new Map<string, Buffer>()]));
  const planned: PlannedAnswer[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, objects, credentials, planned).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: portOf(server.address()),
    objects,
    put: (bucket, key, bytes) => void objects.get(bucket)?.set(key, Buffer.from(bytes)),
    answerNext: (method, status, code, options = {}) => void planned.push({ method, status, code, ...options }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  objects: Map<string, Map<string, Buffer>>,
  credentials: Credentials,
  planned: PlannedAnswer[],
): Promise<void> {
  const body = await buffer(request);
  const [next] = planned;
  const applies = next !== undefined && next.method === request.method;
  if (applies) planned.shift();
  const done = applies && next.done !== true ? null : reply(request, body, objects, credentials);
  const told = applies
    ? { ...refusal(next.status, next.code), headers: next.retryAfter ? { "retry-after": next.retryAfter } : {} }
    : done;
  if (told === null) throw new Error("assertion: every request has an answer");
  response.writeHead(told.status, { "content-length": Buffer.byteLength(told.body ?? ""), ...told.headers });
  response.end(told.body);
}

function reply(
  request: IncomingMessage,
  body: Buffer,
  objects: Map<string, Map<string, Buffer>>,
  credentials: Credentials,
): Reply {
  const url = new URL(request.url ?? "/", "http://localhost");
  const unknown = [
    ...[...url.searchParams.keys()].filter((name) => !KNOWN_PARAMETERS.includes(name)),
    ...Object.keys(request.headers).filter(
      (name) => (name.startsWith("x-amz-") || name.startsWith("if-")) && !isKnownHeader(name),
    ),
  ];
  if (unknown.length > 0) return refusal(501, "NotImplemented", `unknown: ${unknown.join(", ")}`);
  const signed = isSigned(request, url, body, credentials);
  if (signed !== null) return refusal(403, signed);
  const [, bucketName = "", ...rest] = url.pathname.split("/");
  const key = decodeURIComponent(rest.join("/"));
  const bucket = objects.get(bucketName);
  if (bucket === undefined) return refusal(404, "NoSuchBucket");
  if (request.method === "GET" && key === "") return list(bucket, url.searchParams);
  if (request.method === "GET") return get(bucket, key);
  if (request.method === "PUT" && key !== "") return put(bucket, key, body, request);
  return refusal(501, "NotImplemented", `${request.method}`);
}

function isKnownHeader(name: string): boolean {
  return KNOWN_HEADERS.includes(name) || ["x-amz-date", "x-amz-content-sha256", "x-amz-security-token"].includes(name);
}

function get(bucket: Map<string, Buffer>, key: string): Reply {
  const bytes = bucket.get(key);
  if (bytes === undefined) return refusal(404, "NoSuchKey");
  return { status: 200, body: bytes, headers: { "x-amz-checksum-sha256": sha256(bytes), etag: `"${sha256(bytes)}"` } };
}

function put(bucket: Map<string, Buffer>, key: string, body: Buffer, request: IncomingMessage): Reply {
  const condition = request.headers["if-none-match"];
  if (condition !== undefined && condition !== "*") return refusal(501, "NotImplemented", "a condition");
  const checksum = request.headers["x-amz-checksum-sha256"];
  if (checksum === undefined) return refusal(501, "NotImplemented", "no SHA-256");
  if (checksum !== sha256(body)) return refusal(400, "BadDigest");
  if (condition === "*" && bucket.has(key)) return refusal(412, "PreconditionFailed");
  bucket.set(key, body);
  return { status: 200, headers: { "x-amz-checksum-sha256": sha256(body), etag: `"${sha256(body)}"` } };
}

/** The token is the last name of the page before. */
function list(bucket: Map<string, Buffer>, parameters: URLSearchParams): Reply {
  if (parameters.get("list-type") !== "2") return refusal(501, "NotImplemented", "a listing");
  const after = Buffer.from(parameters.get("continuation-token") ?? "", "base64url").toString("utf8");
  const prefix = parameters.get("prefix") ?? "";
  const keys = [...bucket.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted();
  const page = keys.slice(0, PAGE);
  const isTruncated = keys.length > page.length;
  const token = Buffer.from(page.at(-1) ?? "").toString("base64url");
  const next = isTruncated ? `<NextContinuationToken>${token}</NextContinuationToken>` : "";
  const contents = page.map((key) => `<Contents><Key>${escaped(key)}</Key></Contents>`).join("");
  return xml(200, `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${next}${contents}</ListBucketResult>`);
}

function refusal(status: number, code: string, message = code): Reply {
  return xml(status, `<Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`);
}

function xml(status: number, body: string): Reply {
  return { status, headers: { "content-type": "application/xml" }, body: `<?xml version="1.0"?>${body}` };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64");
}
