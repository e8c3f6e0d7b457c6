import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { heldBy } from "../../../test/support/held-batches.ts";
import { sampleBatch } from "../../../test/support/sample-batches.ts";
import { createDirectoryCoreView, createDirectoryDrop } from "./directory.ts";

const folders: string[] = [];

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "core-view-"));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const BATCH = sampleBatch(1);
const CSV = `${BATCH.id}.csv`;
const MANIFEST = `${BATCH.id}.manifest.json`;

/** As a process leaves it that is gone: Linux numbers no process so high. */
function temporary(name: string, nth: number): string {
  return `.${name}.${9_999_990 + nth}-${nth}.part`;
}

describe("a kill at any step loses nothing and leaves no half batch", () => {
  test.each([
    ["while the CSV was written", { [temporary(CSV, 1)]: BATCH.csv.subarray(0, 10) }, 0],
    ["before the CSV was renamed", { [temporary(CSV, 1)]: BATCH.csv }, 0],
    ["after the CSV was renamed", { [CSV]: BATCH.csv }, 0],
    ["while the manifest was written", { [CSV]: BATCH.csv, [temporary(MANIFEST, 1)]: Buffer.from("{") }, 0],
    ["before the manifest was renamed", { [CSV]: BATCH.csv, [temporary(MANIFEST, 1)]: BATCH.manifest }, 0],
    ["before the acceptance was recorded", { [CSV]: BATCH.csv, [MANIFEST]: BATCH.manifest }, 1],
    ["twice while the CSV was written", { [temporary(CSV, 1)]: Buffer.alloc(0), [temporary(CSV, 2)]: BATCH.csv }, 0],
  ])("%s", async (_when, left, heldBefore) => {
    const folder = await emptyFolder();
    for (const [name, bytes] of Object.entries(left)) await writeFile(join(folder, name), bytes);
    const adapter = createDirectoryCoreView(folder);
    expect(await heldBy(adapter)).toHaveLength(heldBefore);

    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });

    expect((await readdir(folder)).toSorted()).toEqual([CSV, MANIFEST]);
    expect((await readFile(join(folder, CSV))).equals(BATCH.csv)).toBe(true);
    expect((await readFile(join(folder, MANIFEST))).equals(BATCH.manifest)).toBe(true);
  });
});

describe("what stands in the folder is never overwritten", () => {
  test.each([
    ["the CSV is another, without a manifest", { [CSV]: "other" }, CSV],
    ["the CSV is another", { [CSV]: "other", [MANIFEST]: BATCH.manifest }, CSV],
    ["the manifest is another", { [CSV]: BATCH.csv, [MANIFEST]: "{}" }, MANIFEST],
    ["the manifest is another, and the CSV is gone", { [MANIFEST]: "{}" }, MANIFEST],
  ])("%s: the batch waits for a person, and nothing changes", async (_what, there, named) => {
    const folder = await emptyFolder();
    for (const [name, bytes] of Object.entries(there)) await writeFile(join(folder, name), bytes);
    const result = await createDirectoryCoreView(folder).send(BATCH);
    expect(result).toMatchObject({ state: "refused" });
    expect(result.state === "refused" ? result.message : "").toContain(join(folder, named));
    expect((await readdir(folder)).toSorted()).toEqual(Object.keys(there).toSorted());
    for (const [name, bytes] of Object.entries(there)) {
      expect((await readFile(join(folder, name))).equals(Buffer.from(bytes))).toBe(true);
    }
  });
});

test("the CSV is in place before the manifest is begun", async () => {
  const folder = await emptyFolder();
  // So long that the CSV's temporary name is allowed and the manifest's is not.
  const id = "A".repeat(200);
  expect(await createDirectoryCoreView(folder).send({ ...BATCH, id })).toMatchObject({ state: "unavailable" });
  expect(await readdir(folder)).toEqual([`${id}.csv`]);
});

test("a batch whose CSV was taken away is listed without it", async () => {
  const folder = await emptyFolder();
  const adapter = createDirectoryCoreView(folder);
  await adapter.send(BATCH);
  await rm(join(folder, CSV));
  expect(await heldBy(adapter)).toMatchObject([{ id: BATCH.id, csv: null }]);
});

test("foreign files in the folder are no batches and stay", async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, "readme.txt"), "hello");
  await mkdir(join(folder, "archive"));
  const adapter = createDirectoryCoreView(folder);
  await adapter.send(BATCH);
  expect(await heldBy(adapter)).toHaveLength(1);
  expect((await readdir(folder)).toSorted()).toEqual([CSV, MANIFEST, "archive", "readme.txt"].toSorted());
});

test("a folder that cannot be written only delays, and the batch goes once it can", async () => {
  const folder = await emptyFolder();
  const target = join(folder, "core-view");
  await writeFile(target, "a file in the way");
  const adapter = createDirectoryCoreView(target);
  expect(await adapter.send(BATCH)).toMatchObject({ state: "unavailable" });
  await rm(target);
  expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
  // The folder goes away under a living adapter.
  await rm(target, { recursive: true });
  await adapter.send(BATCH);
  expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
});

test.each(["", "../SE-2024-01-1", "a/b", ".hidden", "a\0b"])("the id %j is a mistake of ours", async (id) => {
  const folder = await emptyFolder();
  await expect(createDirectoryCoreView(folder).send({ ...BATCH, id })).rejects.toThrow("assertion");
  expect(await createDirectoryCoreView(folder).read(id)).toEqual({ state: "absent" });
});

test("temporary files of a living process stay, but for those of yesterday", async () => {
  const folder = await emptyFolder();
  const [living, old, foreign] = [`.a.csv.${process.pid}-1.part`, `.b.csv.${process.pid}-1.part`, ".c.csv.x-1.part"];
  for (const name of [living, old, foreign]) await writeFile(join(folder, name), "half");
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1_000);
  await utimes(join(folder, old), yesterday, yesterday);
  expect(await createDirectoryCoreView(folder).send(BATCH)).toEqual({ state: "accepted" });
  expect((await readdir(folder)).toSorted()).toEqual([foreign, living, CSV, MANIFEST].toSorted());
});

test("a file that comes under the batch's name while it is written is not overwritten", async () => {
  const folder = await emptyFolder();
  const drop = createDirectoryDrop(folder);
  await writeFile(join(folder, CSV), "came meanwhile");
  expect(await drop.put(CSV, BATCH.csv, new AbortController().signal)).toEqual({ state: "taken" });
  expect(await readFile(join(folder, CSV), "utf8")).toBe("came meanwhile");
  expect(await readdir(folder)).toEqual([CSV]);
});
