/**
 * The object store on S3, read by version. In: a client, whether uploads are scanned for malware before they are read.
 * A version that is not scanned yet is `ObjectStoreUnavailable`, so that it comes again; one with a finding is denied.
 */
import { Readable } from "node:stream";
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { awsFailure } from "../aws-failure.ts";
import {
  ObjectStoreUnavailable,
  type NotThere,
  type ObjectAddress,
  type ObjectFacts,
  type ObjectStore,
  type ObjectVersion,
} from "./object-store.ts";
import { scanFinding } from "./scan-tag.ts";

export interface S3StoreOptions {
  /** `refuse-unscanned`: nothing is opened that the scanner has not found clean. */
  readonly scan: "refuse-unscanned" | "none";
}

export function s3ObjectStore(client: S3Client, { scan }: S3StoreOptions): ObjectStore {
  return {
    async open(address) {
      return reading(address, async () => {
        if (scan === "refuse-unscanned") {
          const refused = await notClean(client, address);
          if (refused !== null) return refused;
        }
        const { Body, ...told } = await client.send(new GetObjectCommand(request(address)));
        // In Node it is always a stream; the SDK's type tells of browsers too.
        if (!(Body instanceof Readable)) throw new Error("assertion: S3 gives an object's bytes as a stream");
        return { state: "found", bytes: bytesOf(Body), ...factsOf(told) } as const;
      });
    },
    async head(address) {
      return reading(address, async () => {
        const told = await client.send(new HeadObjectCommand(request(address)));
        return { state: "found", ...factsOf(told) } as const;
      });
    },
    async put({ bucket, key }, bytes, metadata = {}) {
      const put = await asking(`${bucket}/${key}`, () =>
        client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, Metadata: { ...metadata } })),
      );
      return put.VersionId ?? null;
    },
    listVersions: (bucket, prefix) => listVersions(client, bucket, prefix),
  };
}

function request({ bucket, key, versionId }: ObjectAddress) {
  return { Bucket: bucket, Key: key, ...(versionId == null ? {} : { VersionId: versionId }) };
}

interface ToldFacts {
  readonly VersionId?: string | undefined;
  readonly ContentLength?: number | undefined;
  readonly LastModified?: Date | undefined;
  readonly Metadata?: Record<string, string> | undefined;
}

function factsOf({ VersionId, ContentLength, LastModified, Metadata }: ToldFacts): ObjectFacts {
  if (ContentLength === undefined || LastModified === undefined) {
    throw new Error("assertion: S3 tells an object's length and time");
  }
  return { versionId: VersionId ?? null, size: ContentLength, storedAt: LastModified, metadata: { ...Metadata } };
}

/** Null when the scanner has found the version clean. */
async function notClean(client: S3Client, address: ObjectAddress): Promise<NotThere | null> {
  const { TagSet = [] } = await client.send(new GetObjectTaggingCommand(request(address)));
  const finding = scanFinding(Object.fromEntries(TagSet.map(({ Key, Value }) => [Key ?? "", Value ?? ""])));
  switch (finding.state) {
    case "clean":
      return null;
    case "awaited":
      throw new ObjectStoreUnavailable(`${address.bucket}/${address.key} is not scanned for malware yet`);
    case "refused":
      return { state: "denied", message: `the scan for malware says ${finding.found}` };
    default:
      return finding satisfies never;
  }
}

async function* bytesOf(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of stream) {
      if (!(part instanceof Uint8Array)) throw new Error("assertion: a stream of S3's holds bytes");
      yield part;
    }
  } catch (error) {
    const failure = awsFailure(error);
    throw failure === null ? error : new ObjectStoreUnavailable(`S3 broke off: ${failure.state}`, error);
  }
}

/** Not there and not for us are values. */
async function reading<T>({ bucket, key }: ObjectAddress, ask: () => Promise<T>): Promise<T | NotThere> {
  try {
    return await ask();
  } catch (error) {
    const failure = awsFailure(error);
    if (failure?.state === "absent") return { state: "absent" };
    if (failure?.state === "denied") return { state: "denied", message: `S3 says ${failure.name}` };
    throw failure === null ? error : unavailable(`${bucket}/${key}`, failure.name, error);
  }
}

async function asking<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const failure = awsFailure(error);
    // A missing right to write is ours to mend, and nothing is lost meanwhile: the work comes again.
    throw failure === null || failure.state === "absent" ? error : unavailable(what, failure.name, error);
  }
}

function unavailable(what: string, name: string, error: unknown): ObjectStoreUnavailable {
  return new ObjectStoreUnavailable(`S3 does not serve ${what}: ${name}`, error);
}

async function listVersions(client: S3Client, bucket: string, prefix: string): Promise<readonly ObjectVersion[]> {
  const versions: ObjectVersion[] = [];
  let after: { KeyMarker?: string; VersionIdMarker?: string } | null = {};
  while (after !== null) {
    const request: ConstructorParameters<typeof ListObjectVersionsCommand>[0] = {
      Bucket: bucket,
      Prefix: prefix,
      ...after,
    };
    const page = await asking(`${bucket}/${prefix}`, () => client.send(new ListObjectVersionsCommand(request)));
    for (const { Key, VersionId, LastModified, Size } of page.Versions ?? []) {
      if (Key === undefined || VersionId === undefined || LastModified === undefined || Size === undefined) {
        throw new Error("assertion: S3 tells key, version, time and size");
      }
      versions.push({ key: Key, versionId: VersionId, storedAt: LastModified, size: Size });
    }
    const { IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
    after =
      IsTruncated === true && NextKeyMarker !== undefined
        ? { KeyMarker: NextKeyMarker, ...(NextVersionIdMarker ? { VersionIdMarker: NextVersionIdMarker } : {}) }
        : null;
  }
  return versions;
}
