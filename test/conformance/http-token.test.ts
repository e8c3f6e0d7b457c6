import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { renderBatch } from "../../src/delivery/batch.ts";
import type { CoreViewAdapter } from "../../src/platform/core-view/core-view.ts";
import type { StandIn } from "../../src/stand-in/start-stand-in.ts";
import { httpCoreView, httpSetting, serverThat, standInForTest } from "../support/http-core-views.ts";
import { ledgerEntry } from "../support/ledger-entries.ts";

const BATCH = renderBatch([ledgerEntry(1)]);
const SECRET = "s3cret & <+%:ü>";
const ENV = { CORE_VIEW_SECRET: SECRET };

function oauthAt(tokenUrl: string): NonNullable<ReturnType<typeof httpSetting>["oauth"]> {
  return { tokenUrl, clientId: "our:client", clientSecret: "env:CORE_VIEW_SECRET", scope: null };
}

async function closedCoreView(tokenSeconds = 3600): Promise<StandIn> {
  return standInForTest({ client: { id: "our:client", secret: SECRET, tokenSeconds } });
}

function tokensAsked(standIn: StandIn): number {
  return standIn.recent().filter(({ request }) => request.includes("/oauth/token")).length;
}

describe("a token", () => {
  test("is asked for once, and kept until 60 seconds before its end (fault 35)", async () => {
    const standIn = await closedCoreView(600);
    let seconds = 0;
    const adapter = httpCoreView(httpSetting(standIn.url, { oauth: oauthAt(standIn.tokenUrl) }), {
      env: ENV,
      elapsedMs: () => seconds * 1000,
    });
    const asked = [];
    for (seconds of [0, 1, 538, 541, 1_079]) {
      expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
      expect(await adapter.read(BATCH.id)).toMatchObject({ state: "held" });
      asked.push(tokensAsked(standIn));
    }
    expect(asked).toEqual([1, 1, 1, 2, 2]);
  });

  test("without an end is kept", async () => {
    const login = await serverThat(tokenOf({ access_token: "abc", token_type: "bearer" }));
    const coreView = await serverThat((_, response) => response.writeHead(503).end());
    const adapter = httpCoreView(httpSetting(coreView.url, { oauth: oauthAt(login.url) }), { env: ENV });
    for (const _again of [1, 2, 3]) await adapter.send(BATCH);
    expect([login.requests.length, coreView.requests.length]).toEqual([1, 3]);
    expect(coreView.requests[0]?.headers["authorization"]).toBe("Bearer abc");
  });

  test("that was withdrawn is replaced by a new one, and the request is made once more", async () => {
    const standIn = await closedCoreView();
    const adapter = httpCoreView(httpSetting(standIn.url, { oauth: oauthAt(standIn.tokenUrl) }), { env: ENV });
    expect(await adapter.list("SE")).toEqual({ state: "listed", ids: [] });
    standIn.revokeTokens();
    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
    expect(tokensAsked(standIn)).toBe(2);
  });

  test("that is never taken is asked for twice, and then a person has to look; it is not told", async () => {
    const login = await serverThat(tokenOf({ access_token: "t0ken", token_type: "bearer", expires_in: 3600 }));
    const coreView = await serverThat((request, response) => {
      const detail = `I do not like ${request.headers["authorization"] ?? ""}`;
      response
        .writeHead(401, { "content-type": "application/problem+json" })
        .end(JSON.stringify({ title: "No", detail }));
    });
    const adapter = httpCoreView(httpSetting(coreView.url, { oauth: oauthAt(login.url) }), { env: ENV });
    for (const ask of questions(adapter)) {
      const before = [login.requests.length, coreView.requests.length];
      const result = await ask();
      expect(result).toMatchObject({ state: "refused", code: "core-view-denied" });
      expect(JSON.stringify(result)).toContain("I do not like Bearer [hidden]");
      expect(JSON.stringify(result)).not.toContain("t0ken");
      expect([login.requests.length, coreView.requests.length].map((n, i) => n - (before[i] ?? 0))).toEqual([2, 2]);
    }
  });
});

describe("no token: nothing is sent", () => {
  test.each<[string, (request: IncomingMessage, response: ServerResponse) => void, object]>([
    [
      "the client is not known",
      answering(401, { error: "invalid_client", error_description: SECRET }),
      { state: "refused", code: "token-refused" },
    ],
    [
      "the client has no right",
      answering(400, { error: "unauthorized_client" }),
      { state: "refused", code: "token-refused" },
    ],
    ["a wrong address", answering(404, {}), { state: "refused", code: "token-refused" }],
    [
      "too many",
      (_, response) => response.writeHead(429, { "retry-after": "9" }).end(),
      { state: "unavailable", code: "token-unavailable", retryAfterMs: 9_000 },
    ],
    ["maintained", answering(503, {}), { state: "unavailable", code: "token-unavailable", retryAfterMs: null }],
    [
      "a page",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>"),
      { state: "unavailable", code: "token-unavailable" },
    ],
    ["nothing", (_, response) => response.writeHead(204).end(), { state: "unavailable", code: "token-unavailable" }],
    [
      "half a document",
      (_, response) => response.writeHead(200, { "content-type": "application/json" }).end('{"access'),
      { state: "unavailable", code: "token-unavailable" },
    ],
    [
      "another kind of token",
      answering(200, { access_token: "a", token_type: "mac" }),
      { state: "unavailable", code: "token-unavailable" },
    ],
    [
      "a token that breaks a header",
      answering(200, { access_token: "a\r\nx: y", token_type: "bearer" }),
      { state: "unavailable", code: "token-unavailable" },
    ],
    [
      "a redirect",
      (_, response) => response.writeHead(302, { location: "/elsewhere" }).end(),
      { state: "unavailable", code: "token-unavailable" },
    ],
    ["no answer", () => undefined, { state: "unavailable", code: "token-unavailable" }],
    ["a cut", (request) => request.socket.destroy(), { state: "unavailable", code: "token-unavailable" }],
  ])("%s", async (_what, answer, expected) => {
    const login = await serverThat(answer);
    const coreView = await serverThat((_, response) => response.end());
    const adapter = httpCoreView(httpSetting(coreView.url, { oauth: oauthAt(login.url), timeoutMs: 400 }), {
      env: ENV,
    });
    for (const ask of questions(adapter)) {
      const result = await ask();
      expect(result).toMatchObject(expected);
      expect(JSON.stringify(result)).not.toContain("s3cret");
    }
    expect(coreView.requests).toEqual([]);
  });

  test("the token server is away", async () => {
    const adapter = httpCoreView(httpSetting("http://127.0.0.1:1", { oauth: oauthAt("http://127.0.0.1:1/token") }), {
      env: ENV,
    });
    expect(await adapter.send(BATCH)).toMatchObject({ state: "unavailable", code: "token-unavailable" });
  });

  test("the secret is not where the setting says: nobody is asked", async () => {
    const standIn = await closedCoreView();
    const adapter = httpCoreView(httpSetting(standIn.url, { oauth: oauthAt(standIn.tokenUrl) }));
    for (const ask of questions(adapter))
      expect(await ask()).toMatchObject({ state: "refused", code: "secret-missing" });
    expect(standIn.recent()).toEqual([]);
  });
});

test.each([
  [null, { grant_type: "client_credentials" }],
  ["batches.write batches.read", { grant_type: "client_credentials", scope: "batches.write batches.read" }],
])("the scope %j of the setting is asked for", async (scope, form) => {
  const login = await serverThat(tokenOf({ access_token: "abc", token_type: "bearer" }));
  const coreView = await serverThat((_, response) => response.end());
  const oauth = { ...oauthAt(login.url), scope };
  await httpCoreView(httpSetting(coreView.url, { oauth }), { env: ENV }).send(BATCH);
  expect(login.bodies.map((body) => Object.fromEntries(new URLSearchParams(body)))).toEqual([form]);
});

function questions(adapter: CoreViewAdapter): (() => Promise<unknown>)[] {
  return [() => adapter.send(BATCH), () => adapter.read(BATCH.id), () => adapter.list("SE")];
}

function answering(status: number, document: unknown): (request: IncomingMessage, response: ServerResponse) => void {
  return (_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(document));
  };
}

function tokenOf(document: unknown): (request: IncomingMessage, response: ServerResponse) => void {
  return answering(200, document);
}
