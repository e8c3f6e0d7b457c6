/**
 * A proxy between a command and a real server that cuts the connection at a COMMIT.
 * In: the server's Unix socket. Out: a loopback port; from then on as told.
 */
import { createConnection, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

export type Cut =
  /** The server never sees the COMMIT. */
  | "before"
  /** The server commits; its answer is never seen. */
  | "after";

export interface CuttingProxy {
  readonly port: number;
  /** How many connections were cut. */
  cuts(): number;
  close(): void;
}

/** PostgreSQL's simple query `commit`: its type, its length, its text, a zero. */
const COMMIT = Buffer.from("Q\0\0\0\x0bcommit\0", "latin1");

/** @param nth the COMMIT that is cut, counted over all connections from 1; those after it pass */
export async function cutAtCommit(socketPath: string, cut: Cut, nth: number): Promise<CuttingProxy> {
  let commits = 0;
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = createConnection(socketPath);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    let deaf = false;
    client.on("data", (bytes) => {
      if (bytes.includes(COMMIT)) {
        commits += 1;
        if (commits === nth) {
          cuts += 1;
          deaf = true;
          if (cut === "before") {
            upstream.destroy();
            client.destroy();
            return;
          }
        }
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (!deaf) client.write(bytes);
      else {
        // The answer to the COMMIT: it is done, and nobody hears of it.
        client.destroy();
        upstream.destroy();
      }
    });
    client.on("close", () => upstream.end());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: portOf(server.address()),
    cuts: () => cuts,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("assertion: it listens on a port");
  return address.port;
}
