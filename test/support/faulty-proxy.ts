/**
 * A proxy on loopback between a client and a real server that breaks the way between them as told.
 * In: the server's port. Out: a port of its own; it passes everything on until it is told otherwise.
 */
import { createConnection, createServer, type Socket } from "node:net";
import { portOf } from "./cutting-proxy.ts";

export interface FaultyProxy {
  readonly port: number;
  /** Nobody answers, until `pass`. */
  away(): void;
  pass(): void;
  /** The next connection ends once so many bytes of the client's went on. @returns whether it has come to that */
  cutAfter(bytes: number): () => boolean;
  /** The next connection ends instead of the server's nth answer, counted from 1. @returns whether it has come to that */
  loseAnswer(nth: number): () => boolean;
  /** The next connection ends instead of the first answer that comes once this is so. */
  loseAnswerOnce(isSo: () => boolean): void;
  /** The server's answers come byte by byte, until `pass`. */
  slow(): void;
  /** Nothing comes through any more on the connections that there are; they stay open, until `pass`. */
  stall(): void;
  close(): void;
}

/** What becomes of the bytes of one connection. */
interface Fault {
  /** @returns what goes on; null ends the connection */
  readonly fromClient: (bytes: Buffer) => Buffer | null;
  readonly fromServer: (bytes: Buffer) => Buffer | null;
  readonly slow?: boolean;
}

const WHOLE: Fault = { fromClient: (bytes) => bytes, fromServer: (bytes) => bytes };
const AWAY: Fault = { fromClient: () => null, fromServer: () => null };

export async function startFaultyProxy(serverPort: number): Promise<FaultyProxy> {
  const sockets = new Set<Socket>();
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  let isStalled = false;
  let lasting = WHOLE;
  let next: Fault | null = null;
  const server = createServer((client) => {
    const fault = next ?? lasting;
    next = null;
    if (fault === AWAY) {
      client.destroy();
      return;
    }
    const upstream = createConnection({ port: serverPort, host: "127.0.0.1" });
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true).on("error", end).on("close", end);
    }
    const unlessStalled =
      (through: (bytes: Buffer) => Buffer | null) =>
      (bytes: Buffer): Buffer | null =>
        isStalled ? Buffer.alloc(0) : through(bytes);
    join(client, upstream, unlessStalled(fault.fromClient), end, false);
    join(upstream, client, unlessStalled(fault.fromServer), end, fault.slow === true);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  // A connection that is kept open would not meet what comes next.
  const use = (fault: Fault): void => {
    lasting = fault;
    isStalled = false;
    next = null;
    endAll();
  };
  const once = (fault: Fault): void => {
    use(WHOLE);
    next = fault;
  };
  return {
    port: portOf(server.address()),
    away: () => use(AWAY),
    pass: () => use(WHOLE),
    slow: () => use({ ...WHOLE, slow: true }),
    stall: () => {
      isStalled = true;
    },
    cutAfter: (most) => {
      let passed = 0;
      once({
        ...WHOLE,
        fromClient: (bytes) => {
          passed += bytes.length;
          return passed > most ? null : bytes;
        },
      });
      return () => passed > most;
    },
    loseAnswer: (nth) => {
      let seen = 0;
      once({
        ...WHOLE,
        fromServer: (bytes) => {
          seen += 1;
          return seen >= nth ? null : bytes;
        },
      });
      return () => seen >= nth;
    },
    loseAnswerOnce: (isSo) => once({ ...WHOLE, fromServer: (bytes) => (isSo() ? null : bytes) }),
    close: () => {
      server.close();
      endAll();
    },
  };
}

function join(
  from: Socket,
  to: Socket,
  through: (bytes: Buffer) => Buffer | null,
  end: () => void,
  slow: boolean,
): void {
  from.on("data", (bytes) => {
    const passed = through(bytes);
    if (passed === null) end();
    else if (!slow) to.write(passed);
    else drip(from, to, passed);
  });
}

/** Ten bytes a second: nothing ends in time, and the connection is never idle. */
function drip(from: Socket, to: Socket, bytes: Buffer): void {
  from.pause();
  let at = 0;
  const timer = setInterval(() => {
    if (to.destroyed) clearInterval(timer);
    else to.write(bytes.subarray(at, at + 1));
    at += 1;
    if (at < bytes.length) return;
    clearInterval(timer);
    from.resume();
  }, 100);
}
