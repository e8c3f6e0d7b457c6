/**
 * Core View's files in a folder of this machine. In: names and bytes. Out: files that last.
 *
 * Each is written beside under a name of its own, flushed, and linked into place, with the folder flushed after it: there is
 * all of a file or nothing, also after a power cut. Linking, unlike renaming, never takes the place of a file that came
 * meanwhile. A kill leaves at worst hidden temporary files; the next process clears those whose process is gone.
 */
import { randomUUID } from "node:crypto";
import { access, link, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { AcknowledgementSetting } from "../../domain/delivery-setting.ts";
import { createFilesCoreView } from "./files.ts";
import type { CoreViewAdapter, Unavailable } from "./core-view.ts";
import { crashPoint } from "../crash-point.ts";
import { LEFT_BEHIND_MS, unavailable, type FileDrop, type PutResult } from "./file-drop.ts";

/** `.<name>.<process>-<random>.part` */
const TEMPORARY = /^\..*\.(?:(\d+)-[\w-]+|[\w-]+)\.part$/;

/** @param folder made when it is not there */
export function createDirectoryCoreView(
  folder: string,
  acknowledgement: AcknowledgementSetting | null = null,
): CoreViewAdapter {
  return createFilesCoreView(createDirectoryDrop(folder), { acknowledgement, timeoutMs: null });
}

export function createDirectoryDrop(folder: string): FileDrop {
  const target = resolve(folder);
  let ready = false;
  const writing = async (work: () => Promise<PutResult>): Promise<PutResult> => {
    try {
      // Once a process: what a killed one left is cleared.
      if (!ready) await prepareFolder(target);
      ready = true;
      return await work();
    } catch (error) {
      ready = false;
      return unavailable(`Core View's folder ${target} cannot be written: ${reasonOf(error)}`);
    }
  };
  const reading = async <T>(work: () => Promise<T>): Promise<T | Unavailable> => {
    try {
      return await work();
    } catch (error) {
      return unavailable(`Core View's folder ${target} cannot be read: ${reasonOf(error)}`);
    }
  };
  return {
    destination: `directory:${target}`,
    pathOf: (name) => join(target, name),
    put: (name, bytes) => writing(() => putFile(target, name, bytes)),
    get: (name) =>
      reading(async () => ({ state: "got", bytes: await orIf("ENOENT", readFile(join(target, name)), null) })),
    names: (prefix) =>
      reading(async () => ({
        state: "named",
        names: (await namesIn(target)).filter((name) => name.startsWith(prefix)),
      })),
    keep: () =>
      reading(async () => {
        await flushFolder(target);
        return null;
      }),
    close: () => Promise.resolve(),
  };
}

async function putFile(folder: string, name: string, bytes: Uint8Array): Promise<PutResult> {
  const temporary = join(folder, `.${name}.${process.pid}-${randomUUID()}.part`);
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
    const placed = await placeFile(temporary, join(folder, name));
    crashPoint(`${name} is in place`);
    await flushFolder(folder);
    return { state: placed ? "put" : "taken" };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** @returns false when the name is taken; the temporary file is gone in either case */
async function placeFile(temporary: string, path: string): Promise<boolean> {
  const placed = await orIf("EEXIST", linkOrRename(temporary, path), false);
  await rm(temporary, { force: true });
  return placed;
}

async function linkOrRename(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(codeOf(error) ?? "")) throw error;
    // A file system without links, such as FAT: nobody else may write there at the same moment.
    if (
      await orIf(
        "ENOENT",
        access(path).then(() => true),
        false,
      )
    )
      return false;
    await rename(temporary, path);
  }
  return true;
}

async function prepareFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await flushFolder(dirname(made));
  for (const name of await namesIn(folder)) {
    const temporary = TEMPORARY.exec(name);
    if (temporary === null) continue;
    const path = join(folder, name);
    if (isGone(temporary[1]) || (await isOld(path))) await rm(path, { force: true });
  }
}

/** Whether the process that a temporary file is named for has ended; a process of another machine looks so too, and tries again. */
function isGone(pid: string | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) !== "EPERM";
  }
}

async function isOld(path: string): Promise<boolean> {
  const found = await orIf("ENOENT", stat(path), null);
  return found !== null && Date.now() - found.mtimeMs > LEFT_BEHIND_MS;
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

function namesIn(folder: string): Promise<string[]> {
  return orIf("ENOENT", readdir(folder), []);
}

async function orIf<T>(code: string, work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === code) return otherwise;
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
