/**
 * The object store as a folder: `<folder>/<bucket>/<key>` is the newest version of an object, and what was put through here stands also
 * under `<folder>/<bucket>/.versions/`, so that an older version can still be read. A file that a person lays into the folder has no
 * versions: it is read whatever version is asked for, and listed as version `null`, as S3 lists objects from before versioning.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { z } from "zod";
import type { ObjectAddress, ObjectFacts, ObjectStore, ObjectVersion } from "./object-store.ts";

const VERSIONS = ".versions";
const UNVERSIONED = "null";

const Note = z.object({
  key: z.string(),
  versionId: z.string(),
  /** 1 for the first version of the key. */
  number: z.int(),
  size: z.int(),
  storedAt: z.coerce.date(),
  metadata: z.record(z.string(), z.string()),
});
type Note = z.infer<typeof Note>;

interface Found extends ObjectFacts {
  readonly path: string;
}

export function folderObjectStore(folder: string): ObjectStore {
  const root = resolve(folder);
  return {
    async open(address) {
      const found = await find(root, address);
      if (found === null) return { state: "absent" };
      const { path, ...facts } = found;
      return { state: "found", ...facts, bytes: createReadStream(path) };
    },
    async head(address) {
      const found = await find(root, address);
      if (found === null) return { state: "absent" };
      const { path: _, ...facts } = found;
      return { state: "found", ...facts };
    },
    put: (address, bytes, metadata) => put(root, address, bytes, metadata ?? {}),
    listVersions: (bucket, prefix) => listVersions(root, bucket, prefix),
  };
}

/** Null for a key that would lead out of the bucket's folder, or among its versions: it is data from outside. */
function pathOf(root: string, { bucket, key }: ObjectAddress): string | null {
  const home = resolve(join(root, bucket));
  const path = resolve(join(home, key));
  if (!home.startsWith(root + sep) || !path.startsWith(home + sep)) return null;
  return path.startsWith(join(home, VERSIONS)) ? null : path;
}

function shelfOf(root: string, { bucket, key }: ObjectAddress): string {
  // A key may be longer than a file's name, and one key may be the folder of another.
  return join(root, bucket, VERSIONS, createHash("sha256").update(key).digest("hex"));
}

async function find(root: string, address: ObjectAddress): Promise<Found | null> {
  const path = pathOf(root, address);
  if (path === null) return null;
  const shelf = shelfOf(root, address);
  const notes = await notesOn(shelf);
  const wanted = address.versionId ?? null;
  const note = wanted === null ? notes[0] : notes.find((n) => n.versionId === wanted);
  if (note !== undefined) return { ...note, path: join(shelf, `${note.versionId}.bytes`) };
  if (notes.length > 0) return null;
  const file = await orIfMissing(stat(path), null);
  if (file === null || !file.isFile()) return null;
  return { path, versionId: null, size: file.size, storedAt: file.mtime, metadata: {} };
}

/** Of one key, the newest first. */
async function notesOn(shelf: string): Promise<Note[]> {
  const names = (await orIfMissing(readdir(shelf), [])).filter((name) => name.endsWith(".json"));
  const notes = await Promise.all(
    names.map(async (name) => Note.parse(JSON.parse(await readFile(join(shelf, name), "utf8")))),
  );
  return notes.toSorted((a, b) => b.number - a.number);
}

async function put(
  root: string,
  address: ObjectAddress,
  bytes: Uint8Array,
  metadata: Readonly<Record<string, string>>,
): Promise<string> {
  const path = pathOf(root, address);
  if (path === null) throw new Error(`assertion: ${address.key} is a key of our own making`);
  const shelf = shelfOf(root, address);
  await mkdir(shelf, { recursive: true });
  await mkdir(dirname(path), { recursive: true });
  const versionId = randomUUID();
  const number = ((await notesOn(shelf))[0]?.number ?? 0) + 1;
  const note: Note = { key: address.key, versionId, number, size: bytes.length, storedAt: new Date(), metadata };
  await writeFile(join(shelf, `${versionId}.bytes`), bytes);
  // The note makes the version exist, so it comes whole, and after the bytes.
  await placeFile(join(shelf, `${versionId}.json`), JSON.stringify(note));
  await placeFile(path, bytes);
  return versionId;
}

async function placeFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}

async function listVersions(root: string, bucket: string, prefix: string): Promise<ObjectVersion[]> {
  const home = resolve(join(root, bucket));
  if (!home.startsWith(root + sep)) return [];
  const shelves = await orIfMissing(readdir(join(home, VERSIONS)), []);
  const notes = (await Promise.all(shelves.map((name) => notesOn(join(home, VERSIONS, name))))).flat();
  const versioned = new Set(notes.map((note) => note.key));
  const plain: (ObjectVersion & { readonly number: number })[] = [];
  for (const entry of await orIfMissing(readdir(home, { withFileTypes: true, recursive: true }), [])) {
    const path = join(entry.parentPath, entry.name);
    const key = relative(home, path).replaceAll(sep, "/");
    if (!entry.isFile() || key.startsWith(VERSIONS) || key.endsWith(".part") || versioned.has(key)) continue;
    const { size, mtime } = await stat(path);
    plain.push({ key, versionId: UNVERSIONED, storedAt: mtime, size, number: 1 });
  }
  return [...notes, ...plain]
    .filter(({ key }) => key.startsWith(prefix))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : b.number - a.number))
    .map(({ key, versionId, storedAt, size }) => ({ key, versionId, storedAt, size }));
}

async function orIfMissing<T>(reading: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    // A key may be longer than any name of a file: there is no such object either.
    const none = ["ENOENT", "ENOTDIR", "ENAMETOOLONG"];
    if (error instanceof Error && "code" in error && none.some((code) => code === error.code)) return otherwise;
    throw error;
  }
}
