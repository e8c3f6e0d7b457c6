/**
 * Every route, asked by everybody: who is let in, who is turned away, who finds nothing there.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { pathOf } from "../../src/entry/http/create-app.ts";
import { ENDPOINTS } from "../../src/entry/http/endpoints.ts";
import { createTestApi, loadSamples, MATRICES, sampleFile, type Asked, type TestApi } from "../support/http-api.ts";

/** in: neither 401, 403 nor 404; none: an answer in which nothing of Sweden stands. */
type Word = "in" | "none" | 403 | 404;
type People = "noah" | "vera" | "frida" | "adam" | "alma" | "finn" | "fia";

interface Row {
  readonly route: string;
  readonly path?: string;
  readonly asked?: Asked;
  readonly words: Record<People, Word>;
}

const ALL: Row["words"] = { noah: "in", vera: "in", frida: "in", adam: "in", alma: "in", finn: "in", fia: "in" };
/** Who sees; Finland finds nothing of Sweden. */
const view = (finland: Word): Row["words"] => ({ ...ALL, noah: 403, alma: 403, finn: finland, fia: 403 });
const uploads = (finland: Word): Row["words"] => ({ ...view(finland), vera: 403, adam: 403 });
const approve = (finland: Word): Row["words"] => ({ ...view(finland), vera: 403, frida: 403 });
const operate = (finland: Word): Row["words"] => ({ ...view(finland), vera: 403 });
const admin = (finland: Word): Row["words"] => ({
  noah: 403,
  vera: 403,
  frida: 403,
  adam: 403,
  alma: "in",
  finn: 403,
  fia: finland,
});

const CLOSE = "SE-2024-01-1";
const AGENT = encodeURIComponent("MINI Agent Örebro");
const OF_AGENT = `period=2024-01&market=SE&agent=${AGENT}`;
const reason = "because";

const rows: readonly Row[] = [
  { route: "GET /", words: ALL },
  { route: "GET /healthz", words: ALL },
  { route: "GET /readyz", words: ALL },
  { route: "GET /api/v1/sign-in", words: ALL },
  { route: "GET /api/v1/me", words: ALL },
  { route: "GET /api/v1/markets", words: ALL },
  { route: "GET /api/v1/status", words: view("none") },
  { route: "POST /api/v1/uploads", path: `/api/v1/uploads?name=${MATRICES}`, words: uploads(403) },
  { route: "POST /api/v1/upload-places", words: uploads("in") },
  {
    route: "POST /api/v1/upload-places/{place}",
    path: "/api/v1/upload-places/6f1c2a50-7c5e-4f7e-9d53-3f0a2f1f6b11",
    asked: { body: { name: MATRICES } },
    words: uploads("in"),
  },
  { route: "GET /api/v1/uploads", words: uploads("none") },
  { route: "GET /api/v1/uploads/{id}", words: uploads(404) },
  { route: "GET /api/v1/uploads/{id}/sheets", words: uploads(404) },
  { route: "GET /api/v1/uploads/{id}/annotated", words: uploads(404) },
  { route: "POST /api/v1/uploads/{id}/activation", words: uploads(404) },
  { route: "POST /api/v1/uploads/{id}/renewal", words: uploads(404) },
  { route: "DELETE /api/v1/uploads/{id}", words: uploads(404) },
  { route: "GET /api/v1/workbooks", words: view("none") },
  { route: "GET /api/v1/workbooks/{id}", path: "/api/v1/workbooks/1", words: view(404) },
  { route: "GET /api/v1/workbooks/{id}/file", path: "/api/v1/workbooks/1/file", words: view(404) },
  { route: "GET /api/v1/matrices", words: view("none") },
  { route: "GET /api/v1/matrices/{market}/{year}/{version}", path: "/api/v1/matrices/SE/2024/1", words: view(404) },
  { route: "GET /api/v1/targets", path: "/api/v1/targets?period=2024-01", words: view("none") },
  { route: "GET /api/v1/contracts", words: view("none") },
  { route: "GET /api/v1/statements", path: "/api/v1/statements?period=2024-01", words: view("none") },
  { route: "GET /api/v1/statements/pdf", path: `/api/v1/statements/pdf?${OF_AGENT}`, words: view(404) },
  { route: "GET /api/v1/explanation", path: `/api/v1/explanation?${OF_AGENT}`, words: view(404) },
  { route: "GET /api/v1/receipt", path: `/api/v1/receipt?${OF_AGENT}`, words: view(404) },
  { route: "GET /api/v1/distances", path: "/api/v1/distances?period=2024-01&market=SE", words: view(404) },
  { route: "POST /api/v1/events", asked: { raw: "{}" }, words: uploads(403) },
  { route: "POST /api/v1/verification", words: view(403) },
  { route: "GET /api/v1/what-if", path: `/api/v1/what-if?${OF_AGENT}&financed=9`, words: view(404) },
  { route: "GET /api/v1/ledger", words: view("none") },
  ...["contracts", "ledger", "deliveries", "rejected"].map((list) => ({
    route: `GET /api/v1/exports/${list}`,
    words: view("none"),
  })),
  ...["statements", "statement-lines", "targets"].map((list) => ({
    route: `GET /api/v1/exports/${list}`,
    path: `/api/v1/exports/${list}?period=2024-01`,
    words: view("none"),
  })),
  {
    route: "GET /api/v1/exports/close-entries",
    path: `/api/v1/exports/close-entries?close=${CLOSE}`,
    words: view(404),
  },
  {
    route: "POST /api/v1/exports/shown",
    asked: { body: { table: "batches", rows: 3, market: "SE" } },
    words: { ...ALL, noah: 403, finn: 404, fia: 404 },
  },
  { route: "GET /api/v1/exports/audit", words: { ...ALL, noah: 403, finn: "none", fia: "none" } },
  { route: "GET /api/v1/closes", words: view("none") },
  { route: "POST /api/v1/closes", asked: { body: { market: "SE", period: "2024-02" } }, words: uploads(404) },
  { route: "GET /api/v1/closes/{id}", path: `/api/v1/closes/${CLOSE}`, words: view(404) },
  { route: "GET /api/v1/closes/{id}/entries", path: `/api/v1/closes/${CLOSE}/entries`, words: view(404) },
  { route: "GET /api/v1/closes/{id}/waterfall", path: `/api/v1/closes/${CLOSE}/waterfall`, words: view(404) },
  {
    route: "POST /api/v1/closes/{id}/approval",
    path: `/api/v1/closes/${CLOSE}/approval`,
    asked: { body: { proposalHash: "another" } },
    words: approve(404),
  },
  {
    route: "POST /api/v1/closes/{id}/rejection",
    path: `/api/v1/closes/${CLOSE}/rejection`,
    asked: { body: { reason } },
    words: approve(404),
  },
  { route: "GET /api/v1/deliveries", words: view("none") },
  { route: "GET /api/v1/deliveries/{id}", words: view(404) },
  { route: "POST /api/v1/deliveries", asked: { body: { market: "SE" } }, words: operate(404) },
  { route: "POST /api/v1/reconciliations", words: operate(403) },
  { route: "GET /api/v1/differences", words: view("none") },
  { route: "POST /api/v1/differences/waiver", words: approve(404) },
  { route: "GET /api/v1/totals", words: view("none") },
  {
    route: "POST /api/v1/totals/waiver",
    asked: { body: { market: "SE", period: "2024-01", reason } },
    words: approve(404),
  },
  { route: "GET /api/v1/rejected", words: view("none") },
  { route: "GET /api/v1/rejected/{id}", path: "/api/v1/rejected/1", words: view(404) },
  { route: "POST /api/v1/rejected/replay", asked: { body: { ids: ["1"] } }, words: uploads(403) },
  { route: "POST /api/v1/rejected/dismissal", asked: { body: { ids: ["2"], reason } }, words: uploads(403) },
  { route: "GET /api/v1/settings", words: { ...ALL, noah: 403 } },
  {
    route: "PUT /api/v1/settings/{key}",
    path: "/api/v1/settings/clawback-months",
    asked: { body: { value: "6", market: "SE" }, headers: { "if-match": '"settings-0"' } },
    words: admin(404),
  },
  {
    route: "DELETE /api/v1/settings/{key}",
    path: "/api/v1/settings/clawback-months?market=SE",
    asked: { headers: { "if-match": '"settings-0"' } },
    words: admin(404),
  },
  { route: "GET /api/v1/people", words: admin("in") },
  { route: "GET /api/v1/grants", words: admin("none") },
  { route: "POST /api/v1/grants", words: admin(403) },
  { route: "POST /api/v1/grants/{id}/revocation", words: admin(404) },
  { route: "GET /api/v1/audit", words: { ...ALL, noah: 403, finn: "none", fia: "none" } },
];

/** Their own tests: they are how one comes in and goes. */
const ELSEWHERE = [
  "POST /api/v1/sign-in",
  "GET /api/v1/sign-in/callback",
  "POST /api/v1/sign-in/local",
  "POST /api/v1/sign-out",
];

const Uploaded = z.object({ upload: z.string() });
let api: TestApi;
let batch = "";
let person = "";

beforeAll(async () => {
  api = await createTestApi();
  await loadSamples(api, ["contracts-2024-01.ndjson"]);
  for (const user of ["noah", "vera", "frida", "adam", "alma", "finn", "fia"]) await api.cookieOf(user);
  await api.ask("POST", "/api/v1/closes", { as: "frida", body: { market: "SE", period: "2024-01" } });
  const closed = z.object({ close: z.object({ proposalHash: z.string() }) });
  const { proposalHash } = closed.parse((await api.ask("GET", `/api/v1/closes/${CLOSE}`, { as: "adam" })).json).close;
  const approved = await api.ask("POST", `/api/v1/closes/${CLOSE}/approval`, { as: "adam", body: { proposalHash } });
  if (approved.status !== 200) throw new Error(approved.text);
  const list = await api.ask("GET", "/api/v1/deliveries", { as: "vera" });
  batch = z.object({ deliveries: z.array(z.object({ id: z.string() })) }).parse(list.json).deliveries[0]?.id ?? "";
  await api.database.db.run(
    `insert into reconciliation_difference (fingerprint, code, market, found, expected, message, state, first_seen_at, last_seen_at, last_run, last_place)
     values ('f', 'entry-missing', 'SE', 'none', 'one', 'told', 'open', now(), now(), 0, 0)`,
  );
  person = String(
    (await api.database.db.one(z.object({ id: z.bigint() }), "select id from person where subject = 'noah'")).id,
  );
});
afterAll(() => api.stop());

/** What a row cannot know beforehand: ids that the database gives, and an upload, which is its uploader's alone. */
async function filled(row: Row, as: People): Promise<{ path: string; asked: Asked }> {
  const asked = row.asked ?? {};
  const path = row.path ?? row.route.split(" ")[1] ?? "";
  if (row.route === "POST /api/v1/uploads") {
    const headers = { "content-type": "application/octet-stream" };
    // For Finland a file that changes Sweden's matrix.
    const file = as === "finn" ? `corrections/${MATRICES}` : MATRICES;
    return { path, asked: { raw: new Uint8Array(await sampleFile(file)), headers } };
  }
  if (path.includes("/uploads/{id}")) return { path: path.replace("{id}", await uploaded()), asked };
  if (path.includes("/deliveries/{id}")) return { path: path.replace("{id}", batch), asked };
  if (row.route === "POST /api/v1/differences/waiver") return { path, asked: { body: { ids: ["1"], reason } } };
  if (row.route === "POST /api/v1/grants") return { path, asked: { body: { person, role: "viewer", market: "SE" } } };
  if (row.route === "POST /api/v1/grants/{id}/revocation") return { path: path.replace("{id}", "1"), asked };
  return { path, asked };
}

/** Frida's: to everybody else it is not there. Uploaded anew once it is gone. */
let upload = "";

async function uploaded(): Promise<string> {
  const known = upload === "" ? null : await api.ask("GET", `/api/v1/uploads/${upload}`, { as: "frida" });
  if (known?.status === 200) return upload;
  const headers = { "content-type": "application/octet-stream" };
  const raw = new Uint8Array(await sampleFile(MATRICES));
  const answer = await api.ask("POST", `/api/v1/uploads?name=${MATRICES}`, { as: "frida", raw, headers });
  return (upload = Uploaded.parse(answer.json).upload);
}

describe("each route lets in whom it is for", () => {
  test("no route is missing from the table, and none is told twice", () => {
    const routes = ENDPOINTS.map((route) => `${route.method.toUpperCase()} ${pathOf(route)}`);
    expect([...rows.map((row) => row.route), ...ELSEWHERE].toSorted()).toEqual(routes.toSorted());
  });

  test.each(rows)("$route", async (row) => {
    const method = row.route.split(" ")[0] ?? "";
    const anonymous = await filled(row, "frida");
    const turnedAway = await api.ask(method, anonymous.path, anonymous.asked);
    if (row.words === ALL && !/\/(me|markets)$/.test(row.route)) expect(turnedAway.status).toBe(200);
    else expect([turnedAway.status, turnedAway.json]).toMatchObject([401, { code: "not-signed-in" }]);
    for (const [as, word] of Object.entries(row.words)) {
      const { path, asked } = await filled(row, z.custom<People>().parse(as));
      const answer = await api.ask(method, path, { ...asked, as });
      const told = `${as}: ${answer.status} ${answer.text.slice(0, 300)}`;
      if (typeof word === "number") {
        expect(answer.status, told).toBe(word);
      } else {
        expect([200, 201, 409, 412, 422], told).toContain(answer.status);
        if (word === "none") expect(answer.text, told).not.toMatch(/"SE"|\bSE-2024|,SE,|\bMINI Agent Örebro/);
      }
    }
  });
});

test("what is hidden is told as what is not there, to the letter, and is on record", async () => {
  const hidden = await api.ask("GET", `/api/v1/closes/${CLOSE}`, { as: "finn" });
  const missing = await api.ask("GET", "/api/v1/closes/SE-2030-01-1", { as: "finn" });
  const words = (text: string): string => text.replace(/"instance":"[^"]*"/, "");
  expect(words(hidden.text)).toBe(words(missing.text));
  const acts = await api.ask("GET", "/api/v1/audit?action=access.refused&actor=Finn%20Finland&limit=1", { as: "alma" });
  expect(acts.json).toMatchObject({
    acts: [{ subject: "GET /api/v1/closes/{id}", detail: { status: 404, market: "SE" }, origin: "127.0.0.1 session" }],
  });
});
