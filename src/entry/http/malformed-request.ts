/**
 * The answer to bytes that never become a request: a broken line, an endless header, an address that is none. In: what Node says of them.
 * Out: a problem document with the headers of every answer; and the same as bytes, for a connection on which nothing was answered yet.
 */
import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { problemJson, type Problem } from "./problem.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

const MALFORMED: Problem = {
  status: 400,
  code: "request-malformed",
  detail: "This is no request of HTTP/1.1 with one Host: a path of ASCII characters, whole headers, one length.",
};
const TOO_LONG: Problem = {
  status: 431,
  code: "headers-too-large",
  detail: "The address and the headers together are longer than 16 KiB. Send fewer filters or cookies.",
};
const TOO_LATE: Problem = {
  status: 408,
  code: "request-too-slow",
  detail: "The request did not come whole in time. Send it again.",
};

function answerParts(problem: Problem) {
  const id = randomUUID();
  const headers = { ...SECURITY_HEADERS, "X-Request-Id": id, "Content-Type": "application/problem+json" };
  return { status: problem.status, headers, body: JSON.stringify(problemJson(problem, id)) };
}

export function malformedAnswer(): Response {
  const { status, headers, body } = answerParts(MALFORMED);
  return new Response(body, { status, headers });
}

/** Told on the connection itself, which ends with it. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  // After a first answer another could fall into the middle of one that is under way.
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = answerParts(problemOf(error.code));
  const lines = Object.entries({ ...headers, "Content-Length": String(Buffer.byteLength(body)), Connection: "close" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${head}\r\n${body}`);
}

function problemOf(code: string | undefined): Problem {
  if (code === "HPE_HEADER_OVERFLOW") return TOO_LONG;
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? TOO_LATE : MALFORMED;
}
