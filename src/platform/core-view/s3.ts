/**
 * Core View's files as objects of a bucket. In: names and bytes. Out: objects with a checksum that the server has checked.
 *
 * An object is there whole or not at all, so nothing temporary is needed. Each is put on the condition that there is none of its
 * name (`If-None-Match: *`); a server that does not know the condition is refused, as it would overwrite.
 * Credentials come from the SDK's own chain. Its retries are off: ours are spread over hours and know what may be repeated.
 */
import { createHash } from "node:crypto";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { S3Delivery } from "../../domain/delivery-setting.ts";
import { createFilesCoreView } from "./files.ts";
import type { CoreViewAdapter, Unavailable } from "./core-view.ts";
import { crashPoint } from "../crash-point.ts";
import {
  denied,
  unavailable,
  unknown,
  type FileDrop,
  type GetResult,
  type NamesResult,
  type PutResult,
  type Refused,
} from "./file-drop.ts";

export function createS3CoreView(setting: S3Delivery): CoreViewAdapter {
  return createFilesCoreView(createS3Drop(setting), setting);
}

export function createS3Drop(setting: S3Delivery): FileDrop {
  const { bucket, prefix, region, endpoint } = setting;
  const client = new S3Client({
    region,
    maxAttempts: 1,
    // The one checksum that we want is given with each object.
    requestChecksumCalculation: "WHEN_REQUIRED",
    // A server of one's own seldom has a name for each bucket.
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
  });
  const pathOf = (name: string): string => `s3://${bucket}/${prefix}${name}`;
  return {
    destination: endpoint === null ? pathOf("") : `${pathOf("")} at ${endpoint}`,
    pathOf,
    put: (name, bytes, signal) => putObject(client, setting, name, bytes, signal),
    get: (name, signal) => getObject(client, setting, name, signal),
    names: (start, signal) => listObjects(client, setting, start, signal),
    keep: () => Promise.resolve(null),
    close: () => {
      client.destroy();
      return Promise.resolve();
    },
  };
}

async function putObject(
  client: S3Client,
  setting: S3Delivery,
  name: string,
  bytes: Uint8Array,
  abortSignal: AbortSignal,
): Promise<PutResult> {
  const put = new PutObjectCommand({
    Bucket: setting.bucket,
    Key: setting.prefix + name,
    Body: bytes,
    ContentLength: bytes.length,
    ContentType: name.endsWith(".csv") ? "text/csv; charset=utf-8" : "application/json",
    ChecksumSHA256: createHash("sha256").update(bytes).digest("base64"),
    IfNoneMatch: "*",
  });
  try {
    await client.send(put, { abortSignal });
    crashPoint(`${name} is in place`);
    return { state: "put" };
  } catch (error) {
    if (statusOf(error) === 412) return { state: "taken" };
    const problem = problemOf(error, `write ${name}`, setting);
    return problem.state === "unavailable" && mayHaveHappened(error) ? unknown(problem.message) : problem;
  }
}

async function getObject(
  client: S3Client,
  setting: S3Delivery,
  name: string,
  abortSignal: AbortSignal,
): Promise<GetResult> {
  // With the checksum asked for, the SDK compares it with the bytes that came.
  const get = new GetObjectCommand({ Bucket: setting.bucket, Key: setting.prefix + name, ChecksumMode: "ENABLED" });
  try {
    const { Body } = await client.send(get, { abortSignal });
    const bytes = await Body?.transformToByteArray();
    return { state: "got", bytes: bytes ?? new Uint8Array() };
  } catch (error) {
    if (error instanceof NoSuchKey) return { state: "got", bytes: null };
    return problemOf(error, `read ${name}`, setting);
  }
}

async function listObjects(
  client: S3Client,
  setting: S3Delivery,
  start: string,
  abortSignal: AbortSignal,
): Promise<NamesResult> {
  const names: string[] = [];
  let token: string | undefined;
  try {
    do {
      const list = new ListObjectsV2Command({
        Bucket: setting.bucket,
        Prefix: setting.prefix + start,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      });
      const page = await client.send(list, { abortSignal });
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) names.push(Key.slice(setting.prefix.length));
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
    return { state: "named", names };
  } catch (error) {
    return problemOf(error, `list ${setting.prefix}${start}*`, setting);
  }
}

/** 409 is told to one of two who write at the same moment. */
const NOT_NOW = [408, 409, 425, 429, 500, 502, 503, 504];

/** What a person can do about it; the codes are S3's. */
const ADVICE: Readonly<Record<string, string>> = {
  NoSuchBucket: "There is no such bucket. Make it, or correct the setting.",
  PermanentRedirect: "The bucket is in another region. Correct the setting.",
  AuthorizationHeaderMalformed: "The region is not the bucket's. Correct the setting.",
  NotImplemented: "The server does not know what delivery needs: conditional writes and SHA-256 checksums.",
};
const RIGHTS = "The credentials of this machine need s3:PutObject, s3:GetObject and, for the bucket, s3:ListBucket.";
/** Damaged or late on its way, though the status is one of a refusal; a wrong clock the SDK puts right for the next try. */
const DAMAGED = ["BadDigest", "IncompleteBody", "RequestTimeout", "RequestTimeTooSkewed", "XAmzContentSHA256Mismatch"];

function problemOf(error: unknown, doing: string, setting: S3Delivery): Refused | Unavailable {
  const where = `Bucket ${setting.bucket}${setting.endpoint === null ? "" : ` at ${setting.endpoint}`}`;
  const status = statusOf(error);
  const code = error instanceof Error ? error.name : "no error";
  if (error instanceof TypeError || !(error instanceof Error)) throw error;
  if (code === "CredentialsProviderError") {
    return denied(
      `No credentials for bucket ${setting.bucket} were found: neither in the environment, nor in a profile, nor from the machine's role. Nothing was sent.`,
    );
  }
  if (status === null || NOT_NOW.includes(status) || DAMAGED.includes(code)) {
    const why = code === "AbortError" ? `it was not done in ${setting.timeoutMs} ms` : `${code}: ${error.message}`;
    return unavailable(`${where} could not ${doing}: ${why}`, retryAfterOf(error));
  }
  return denied(`${where} refused to ${doing}: ${status} ${code}: ${error.message}. ${ADVICE[code] ?? RIGHTS}`);
}

/** The HTTP status of the answer; null when there was none. */
function statusOf(error: unknown): number | null {
  return (error instanceof S3ServiceException ? error.$metadata.httpStatusCode : null) ?? null;
}

/** Where the request cannot have arrived, or the server says that it did nothing. */
const SURELY_NOT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

function mayHaveHappened(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== null) return [408, 500, 502, 504].includes(status);
  return !(error instanceof Error && "code" in error && SURELY_NOT.some((code) => code === error.code));
}

/** Seconds, as S3 tells them; an HTTP date is not taken for one. */
function retryAfterOf(error: unknown): number | null {
  const headers = error instanceof S3ServiceException ? error.$response?.headers : undefined;
  const seconds = Number(headers?.["retry-after"] ?? Number.NaN);
  return Number.isInteger(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}
