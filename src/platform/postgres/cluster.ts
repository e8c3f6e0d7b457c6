/**
 * The embedded cluster's files: `<data folder>/postgres`, made whole or not at all.
 * In: a data folder. Out: a folder that the server can be started on, and the account that owns it.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  access,
  chown,
  constants,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
} from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { DatabaseUnavailable } from "./database-failure.ts";
import { processExists } from "./postmaster-file.ts";
import { isRoot, mayEnter, NOBODY } from "./server-account.ts";
import type { Account } from "./server-account.ts";
import { serverEnvironment } from "./server-binaries.ts";

/** The major version of the packaged server; its files are of no use to another one. */
export const MAJOR_VERSION = "18";
export const SUPERUSER = "opencommission";

/** Makes the data folder when it is missing (for its owner alone) and returns its real path. */
export async function prepareDataFolder(dataFolder: string): Promise<string> {
  const wanted = resolve(dataFolder);
  try {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    const folder = await realpath(wanted);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw folderFailure(wanted, error);
  }
}

function folderFailure(folder: string, error: unknown): unknown {
  if (error instanceof DatabaseUnavailable || !(error instanceof Error) || !("code" in error)) return error;
  if (error.code === "ENOSPC") return diskFull(folder, error);
  const message = `The data folder ${folder} cannot be made or written (${String(error.code)}). Name another with --data.`;
  return new DatabaseUnavailable("data-folder-unusable", message, error);
}

/** The one wording for a full disk under an embedded database. */
export function diskFull(folder: string, cause?: unknown): DatabaseUnavailable {
  return new DatabaseUnavailable(
    "disk-full",
    `The disk of ${folder} is full. Make room, then repeat the command.`,
    cause,
  );
}

/** As whom the server is to run on this data folder: null for as ourselves. Refuses a cluster of somebody else's. */
export async function accountFor(folder: string): Promise<Account | null> {
  const cluster = await lstat(join(folder, "postgres")).catch(() => null);
  if (!isRoot()) {
    const own = process.getuid?.();
    if (cluster === null || cluster.uid === own) return null;
    const message = `The database in ${folder} belongs to the user with uid ${cluster.uid}, and this is uid ${own}. Run as that user, or name another folder with --data.`;
    throw new DatabaseUnavailable("data-folder-owner", message);
  }
  if (cluster?.uid === 0) {
    const message = `The folder ${folder}/postgres belongs to root, and PostgreSQL does not run as root. If it was restored from a copy, run: chown -R ${NOBODY.uid}:${NOBODY.gid} '${folder}/postgres'`;
    throw new DatabaseUnavailable("data-folder-owner", message);
  }
  const account = cluster === null ? NOBODY : { uid: cluster.uid, gid: cluster.gid };
  if (process.platform !== "linux") await requireReachable(folder, account);
  return account;
}

/** Linux reaches the data through the working directory (see `dataArgument`); elsewhere every folder above counts. */
async function requireReachable(folder: string, account: Account): Promise<void> {
  for (let path = folder; ; path = dirname(path)) {
    if (!mayEnter(account, await lstat(path))) {
      const message = `As root, PostgreSQL runs as uid ${account.uid}, which may not enter ${path}. Run as an ordinary user, or name with --data a folder that it may enter.`;
      throw new DatabaseUnavailable("data-folder-unusable", message);
    }
    if (path === dirname(path)) return;
  }
}

/**
 * How the programs are told their data folder, when started with it as working directory. Linux: through /proc, so that
 * neither folders above that the account may not enter nor long paths matter; the parents are never opened to anyone.
 */
export function dataArgument(cluster: string): string {
  return process.platform === "linux" ? "/proc/self/cwd" : cluster;
}

/**
 * Makes the cluster when there is none: beside its place, then renamed into it, so that a crash leaves nothing half
 * made and of two processes one wins. Returns its folder.
 */
export async function ensureCluster(folder: string, binaries: string, account: Account | null): Promise<string> {
  const cluster = join(folder, "postgres");
  const entries = await readdir(cluster).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw folderFailure(cluster, error);
  });
  if (entries.length === 0) await makeCluster(folder, cluster, binaries, account);
  const version = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => null);
  if (version?.trim() === MAJOR_VERSION) return cluster;
  const found = version === null ? "is no PostgreSQL database" : `was made by PostgreSQL ${version.trim()}`;
  const message = `${cluster} ${found}; PostgreSQL ${MAJOR_VERSION} is expected. Name another folder with --data, or run the release that made it.`;
  throw new DatabaseUnavailable("data-folder-foreign", message);
}

async function makeCluster(folder: string, cluster: string, binaries: string, account: Account | null): Promise<void> {
  const fresh = join(folder, `postgres.tmp-${process.pid}-${randomBytes(4).toString("hex")}`);
  try {
    await mkdir(fresh, { mode: 0o700 });
    if (account !== null) await chown(fresh, account.uid, account.gid);
    await runInitdb(fresh, binaries, account);
    await rename(fresh, cluster);
    const handle = await open(folder, "r");
    await handle.sync();
    await handle.close();
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process was quicker: its cluster is as good as ours.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw folderFailure(folder, error);
  }
}

async function runInitdb(fresh: string, binaries: string, account: Account | null): Promise<void> {
  // Trust is safe: the server listens on one Unix socket only, in a folder that its account alone may enter.
  const options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"];
  options.push("--builtin-locale=C.UTF-8", `--username=${SUPERUSER}`, "--no-instructions");
  const child = spawn(join(binaries, "bin", "initdb"), ["-D", dataArgument(fresh), ...options], {
    cwd: fresh,
    env: serverEnvironment(binaries),
    stdio: ["ignore", "ignore", "pipe"],
    ...account,
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const status = await new Promise<number | null>((done, fail) => child.on("error", fail).on("close", done));
  if (status === 0) return;
  if (errors.includes("No space left on device")) throw diskFull(fresh);
  throw new DatabaseUnavailable(
    "server-failed",
    `PostgreSQL could not make its database in ${fresh}: ${errors.trim()}`,
  );
}

/** Removes what processes that were killed while making a cluster left behind. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^postgres\.tmp-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !processExists(Number(pid)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}
