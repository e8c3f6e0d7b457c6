/**
 * An object store in memory, with versions and events, for tests: it can be overwritten while it is read, deny, lose a version and fail to
 * answer. In: the clock, whims. Out: the port, and with each version what S3 would tell of it.
 * What may be lost: everything, when the process ends.
 */
import {
  ObjectStoreUnavailable,
  type NotThere,
  type ObjectAddress,
  type ObjectFacts,
  type ObjectStore,
} from "./object-store.ts";

/** What S3 tells of a version that was put. */
export interface PutNotice {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Hexadecimal, of varying length: it orders after right-padding with zeros. */
  readonly sequencer: string;
  readonly size: number;
}

export interface MemoryObjectStoreOptions {
  readonly now: () => Date;
  readonly whims?: {
    /** Called before an object is opened; may put another version meanwhile. */
    opening?(address: ObjectAddress): Promise<void>;
    /** Why this call gets no answer; null: it gets one. */
    unavailable?(): string | null;
  };
  readonly onPut?: (notice: PutNotice) => void;
}

export interface MemoryObjectStore extends ObjectStore {
  /** Takes a version away for good. */
  remove(address: ObjectAddress): void;
  /** From now on nobody may read the version. */
  deny(address: ObjectAddress): void;
}

interface Version {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly bytes: Uint8Array;
  readonly storedAt: Date;
  readonly metadata: Readonly<Record<string, string>>;
  denied: boolean;
}

/** The versions in the order in which they were put. */
function createVersions() {
  let versions: Version[] = [];
  return {
    all: (): readonly Version[] => versions,
    add: (version: Version): unknown => versions.push(version),
    remove(gone: Version | NotThere): void {
      versions = versions.filter((v) => v !== gone);
    },
    find(address: ObjectAddress): Version | NotThere {
      const wanted = address.versionId ?? null;
      const found = versions.findLast(
        (v) => v.bucket === address.bucket && v.key === address.key && (wanted === null || v.versionId === wanted),
      );
      if (found === undefined) return { state: "absent" };
      return found.denied ? { state: "denied", message: `reading ${found.key} is denied` } : found;
    },
  };
}

function factsOf({ versionId, bytes, storedAt, metadata }: Version): ObjectFacts {
  return { versionId, size: bytes.length, storedAt, metadata };
}

export function createMemoryObjectStore({ now, whims = {}, onPut }: MemoryObjectStoreOptions): MemoryObjectStore {
  const versions = createVersions();
  let count = 0;

  function answer(): void {
    const why = whims.unavailable?.() ?? null;
    if (why !== null) throw new ObjectStoreUnavailable(why);
  }
  // Async, so that what `answer` throws comes as a rejection, as from a store at the other end of a wire.
  return {
    async open(address) {
      answer();
      await whims.opening?.(address);
      const found = versions.find(address);
      return "state" in found ? found : { state: "found", ...factsOf(found), bytes: inPieces(found.bytes) };
    },
    async head(address) {
      await Promise.resolve();
      answer();
      const found = versions.find(address);
      return "state" in found ? found : { state: "found", ...factsOf(found) };
    },
    async put({ bucket, key }, bytes, metadata = {}) {
      await Promise.resolve();
      answer();
      count += 1;
      const versionId = `v${count}`;
      const copy = Uint8Array.from(bytes);
      versions.add({ bucket, key, versionId, bytes: copy, storedAt: now(), metadata, denied: false });
      // Cut short as S3's are of any length: padded with zeros again, they order as the versions do.
      const sequencer = `62E99A${count.toString(16).toUpperCase().padStart(8, "0")}`.replace(/0+$/, "");
      onPut?.({ bucket, key, versionId, sequencer, size: bytes.length });
      return versionId;
    },
    async listVersions(bucket, prefix) {
      await Promise.resolve();
      answer();
      const listed = versions
        .all()
        .filter((v) => v.bucket === bucket && v.key.startsWith(prefix))
        .toReversed()
        .map(({ key, versionId, storedAt, bytes }) => ({ key, versionId, storedAt, size: bytes.length }));
      return listed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    },
    remove: (address) => versions.remove(versions.find(address)),
    deny(address) {
      const found = versions.find(address);
      if (!("state" in found)) found.denied = true;
    },
  };
}

/** Piece by piece, so that something can happen between them. */
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const half = Math.ceil(bytes.length / 2);
  yield bytes.subarray(0, half);
  await Promise.resolve();
  yield bytes.subarray(half);
}
