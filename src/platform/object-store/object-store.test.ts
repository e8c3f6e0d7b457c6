import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { folderObjectStore } from "./folder-object-store.ts";
import { createMemoryObjectStore } from "./memory-object-store.ts";
import type { ObjectAddress, ObjectStore } from "./object-store.ts";

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "opencommission-objects-"));
  folders.push(folder);
  return folder;
}

async function textOf(store: ObjectStore, address: ObjectAddress): Promise<string> {
  const object = await store.open(address);
  if (object.state !== "found") return object.state;
  const parts: Uint8Array[] = [];
  for await (const part of object.bytes) parts.push(part);
  return Buffer.concat(parts).toString();
}

const stores: readonly (readonly [string, () => Promise<ObjectStore>])[] = [
  ["a folder", async () => folderObjectStore(await newFolder())],
  ["memory", () => Promise.resolve(createMemoryObjectStore({ now: () => new Date() }))],
];

describe.each(stores)("the object store as %s", (_, make) => {
  test("gives the newest version, and any older one by its id (fault 14)", async () => {
    const store = await make();
    const address = { bucket: "b", key: "a folder/ü +1.xlsx" };
    const first = await store.put(address, Buffer.from("one"), { "uploaded-by": "ursula" });
    const second = await store.put(address, Buffer.from("two"));
    expect(await textOf(store, address)).toBe("two");
    expect(await textOf(store, { ...address, versionId: first })).toBe("one");
    expect(await textOf(store, { ...address, versionId: "another" })).toBe("absent");
    expect(await store.head({ ...address, versionId: first })).toMatchObject({
      state: "found",
      versionId: first,
      size: 3,
      metadata: { "uploaded-by": "ursula" },
    });
    const listed = await store.listVersions("b", "a folder/");
    expect(listed.map(({ versionId }) => versionId)).toEqual([second, first]);
  });

  test("lists the versions below a prefix by key, of each key the newest first", async () => {
    const store = await make();
    for (const [key, text] of [
      ["x/b", "1"],
      ["x/a", "1"],
      ["y/a", "1"],
      ["x/b", "22"],
    ]) {
      await store.put({ bucket: "b", key: key ?? "" }, Buffer.from(text ?? ""));
    }
    const listed = await store.listVersions("b", "x/");
    expect(listed.map(({ key, size }) => `${key} ${size}`)).toEqual(["x/a 1", "x/b 2", "x/b 1"]);
  });

  test("has nothing where nothing was put", async () => {
    const store = await make();
    expect(await textOf(store, { bucket: "b", key: "none" })).toBe("absent");
    expect(await store.head({ bucket: "b", key: "none" })).toEqual({ state: "absent" });
    expect(await store.listVersions("b", "")).toEqual([]);
  });
});

describe("the folder", () => {
  test("reads a file that a person laid there, whatever version is asked for", async () => {
    const folder = await newFolder();
    const path = join(folder, "b", "by-hand.ndjson");
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, "by hand");
    const store = folderObjectStore(folder);
    expect(await textOf(store, { bucket: "b", key: "by-hand.ndjson", versionId: "v1" })).toBe("by hand");
    expect(await store.listVersions("b", "")).toMatchObject([{ key: "by-hand.ndjson", versionId: "null" }]);
  });

  test.each(["../secret", "a/../../../secret", ".versions/x", ""])(
    "is not left by the key %j (fault 16)",
    async (key) => {
      const folder = await newFolder();
      await writeFile(join(folder, "secret"), "secret");
      expect(await textOf(folderObjectStore(folder), { bucket: "b", key })).toBe("absent");
    },
  );
});

describe("memory", () => {
  test("denies, loses and overwrites when it is told to", async () => {
    const key = { bucket: "b", key: "k" };
    let overwritten = false;
    const store = createMemoryObjectStore({
      now: () => new Date(),
      whims: {
        async opening({ versionId }) {
          if (versionId !== "v1" || overwritten) return;
          overwritten = true;
          await store.put(key, Buffer.from("over"));
        },
      },
    });
    await store.put(key, Buffer.from("one"));
    expect(await textOf(store, { ...key, versionId: "v1" })).toBe("one");
    expect(await textOf(store, key)).toBe("over");
    store.deny({ ...key, versionId: "v2" });
    store.remove({ ...key, versionId: "v1" });
    expect(await textOf(store, { ...key, versionId: "v1" })).toBe("absent");
    expect(await textOf(store, key)).toBe("denied");
  });
});
