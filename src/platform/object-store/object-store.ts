/**
 * The object store: where a claim check's objects and uploaded workbooks are. In production S3 with versions; on one machine a folder
 * (`folder-object-store.ts`), in tests also memory (`memory-object-store.ts`). What is not there, or not for us, is a value; a store
 * that does not answer now is `ObjectStoreUnavailable`, and the work is repeated later.
 */

export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  /** Null or not given: the newest. */
  readonly versionId?: string | null;
}

/** What is known of an object without reading it. */
export interface ObjectFacts {
  /** Null where the bucket keeps no versions. */
  readonly versionId: string | null;
  readonly size: number;
  readonly storedAt: Date;
  /** What was said of it when it was put; names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
}

export type NotThere =
  | { readonly state: "absent" }
  /** It may be there, and we may not read it. */
  | { readonly state: "denied"; readonly message: string };

export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly storedAt: Date;
  readonly size: number;
}

export interface ObjectStore {
  /** The bytes of the very version that is named, as a stream, with what is known of it. */
  open(
    address: ObjectAddress,
  ): Promise<({ readonly state: "found"; readonly bytes: AsyncIterable<Uint8Array> } & ObjectFacts) | NotThere>;
  head(address: ObjectAddress): Promise<({ readonly state: "found" } & ObjectFacts) | NotThere>;
  /** A new version; the older ones stay. @returns its id, null where the bucket keeps no versions */
  put(
    address: { readonly bucket: string; readonly key: string },
    bytes: Uint8Array,
    metadata?: Readonly<Record<string, string>>,
  ): Promise<string | null>;
  /** All versions of all keys that begin with the prefix: by key, and of a key the newest first. */
  listVersions(bucket: string, prefix: string): Promise<readonly ObjectVersion[]>;
}

/** The store does not answer, or not now: what was to be done is to be repeated. */
export class ObjectStoreUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ObjectStoreUnavailable";
  }
}
