/**
 * Who owns an embedded server: the process that holds one advisory lock in it, on a connection of its own. The lock
 * goes with the process, so that nothing is left behind by a crash, and no file can lie.
 * In: the server's socket. Out: the lock, or who holds it, or that the server is not ready.
 */
import pg from "pg";
import { SUPERUSER } from "./cluster.ts";
import { sqlState } from "./database-failure.ts";

declare module "pg" {
  interface ClientBase {
    /** The connection no longer keeps the process alive. pg 8.23 has it, its types have not. */
    unref(): void;
  }
}

/** Any two numbers, as long as nothing else in this database locks them. */
const LOCK = [20_291, 1] as const;

export type Role =
  /** The process that started the server. */
  | "owner"
  /** A process that found it running, and takes it over if its owner is dead. */
  | "heir";

export type LockResult =
  | { readonly kind: "locked"; readonly client: pg.Client; readonly otherOwnerPid: number | null }
  | { readonly kind: "held"; readonly role: Role; readonly pid: number | null }
  | { readonly kind: "not-ready" };

/** Tries once. Advisory locks are of one database: this one, and every caller's, is `postgres`. */
export async function tryLock(socketFolder: string, role: Role): Promise<LockResult> {
  const client = new pg.Client({
    host: socketFolder,
    port: 5432,
    user: SUPERUSER,
    database: "postgres",
    application_name: `opencommission-${role}:${process.pid}`,
    connectionTimeoutMillis: 10_000,
  });
  // The end of the connection is told by "end"; unheard, its error would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    const lock = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1, $2) as locked", [...LOCK]);
    if (lock.rows[0]?.locked === true) {
      const others = await client.query<{ name: string }>(
        `select application_name as name from pg_stat_activity
          where application_name like 'opencommission-owner:%' and pid <> pg_backend_pid()`,
      );
      return { kind: "locked", client, otherOwnerPid: parseName(others.rows[0]?.name)?.pid ?? null };
    }
    const holder = await client.query<{ name: string }>(
      `select a.application_name as name from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted and l.classid = $1 and l.objid = $2`,
      [...LOCK],
    );
    await client.end();
    return { kind: "held", ...(parseName(holder.rows[0]?.name) ?? { role: "owner", pid: null }) };
  } catch (error) {
    await client.end().catch(() => {});
    // Not there yet, starting, shutting down, or ended while we asked. Anything else (full, broken) is no question of time.
    const state = sqlState(error);
    if (state === null || state.startsWith("57P") || state.startsWith("08")) return { kind: "not-ready" };
    throw error;
  }
}

function parseName(name: string | undefined): { role: Role; pid: number } | null {
  const parts = /^opencommission-(owner|heir):(\d+)$/.exec(name ?? "");
  if (parts === null) return null;
  return { role: parts[1] === "heir" ? "heir" : "owner", pid: Number(parts[2]) };
}
