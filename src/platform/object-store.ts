/**
 * The object store: where a claim check's objects are. In production S3; on one machine a folder, `<folder>/<bucket>/<key>`.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";

export interface ObjectStore {
  /** The object's bytes as a stream and their number; null when there is no such object. */
  open(address: {
    readonly bucket: string;
    readonly key: string;
  }): Promise<{ readonly bytes: AsyncIterable<Uint8Array>; readonly size: number } | null>;
}

export function folderObjectStore(folder: string): ObjectStore {
  return {
    async open({ bucket, key }) {
      const root = resolve(folder);
      const path = resolve(join(root, bucket, key));
      // A key is data from outside: it must not lead out of the folder.
      if (!path.startsWith(root + sep)) return null;
      const size = await fileSize(path);
      return size === null ? null : { bytes: createReadStream(path), size };
    },
  };
}

async function fileSize(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch (error) {
    // A key may be longer than any name of a file: there is no such object either.
    const none = ["ENOENT", "ENOTDIR", "ENAMETOOLONG"];
    if (error instanceof Error && "code" in error && none.some((code) => code === error.code)) return null;
    throw error;
  }
}
