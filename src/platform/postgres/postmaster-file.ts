/**
 * `postmaster.pid`, in which a running server of a data folder names itself; after a crash it stays behind.
 * In: the cluster's folder. Out: the server that runs there, if one does.
 */
import { execFile } from "node:child_process";
import { readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface RunningServer {
  readonly pid: number;
  /** Where its Unix socket is; empty in its first moments. */
  readonly socketFolder: string;
}

/**
 * The server that runs on the folder, or null. A file that names a process which is something else (the pid was given
 * anew after a crash, as in a restarted container) is set aside: the server itself would take it for a running one.
 */
export async function findRunningServer(cluster: string): Promise<RunningServer | null> {
  const text = await readPidFile(cluster);
  const server = text === null ? null : parse(text);
  if (text === null || server === null) return null;
  if (await servesFolder(server.pid, cluster)) return server;
  if (processExists(server.pid)) await setAside(cluster, text);
  return null;
}

/** Whether the process is a PostgreSQL server of this folder. In doubt it is. */
export async function servesFolder(pid: number, cluster: string): Promise<boolean> {
  if (!processExists(pid)) return false;
  if (process.platform !== "linux") {
    const { stdout } = await run("ps", ["-o", "comm=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
    return stdout.includes("postgres");
  }
  try {
    // A server's working directory is its data folder.
    const [theirs, ours] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(cluster)]);
    return theirs.dev === ours.dev && theirs.ino === ours.ino;
  } catch (error) {
    // ENOENT: ended meanwhile, or a zombie. EACCES: somebody else's process, about which nothing is known.
    return !(error instanceof Error && "code" in error && error.code === "ENOENT");
  }
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function readPidFile(cluster: string): Promise<string | null> {
  return readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => null);
}

function parse(text: string): RunningServer | null {
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  // Single-user servers write their pid negated; zero or less would address process groups.
  return Number.isSafeInteger(pid) && pid > 1 ? { pid, socketFolder: lines[4]?.trim() ?? "" } : null;
}

async function setAside(cluster: string, judged: string): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const aside = join(cluster, `postmaster.pid.stale-${process.pid}`);
  try {
    await rename(file, aside);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw error;
  }
  // A server that started between the two looks wrote a new file: it gets it back.
  if ((await readFile(aside, "utf8")) === judged) await rm(aside);
  else await rename(aside, file);
}
