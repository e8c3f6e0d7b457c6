/**
 * An answer goes out as the faults of its request have it: whole, slowly, half or never. In: the answer, the faults. Out: bytes,
 * or the end of a connection.
 */
import type { ServerResponse } from "node:http";
import type { Met } from "./faults.ts";
import { problemReply, reply, type Reply } from "./reply.ts";

const PAGE = "<!doctype html><title>Sign in</title><h1>Sign in</h1><p>Your session has ended.</p>";

/** The answer of a fault that ends a request before anything is done; null when there is none. `"cut"`: there is no answer. */
export function endingReply(faults: Met): Reply | "cut" | "reset" | null {
  if (faults.has("reset")) return "reset";
  if (faults.has("die-before-commit")) return "cut";
  if (faults.has("html-page")) return reply(200, "text/html; charset=utf-8", PAGE);
  const limit = faults.get("rate-limit");
  if (limit !== undefined) return problemReply(429, "Too many requests.", { "retry-after": String(limit) });
  const outage = faults.get("outage");
  if (outage === undefined) return null;
  return problemReply(503, "Core View is being maintained.", outage === 0 ? {} : { "retry-after": String(outage) });
}

/** @returns what became of it, for the list of requests */
export function playReply(response: ServerResponse, { status, headers, body }: Reply, faults: Met): string {
  if (faults.has("hang-after-commit")) return "no answer";
  if (faults.has("die-after-commit")) {
    const { socket } = response;
    socket?.write(`HTTP/1.1 ${status} OK\r\ncontent-type: application/js`, () => socket.destroy());
    return "cut within the answer";
  }
  const whole = faults.has("empty-answer") ? Buffer.alloc(0) : body;
  const length = status === 204 ? {} : { "content-length": whole.length };
  response.writeHead(faults.has("empty-answer") ? 200 : status, { ...headers, ...length });
  const bytesPerSecond = faults.get("slow");
  if (bytesPerSecond === undefined) {
    response.end(whole);
    return String(response.statusCode);
  }
  drip(response, whole, Math.max(1, bytesPerSecond));
  return `${response.statusCode}, slowly`;
}

function drip(response: ServerResponse, body: Buffer, bytesPerSecond: number): void {
  response.flushHeaders();
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + 1));
    sent += 1;
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, 1000 / bytesPerSecond);
  response.on("close", () => clearInterval(timer));
}
