/**
 * One request to the stand-in. In: a request as it comes. Out: the answer, or the end of the connection where a fault has it so.
 * A body is read whole before anything is decided; strangers are turned away before that.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { JournalFailed } from "./journal.ts";
import { playReply } from "./play-reply.ts";
import { problemReply, type Reply } from "./reply.ts";
import { route, type IncomingCall, type Rooms } from "./routes.ts";

const MOST_BODY_BYTES = 8 * 1024 * 1024;

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

export interface RecentRequest {
  readonly at: string;
  readonly request: string;
  readonly answer: string;
  /** Names of the faults that it met, separated by commas. */
  readonly faults: string;
}

/** One request, from its head to the last byte of its answer, or to what a fault makes of it. */
export async function serveRequest(
  rooms: Rooms,
  request: IncomingMessage,
  response: ServerResponse,
  done: (recent: RecentRequest | null) => void,
): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const own = request.headers.host ?? "";
  const address = URL.parse(request.url ?? "/", `http://127.0.0.1`);
  const refused = foreign(request, own) ?? (address === null ? problemReply(400, "The address cannot be read.") : null);
  const body = await bodyOf(request);
  if (body === null) return;
  if (refused !== null || address === null || body === "too-large") {
    playReply(
      response,
      refused ?? problemReply(413, `More than ${MOST_BODY_BYTES} bytes.`, { connection: "close" }),
      new Map(),
    );
    return;
  }
  const { method = "GET" } = request;
  const { pathname: path, searchParams: query } = address;
  const header = (name: string): string | null => textOf(request.headers[name]);
  const { reply, met } = routed(rooms, { method, path, query, header, body });
  let answer = "connection reset";
  if (reply === "reset") request.socket.resetAndDestroy();
  else if (reply === "cut") {
    request.socket.destroy();
    answer = "connection ended";
  } else answer = playReply(response, reply, met);
  const isShown = path.startsWith("/batches") || path === "/oauth/token";
  const changes = isShown || method !== "GET";
  if (!changes) return;
  const shown = { at: new Date(rooms.nowMs()).toISOString(), request: `${method} ${path}${address.search}`, answer };
  done(isShown ? { ...shown, faults: [...met.keys()].join(", ") } : null);
}

function routed(rooms: Rooms, call: IncomingCall): ReturnType<typeof route> {
  try {
    return route(rooms, call);
  } catch (error) {
    if (!(error instanceof JournalFailed)) throw error;
    return { reply: problemReply(500, error.message), met: new Map() };
  }
}

/** A name that leads to loopback, or a page of another site, would let strangers in by somebody's browser. */
function foreign(request: IncomingMessage, host: string): Reply | null {
  // The port may be that of a tunnel; a stranger's name is what a browser would bring.
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/.test(host)) {
    return problemReply(421, "This server is 127.0.0.1 or localhost, whatever name led to it.");
  }
  const { origin } = request.headers;
  const isOwn = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  return isOwn ? null : problemReply(403, "A page of another site may not ask here.");
}

/** Null when the connection ended before its end. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | "too-large" | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) throw new Error("assertion: a body comes in bytes");
      length += chunk.length;
      if (length > MOST_BODY_BYTES) return "too-large";
      chunks.push(chunk);
    }
  } catch (error) {
    if (request.destroyed) return null;
    throw error;
  }
  return Buffer.concat(chunks);
}

function textOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
