/**
 * Places for uploads in a bucket of S3, by forms that are signed for exactly one key and a length. In: a client, the bucket.
 * The key is made here of the person and the place, so that nobody can name another's. What is not scanned yet is awaited.
 * The form is signed by hand: it is one hash, and the SDK's package for it brings a second S3 client into the bundle.
 */
import { createHmac } from "node:crypto";
import type { S3Client } from "@aws-sdk/client-s3";
import { s3ObjectStore } from "./object-store-s3.ts";
import { ObjectStoreUnavailable } from "./object-store.ts";
import type { SentFile, UploadForm, UploadPlaces } from "./upload-places.ts";

export interface PlacesSetting {
  readonly bucket: string;
  readonly prefix: string;
  readonly mostBytes: number;
  readonly now: () => Date;
}

const OPEN_MS = 5 * 60_000;

export function s3UploadPlaces(client: S3Client, setting: PlacesSetting): UploadPlaces {
  const objects = s3ObjectStore(client, { scan: "refuse-unscanned" });
  const keyOf = (personId: bigint, place: string): string => `${setting.prefix}${personId}/${place}`;
  return {
    open: (personId, place) => openPlace(client, setting, keyOf(personId, place)),
    async read(personId, place) {
      try {
        const found = await objects.open({ bucket: setting.bucket, key: keyOf(personId, place) });
        if (found.state === "absent") return { state: "awaited" };
        if (found.state === "denied") return { state: "refused" };
        return await bytesOf(found, setting.mostBytes);
      } catch (error) {
        if (error instanceof ObjectStoreUnavailable) return { state: "awaited" };
        throw error;
      }
    },
  };
}

/** The policy let no more in; one byte more would be a mistake of ours. */
async function bytesOf(
  found: { readonly size: number; readonly bytes: AsyncIterable<Uint8Array> },
  mostBytes: number,
): Promise<SentFile> {
  if (found.size > mostBytes) throw new Error("assertion: the form's policy limits what is sent");
  const chunks: Uint8Array[] = [];
  for await (const chunk of found.bytes) chunks.push(chunk);
  return { state: "found", bytes: Buffer.concat(chunks) };
}

/** Signature Version 4 of a POST policy: AWS's "Browser-Based Uploads Using POST". */
async function openPlace(client: S3Client, setting: PlacesSetting, key: string): Promise<UploadForm> {
  const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
  const region = await client.config.region();
  const at = setting.now();
  const expiresAt = new Date(at.getTime() + OPEN_MS);
  const date = at.toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const day = date.slice(0, 8);
  const signed = {
    key,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${accessKeyId}/${day}/${region}/s3/aws4_request`,
    "X-Amz-Date": date,
    ...(sessionToken === undefined ? {} : { "X-Amz-Security-Token": sessionToken }),
  };
  const policy = {
    expiration: expiresAt.toISOString(),
    conditions: [
      { bucket: setting.bucket },
      ["content-length-range", 1, setting.mostBytes],
      ...Object.entries(signed).map(([name, value]) => ({ [name]: value })),
    ],
  };
  const Policy = Buffer.from(JSON.stringify(policy)).toString("base64");
  const signer = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(
    (secret, part) => createHmac("sha256", secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  const signature = createHmac("sha256", signer).update(Policy).digest("hex");
  return {
    url: `https://${setting.bucket}.s3.${region}.amazonaws.com/`,
    fields: { ...signed, Policy, "X-Amz-Signature": signature },
    expiresAt,
  };
}
