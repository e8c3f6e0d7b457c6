/**
 * Uploads from the moment that they are on their way until they are in force: what their uploader finds who comes back.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { correctedMatrices, pictureSheet, SWEDEN } from "../../samples/matrices.ts";
import { writeXlsx } from "../../samples/write-xlsx.ts";
import type { SentFile } from "../../src/platform/object-store/upload-places.ts";
import { createTestApi, loadSamples, MATRICES, sampleFile, type Answer, type TestApi } from "../support/http-api.ts";

const Uploaded = z.object({ upload: z.string(), state: z.string() });
const Listed = z.object({ uploads: z.array(z.looseObject({ upload: z.string() })), next: z.string().nullable() });

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await loadSamples(api, []);
});
afterAll(() => api.stop());

/** A market's matrix with another lowest row. */
function matrix(rate: string, market = "Sweden"): Uint8Array {
  const lowest = ["30", rate, "1.71", "1.91", "2.01"] as const;
  const rates = SWEDEN.map((row) => (row[0] === "30" ? lowest : row));
  return writeXlsx({ ...correctedMatrices(), sheets: [pictureSheet(market, rates)] });
}

let second = 0;

/** Each a second after the last. */
async function send(as: string, bytes: Uint8Array, name = MATRICES): Promise<string> {
  const headers = { "content-type": "application/octet-stream" };
  api.setNow(new Date(Date.parse("2024-05-02T08:00:00Z") + (second += 1) * 1_000));
  const answer = await api.ask("POST", `/api/v1/uploads?name=${name}`, { as, raw: new Uint8Array(bytes), headers });
  return Uploaded.parse(answer.json).upload;
}

async function list(as: string, query = ""): Promise<Record<string, unknown>[]> {
  return Listed.parse((await api.ask("GET", `/api/v1/uploads${query}`, { as })).json).uploads;
}

const activate = (as: string, id: string): Promise<Answer> =>
  api.ask("POST", `/api/v1/uploads/${id}/activation`, { as });

async function discardAll(as: string): Promise<void> {
  for (const { upload } of await list(as)) await api.ask("DELETE", `/api/v1/uploads/${String(upload)}`, { as });
}

describe("the list of one's uploads", () => {
  test("tells of each what it is, who brought it, what is wrong in it and what became of it, the newest first", async () => {
    const refused = await send("frida", await sampleFile(`broken/${MATRICES}`));
    const same = await send("frida", await sampleFile(MATRICES));
    const ready = await send("frida", matrix("1.61"), "matrix_2024.xlsx");
    const common = { kind: "commission-matrices", year: 2024, uploadedBy: "Frida Finance", workbook: null };
    expect(await list("frida")).toMatchObject([
      { ...common, upload: ready, state: "ready", file: "matrix_2024.xlsx", errors: 0, changes: 4, markets: ["SE"] },
      { ...common, upload: same, state: "unchanged", changes: 0, markets: [] },
      { ...common, upload: refused, state: "refused", errors: 19, warnings: 4, changes: 0 },
    ]);
    expect((await activate("frida", refused)).json).toMatchObject({ code: "upload-refused" });
    expect((await list("frida", "?state=refused")).map((u) => u["upload"])).toEqual([refused]);
    // What no market is known of is found with each.
    expect((await list("frida", "?market=FI")).map((u) => u["upload"])).toEqual([same, refused]);
    const first = Listed.parse((await api.ask("GET", "/api/v1/uploads?limit=2", { as: "frida" })).json);
    const rest = await list("frida", `?limit=2&cursor=${first.next}`);
    expect([...first.uploads, ...rest].map((u) => u["upload"])).toEqual([ready, same, refused]);
    expect(await list("sven"), "an upload is its uploader's alone").toEqual([]);
  });

  test("tells the workbook that an upload became, and what is in force takes none of the fifty places", async () => {
    const [ready] = await list("frida", "?state=ready");
    const answer = await activate("frida", String(ready?.["upload"]));
    const { workbook } = z.object({ workbook: z.string() }).parse(answer.json);
    expect(await list("frida", "?state=activated")).toMatchObject([{ upload: ready?.["upload"], workbook }]);
    const shown = await api.ask("GET", `/api/v1/uploads/${String(ready?.["upload"])}`, { as: "frida" });
    expect(shown.json).toMatchObject({ state: "activated", workbook });
    const waiting = async (): Promise<number> => (await list("frida", "?limit=1000")).length;
    const { db } = api.http;
    await db.run(
      `insert into workbook_upload (id, person_id, file_name, state, uploaded_at, expires_at)
       select gen_random_uuid()::text, person_id, 'x', 'awaited', uploaded_at, expires_at
         from workbook_upload, generate_series(1, $2) where id = $1`,
      [String(ready?.["upload"]), 50 - ((await waiting()) - 1) - 1],
    );
    // The fiftieth that waits is taken, with the activated one beside it; the next is not.
    await send("frida", matrix("1.62"));
    const headers = { "content-type": "application/octet-stream" };
    const raw = new Uint8Array(matrix("1.62"));
    const full = await api.ask("POST", `/api/v1/uploads?name=${MATRICES}`, { as: "frida", raw, headers });
    expect(full.json).toMatchObject({ code: "upload-quota" });
    await discardAll("frida");
  });

  test("says when others have put figures of its markets in force since, and a look anew takes its place", async () => {
    const mine = await send("frida", matrix("1.63"));
    const others = await send("sven", matrix("1.64"));
    expect(await list("frida")).toMatchObject([{ upload: mine, overtaken: false }]);
    await activate("sven", others);
    expect(await list("frida")).toMatchObject([{ upload: mine, overtaken: true }]);
    expect((await activate("frida", mine)).json).toMatchObject({ code: "upload-stale" });
    const renewal = await api.ask("POST", `/api/v1/uploads/${mine}/renewal`, { as: "frida" });
    expect([renewal.status, renewal.json]).toMatchObject([201, { state: "ready", file: { file: MATRICES } }]);
    const { upload: anew } = Uploaded.parse(renewal.json);
    expect(await list("frida")).toMatchObject([{ upload: anew, overtaken: false }]);
    // What was shown before cannot be activated through what is shown now.
    expect((await activate("frida", mine)).status).toBe(404);
    expect((await activate("frida", anew)).json).toMatchObject({ file: { status: "imported" } });
  });

  test("is not told of figures of other markets", async () => {
    const mine = await send("frida", matrix("1.65", "Finland"));
    await activate("sven", await send("sven", matrix("1.66")));
    expect(await list("frida", "?state=ready")).toMatchObject([{ upload: mine, markets: ["FI"], overtaken: false }]);
    await discardAll("frida");
  });

  test("whose right in a market is gone finds nothing of what they prepared for it", async () => {
    await api.cookieOf("noah");
    const people = await api.ask("GET", "/api/v1/people", { as: "alma" });
    const person = z
      .object({ people: z.array(z.object({ id: z.string(), subject: z.string() })) })
      .parse(people.json)
      .people.find(({ subject }) => subject === "noah")?.id;
    const grant = async (market: string): Promise<string> => {
      const body = { person, role: "uploader", market };
      const answer = await api.ask("POST", "/api/v1/grants", { as: "alma", body });
      return z.object({ grant: z.object({ id: z.string() }) }).parse(answer.json).grant.id;
    };
    const sweden = await grant("SE");
    await grant("FI");
    const mine = await send("noah", matrix("1.67"));
    expect(await list("noah")).toHaveLength(1);
    await api.ask("POST", `/api/v1/grants/${sweden}/revocation`, { as: "alma" });
    expect(await list("noah")).toEqual([]);
    expect((await api.ask("GET", `/api/v1/uploads/${mine}`, { as: "noah" })).status).toBe(404);
    expect((await activate("noah", mine)).status).toBe(404);
  });
});

describe("an upload by a place", () => {
  const places = new Map<string, SentFile>();
  let placed: TestApi;
  beforeAll(async () => {
    placed = await createTestApi({
      uploadPlaces: {
        open: () => Promise.resolve({ url: "https://bucket.example/", fields: {}, expiresAt: new Date() }),
        read: (_person, place) => Promise.resolve(places.get(place) ?? { state: "awaited" }),
      },
    });
    await loadSamples(placed, []);
  });
  afterAll(() => placed.stop());
  const read = (as: string, place: string): Promise<Answer> =>
    placed.ask("POST", `/api/v1/upload-places/${place}`, { as, body: { name: MATRICES } });
  const listed = async (as: string): Promise<unknown[]> =>
    Listed.parse((await placed.ask("GET", "/api/v1/uploads", { as })).json).uploads;

  test("is in the list while it is scanned, and is read once under the place's name, however often it is asked for", async () => {
    const place = randomUUID();
    expect((await read("frida", place)).json).toMatchObject({ code: "upload-scan-running" });
    expect((await read("frida", place)).json).toMatchObject({ code: "upload-scan-running" });
    expect(await listed("frida")).toMatchObject([
      { upload: place, state: "awaited", askOn: true, file: MATRICES, sha256: null },
    ]);
    // Another's place of the same name is no way to it, awaited or read.
    expect((await read("sven", place)).json).toMatchObject({ code: "upload-unknown" });
    // No step is skipped: what was not read is not looked at, and not activated.
    expect((await placed.ask("GET", `/api/v1/uploads/${place}`, { as: "frida" })).status).toBe(404);
    expect((await placed.ask("POST", `/api/v1/uploads/${place}/activation`, { as: "frida" })).status).toBe(404);
    places.set(place, { state: "found", bytes: matrix("1.61") });
    const both = await Promise.all([read("frida", place), read("frida", place)]);
    expect(both.map((a) => [a.status, a.json])).toMatchObject([
      [201, { upload: place, state: "ready" }],
      [201, { upload: place, state: "ready" }],
    ]);
    expect((await read("frida", place)).json).toMatchObject({ upload: place, state: "ready" });
    expect(await listed("frida")).toHaveLength(1);
    const acts = await placed.ask("GET", "/api/v1/audit?action=workbook.uploaded", { as: "frida" });
    expect(z.object({ acts: z.array(z.unknown()) }).parse(acts.json).acts).toHaveLength(1);
    expect((await read("sven", place)).json).toMatchObject({ code: "upload-unknown" });
  });

  test("that the scan does not find clean is off the list, and one that never comes is gone in minutes", async () => {
    const [infected, lost] = [randomUUID(), randomUUID()];
    placed.setNow(new Date("2024-05-02T08:00:01Z"));
    await read("frida", infected);
    await read("frida", lost);
    places.set(infected, { state: "refused" });
    expect((await read("frida", infected)).json).toMatchObject({ code: "upload-infected" });
    expect(await listed("frida")).toMatchObject([{ upload: lost }, { state: "ready" }]);
    placed.setNow(new Date("2024-05-02T08:11:00Z"));
    expect(await listed("frida")).toMatchObject([{ state: "ready" }]);
  });
});
