/**
 * The server on a real socket: bytes that are no request, addresses that are none of ours, a database that hangs, and an end that waits for
 * the requests in hand.
 */
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startServer, type RunningServer } from "../../src/entry/http/start-server.ts";
import { schemaState } from "../../src/platform/postgres/migrate.ts";
import { createTestApi, type TestApi } from "../support/http-api.ts";

let api: TestApi;
let server: RunningServer;
let host = "";

beforeAll(async () => {
  api = await createTestApi();
  const migrations = join(import.meta.dirname, "../../migrations");
  const schemaIsCurrent = async () => (await schemaState(api.database.db, migrations)) === "current";
  server = await serve({ schemaIsCurrent });
  host = new URL(server.address).host;
});
afterAll(async () => {
  await server.stop();
  await api.stop();
});

function serve(over: Partial<TestApi["http"]>): Promise<RunningServer> {
  const { origins: _, addressOf: __, ...http } = { ...api.http, ...over };
  return startServer(http, { host: "127.0.0.1", port: 0, origin: null });
}

/** What a connection answers to these very bytes, until it ends. */
async function sent(bytes: string): Promise<{ head: string; status: number; body: string }> {
  const socket = connect(Number(new URL(server.address).port), "127.0.0.1");
  socket.write(Buffer.from(bytes, "latin1"));
  const whole = await text(socket);
  const [head = "", body = ""] = whole.split("\r\n\r\n", 2);
  return { head, body, status: Number(head.split(" ")[1]) };
}

const Told = z.object({ code: z.string() });

test.each<[string, string, number, string]>([
  ["no request at all", "\u0016\u0003\u0001hello\r\n\r\n", 400, "request-malformed"],
  ["a path beyond ASCII", "GET /\u00e4 HTTP/1.1\r\nHost: HOST\r\n\r\n", 400, "request-malformed"],
  [
    "a backslash in the path",
    "GET /api\\v1 HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    400,
    "request-malformed",
  ],
  ["an asterisk for a path", "OPTIONS * HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 400, "request-malformed"],
  ["a host that is none", "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400, "request-malformed"],
  ["no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 421, "host-unknown"],
  ["another host", "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421, "host-unknown"],
  [
    "another host, for the description",
    "GET /openapi.json HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    421,
    "host-unknown",
  ],
  ["two hosts", "GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421, "host-unknown"],
  [
    "two lengths",
    "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
    "request-malformed",
  ],
  ["a line end in a header", "GET / HTTP/1.1\r\nHost: HOST\r\nX: a\rb\r\n\r\n", 400, "request-malformed"],
  ["an address without end", `GET /?${"x".repeat(20_000)} HTTP/1.1\r\nHost: HOST\r\n\r\n`, 431, "headers-too-large"],
  [
    "a method that is none of ours",
    "PROPFIND /healthz HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    405,
    "method-unknown",
  ],
  [
    "a percent sign alone",
    "GET /api/v1/closes/%E0%A4%A HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    401,
    "not-signed-in",
  ],
  [
    "a list with a slash behind",
    "GET /api/v1/closes/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    404,
    "route-unknown",
  ],
  [
    "a way up",
    "GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    404,
    "route-unknown",
  ],
])("%s is answered by a problem document with the headers of every answer", async (_, bytes, status, code) => {
  const answer = await sent(bytes.replaceAll("HOST", host));
  expect([answer.status, Told.parse(JSON.parse(answer.body)).code]).toEqual([status, code]);
  expect(answer.head).toMatch(/\r\ncontent-type: application\/problem\+json/i);
  for (const header of [
    "content-security-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-request-id",
  ])
    expect(answer.head.toLowerCase()).toContain(`\r\n${header}: `);
});

test.each(["/healthz", "/openapi.json"])("HEAD of %s is its head alone", async (path) => {
  const answer = await fetch(`${server.address}${path}`, { method: "HEAD" });
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
    200,
    "application/json",
    "",
  ]);
  const other = await fetch(`${server.address}${path}`, { method: "DELETE" });
  expect([other.status, other.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
});

describe("whether it is ready", () => {
  const ask = async (path: string) => {
    const answer = await fetch(`${server.address}${path}`);
    return [answer.status, z.looseObject({ code: z.string().optional() }).parse(await answer.json()).code];
  };

  test("is no, in time, while the database hangs; it lives all the while", async () => {
    await api.database.db.transaction(async (tx) => {
      await tx.run("lock table schema_migration in access exclusive mode");
      expect(await ask("/readyz")).toEqual([503, "database-slow"]);
      expect(await ask("/healthz")).toEqual([200, undefined]);
    });
    expect(await ask("/readyz")).toEqual([200, undefined]);
  });

  test("is no when the database is gone, and whoever asks for more is told to come again", async () => {
    const gone = await createTestApi();
    const migrations = join(import.meta.dirname, "../../migrations");
    const schemaIsCurrent = async () => (await schemaState(gone.http.db, migrations)) === "current";
    const cookie = await gone.cookieOf("vera");
    await gone.database.drop();
    const { origins: _, addressOf: __, ...http } = { ...gone.http, schemaIsCurrent };
    const own = await startServer(http, { host: "127.0.0.1", port: 0, origin: null });
    const told = async (path: string) => {
      const answer = await fetch(`${own.address}${path}`, { headers: { cookie } });
      return [answer.status, answer.headers.get("retry-after")];
    };
    expect(await told("/healthz")).toEqual([200, null]);
    expect((await told("/readyz"))[0]).toBe(503);
    expect(await told("/api/v1/status")).toEqual([503, "5"]);
    await own.stop();
    await gone.http.db.close();
  });
});

test("told to stop, it takes no new request, and answers the one in hand", async () => {
  const inHand = Promise.withResolvers<undefined>();
  const answered = Promise.withResolvers<boolean>();
  const own = await serve({
    schemaIsCurrent: () => {
      inHand.resolve(undefined);
      return answered.promise;
    },
  });
  const asked = fetch(`${own.address}/readyz`);
  await inHand.promise;
  const stopped = own.stop();
  await expect(fetch(`${own.address}/healthz`)).rejects.toThrow("fetch failed");
  answered.resolve(true);
  expect((await asked).status).toBe(200);
  await stopped;
});
