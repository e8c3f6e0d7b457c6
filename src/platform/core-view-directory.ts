/**
 * Core View as a folder that it picks files up from: `<id>.csv` and `<id>.manifest.json`.
 * In: batches. Out: both files, flushed, or why not. A kill at any moment leaves at worst hidden temporary files and a CSV
 * without a manifest, which does not count as a batch; the next sending completes it.
 *
 * Each file is written beside under a name of its own, flushed, and renamed into place, the CSV first and the manifest last,
 * with the folder flushed after each: after a power cut there is no manifest whose CSV is not there.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { crashPoint } from "./crash-point.ts";
import type { CoreViewAdapter, ListResult, ReadResult, SendableBatch, SendResult, Unavailable } from "./core-view.ts";

const MANIFEST = ".manifest.json";
const SAFE_ID = /^[A-Za-z0-9][A-Za-z0-9-]*$/;
const LEFTOVER = /^\..*\.part$/;

/** @param folder made when it is not there */
export function createDirectoryCoreView(folder: string): CoreViewAdapter {
  const target = resolve(folder);
  let ready = false;
  return {
    destination: `directory:${target}`,
    send: async (batch) => {
      const checked = checkBatch(batch);
      if (checked !== null) return checked;
      try {
        // Once a process: what a killed one left is cleared. Clearing under another living sender costs it one retry.
        if (!ready) await prepareFolder(target);
        ready = true;
        return await putBoth(target, batch);
      } catch (error) {
        ready = false;
        return unavailable(`Core View's folder ${target} cannot be written: ${reasonOf(error)}`);
      }
    },
    read: (id) => readHeld(target, id),
    list: async (market) => {
      try {
        return await listHeld(target, market);
      } catch (error) {
        return unavailable(`Core View's folder ${target} cannot be read: ${reasonOf(error)}`);
      }
    },
    close: () => Promise.resolve(),
  };
}

async function listHeld(target: string, market: string): Promise<ListResult> {
  const manifests = (await namesIn(target)).filter((name) => name.startsWith(`${market}-`) && name.endsWith(MANIFEST));
  return { state: "listed", ids: manifests.map((name) => name.slice(0, -MANIFEST.length)) };
}

function checkBatch(batch: SendableBatch): SendResult | null {
  if (!SAFE_ID.test(batch.id)) throw new Error(`assertion: ${JSON.stringify(batch.id)} is no name for a file`);
  const found = createHash("sha256").update(batch.csv).digest("hex");
  if (found === batch.sha256) return null;
  const message = `The stored CSV of batch ${batch.id} has the checksum ${found}, expected ${batch.sha256}: it was changed after it was cut. Nothing was sent.`;
  return { state: "refused", code: "batch-changed", message };
}

function unavailable(message: string): Unavailable {
  return { state: "unavailable", code: "core-view-unavailable", message, retryAfterMs: null };
}

async function putBoth(folder: string, batch: SendableBatch): Promise<SendResult> {
  const csv = { name: `${batch.id}.csv`, bytes: batch.csv };
  const manifest = { name: `${batch.id}${MANIFEST}`, bytes: batch.manifest };
  // Both are looked at before either is written: a conflict leaves the folder as it is.
  const missing = [];
  for (const file of [csv, manifest]) {
    const there = await readIfThere(join(folder, file.name));
    if (there === null) missing.push(file);
    else if (!there.equals(file.bytes)) return conflict(folder, file.name);
  }
  for (const file of missing) {
    await putFile(folder, file.name, file.bytes);
    await flushFolder(folder);
  }
  // Files that stood there already may have been renamed by a process that died before it flushed the folder.
  if (missing.length === 0) await flushFolder(folder);
  return { state: "accepted" };
}

function conflict(folder: string, name: string): SendResult {
  const message = `${join(folder, name)} is there with other content than the batch has. It was not overwritten. Compare both, move the file away if it is wrong, and deliver again.`;
  return { state: "refused", code: "core-view-conflict", message };
}

async function putFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `.${name}.${randomUUID()}.part`);
  try {
    const file = await open(temporary, "wx");
    try {
      crashPoint(`${name} is open`);
      await file.writeFile(bytes);
      crashPoint(`${name} is written`);
      await file.sync();
    } finally {
      await file.close();
    }
    crashPoint(`${name} is flushed`);
    await rename(temporary, join(folder, name));
    crashPoint(`${name} is in place`);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function prepareFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await flushFolder(dirname(made));
  for (const name of await namesIn(folder)) {
    if (LEFTOVER.test(name)) await rm(join(folder, name), { force: true });
  }
}

/** Makes names in a folder last. Windows cannot open folders, and keeps their names without. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readHeld(folder: string, id: string): Promise<ReadResult> {
  if (!SAFE_ID.test(id)) return { state: "absent" };
  try {
    const manifest = await readIfThere(join(folder, `${id}${MANIFEST}`));
    if (manifest === null) return { state: "absent" };
    const csv = await readIfThere(join(folder, `${id}.csv`));
    return { state: "held", batch: { id, csv, manifest, booked: "all" } };
  } catch (error) {
    return unavailable(`Core View's folder ${folder} cannot be read: ${reasonOf(error)}`);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await orIfMissing(readdir(folder), [])).toSorted();
}

function readIfThere(path: string): Promise<Buffer | null> {
  return orIfMissing(readFile(path), null);
}

async function orIfMissing<T>(reading: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return otherwise;
    throw error;
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** What the operating system says; anything else is our own mistake and goes on up. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && "syscall" in error) return error.message;
  throw error;
}
