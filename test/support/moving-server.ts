/**
 * A PostgreSQL that moves under one address, as a cluster does when it fails over: a forwarder on loopback in front of a server of
 * its own that can be stopped and started. In: a folder. Out: the address, the server's acts, a connection past the forwarder.
 */
import { createConnection, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { openDatabase } from "../../src/platform/postgres/open-database.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { startEmbedded, type EmbeddedPostgres } from "../../src/platform/postgres/embedded-postgres.ts";

export interface MovingServer {
  /** Stays the same whatever becomes of the server. */
  readonly connectionString: string;
  /** A connection to the server that runs now. */
  open(): Promise<Database>;
  /** Ends all sessions and stops the server; who calls is refused until it is started again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  end(): Promise<void>;
}

/** What is lost in a power cut does not matter here; `settings` overrule. */
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

export async function startMovingServer(
  folder: string,
  settings: Readonly<Record<string, string>> = FAST,
): Promise<MovingServer> {
  let running: EmbeddedPostgres | null = await startEmbedded(folder, settings);
  const sockets = new Set<Socket>();
  const forwarder = createServer((client) => {
    if (running === null) return void client.destroy();
    const upstream = createConnection(socketOf(running.connectionString));
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    client.pipe(upstream).pipe(client);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((done) => forwarder.listen(0, "127.0.0.1", done));
  const address = forwarder.address();
  if (address === null || typeof address === "string") throw new Error("assertion: it listens on a port");
  const user = /\/\/(\w+)@/.exec(running.connectionString)?.[1] ?? "";
  async function stop(): Promise<void> {
    const server = running;
    running = null;
    await server?.stop();
  }
  return {
    connectionString: `postgresql://${user}@127.0.0.1:${address.port}/postgres`,
    open() {
      if (running === null) throw new Error("assertion: the server runs");
      return openDatabase({ connectionString: running.connectionString });
    },
    stop,
    async start() {
      running = await startEmbedded(folder, settings);
    },
    async end() {
      forwarder.close();
      for (const socket of sockets) socket.destroy();
      await stop();
    },
  };
}

function socketOf(connectionString: string): string {
  const folder = /\?host=(.*)$/.exec(connectionString)?.[1];
  if (folder === undefined) throw new Error(`assertion: ${connectionString} names a socket`);
  return join(decodeURIComponent(folder), ".s.PGSQL.5432");
}
