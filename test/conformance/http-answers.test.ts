import { createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { renderBatch } from "../../src/delivery/batch.ts";
import { readDelivery } from "../../src/domain/delivery-setting.ts";
import { coreViewFor } from "../../src/platform/core-view/adapter-for.ts";
import type { CoreViewAdapter, SendResult } from "../../src/platform/core-view/core-view.ts";
import type { StandIn } from "../../src/stand-in/start-stand-in.ts";
import { heldBatch } from "../support/held-batches.ts";
import { httpCoreView, httpSetting, serverThat, standInForTest } from "../support/http-core-views.ts";
import { ledgerEntries } from "../support/ledger-entries.ts";

const BATCH = renderBatch(ledgerEntries(10, { agentId: 'Ülkü, "Søn"\r\n株式会社' }));
const SHORT_MS = 400;

async function coreView(timeoutMs = 10_000): Promise<{ readonly standIn: StandIn; readonly adapter: CoreViewAdapter }> {
  const standIn = await standInForTest();
  return { standIn, adapter: httpCoreView(httpSetting(standIn.url, { timeoutMs })) };
}

/** How often each entry of the batch is booked. */
function timesBooked(standIn: StandIn): readonly number[] {
  return standIn.batches().flatMap((batch) => batch.entries.map((entry) => entry.times));
}

const ONCE = Array.from({ length: 10 }, () => 1);

describe("what may have been taken is unknown, is found by its id, and the same again books nothing twice (fault 26)", () => {
  test.each([
    ["hang-after-commit", SHORT_MS],
    ["die-after-commit", 10_000],
    ["slow", SHORT_MS],
    ["empty-answer", 10_000],
  ] as const)("%s", async (name, timeoutMs) => {
    const { standIn, adapter } = await coreView(timeoutMs);
    standIn.setFaults([{ name, requests: 1 }]);
    expect(await adapter.send(BATCH)).toMatchObject({
      state: "unknown",
      code: "core-view-unknown",
      retryAfterMs: null,
    });
    const held = await heldBatch(adapter, BATCH.id);
    expect(held.booked).toBe("all");
    expect(Buffer.from(held.csv ?? "").equals(BATCH.csv)).toBe(true);
    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
    expect(timesBooked(standIn)).toEqual(ONCE);
    expect(standIn.batches().map(({ id }) => id)).toEqual([BATCH.id]);
  });
});

describe("what was not taken goes when it can (fault 27)", () => {
  test.each([
    ["rate-limit", 7, "unavailable", 7_000],
    ["outage", 0, "unknown", null],
    ["outage", 9, "unknown", 9_000],
    ["reset", 0, "unknown", null],
    ["die-before-commit", 0, "unknown", null],
  ] as const)("%s %i: %s, to wait %j ms", async (name, amount, state, retryAfterMs) => {
    const { standIn, adapter } = await coreView();
    standIn.setFaults([{ name, amount, requests: 1 }]);
    expect(await adapter.send(BATCH)).toMatchObject({ state, retryAfterMs });
    expect(await adapter.read(BATCH.id)).toEqual({ state: "absent" });
    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
    expect(timesBooked(standIn)).toEqual(ONCE);
  });

  test("a date in Retry-After counts from now", async () => {
    const retryAfter = "Tue, 24 Nov 2026 12:00:30 GMT";
    const { url } = await serverThat((_, response) => response.writeHead(429, { "retry-after": retryAfter }).end());
    const adapter = httpCoreView(httpSetting(url), { nowMs: () => Date.UTC(2026, 10, 24, 12) });
    expect(await adapter.send(BATCH)).toMatchObject({ state: "unavailable", retryAfterMs: 30_000 });
  });

  test("questions that meet a fault are not answered now, and never tell of absence", async () => {
    const { standIn, adapter } = await coreView(SHORT_MS);
    await adapter.send(BATCH);
    for (const name of [
      "rate-limit",
      "outage",
      "reset",
      "die-before-commit",
      "html-page",
      "hang-after-commit",
      "slow",
      "die-after-commit",
    ] as const) {
      standIn.setFaults([{ name, meets: "read" }]);
      expect([name, await adapter.read(BATCH.id)]).toMatchObject([name, { state: "unavailable" }]);
      expect([name, await adapter.list("SE")]).toMatchObject([name, { state: "unavailable" }]);
    }
    standIn.setFaults([]);
    expect(await adapter.list("SE")).toEqual({ state: "listed", ids: [BATCH.id] });
  });
});

describe("before a byte went out nothing was taken: not now, and never unknown", () => {
  test.each<[string, () => Promise<string>]>([
    ["nobody listens", async () => "http://127.0.0.1:1"],
    ["there is no such host", async () => "https://core-view.invalid"],
    [
      "the server speaks no TLS",
      async () => (await serverThat((_, response) => response.end())).url.replace("http:", "https:"),
    ],
    ["the handshake never ends", async () => `https://127.0.0.1:${await silentPort()}`],
  ])("%s", async (_what, urlOf) => {
    const adapter = httpCoreView(httpSetting(await urlOf(), { timeoutMs: SHORT_MS }));
    const unavailable = { state: "unavailable", code: "core-view-unavailable", retryAfterMs: null };
    expect(await adapter.send(BATCH)).toMatchObject(unavailable);
    expect(await adapter.read(BATCH.id)).toMatchObject(unavailable);
    expect(await adapter.list("SE")).toMatchObject(unavailable);
  });

  async function silentPort(): Promise<number> {
    const sockets: { destroy: () => void }[] = [];
    const server = createServer((socket) => sockets.push(socket.on("error", () => undefined)));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }
});

test("an answer of a byte a second ends by the deadline of the whole, not by that between two bytes (fault 28)", async () => {
  const { url } = await serverThat((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(timer));
  });
  const adapter = httpCoreView(httpSetting(url, { timeoutMs: SHORT_MS }));
  const result = await adapter.send(BATCH);
  expect(result).toMatchObject({ state: "unknown" });
  expect(messageOf(result)).toContain(`no whole answer within ${SHORT_MS} ms`);
});

test("each entry is as Core View names it; one that is not named is no success (fault 29)", async () => {
  const { standIn, adapter } = await coreView();
  standIn.setFaults([
    { name: "refuse-some", amount: 3, requests: 1 },
    { name: "leave-out", requests: 1 },
  ]);
  const result = await adapter.send(BATCH);
  const entries = result.state === "partly-accepted" ? result.entries : [];
  expect(entries.map((entry) => entry.state === "refused")).toEqual(Array.from({ length: 9 }, (_, index) => index < 3));
  expect(entries[0]).toEqual({
    entryId: "entry-1",
    state: "refused",
    reason: 'The account of Ülkü, "Søn" 株式会社 is locked.',
  });
  expect(entries.some(({ entryId }) => entryId === "entry-10")).toBe(false);
  expect(messageOf(result)).toContain("accepted 6 of 10 entries");
  // Asked, it tells of all ten; the one that was not named is booked.
  const { booked } = await heldBatch(adapter, BATCH.id);
  expect(booked).toHaveLength(10);
  expect(booked).toContainEqual({ entryId: "entry-10", state: "accepted", reason: null });
  // The same again: what was refused is tried again, and what was booked is not.
  expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
  expect(timesBooked(standIn)).toEqual(ONCE);
});

describe("a 200 that proves nothing is no success (fault 30)", () => {
  test("an HTML page: nothing is there, and the batch goes later", async () => {
    const { standIn, adapter } = await coreView();
    standIn.setFaults([{ name: "html-page", requests: 1 }]);
    const result = await adapter.send(BATCH);
    expect(result).toMatchObject({ state: "unknown", code: "core-view-unknown" });
    expect(messageOf(result)).toContain("an HTML page");
    expect(await adapter.read(BATCH.id)).toEqual({ state: "absent" });
    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
  });

  test("another amount under our id is an incident, also when it is asked for again", async () => {
    const { standIn, adapter } = await coreView();
    standIn.setFaults([{ name: "other-amount", requests: 1 }]);
    for (const _again of [1, 2]) {
      const result = await adapter.send(BATCH);
      expect(result).toMatchObject({ state: "refused", code: "core-view-mismatch" });
      expect(messageOf(result)).toContain(`expected ${BATCH.sha256}`);
    }
    const held = await heldBatch(adapter, BATCH.id);
    expect(Buffer.from(held.csv ?? "").toString("utf8")).toContain("4001.00");
  });

  test("a booked entry that is lost is missing in what is read back", async () => {
    const { standIn, adapter } = await coreView();
    standIn.setFaults([{ name: "lose-entry", requests: 1 }]);
    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
    const held = await heldBatch(adapter, BATCH.id);
    expect(held.booked).toHaveLength(9);
    expect(Buffer.from(held.csv ?? "").toString("utf8")).not.toContain("entry-1,");
  });

  test("an answer without end is not read to its end", async () => {
    const { url } = await serverThat((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const more = (): void => {
        while (response.write(Buffer.alloc(64 * 1024, " ")));
        response.once("drain", more);
      };
      more();
    });
    const result = await httpCoreView(httpSetting(url)).send(BATCH);
    expect(result).toMatchObject({ state: "unknown" });
    // Not by the deadline: by its size.
    expect(messageOf(result)).toMatch(/gave no whole answer: .*size/i);
  });
});

test("keys that were forgotten: asked by id it is there; sent without asking it is booked twice (fault 31)", async () => {
  const { standIn, adapter } = await coreView();
  await adapter.send(BATCH);
  standIn.setFaults([{ name: "forget-keys", amount: 0 }]);
  expect((await heldBatch(adapter, BATCH.id)).booked).toBe("all");
  expect(timesBooked(standIn)).toEqual(ONCE);
  // What whoever delivers is kept from by asking first, and what reading back shows when it was not.
  expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
  const twice = await heldBatch(adapter, BATCH.id);
  expect(timesBooked(standIn)).toEqual(ONCE.map(() => 2));
  expect(Buffer.from(twice.csv ?? "").equals(BATCH.csv)).toBe(false);
  expect(twice.booked).not.toBe("all");
});

describe("what Core View says", () => {
  test("of a request that it will not have is shown without what steers a terminal", async () => {
    const detail = "no such account\u001b[2J\r\nDelivered.";
    const { url } = await serverThat((_, response) =>
      response
        .writeHead(422, { "content-type": "application/problem+json" })
        .end(JSON.stringify({ title: "No", detail })),
    );
    const result = await httpCoreView(httpSetting(url)).send(BATCH);
    expect(result).toMatchObject({ state: "refused", code: "core-view-refused" });
    expect(messageOf(result)).toContain('status 422 and "No: no such account [2J Delivered."');
  });

  test("of another place is not followed", async () => {
    const other = await serverThat((_, response) => response.end());
    const { url } = await serverThat((_, response) => response.writeHead(307, { location: other.url }).end());
    const adapter = httpCoreView(httpSetting(url));
    const refused = { state: "refused", code: "core-view-refused" };
    expect(await adapter.send(BATCH)).toMatchObject(refused);
    expect(await adapter.read(BATCH.id)).toMatchObject(refused);
    expect(await adapter.list("SE")).toMatchObject(refused);
    expect(other.requests).toEqual([]);
  });

  test("with a 404 that is a proxy's page is not taken for absence", async () => {
    const { url } = await serverThat((_, response) =>
      response.writeHead(404, { "content-type": "text/html" }).end("<h1>"),
    );
    expect(await httpCoreView(httpSetting(url)).read(BATCH.id)).toMatchObject({
      state: "refused",
      code: "core-view-refused",
    });
  });
});

test("the bytes go out as they were cut, under the batch's id, with their digest", async () => {
  const { url, requests } = await serverThat((_, response) => response.end());
  await httpCoreView(httpSetting(`${url}/api/v1`)).send(BATCH);
  const [request] = requests;
  expect([request?.method, request?.url]).toEqual(["POST", "/api/v1/batches"]);
  expect(request?.headers).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-length": String(BATCH.csv.length),
    "idempotency-key": BATCH.id,
    "content-digest": `sha-256=:${Buffer.from(BATCH.sha256, "hex").toString("base64")}:`,
  });
  expect(request?.headers["authorization"]).toBeUndefined();
});

test("long lists come in pages", async () => {
  const ids = Array.from({ length: 5 }, (_, index) => `SE-2024-01-${index}`);
  const { url, requests } = await serverThat((request, response) => {
    const after = new URL(request.url ?? "", "http://x").searchParams.get("after") ?? "";
    const rest = ids.filter((id) => id > after);
    const document = { ids: rest.slice(0, 2), next: rest.length > 2 ? rest[1] : null };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document));
  });
  expect(await httpCoreView(httpSetting(url)).list("SE")).toEqual({ state: "listed", ids });
  expect(requests.map((request) => request.url)).toEqual([
    "/batches?market=SE",
    "/batches?market=SE&after=SE-2024-01-1",
    "/batches?market=SE&after=SE-2024-01-3",
  ]);
});

test("a market's setting leads to it", async () => {
  const standIn = await standInForTest();
  const reading = readDelivery({ adapter: "http", url: `${standIn.url}/` });
  if (!reading.ok) throw new Error(reading.found);
  const adapter = await coreViewFor(reading.delivery, { dataFolder: "", env: {} });
  onTestFinished(() => adapter.close());
  expect(adapter.destination).toBe(standIn.url);
  expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
});

function messageOf(result: SendResult): string {
  return "message" in result ? result.message : "";
}
