/**
 * The API behind Node's server. In: dependencies, host and port. Out: the address, and a way to stop that lets requests in hand end.
 */
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { isIP, Socket, type AddressInfo } from "node:net";
import { getRequestListener, RequestError, type HttpBindings } from "@hono/node-server";
import { createApp } from "./create-app.ts";
import { failureAnswer } from "./failure-answer.ts";
import type { HttpDeps } from "./http-deps.ts";
import { malformedAnswer, refuseConnection } from "./malformed-request.ts";

export interface RunningServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** Loopback names under which browsers of this machine may come. */
const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];
const STOP_AFTER_MS = 10_000;
const IDLE_LOOK_MS = 50;

export function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The address of the connection itself: what a header says of it is anybody's. */
export function socketAddress(_request: Request, environment: unknown): string {
  return isBindings(environment) ? (environment.incoming.socket.remoteAddress ?? "unknown") : "unknown";
}

/** Behind a proxy: the address that the nearest one saw, which it put last. What stands before it is anybody's. */
export function forwardedAddress(request: Request, environment: unknown): string {
  const last = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return isIP(last) === 0 ? socketAddress(request, environment) : last;
}

function isBindings(value: unknown): value is HttpBindings {
  return typeof value === "object" && value !== null && "incoming" in value;
}

/** @param http without origins: those of the address that it gets; an address of one's own, behind a proxy, is given as `origin` */
export async function startServer(
  http: Omit<HttpDeps, "origins" | "addressOf">,
  at: { readonly host: string; readonly port: number; readonly origin: string | null },
): Promise<RunningServer> {
  const addressOf = at.origin === null ? socketAddress : forwardedAddress;
  // Filled below: they are known when the port is, and no request comes before.
  const origins: string[] = [];
  const whole: HttpDeps = { ...http, origins, addressOf };
  const app = createApp(whole);
  const listener = getRequestListener(app.fetch, {
    hostname: at.host,
    errorHandler: (error) =>
      error instanceof RequestError
        ? malformedAnswer()
        : failureAnswer(whole, error, { id: randomUUID(), method: "unknown" }),
  });
  const server = createServer({ requireHostHeader: false }, (incoming, outgoing) => void listener(incoming, outgoing));
  server.on("clientError", (error, socket) => {
    if (socket instanceof Socket) refuseConnection(error, socket);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const port = portOf(server.address());
  const name = at.host.includes(":") ? `[${at.host}]` : at.host;
  const address = `http://${name}:${port}`;
  origins.push(at.origin ?? address);
  // Whoever probes it reaches it by its own address, whatever name the world knows.
  if (isLoopbackHost(at.host)) origins.push(...LOOPBACK_NAMES.map((loopback) => `http://${loopback}:${port}`));
  else if (at.origin !== null) origins.push(address);
  return { address, stop: () => stop(server) };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("assertion: the server listens on a port");
  return address.port;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => server.closeAllConnections(), STOP_AFTER_MS);
    // A connection whose last request was in hand is kept open for the next one, which is not taken any more.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
    server.close((error) => {
      clearTimeout(late);
      clearInterval(idle);
      if (error) reject(error);
      else resolve();
    });
  });
}
