/**
 * Every route, asked by everybody: who is let in, who is turned away, who finds nothing there.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { pathOf } from "../../src/entry/http/create-app.ts";
import { ENDPOINTS } from "../../src/entry/http/endpoints.ts";
import { importWorkbook } from "../../src/flows/import-workbook.ts";
import { eventLine } from "../support/contract-event.ts";
import { workbookBytes } from "../support/sample-workbooks.ts";
import { totalsLine } from "../support/totals-event.ts";
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
  { route: "GET /api/v1/exports/access", words: admin("none") },
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

const IdRow = z.object({ id: z.bigint() });
const Acts = z.object({ acts: z.array(z.object({ action: z.string() })) });
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
  await seedWhatListsHide();
  person = String((await api.database.db.one(IdRow, "select id from person where subject = 'noah'")).id);
});
afterAll(() => api.stop());

/** So that each list has something of Sweden, or of no market, that Finland is not to find in it. */
async function seedWhatListsHide(): Promise<void> {
  const deps = { db: api.http.db, now: api.http.now, actor: "samples", progress: () => undefined };
  const rows = (agent: string) => [
    ["", "2025-01"],
    [agent, 5],
  ];
  for (const [name, sheet, agent] of [
    ["targets_2025.xlsx", "Finland", "FI agent"],
    ["sales_targets_2025.xlsx", "Sheet1", "Agent of no market"],
  ] as const)
    expect(
      (
        await importWorkbook(
          deps,
          { name, bytes: workbookBytes([{ name: sheet, rows: rows(agent) }]) },
          { dryRun: false },
        )
      ).status,
    ).toBe("imported");
  const raw = [totalsLine({ market: "SE", contracts: 1 }), eventLine({ contractId: "X1", market: "SE?" })].join("\n");
  const headers = { "content-type": "application/x-ndjson" };
  const taken = await api.ask("POST", "/api/v1/events", { as: "frida", raw, headers });
  expect(taken.json, taken.text).toMatchObject({ accepted: 1, rejected: 1 });
  const viewer = await api.database.db.one(IdRow, "select id from person where subject = 'vera'");
  const body = { person: String(viewer.id), role: "viewer", market: "SE" };
  expect((await api.ask("POST", "/api/v1/grants", { as: "alma", body })).status).toBe(201);
}

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
  if (row.route === "POST /api/v1/grants/{id}/revocation") {
    const given = await api.database.db.one(IdRow, "select max(id) as id from role_grant");
    return { path: path.replace("{id}", String(given.id)), asked };
  }
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

/** Frida's, which would change Sweden's matrix. */
async function uploadForSweden(): Promise<void> {
  const headers = { "content-type": "application/octet-stream" };
  const raw = new Uint8Array(await sampleFile(`corrections/${MATRICES}`));
  const answer = await api.ask("POST", `/api/v1/uploads?name=${MATRICES}`, { as: "frida", raw, headers });
  expect(answer.text).toMatch(/\bSE\b/);
}

/** Agents of no market are Sweden's too. */
const OF_SWEDEN = /\bSE\b|\bMINI Agent Örebro|\bAgent of no market/;

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
        if (word === "none") expect(answer.text, told).not.toMatch(OF_SWEDEN);
      }
    }
  });
});

describe("a list tells nobody of what they may not see", () => {
  const lists = rows.filter((row) => row.words.finn === "none" || row.words.fia === "none");
  const queryOf = (row: Row) => ENDPOINTS.find((e) => `GET ${pathOf(e)}` === row.route)?.query.shape ?? {};

  test.each(lists)("$route", async (row) => {
    const asked = await filled(row, "vera");
    const more = asked.path.includes("?") ? "&" : "?";
    const path = `${asked.path}${"limit" in queryOf(row) ? `${more}limit=1000` : ""}`;
    // One's uploads are one's own.
    if (row.route === "GET /api/v1/uploads") await uploadForSweden();
    const all = row.words.vera !== 403 ? "vera" : row.words.alma !== 403 ? "alma" : "frida";
    const whole = await api.ask("GET", path, { as: all });
    expect(whole.text, "the list has nothing that could be hidden").toMatch(OF_SWEDEN);
    const own = row.words.finn === "none" ? "finn" : "fia";
    expect((await api.ask("GET", path, { as: own })).text).not.toMatch(OF_SWEDEN);
    if (!("market" in queryOf(row))) return;
    const named = await api.ask("GET", `${path}${path.includes("?") ? "&" : "?"}market=SE`, { as: own });
    expect(named.status, named.text).toBe(200);
    expect(named.text).not.toMatch(/\bSE-|,SE,|^SE,|\bMINI Agent/m);
  });

  test("but of what they may", async () => {
    const { json } = await api.ask("GET", "/api/v1/workbooks", { as: "finn" });
    expect(json).toMatchObject({ workbooks: [{ file: "targets_2025.xlsx" }] });
    const targets = await api.ask("GET", "/api/v1/targets?period=2025-01", { as: "finn" });
    expect(targets.json).toMatchObject({ targets: [{ agentId: "FI agent", market: "FI" }] });
  });

  test("nor do settings: neither of their market, nor of what is set there, nor of where data goes", async () => {
    await api.database.db.run(
      "insert into setting_version (key, market, revision, value, set_by, set_at) values ('clawbackMonths', 'SE', 0, '9', 'x', now())",
    );
    expect((await api.ask("GET", "/api/v1/settings", { as: "vera" })).json).toMatchObject({ own: ["SE"] });
    for (const as of ["finn", "fia"]) {
      expect((await api.ask("GET", "/api/v1/settings", { as })).json).toMatchObject({ own: [] });
      expect((await api.ask("GET", "/api/v1/settings?market=SE", { as })).status).toBe(404);
    }
  });

  test("nor does the record of acts: of sign-ins, refusals and grants, who administers all knows", async () => {
    for (const action of ["session.started", "access.refused", "grant.given"]) {
      const ask = async (as: string) =>
        Acts.parse((await api.ask("GET", `/api/v1/audit?action=${action}`, { as })).json);
      expect([await ask("vera"), await ask("fia")]).toEqual([{ acts: [] }, { acts: [] }]);
      expect((await ask("alma")).acts[0]).toEqual({ action });
    }
  });
});

test("who administers one market changes nothing of all, and grants and revokes nothing of another", async () => {
  const put = { body: { value: "7" }, headers: { "if-match": '"settings-0"' } };
  const all = await api.ask("PUT", "/api/v1/settings/clawback-months", { ...put, as: "fia" });
  expect([all.status, all.json]).toMatchObject([403, { code: "not-allowed" }]);
  for (const market of ["SE", null]) {
    const given = await api.ask("POST", "/api/v1/grants", { as: "fia", body: { person, role: "viewer", market } });
    expect([given.status, given.json]).toMatchObject([403, { code: "grant-out-of-reach" }]);
  }
  const foreign = await api.database.db.one(IdRow, "select id from role_grant where market = 'SE' order by id limit 1");
  expect((await api.ask("POST", `/api/v1/grants/${foreign.id}/revocation`, { as: "fia" })).status).toBe(404);
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
