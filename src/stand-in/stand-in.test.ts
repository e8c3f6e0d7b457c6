import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { spawn } from "node:child_process";
import { hash } from "node:crypto";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { ledgerEntries, ledgerEntry } from "../../test/support/ledger-entries.ts";
import { renderBatch, type Batch } from "../delivery/batch.ts";
import { faultSchedule } from "./fault-schedule.ts";
import { FAULT_NAMES } from "./faults.ts";
import { startStandIn, type StandIn, type StandInOptions } from "./start-stand-in.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "opencommission-stand-in-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function started(options: Partial<StandInOptions> = {}): Promise<StandIn> {
  const standIn = await startStandIn({ folder, ...options });
  onTestFinished(() => standIn.stop());
  return standIn;
}

const BATCH = renderBatch(ledgerEntries(4, { agentId: 'Ülkü, "Søn"\r\n株式会社' }));

function digestOf(bytes: Uint8Array): string {
  return `sha-256=:${Buffer.from(hash("sha256", bytes, "hex"), "hex").toString("base64")}:`;
}

function post(url: string, batch: Batch, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const usual = { "content-type": "text/csv", "idempotency-key": batch.id, "content-digest": digestOf(batch.csv) };
  return fetch(`${url}/batches`, { method: "POST", headers: { ...usual, ...headers }, body: Buffer.from(batch.csv) });
}

async function csvOf(url: string, id: string): Promise<string> {
  return (await fetch(`${url}/batches/${id}/csv`)).text();
}

function accepted(batch: Batch, count: number): unknown {
  const entries = Array.from({ length: count }, (_, index) => ({ id: `entry-${index + 1}`, state: "accepted" }));
  return { id: batch.id, sha256: batch.sha256, entries };
}

describe("a batch", () => {
  test("is booked once, and is the very bytes that came", async () => {
    const { url, batches } = await started();
    for (const status of [201, 200, 200]) {
      const answer = await post(url, BATCH);
      expect([answer.status, await answer.json()]).toEqual([status, accepted(BATCH, 4)]);
    }
    expect(batches().map((batch) => batch.entries.map((entry) => entry.times))).toEqual([[1, 1, 1, 1]]);
    expect(await csvOf(url, BATCH.id)).toBe(Buffer.from(BATCH.csv).toString("utf8"));
  });

  test("under a known key with other bytes is a conflict, and changes nothing", async () => {
    const { url } = await started();
    await post(url, BATCH);
    const answer = await post(url, { ...renderBatch(ledgerEntries(2)), id: BATCH.id });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([409, "application/problem+json"]);
    expect(await csvOf(url, BATCH.id)).toBe(Buffer.from(BATCH.csv).toString("utf8"));
  });

  test("gets no entry booked that another batch has", async () => {
    const { url } = await started();
    await post(url, BATCH);
    const other = renderBatch([ledgerEntry(4), ledgerEntry(5)]);
    expect(await (await post(url, other)).json()).toMatchObject({
      entries: [
        { id: "entry-4", state: "refused", reason: `The entry is booked already, in batch ${BATCH.id}.` },
        { id: "entry-5", state: "accepted" },
      ],
    });
    expect(await csvOf(url, other.id)).not.toContain("entry-4");
  });

  test("that was refused in part is tried again with the same key and bytes", async () => {
    const { url, setFaults } = await started();
    setFaults([{ name: "refuse-some", amount: 2, requests: 1 }]);
    const states = async (): Promise<string[]> =>
      [...(await (await post(url, BATCH)).text()).matchAll(/"state":"(\w+)"/g)].map((found) => found[1] ?? "");
    expect(await states()).toEqual(["refused", "refused", "accepted", "accepted"]);
    expect(await states()).toEqual(["accepted", "accepted", "accepted", "accepted"]);
    expect(await csvOf(url, BATCH.id)).toBe(Buffer.from(BATCH.csv).toString("utf8"));
  });

  const text = { ...BATCH, csv: Buffer.from("hello\r\n") };
  test.each<[string, Batch, Record<string, string>, number]>([
    ["without a key", BATCH, { "idempotency-key": "" }, 400],
    ["with a key that is a path", BATCH, { "idempotency-key": "../a" }, 400],
    ["with another digest", BATCH, { "content-digest": digestOf(Buffer.from("")) }, 400],
    ["of another type", BATCH, { "content-type": "text/plain" }, 415],
    ["that is no batch", text, {}, 422],
    ["of another market than its id says", BATCH, { "idempotency-key": "DK-1" }, 422],
  ])("%s is not taken", async (_what, batch, headers, status) => {
    const { url, batches } = await started();
    expect((await post(url, batch, headers)).status).toBe(status);
    expect(batches()).toEqual([]);
  });
});

test("lists come in pages, by id and market", async () => {
  const { url } = await started();
  const sent = Array.from({ length: 5 }, (_, index) => renderBatch([ledgerEntry(index + 1)]));
  for (const batch of [...sent, renderBatch([ledgerEntry(9, { market: "DK", currency: "DKK" })])])
    await post(url, batch);
  const ids = sent.map((batch) => batch.id).toSorted();
  const page = async (query: string): Promise<unknown> =>
    (await fetch(`${url}/batches?market=SE&limit=2${query}`)).json();
  expect(await page("")).toEqual({ ids: ids.slice(0, 2), next: ids[1] });
  expect(await page(`&after=${ids[1]}`)).toEqual({ ids: ids.slice(2, 4), next: ids[3] });
  expect(await page(`&after=${ids[3]}`)).toEqual({ ids: ids.slice(4), next: null });
});

describe("what was answered stays", () => {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));

  async function startedProcess(): Promise<{ readonly url: string; readonly kill: () => Promise<void> }> {
    const child = spawn(process.execPath, [main, "--port", "0", "--data", folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const kill = async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    };
    onTestFinished(kill);
    let told = "";
    for await (const bytes of child.stdout) {
      told += String(bytes);
      const url = /settings set delivery '\{"adapter":"http","url":"([^"]+)"\}'/.exec(told)?.[1];
      if (url !== undefined) return { url, kill };
    }
    throw new Error(`the stand-in did not start: ${told}`);
  }

  test("through SIGKILL after an answer, and after half a line in its journal", async () => {
    const first = await startedProcess();
    expect((await post(first.url, BATCH)).status).toBe(201);
    await first.kill();
    await appendFile(join(folder, "journal.ndjson"), '{"fact":"posted","batch":"SE-half');
    const second = await startedProcess();
    const answer = await post(second.url, BATCH);
    expect([answer.status, await answer.json()]).toEqual([200, accepted(BATCH, 4)]);
    await second.kill();
    expect((await readFile(join(folder, "journal.ndjson"), "utf8")).trimEnd().split("\n")).toHaveLength(1);
  });

  test("a journal that somebody else writes is not written over", async () => {
    const { url, batches } = await started();
    await appendFile(join(folder, "journal.ndjson"), "x\n");
    expect((await post(url, BATCH)).status).toBe(500);
    expect(batches()).toEqual([]);
  });

  test("a journal that was changed by hand is not begun with", async () => {
    await (await started()).stop().catch(() => undefined);
    await appendFile(join(folder, "journal.ndjson"), "x\n");
    await expect(startStandIn({ folder })).rejects.toThrow("line 1 is not JSON");
  });
});

describe("faults", () => {
  const put = (url: string, body: unknown, type = "application/json"): Promise<Response> =>
    fetch(`${url}/faults`, { method: "PUT", headers: { "content-type": type }, body: JSON.stringify(body) });

  test("hold for so many requests, or until they are switched off", async () => {
    const { url, faultsOn } = await started();
    expect(
      (
        await put(url, {
          faults: [
            { name: "outage", requests: 2 },
            { name: "slow", amount: 1000 },
          ],
        })
      ).status,
    ).toBe(200);
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await post(url, BATCH)).status);
    expect(statuses).toEqual([503, 503, 201]);
    expect(faultsOn().map(({ name }) => name)).toEqual(["slow"]);
    await fetch(`${url}/faults`, { method: "DELETE" });
    expect(await (await fetch(`${url}/faults`)).json()).toMatchObject({ on: [] });
  });

  test("meet sendings alone, unless they are told to meet questions", async () => {
    const { url, setFaults } = await started();
    setFaults([{ name: "outage" }]);
    expect((await fetch(`${url}/batches/SE-1`)).status).toBe(404);
    setFaults([{ name: "outage", meets: "any" }]);
    expect((await fetch(`${url}/batches/SE-1`)).status).toBe(503);
    expect((await post(url, BATCH)).status).toBe(503);
  });

  test.each([
    [{ faults: [{ name: "earthquake" }] }, "application/json", 400],
    [{ faults: [{ name: "slow", requests: 0 }] }, "application/json", 400],
    [{ faults: [{ name: "slow", for: 3 }] }, "application/json", 400],
    [[], "application/json", 400],
    [{ faults: [] }, "text/plain", 415],
  ])("%j as %s is answered with %i", async (body, type, status) => {
    const { url, faultsOn } = await started();
    expect((await put(url, body, type)).status).toBe(status);
    expect(faultsOn()).toEqual([]);
  });

  test("of one seed are the same, and come right by sending again", () => {
    const drawn = (seed: string): (string | undefined)[] => {
      const next = faultSchedule(seed);
      return Array.from({ length: 200 }, () => next()?.name);
    };
    expect(drawn("7")).toEqual(drawn("7"));
    expect(drawn("7")).not.toEqual(drawn("8"));
    const kinds = new Set(drawn("7").filter((name) => name !== undefined));
    expect(kinds.size).toBeGreaterThan(8);
    expect([...kinds].filter((name) => ["other-amount", "forget-keys", "lose-entry"].includes(name))).toEqual([]);
  });

  test("of a seed are played", async () => {
    const { url, recent } = await started({ seed: "7" });
    for (let n = 0; n < 12; n += 1) {
      await fetch(`${url}/batches`, { method: "POST", signal: AbortSignal.timeout(50) }).catch(() => undefined);
    }
    expect(recent().filter(({ faults }) => faults !== "").length).toBeGreaterThan(0);
  });
});

describe("strangers", () => {
  test.each<[string, Record<string, string>, number]>([
    ["another host's name", { host: "core-view.example" }, 421],
    ["a page of another site", { origin: "https://evil.example" }, 403],
    ["a page without a site", { origin: "null" }, 403],
  ])("%s: nothing is shown or changed", async (_what, headers, status) => {
    const { url, batches } = await started();
    // By a client that lets a header be what it should not be.
    const { request } = await import("undici");
    for (const [method, path] of [
      ["GET", "/"],
      ["GET", "/state"],
      ["PUT", "/faults"],
      ["POST", "/batches"],
    ] as const) {
      const answer = await request(`${url}${path}`, { method, headers });
      await answer.body.dump();
      expect([path, answer.statusCode]).toEqual([path, status]);
    }
    expect(batches()).toEqual([]);
  });

  test("every answer forbids what the page does not need", async () => {
    const { url } = await started();
    for (const path of ["/", "/page.js", "/state", "/openapi.json", "/nothing"]) {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';(?!.*unsafe)/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  test("the page has no script of its own and puts no text in as HTML", async () => {
    const page = join(dirname(fileURLToPath(import.meta.url)), "page");
    const html = await readFile(join(page, "page.html"), "utf8");
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\bon[a-z]+="|style="/);
    expect(await readFile(join(page, "page.js"), "utf8")).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write/,
    );
  });

  test("without a token the API is closed, where there is a client", async () => {
    const { url, tokenUrl } = await started({ client: { id: "us", secret: "a b&c+%" } });
    expect((await post(url, BATCH)).status).toBe(401);
    const ask = (secret: string): Promise<Response> =>
      fetch(tokenUrl, {
        method: "POST",
        body: new URLSearchParams({ grant_type: "client_credentials", client_id: "us", client_secret: secret }),
      });
    expect(await (await ask("wrong")).json()).toEqual({ error: "invalid_client" });
    const token = /"access_token":"([\w-]+)"/.exec(await (await ask("a b&c+%")).text())?.[1];
    expect((await post(url, BATCH, { authorization: `Bearer ${token}` })).status).toBe(201);
  });
});

test("the OpenAPI document has the addresses and faults that there are", async () => {
  const { url } = await started();
  const text = await (await fetch(`${url}/openapi.json`)).text();
  expect(text).toContain('"openapi": "3.1.0"');
  expect([...text.matchAll(/^ {4}"(\/[^"]*)": \{$/gm)].map((found) => found[1])).toEqual([
    "/batches",
    "/batches/{id}",
    "/batches/{id}/csv",
    "/oauth/token",
    "/faults",
  ]);
  const names = /"FaultName": \{\s*"enum": \[([^\]]*)\]/.exec(text)?.[1] ?? "";
  expect([...names.matchAll(/[a-z-]+/g)].map(([name]) => name).toSorted()).toEqual(FAULT_NAMES.toSorted());
  const told = await readFile(new URL("../../docs/core-view-api.md", import.meta.url), "utf8");
  expect(FAULT_NAMES.filter((name) => !told.includes(`| \`${name}\` `))).toEqual([]);
});
