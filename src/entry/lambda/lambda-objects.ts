/**
 * The buckets as the functions see them. Out: the stores of uploads, of claimed objects, and of reports.
 */
import { S3Client } from "@aws-sdk/client-s3";
import { s3ObjectStore } from "../../platform/object-store/object-store-s3.ts";
import type { ObjectStore } from "../../platform/object-store/object-store.ts";

/** Uploads, which are read only after the scanner has found them clean. */
export function uploadedObjects(): ObjectStore {
  return s3ObjectStore(new S3Client({}), { scan: "refuse-unscanned" });
}

/** Objects that no person uploads: those of claim checks, which the sending account's own systems write, and our reports. */
export function systemObjects(): ObjectStore {
  return s3ObjectStore(new S3Client({}), { scan: "none" });
}
