/**
 * What is sent twice, late, or against what stood before: keys of requests that a crash cut off, conditions of every form, an approval of
 * another proposal, and what one person may have under way.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { SentFile } from "../../src/platform/object-store/upload-places.ts";
import { createTestApi, loadSamples, sampleFile, type Asked, type TestApi } from "../support/http-api.ts";

let api: TestApi;
/** What a place in a bucket holds now. */
let place: SentFile = { state: "awaited" };

beforeAll(async () => {
  api = await createTestApi();
  await loadSamples(api, ["contracts-2024-01.ndjson"]);
});
afterAll(() => api.stop());

const CLOSES = "/api/v1/closes";
const FI = { market: "FI", period: "2024-01" };
const replayed = (headers: Headers) => headers.get("idempotency-replayed");

describe("a key", () => {
  test("of one route is none of another, though both are asked without a body", async () => {
    const asked = { as: "adam", key: "no-body-key-01" };
    expect((await api.ask("POST", "/api/v1/reconciliations", asked)).status).toBe(200);
    const other = await api.ask("POST", "/api/v1/verification", asked);
    expect([other.status, other.json]).toMatchObject([422, { code: "idempotency-key-reused" }]);
  });

  test("of a change to one version is none of the same change to another", async () => {
    const put = async (tag: string) =>
      api.ask("PUT", "/api/v1/settings/clawback-months", {
        as: "alma",
        key: "if-match-key-01",
        body: { value: "6", market: "DK" },
        headers: { "if-match": tag },
      });
    const etag = (await api.ask("GET", "/api/v1/settings", { as: "alma" })).headers.get("etag") ?? "";
    expect((await put(etag)).status).toBe(200);
    expect((await put('"settings-999"')).json).toMatchObject({ code: "idempotency-key-reused" });
  });

  test("whose request a crash cut off is told to wait for ten minutes, then the request is done", async () => {
    const asked: Asked = { as: "frida", key: "cut-off-key-01", body: FI };
    const first = await api.ask("POST", CLOSES, asked);
    expect(first.status, first.text).toBe(200);
    // As it stands when the process dies between the work and keeping its answer.
    await api.database.db.run("update idempotency_key set status = null, answer = null where key = 'cut-off-key-01'");
    const start = api.http.now().getTime();
    api.setNow(new Date(start + 9 * 60_000));
    const waiting = await api.ask("POST", CLOSES, asked);
    expect([waiting.status, waiting.json, waiting.headers.get("retry-after")]).toMatchObject([
      409,
      { code: "request-running" },
      "2",
    ]);
    api.setNow(new Date(start + 10 * 60_000));
    const again = await api.ask("POST", CLOSES, asked);
    expect([again.status, replayed(again.headers)]).toEqual([200, null]);
    const last = await api.ask("POST", CLOSES, asked);
    expect([last.text, replayed(last.headers)]).toEqual([again.text, "true"]);
    api.setNow(new Date(start));
  });

  test("of a request that was refused for a while is good again when the while is over", async () => {
    const bytes = await sampleFile("agent_volume_sales_targets_2024.xlsx");
    const elsewhere = await createTestApi({
      uploadPlaces: {
        open: (_, id) => Promise.resolve({ url: "https://bucket.example", fields: { key: id }, expiresAt: new Date() }),
        read: () => Promise.resolve(place),
      },
    });
    const opened = await elsewhere.ask("POST", "/api/v1/upload-places", { as: "frida" });
    const { place: id } = z.object({ place: z.string() }).parse(opened.json);
    const asked: Asked = { as: "frida", key: "scanned-key-01", body: { name: "sales_targets_2024.xlsx" } };
    const ask = () => elsewhere.ask("POST", `/api/v1/upload-places/${id}`, asked);
    expect((await ask()).json).toMatchObject({ code: "upload-scan-running" });
    place = { state: "found", bytes };
    const read = await ask();
    expect([read.status, replayed(read.headers)]).toEqual([201, null]);
    await elsewhere.stop();
  });
});

describe("a condition", () => {
  const put = (condition: string) =>
    api.ask("PUT", "/api/v1/settings/highest-rate", {
      as: "alma",
      body: { value: "22%", market: "NO" },
      headers: { "if-match": condition },
    });

  test.each<[string, number, (etag: string) => string]>([
    ["of any version, which would overwrite what nobody has seen", 428, () => "*"],
    ["of a weak tag, which says nothing of the very bytes", 412, (etag) => `W/${etag}`],
    ["of a tag without quotes", 412, (etag) => etag.replaceAll('"', "")],
    ["of a version to come", 412, () => '"settings-999999999"'],
    ["of words", 412, () => "yesterday"],
    ["of several tags, with the one in force among them", 200, (etag) => `"settings-999", ${etag}`],
  ])("%s, is answered with %s", async (_, status, condition) => {
    const etag = (await api.ask("GET", "/api/v1/settings", { as: "alma" })).headers.get("etag") ?? "";
    const answer = await put(condition(etag));
    expect(answer.status, answer.text).toBe(status);
  });
});

test("what is approved is the very proposal that was looked at, and nothing else is posted", async () => {
  const begun = await api.ask("POST", CLOSES, { as: "frida", body: { market: "SE", period: "2024-01" } });
  const { close } = z.object({ close: z.object({ id: z.string(), proposalHash: z.string() }) }).parse(begun.json);
  const approve = (proposalHash: string) =>
    api.ask("POST", `${CLOSES}/${close.id}/approval`, { as: "adam", body: { proposalHash } });
  expect((await approve("f".repeat(64))).json).toMatchObject({ status: 409, code: "close-stale" });
  expect((await api.ask("GET", `${CLOSES}/${close.id}`, { as: "vera" })).json).toMatchObject({
    close: { status: "calculated" },
  });
  expect((await approve(close.proposalHash)).status).toBe(200);
});

test("nobody has more than fifty uploads that wait", async () => {
  await api.cookieOf("frida");
  await api.database.db.run(
    `insert into workbook_upload (id, person_id, file_name, state, bytes, sha256, changes_sha256, result, uploaded_at, expires_at)
     select gen_random_uuid(), p.id, 'x', 'ready', '', 'x', 'x', '{}', $1, $1::timestamptz + interval '1 hour'
       from generate_series(1, 50), person p where p.subject = 'frida'`,
    [api.http.now().toISOString()],
  );
  const headers = { "content-type": "application/octet-stream" };
  const raw = new Uint8Array(Buffer.from("no workbook"));
  const one = await api.ask("POST", "/api/v1/uploads?name=a.xlsx", { as: "frida", raw, headers });
  expect([one.status, one.json]).toMatchObject([409, { code: "upload-quota" }]);
});

test("addresses that are none, and the description, are counted too", async () => {
  const busy = await createTestApi({
    limits: { perPerson: 100, perAddress: 4, signInsPerAddress: 100, uploadsPerPerson: 100 },
  });
  const asked = ["/nothing", "/openapi.json", "/nothing", "/openapi.json", "/nothing", "/openapi.json"];
  const answers = [];
  for (const path of asked) answers.push((await busy.ask("GET", path)).status);
  expect(answers).toEqual([404, 200, 404, 200, 429, 429]);
  await busy.stop();
});
