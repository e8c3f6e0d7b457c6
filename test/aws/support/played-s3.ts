/**
 * S3 as the templates describe it: their buckets with versions, tags and notifications to queues, each request allowed or denied by the
 * caller's role and by the bucket's own policy on scanned uploads. In memory; what it does not know it refuses with 501.
 * In: the installation, where notifications go. Out: an address, and the acts of people and of the scanner.
 */
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import { portOf } from "../../support/cutting-proxy.ts";
import { callerOf, credentialsOf } from "./caller.ts";
import { formFault, signerOf } from "./played-form.ts";
import { covers, isAllowed, mayUseKey, policyDocument, type PolicyStatement } from "./rights.ts";
import type { Installation } from "./stacks.ts";

export interface StoredVersion {
  readonly key: string;
  readonly versionId: string;
  readonly bytes: Buffer;
  readonly storedAt: Date;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Map<string, string>;
}

export interface PlayedS3 {
  readonly address: string;
  /** By who may put things there from outside: people's uploads, the sending account. @returns the version's id */
  put(bucket: string, key: string, bytes: Uint8Array, metadata?: Readonly<Record<string, string>>): Promise<string>;
  /** As a browser posts a form that a function signed. @returns null, or S3's code for why not */
  post(
    url: string,
    fields: Readonly<Record<string, string>>,
    bytes: Uint8Array,
    from: { readonly origin: string },
  ): string | null;
  /** One of which no notification ever comes. */
  putUntold(
    bucket: string,
    key: string,
    bytes: Uint8Array,
    metadata: Readonly<Record<string, string>>,
    storedAt: Date,
  ): void;
  /** As the scanner does it. */
  tag(bucket: string, key: string, name: string, value: string): void;
  /** The newest first. */
  versions(bucket: string, key: string): readonly StoredVersion[];
  keys(bucket: string): readonly string[];
  /** Requests that were denied, as `function action resource`. */
  readonly denied: readonly string[];
  stop(): Promise<void>;
}

const bucketProperties = z.object({
  BucketName: z.string(),
  VersioningConfiguration: z.object({ Status: z.literal("Enabled") }),
  BucketEncryption: z.object({
    ServerSideEncryptionConfiguration: z.tuple([
      z.object({ ServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: z.string().optional() }) }),
    ]),
  }),
  CorsConfiguration: z
    .object({
      CorsRules: z.array(z.object({ AllowedOrigins: z.array(z.string()), AllowedMethods: z.array(z.string()) })),
    })
    .optional(),
  NotificationConfiguration: z
    .object({
      QueueConfigurations: z
        .array(
          z.object({
            Event: z.literal("s3:ObjectCreated:*"),
            Queue: z.string(),
            Filter: z.object({
              S3Key: z.object({ Rules: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
            }),
          }),
        )
        .default([]),
    })
    .optional(),
});

function touchesBytes(action: string): boolean {
  return ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"].includes(action);
}

interface Bucket {
  readonly name: string;
  /** Null: encrypted with S3's own. */
  readonly keyArn: string | null;
  /** From which pages a browser may post. */
  readonly origins: readonly string[];
  readonly objects: Map<string, StoredVersion[]>;
  readonly notifications: readonly { readonly queueArn: string; readonly prefix: string; readonly suffix: string }[];
  readonly policy: readonly PolicyStatement[];
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

type Notify = (queueArn: string, bucketArn: string, body: string) => void;

export async function playS3(installation: Installation, notify: Notify): Promise<PlayedS3> {
  const buckets = readBuckets(installation);
  const denied: string[] = [];
  let sequence = 0;

  function store(
    bucket: Bucket,
    key: string,
    bytes: Buffer,
    metadata: Readonly<Record<string, string>>,
    by: string,
  ): string {
    const version = keep(bucket, key, bytes, metadata, new Date());
    sequence += 1;
    const body = JSON.stringify({ Records: [record(installation, bucket, version, sequence, by)] });
    for (const { queueArn, prefix, suffix } of bucket.notifications) {
      if (key.startsWith(prefix) && key.endsWith(suffix)) notify(queueArn, `arn:aws:s3:::${bucket.name}`, body);
    }
    return version.versionId;
  }

  /** Null when the caller may; else S3's answer. */
  function refuse(
    request: IncomingMessage,
    action: string,
    resource: string,
    version: StoredVersion | null,
  ): Reply | null {
    const caller = callerOf(request);
    const bucket = buckets.get(resource.split(":::")[1]?.split("/")[0] ?? "");
    const allowed =
      caller !== null &&
      isAllowed(installation, caller, action, resource) &&
      (!touchesBytes(action) ||
        mayUseKey(installation, caller, bucket?.keyArn ?? null, action === "s3:PutObject" ? "write" : "read"));
    const refused = bucket?.policy.some((statement) =>
      deniesCaller(statement, installation, { caller, action, resource, version }),
    );
    if (allowed && refused !== true) return null;
    denied.push(`${caller} ${action} ${resource}`);
    return refusal(403, "AccessDenied");
  }

  function reply(request: IncomingMessage, body: Buffer): Reply {
    const url = new URL(request.url ?? "/", "http://localhost");
    const [, name = "", ...rest] = url.pathname.split("/");
    const key = decodeURIComponent(rest.join("/"));
    const bucket = buckets.get(name);
    if (bucket === undefined) return refusal(404, "NoSuchBucket");
    const arn = `arn:aws:s3:::${name}`;
    const asked = [...url.searchParams.keys()].filter((parameter) => parameter !== "x-id");
    if (key === "") {
      if (request.method !== "GET" || !asked.includes("versions")) return refusal(501, "NotImplemented");
      return (
        refuse(request, "s3:ListBucketVersions", arn, null) ??
        listVersions(bucket, url.searchParams.get("prefix") ?? "")
      );
    }
    const versionId = url.searchParams.get("versionId");
    const version = find(bucket, key, versionId);
    const object = `${arn}/${key}`;
    if (request.method === "PUT" && asked.length === 0) {
      const refused = refuse(request, "s3:PutObject", object, null);
      if (refused !== null) return refused;
      return {
        status: 200,
        headers: { "x-amz-version-id": store(bucket, key, body, metadataOf(request), callerOf(request) ?? "") },
      };
    }
    if (request.method === "GET" && asked.includes("tagging")) {
      const action = versionId === null ? "s3:GetObjectTagging" : "s3:GetObjectVersionTagging";
      return refuse(request, action, object, null) ?? (version === null ? missing(request, arn) : tagsOf(version));
    }
    if (
      (request.method === "GET" || request.method === "HEAD") &&
      asked.every((parameter) => parameter === "versionId")
    ) {
      const action = versionId === null ? "s3:GetObject" : "s3:GetObjectVersion";
      const refused = refuse(request, action, object, version);
      if (refused !== null) return refused;
      return version === null ? missing(request, arn) : contentOf(version, request.method === "HEAD");
    }
    return refusal(501, "NotImplemented", `${request.method} ${asked.join(", ")}`);
  }

  /** Who may not list a bucket is not told that something is missing in it. */
  function missing(request: IncomingMessage, bucketArn: string): Reply {
    const caller = callerOf(request);
    const mayKnow = caller !== null && isAllowed(installation, caller, "s3:ListBucket", bucketArn);
    return mayKnow ? refusal(404, "NoSuchKey") : refusal(403, "AccessDenied");
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers = {}, body: told = "" } = reply(request, await buffer(request));
    response.writeHead(status, { "content-length": Buffer.byteLength(told), ...headers });
    response.end(request.method === "HEAD" ? undefined : told);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const bucketNamed = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (bucket === undefined) throw new Error(`the templates have no bucket ${name}`);
    return bucket;
  };
  return {
    address: `http://127.0.0.1:${portOf(server.address())}`,
    put: async (bucket, key, bytes, metadata = {}) =>
      store(bucketNamed(bucket), key, Buffer.from(bytes), metadata, "AWS:AROAEXAMPLE:somebody"),
    post: (url, fields, bytes, { origin }) => {
      const name = new URL(url).hostname.split(".s3.")[0] ?? "";
      const bucket = bucketNamed(name);
      const form = { bucket: name, fields, length: bytes.length };
      const key = fields["key"] ?? "";
      const signer = signerOf(form);
      if (!bucket.origins.includes(origin)) return "CORSForbidden";
      const fault = formFault(form, credentialsOf(signer, installation.region)["AWS_SECRET_ACCESS_KEY"] ?? "");
      if (fault !== null) return fault;
      if (
        !isAllowed(installation, signer, "s3:PutObject", `arn:aws:s3:::${name}/${key}`) ||
        !mayUseKey(installation, signer, bucket.keyArn, "write")
      )
        return "AccessDenied";
      store(bucket, key, Buffer.from(bytes), {}, `AWS:${signer}`);
      return null;
    },
    putUntold: (bucket, key, bytes, metadata, storedAt) =>
      void keep(bucketNamed(bucket), key, Buffer.from(bytes), metadata, storedAt),
    tag: (bucket, key, name, value) => void bucketNamed(bucket).objects.get(key)?.[0]?.tags.set(name, value),
    versions: (bucket, key) => bucketNamed(bucket).objects.get(key) ?? [],
    keys: (bucket) => [...bucketNamed(bucket).objects.keys()].toSorted(),
    denied,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function keep(
  bucket: Bucket,
  key: string,
  bytes: Buffer,
  metadata: Readonly<Record<string, string>>,
  storedAt: Date,
): StoredVersion {
  const versionId = randomBytes(16).toString("base64url");
  const version = { key, versionId, bytes, storedAt, metadata, tags: new Map<string, string>() };
  bucket.objects.set(key, [version, ...(bucket.objects.get(key) ?? [])]);
  return version;
}

function readBuckets(installation: Installation): Map<string, Bucket> {
  return new Map(
    installation.ofType("AWS::S3::Bucket").map(({ properties }) => {
      const {
        BucketName: name,
        NotificationConfiguration,
        BucketEncryption,
        CorsConfiguration,
      } = bucketProperties.parse(properties);
      const origins = (CorsConfiguration?.CorsRules ?? [])
        .filter(({ AllowedMethods }) => AllowedMethods.includes("POST"))
        .flatMap(({ AllowedOrigins }) => AllowedOrigins);
      const [{ ServerSideEncryptionByDefault }] = BucketEncryption.ServerSideEncryptionConfiguration;
      const keyArn = ServerSideEncryptionByDefault.KMSMasterKeyID ?? null;
      const rule = (rules: readonly { Name: string; Value: string }[], wanted: string): string =>
        rules.find((one) => one.Name === wanted)?.Value ?? "";
      const notifications = (NotificationConfiguration?.QueueConfigurations ?? []).map(({ Queue, Filter }) => ({
        queueArn: Queue,
        prefix: rule(Filter.S3Key.Rules, "prefix"),
        suffix: rule(Filter.S3Key.Rules, "suffix"),
      }));
      const policy = installation
        .ofType("AWS::S3::BucketPolicy")
        .filter((one) => one.properties["Bucket"] === name)
        .flatMap((one) => policyDocument.parse(one.properties["PolicyDocument"]).Statement);
      return [name, { name, keyArn, origins, objects: new Map<string, StoredVersion[]>(), notifications, policy }];
    }),
  );
}

interface Asked {
  readonly caller: string | null;
  readonly action: string;
  readonly resource: string;
  readonly version: StoredVersion | null;
}

/** Plays the one denial that depends on the object itself: an upload that the scanner has not found clean. */
function deniesCaller(statement: PolicyStatement, installation: Installation, asked: Asked): boolean {
  const { Effect, Action = [], Resource, NotResource = [], Condition = {} } = statement;
  const tagged = Object.entries(Condition["StringNotEquals"] ?? {}).find(([key]) =>
    key.startsWith("s3:ExistingObjectTag/"),
  );
  if (Effect !== "Deny" || tagged === undefined || asked.version === null) return false;
  if (!Action.some((one) => covers(one, asked.action))) return false;
  const about =
    Resource === undefined
      ? !NotResource.some((one) => covers(one, asked.resource))
      : Resource.some((one) => covers(one, asked.resource));
  const role = `arn:aws:iam::${installation.account}:role/${asked.caller}`;
  const principals = z
    .union([z.string(), z.array(z.string())])
    .parse(Condition["ArnLike"]?.["aws:PrincipalArn"] ?? "*");
  if (!about || ![principals].flat().some((pattern) => covers(pattern, role))) return false;
  return asked.version.tags.get(tagged[0].slice("s3:ExistingObjectTag/".length)) !== tagged[1];
}

function record(installation: Installation, bucket: Bucket, version: StoredVersion, sequence: number, by: string) {
  return {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: installation.region,
    eventTime: version.storedAt.toISOString(),
    eventName: "ObjectCreated:Put",
    userIdentity: { principalId: by },
    s3: {
      s3SchemaVersion: "1.0",
      bucket: { name: bucket.name, arn: `arn:aws:s3:::${bucket.name}` },
      object: {
        key: encodeURIComponent(version.key).replaceAll("%2F", "/").replaceAll("%20", "+"),
        size: version.bytes.length,
        versionId: version.versionId,
        sequencer: (0x65_00_00_00_00_00 + sequence).toString(16).toUpperCase(),
      },
    },
  };
}

function find(bucket: Bucket, key: string, versionId: string | null): StoredVersion | null {
  const versions = bucket.objects.get(key) ?? [];
  return (versionId === null ? versions[0] : versions.find((one) => one.versionId === versionId)) ?? null;
}

function metadataOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      name.startsWith("x-amz-meta-") ? [[name.slice("x-amz-meta-".length), String(value)]] : [],
    ),
  );
}

function contentOf(version: StoredVersion, headOnly: boolean): Reply {
  const meta = Object.entries(version.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value] as const);
  return {
    status: 200,
    headers: {
      "x-amz-version-id": version.versionId,
      "last-modified": version.storedAt.toUTCString(),
      etag: `"${createHash("md5").update(version.bytes).digest("hex")}"`,
      "content-length": String(version.bytes.length),
      ...Object.fromEntries(meta),
    },
    ...(headOnly ? {} : { body: version.bytes }),
  };
}

function tagsOf(version: StoredVersion): Reply {
  const tags = [...version.tags].map(
    ([key, value]) => `<Tag><Key>${escaped(key)}</Key><Value>${escaped(value)}</Value></Tag>`,
  );
  return xml(200, `<Tagging><TagSet>${tags.join("")}</TagSet></Tagging>`);
}

function listVersions(bucket: Bucket, prefix: string): Reply {
  const found = [...bucket.objects.values()]
    .flat()
    .filter(({ key }) => key.startsWith(prefix))
    .map(
      ({ key, versionId, storedAt, bytes }) =>
        `<Version><Key>${escaped(key)}</Key><VersionId>${versionId}</VersionId><IsLatest>false</IsLatest><LastModified>${storedAt.toISOString()}</LastModified><Size>${bytes.length}</Size></Version>`,
    );
  return xml(200, `<ListVersionsResult><IsTruncated>false</IsTruncated>${found.join("")}</ListVersionsResult>`);
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
