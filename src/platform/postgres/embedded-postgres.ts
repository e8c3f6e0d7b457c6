/**
 * The embedded PostgreSQL: a real server on a folder, with nothing to install or configure, owned by one process.
 * In: a data folder. Out: an address for `openDatabase`, and `stop`.
 *
 * One process at a time: it holds the owner's lock (`owner-lock.ts`) for as long as it lives. Who finds a server running
 * on the folder tries the lock. Not got: the folder is refused. Got: the owner is dead, so the server, which its watcher
 * is stopping anyway, is stopped in good order and a new one started. What was committed is on disk in every case.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { accountFor, diskFull, ensureCluster, prepareDataFolder, removeLeftovers, SUPERUSER } from "./cluster.ts";
import { DatabaseUnavailable, nameFailure } from "./database-failure.ts";
import { tryLock } from "./owner-lock.ts";
import { findRunningServer, servesFolder } from "./postmaster-file.ts";
import type { RunningServer } from "./postmaster-file.ts";
import { findServerBinaries } from "./server-binaries.ts";
import { startServer } from "./server-process.ts";
import type { ServerProcess } from "./server-process.ts";

export interface EmbeddedPostgres {
  /** For `openDatabase`; good only on this machine and while the server runs. */
  readonly connectionString: string;
  /** Stops the server in good order; close databases first. May be called twice. */
  stop(): Promise<void>;
}

/** How long another server may take to come up or go down before the folder counts as held. */
const OTHERS_PATIENCE_MS = 30_000;
/** Our own may have to read its log after a crash. */
const START_PATIENCE_MS = 600_000;
const POLL_MS = 20;

/**
 * Starts the server on `<dataFolder>/postgres`, which is made when missing. Throws `DatabaseUnavailable`, with
 * `data-folder-held` when another process works on the folder. `settings` overrule the server's (for tests).
 */
export async function startEmbedded(
  dataFolder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> {
  const folder = await prepareDataFolder(dataFolder);
  const account = await accountFor(folder);
  const binaries = await findServerBinaries(account);
  const cluster = await ensureCluster(folder, binaries, account);
  const deadline = Date.now() + OTHERS_PATIENCE_MS;
  for (;;) {
    const running = await findRunningServer(cluster);
    if (running !== null) await inherit(running, folder, cluster, deadline);
    const server = await startServer(binaries, cluster, account, settings);
    const lock = await own(server, folder, deadline).catch(async (error: unknown) => {
      await server.stop();
      throw nameFailure(error);
    });
    if (lock === null) continue;
    await removeLeftovers(folder);
    return makeEmbedded(server, lock);
  }
}

function makeEmbedded(server: ServerProcess, lock: pg.Client): EmbeddedPostgres {
  let stopping = false;
  function keep(client: pg.Client): void {
    // The server ends all sessions when one of its processes crashes, and goes on: the lock is taken again at once.
    client.once("end", () => void relock());
    client.unref();
  }
  async function relock(): Promise<void> {
    for (;;) {
      if (stopping || server.hasExited()) return;
      const result = await tryLock(server.socketFolder, "owner").catch(() => null);
      if (result?.kind === "locked") return keep(result.client);
      await sleep(POLL_MS, undefined, { ref: false });
    }
  }
  keep(lock);
  server.unref();
  return {
    connectionString: `postgresql://${SUPERUSER}@/postgres?host=${encodeURIComponent(server.socketFolder)}`,
    async stop() {
      stopping = true;
      await server.stop();
    },
  };
}

/** Returns when the server of a dead owner has ended; throws when its owner lives. */
async function inherit(running: RunningServer, folder: string, cluster: string, deadline: number): Promise<void> {
  while (await servesFolder(running.pid, cluster)) {
    const socketFolder = running.socketFolder || ((await findRunningServer(cluster))?.socketFolder ?? "");
    const result = socketFolder === "" ? null : await tryLock(socketFolder, "heir");
    if (result?.kind === "held") throw held(folder, result.pid);
    if (result?.kind === "locked") {
      if (result.otherOwnerPid !== null) {
        await result.client.end();
        throw held(folder, result.otherOwnerPid);
      }
      if (await servesFolder(running.pid, cluster)) process.kill(running.pid, "SIGINT");
    }
    if (Date.now() > deadline) throw held(folder, running.pid);
    await sleep(POLL_MS);
  }
}

/** The lock on our own server once it is ready; null when another process was quicker and we have to look again. */
async function own(server: ServerProcess, folder: string, deadline: number): Promise<pg.Client | null> {
  const patience = Date.now() + START_PATIENCE_MS;
  let holder: number | null = null;
  while (!server.hasExited()) {
    const result = await tryLock(server.socketFolder, "owner");
    if (result.kind === "locked") return result.client;
    // An heir that came between our server's start and our lock sees us now and gives way, or stops the server.
    if (result.kind === "held") {
      holder = result.pid;
      if (Date.now() > deadline) throw held(folder, holder);
    }
    if (Date.now() > patience) throw new DatabaseUnavailable("server-failed", failed(folder, "it did not get ready"));
    await sleep(POLL_MS);
  }
  if (holder !== null) return null;
  const log = await server.readLog();
  if (log.includes("No space left on device")) throw diskFull(folder);
  const raced = /lock file ".*" already exists|pre-existing shared memory block|received fast shutdown request/.test(
    log,
  );
  if (raced && Date.now() <= deadline) {
    await sleep(POLL_MS * 5);
    return null;
  }
  const reason = /^.*(?:FATAL|PANIC): +(.*)$/m.exec(log)?.[1] ?? log.trim().split("\n").at(-1) ?? "";
  throw new DatabaseUnavailable("server-failed", failed(folder, reason));
}

function failed(folder: string, reason: string): string {
  return `The embedded PostgreSQL on ${folder} did not start: ${reason}. Its log is ${folder}/postgres.log.`;
}

function held(folder: string, pid: number | null): DatabaseUnavailable {
  const who = pid === null ? "another process" : `another process (pid ${pid})`;
  const message = `The data folder ${folder} is in use by ${who}. Wait until it has ended, or stop it; or name another folder with --data; or set DATABASE_URL to a PostgreSQL server, which serves many processes.`;
  return new DatabaseUnavailable("data-folder-held", message);
}
