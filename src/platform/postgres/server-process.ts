/**
 * The embedded server as a child process that does not outlive us, not even after kill -9.
 * In: binaries, cluster, account. Out: a running server on a Unix socket of its own. Its log is `postgres.log` in the
 * data folder.
 */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chown, lstat, mkdtemp, open, rename, rm, stat } from "node:fs/promises";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { dataArgument } from "./cluster.ts";
import { DatabaseUnavailable } from "./database-failure.ts";
import { mayEnter } from "./server-account.ts";
import type { Account } from "./server-account.ts";
import { serverEnvironment } from "./server-binaries.ts";

export interface ServerProcess {
  readonly pid: number;
  readonly socketFolder: string;
  hasExited(): boolean;
  /** What the server has logged since it was started. */
  readLog(): Promise<string>;
  /** From here on it does not keep this process alive: when we end, it is stopped. */
  unref(): void;
  /** Ends sessions, writes everything out and waits for the end. May be called twice. */
  stop(): Promise<void>;
}

/**
 * A shell starts a watcher and becomes the server. The watcher reads the pipe that we hold: a line says that the server
 * has ended; an end without one says that we are dead, and it stops the server and removes the socket's folder. It waits
 * for that with a bound, as a dead process that nobody collects looks alive for ever.
 */
const WATCHED = `
( ( read -r line <&3 || {
  kill -INT "$$"
  n=0; while kill -0 "$$" && [ $n -lt 600 ]; do sleep 0.1; n=$((n+1)); done
  rm -f "$0"/.s.PGSQL.5432 "$0"/.s.PGSQL.5432.lock; rmdir "$0"
} ) 2>/dev/null & )
exec "$@" 3<&-`;

/** Past this, the server is told to drop everything; its log brings it back at the next start. */
const STOP_PATIENCE_MS = 60_000;
const LOG_LIMIT_BYTES = 10_000_000;
/** The shortest limit of a socket's path (macOS, with its final zero), less the socket's own name. */
const SOCKET_FOLDER_LIMIT_BYTES = 103 - "/.s.PGSQL.5432".length;

/** Small, safe against power loss, and fit for bulk: with no standby to feed, COPY into a new table needs no log. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: "20",
  shared_buffers: "128MB",
  work_mem: "32MB",
  maintenance_work_mem: "256MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "4GB",
  checkpoint_timeout: "15min",
  synchronous_commit: "on",
  fsync: "on",
  jit: "off",
  // Parallel queries share memory through /dev/shm, of which containers have little.
  max_parallel_workers_per_gather: "0",
  timezone: "UTC",
  log_timezone: "UTC",
  datestyle: "ISO, YMD",
  logging_collector: "off",
  log_destination: "stderr",
  // Statements and the details of errors hold people's data: they stay out of the log.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
};

/** Starts the server; it is not yet ready. `settings` overrule the usual ones. */
export async function startServer(
  binaries: string,
  cluster: string,
  account: Account | null,
  settings: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const logPath = join(dirname(cluster), "postgres.log");
  const socketFolder = await makeSocketFolder(account);
  const log = await openLog(logPath, account);
  const all = { ...SETTINGS, ...settings, unix_socket_directories: socketFolder };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = [join(binaries, "bin", "postgres"), "-D", dataArgument(cluster), ...options];
  const child = spawn("/bin/sh", ["-c", WATCHED, socketFolder, ...server], {
    cwd: cluster,
    env: serverEnvironment(binaries),
    // Ctrl-C in the terminal is ours to answer: in the same process group it would stop the server under our feet.
    detached: true,
    stdio: ["ignore", log.handle.fd, log.handle.fd, "pipe"],
    ...account,
  });
  try {
    await new Promise<void>((done, fail) => child.once("spawn", done).once("error", fail));
  } finally {
    await log.handle.close();
  }
  return makeServerProcess(child, socketFolder, () => readFrom(logPath, log.size));
}

function makeServerProcess(child: ChildProcess, socketFolder: string, readLog: () => Promise<string>): ServerProcess {
  const lifeline = child.stdio[3];
  const pid = child.pid;
  if (!(lifeline instanceof Socket) || pid === undefined) throw new Error("assertion: the server was started");
  // When the watcher is gone, nobody reads what we write.
  lifeline.on("error", () => {});
  let over = false;
  const exited = new Promise<void>((done) => {
    child.once("exit", () => {
      over = true;
      lifeline.end("ended\n");
      // A server that was killed leaves its socket in it. If it cannot be removed, an empty temp folder stays.
      done(rm(socketFolder, { recursive: true, force: true }).catch(() => {}));
    });
  });
  return {
    pid,
    socketFolder,
    hasExited: () => over,
    readLog,
    unref() {
      child.unref();
      lifeline.unref();
    },
    async stop() {
      child.ref();
      if (!over) child.kill("SIGINT");
      const timer = setTimeout(() => child.kill("SIGQUIT"), STOP_PATIENCE_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** A new folder in a temp folder: nobody else's is ever used, and socket paths are limited to about 100 bytes. */
async function makeSocketFolder(account: Account | null): Promise<string> {
  for (const base of new Set([tmpdir(), "/tmp", "/var/tmp"])) {
    const prefix = join(base, "oc-pg-");
    if (Buffer.byteLength(prefix) + 6 > SOCKET_FOLDER_LIMIT_BYTES) continue;
    if (account !== null && !(await isReachable(base, account))) continue;
    const folder = await mkdtemp(prefix).catch(() => null);
    if (folder === null) continue;
    if (account !== null) await chown(folder, account.uid, account.gid);
    return folder;
  }
  const message = `No folder for PostgreSQL's socket can be made in ${tmpdir()} or /tmp. Set TMPDIR to a writable folder with a short path.`;
  throw new DatabaseUnavailable("server-not-runnable", message);
}

async function isReachable(folder: string, account: Account): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    const found = await stat(path).catch(() => null);
    if (found === null || !mayEnter(account, found)) return false;
    if (path === dirname(path)) return true;
  }
}

async function openLog(path: string, account: Account | null) {
  const old = await lstat(path).catch(() => null);
  if (old !== null && old.size > LOG_LIMIT_BYTES) await rename(path, `${path}.1`);
  const handle = await open(path, "a", 0o600);
  const { size } = await handle.stat();
  if (account !== null) await handle.chown(account.uid, account.gid);
  return { handle, size };
}

async function readFrom(path: string, start: number): Promise<string> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(Math.max(size - start, 0), 100_000));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
