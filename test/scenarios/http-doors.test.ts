/**
 * The doors of the API: forged, repeated, oversized, poisoned and too many requests; what every answer carries; what no log holds.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { ENDPOINTS } from "../../src/entry/http/endpoints.ts";
import { changeSetting } from "../../src/flows/change-setting.ts";
import { forwardedAddress, startServer } from "../../src/entry/http/start-server.ts";
import { startWorkers } from "../../src/entry/http/workers.ts";
import { DatabaseUnavailable } from "../../src/platform/postgres/database-failure.ts";
import { valueOf } from "../support/flow-world.ts";
import { createTestApi, loadSamples, MATRICES, sampleFile, ORIGIN, type TestApi } from "../support/http-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await loadSamples(api, ["contracts-2024-01.ndjson"]);
});
afterAll(() => api.stop());

const CLOSES = "/api/v1/closes";
const MONTH = { market: "SE", period: "2024-01" };
const countActs = async (action: string): Promise<number> =>
  Number(
    (
      await api.database.db.one(
        z.object({ n: z.bigint() }),
        "select count(*) as n from audit_entry where action = $1",
        [action],
      )
    ).n,
  );

describe("a change by cookie is refused", () => {
  test.each<[string, Record<string, string | null>]>([
    ["without our header", { "x-opencommission": null }],
    ["as text/plain", { "content-type": "text/plain" }],
    ["as a form", { "content-type": "application/x-www-form-urlencoded" }],
    ["without a content type", { "content-type": null }],
    ["from another origin", { origin: "https://evil.example" }],
    ["from no origin at all", { origin: "null" }],
    ["from another site, as the browser says", { "sec-fetch-site": "cross-site" }],
    ["from a site beside ours", { "sec-fetch-site": "same-site" }],
  ])("%s", async (_, headers) => {
    const answer = await api.ask("POST", CLOSES, { as: "frida", body: MONTH, headers });
    expect([answer.status, answer.json]).toMatchObject([403, { code: "forgery-suspected" }]);
    const signIn = await api.ask("POST", "/api/v1/sign-in/local", { body: { user: "frida" }, headers });
    expect(signIn.status).toBe(403);
  });

  test("but from our own pages it is taken", async () => {
    const headers = { origin: ORIGIN, "sec-fetch-site": "same-origin" };
    expect((await api.ask("POST", CLOSES, { as: "frida", body: MONTH, headers })).status).toBe(200);
  });

  test("a host that is not ours is not answered, so that no foreign name reaches this machine", async () => {
    const answer = await api.ask("GET", "/api/v1/sign-in", { headers: { host: "evil.example" } });
    expect([answer.status, answer.json]).toMatchObject([421, { code: "host-unknown" }]);
  });

  test("a GET changes nothing: no route reads a body or a key by it", () => {
    const reading = ENDPOINTS.filter((route) => route.method === "get" && route.bodyKind !== "none");
    expect(reading).toEqual([]);
  });

  test("local users are for who asks from this machine", async () => {
    const far = await createTestApi({ addressOf: () => "10.0.0.7" });
    const offered = await far.ask("GET", "/api/v1/sign-in");
    const tried = await far.ask("POST", "/api/v1/sign-in/local", { body: { user: "frida" } });
    expect([offered.json, tried.status]).toMatchObject([{ users: [] }, 404]);
    await far.stop();
  });
});

describe("a write with an Idempotency-Key is done once", () => {
  const key = "the-same-key-0001";

  test("the same request again has the same answer, and nothing is done", async () => {
    const first = await api.ask("POST", CLOSES, { as: "frida", body: { market: "FI", period: "2024-01" }, key });
    const before = await countActs("close.calculated");
    const again = await api.ask("POST", CLOSES, { as: "frida", body: { market: "FI", period: "2024-01" }, key });
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await countActs("close.calculated")).toBe(before);
  });

  test.each([
    ["another body", CLOSES, { market: "NO", period: "2024-01" }],
    ["another route", "/api/v1/deliveries", { market: "FI" }],
  ])("%s under it is refused", async (_, path, body) => {
    const answer = await api.ask("POST", path, { as: "frida", body, key });
    expect([answer.status, answer.json]).toMatchObject([422, { code: "idempotency-key-reused" }]);
  });

  test("a refusal is kept too, and somebody else's key is their own", async () => {
    const body = { market: "SE", period: "2030-01" };
    const asked = { as: "frida", body, key: "refused-key-01" };
    const [first, again] = [await api.ask("POST", CLOSES, asked), await api.ask("POST", CLOSES, asked)];
    expect([first.status, again.status, again.headers.get("idempotency-replayed")]).toEqual([409, 409, "true"]);
    const other = await api.ask("POST", CLOSES, { ...asked, as: "sven" });
    expect([other.status, other.headers.get("idempotency-replayed")]).toEqual([409, null]);
  });

  test("several at once are one, and the others are told to wait or get its answer", async () => {
    const asked = { as: "frida", body: { market: "DK", period: "2024-01" }, key: "at-once-key-01" };
    const before = await countActs("close.calculated");
    const answers = await Promise.all(Array.from({ length: 5 }, () => api.ask("POST", CLOSES, asked)));
    expect(answers.map((a) => a.status).filter((status) => status !== 409)).not.toEqual([]);
    expect(answers.every((a) => a.status === 200 || (a.status === 409 && a.headers.get("retry-after") === "2"))).toBe(
      true,
    );
    expect((await countActs("close.calculated")) - before).toBe(1);
  });

  test("one that our failure ended may be tried again under the same key", async () => {
    const failing = await createTestApi({
      coreViewOf: () => Promise.reject(new DatabaseUnavailable("database-unreachable", "gone")),
    });
    const deps = { db: failing.http.db, now: failing.http.now, actor: "admin", progress: () => undefined };
    valueOf(await changeSetting(deps, "delivery", '{"adapter":"directory","path":"cv"}', "SE"));
    const asked = { as: "adam", key: "failing-key-01" };
    const broken = [
      await failing.ask("POST", "/api/v1/reconciliations", asked),
      await failing.ask("POST", "/api/v1/reconciliations", asked),
    ];
    const gone = { code: "database-unreachable" };
    expect(broken.map((a) => [a.status, a.json])).toMatchObject([
      [503, gone],
      [503, gone],
    ]);
    await failing.stop();
  });

  test.each([null, "short", "with a space in it", "x".repeat(201)])(
    "without a good key (%s) nothing is done",
    async (bad) => {
      const answer = await api.ask("POST", CLOSES, { as: "frida", body: MONTH, headers: { "idempotency-key": bad } });
      expect([answer.status, answer.json]).toMatchObject([400, { code: "idempotency-key-missing" }]);
    },
  );
});

describe("what cannot be read is refused, every field at once, and nothing of it is taken", () => {
  const deep = `${"[".repeat(40)}${"]".repeat(40)}`;
  test.each<[string, string, string[]]>([
    ["an unknown field", '{"market":"SE","period":"2024-01","status":"approved"}', ["#/status: unknown-field"]],
    ["several wrong fields", '{"market":"XX","period":"never"}', ["#/market: invalid", "#/period: invalid"]],
    ["a missing field", '{"market":"SE"}', ["#/period: missing"]],
    ["a prototype", '{"market":"SE","period":"2024-01","__proto__":{"x":1}}', ["#/__proto__: forbidden-key"]],
    ["the same field twice", '{"market":"SE","market":"FI","period":"2024-01"}', ["#/market: duplicate-key"]],
    ["too deep a value", `{"market":"SE","period":"2024-01","x":${deep}}`, [expect.stringContaining("too-deep")]],
    ["no JSON", "{market", ["#: not-json"]],
    ["a list", "[]", ["#: invalid"]],
    ["nothing", "", ["#: missing"]],
    ["bytes that are no text", "\u0000", ["#: not-json"]],
    ["more than a body may be", JSON.stringify({ market: "x".repeat(1_100_000) }), []],
  ])("%s", async (_, raw, errors) => {
    const answer = await api.ask("POST", CLOSES, { as: "frida", raw });
    expect(answer.status, answer.text).toBe(400);
    const told = z
      .object({ errors: z.array(z.object({ pointer: z.string(), code: z.string() })).optional() })
      .parse(answer.json);
    expect((told.errors ?? []).map((e) => `${e.pointer}: ${e.code}`)).toEqual(expect.arrayContaining(errors));
    expect(answer.text).not.toMatch(/at .*\.ts|node_modules|postgres/i);
  });

  test.each([
    ["?limit=0", "limit"],
    ["?limit=1001", "limit"],
    ["?market=SE&market=FI", "market"],
    ["?status=paid", "status"],
    ["?approvedBy=x", "approvedBy"],
    ["?cursor=rubbish", "cursor"],
    ["?cursor=WyIxIl0", "cursor"],
  ])("a query of %s", async (query, parameter) => {
    const answer = await api.ask("GET", `${CLOSES}${query}`, { as: "frida" });
    expect([answer.status, answer.json]).toMatchObject([400, { errors: [{ parameter }] }]);
  });

  test("a route or method that is not there", async () => {
    const [route, method] = [await api.ask("GET", "/api/v1/nothing"), await api.ask("DELETE", CLOSES, { as: "frida" })];
    expect([route.status, method.status, method.headers.get("allow")]).toEqual([404, 405, "GET, POST"]);
  });
});

describe("names of others stay names", () => {
  const CORPUS = [
    "'; drop table close; --",
    '" or 1=1',
    "<img src=x onerror=alert(1)>",
    "__proto__",
    "constructor",
    "${7*7}{{7*7}}",
    "../../etc/passwd",
    "%00",
    "a\u0000b",
    "a\r\nSet-Cookie: x=1",
    "\u202egnp.exe",
    "=cmd|' /C calc'!A0",
    "𝒳".repeat(100),
  ];

  test("in every parameter of every list: found as nothing, or refused as unreadable, and the database is whole", async () => {
    const lists = [
      "/contracts?agent=",
      "/contracts?contract=",
      "/ledger?agent=",
      "/statements?period=2024-01&agent=",
      "/audit?actor=",
    ];
    for (const text of CORPUS) {
      for (const list of lists) {
        const answer = await api.ask("GET", `/api/v1${list}${encodeURIComponent(text)}`, { as: "vera" });
        expect([200, 400], `${list}${text}: ${answer.text}`).toContain(answer.status);
      }
      for (const path of ["/closes/", "/deliveries/", "/rejected/", "/workbooks/"]) {
        const answer = await api.ask("GET", `/api/v1${path}${encodeURIComponent(text)}`, { as: "vera" });
        expect([400, 404], `${path}${text}: ${answer.text}`).toContain(answer.status);
      }
      const settings = `/api/v1/settings/${encodeURIComponent(text)}`;
      const put = await api.ask("PUT", settings, {
        as: "alma",
        body: { value: text },
        headers: { "if-match": '"settings-0"' },
      });
      expect([400, 404, 422], `${text}: ${put.text}`).toContain(put.status);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    expect((await api.ask("GET", CLOSES, { as: "vera" })).status).toBe(200);
  });

  test("a workbook's name cannot leave its header, nor a CSV run as a formula", async () => {
    const name = 'a";\r\nSet-Cookie: x=1;.xlsx';
    const raw = new Uint8Array(Buffer.from("no workbook"));
    const headers = { "content-type": "application/octet-stream" };
    const answer = await api.ask("POST", `/api/v1/uploads?name=${encodeURIComponent(name)}`, {
      as: "frida",
      raw,
      headers,
    });
    expect([answer.status, answer.json]).toMatchObject([201, { file: { status: "refused" } }]);
    const csv = await api.ask("GET", "/api/v1/exports/statements?period=2024-01", { as: "vera" });
    expect(csv.headers.get("content-disposition")).toBe('attachment; filename="statements-all-2024-01.csv"');
    expect(csv.text.split("\r\n")[1]).toMatch(/^[A-Z]{2},[^=+@]/);
    expect(await countActs("data.exported")).toBe(1);
  });

  test("no line of the log holds a name, an amount, a token or a parameter", async () => {
    const cookie = (await api.cookieOf("frida")).split("=")[1] ?? "-";
    const log = api.log.join("");
    expect(log.length).toBeGreaterThan(10_000);
    for (const line of log.trimEnd().split("\n"))
      expect(() => z.object({ at: z.string() }).parse(JSON.parse(line))).not.toThrow();
    for (const secret of [cookie, "Frida", "MINI Agent", "onerror", "drop table", "agent=", "Set-Cookie", ".xlsx"])
      expect(log).not.toContain(secret);
    expect(log).not.toMatch(/\b\d+\.\d\d\b/);
  });
});

describe("every answer", () => {
  test.each(["/", "/healthz", "/openapi.json", "/api/v1/me", "/nowhere", `${CLOSES}?limit=0`])(
    "%s tells browsers what they may",
    async (path) => {
      const { headers } = await api.ask("GET", path, { as: "vera", headers: { origin: "https://evil.example" } });
      const csp = headers.get("content-security-policy") ?? "";
      for (const part of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
        expect(csp).toContain(part);
      expect(csp).not.toMatch(/unsafe|\*/);
      expect(Number(/max-age=(\d+)/.exec(headers.get("strict-transport-security") ?? "")?.[1])).toBeGreaterThanOrEqual(
        31_536_000,
      );
      expect([
        headers.get("x-content-type-options"),
        headers.get("referrer-policy"),
        headers.get("cache-control"),
      ]).toEqual(["nosniff", "no-referrer", "no-store"]);
      expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    },
  );

  test("of our own failure holds nothing of our insides, and can be found in the log", async () => {
    const broken = await createTestApi({
      schemaIsCurrent: () => Promise.reject(new Error("secret /srv/x.ts of Frida")),
    });
    const answer = await broken.ask("GET", "/readyz");
    const { instance } = z.object({ instance: z.string() }).parse(answer.json);
    expect([answer.status, answer.text.includes("secret"), broken.log.join("").includes("secret")]).toEqual([
      500,
      false,
      false,
    ]);
    expect(broken.log.join("")).toContain(instance.split(":").at(-1));
    await broken.stop();
  });

  test("without a record of a refusal there is no refusal: the request fails instead", async () => {
    const broken = await createTestApi();
    await broken.database.db.run("alter table audit_entry rename to audit_gone");
    expect((await broken.ask("GET", "/api/v1/me")).status).toBe(500);
    await broken.stop();
  });
});

describe("too many requests are told to wait", () => {
  test("by person, by address, for signing in and for uploads", async () => {
    const limits = { perPerson: 3, perAddress: 30, signInsPerAddress: 2, uploadsPerPerson: 1 };
    const busy = await createTestApi({ limits });
    await busy.cookieOf("vera");
    await busy.cookieOf("frida");
    const signIn = await busy.ask("POST", "/api/v1/sign-in/local", { body: { user: "adam" } });
    const mine = await Promise.all(Array.from({ length: 5 }, () => busy.ask("GET", "/api/v1/me", { as: "vera" })));
    const raw = new Uint8Array(Buffer.from("no workbook"));
    const upload = { as: "frida", raw, headers: { "content-type": "application/octet-stream" } };
    const uploads = [
      await busy.ask("POST", "/api/v1/uploads?name=a.xlsx", upload),
      await busy.ask("POST", "/api/v1/uploads?name=a.xlsx", upload),
    ];
    expect([signIn.status, mine.map((a) => a.status).toSorted((a, b) => a - b), uploads.map((a) => a.status)]).toEqual([
      429,
      [200, 200, 200, 429, 429],
      [201, 429],
    ]);
    expect(Number(signIn.headers.get("retry-after"))).toBeGreaterThan(0);
    const anybody = await Promise.all(Array.from({ length: 30 }, () => busy.ask("GET", "/healthz")));
    expect(anybody.some((a) => a.status === 429)).toBe(true);
    await busy.stop();
  });
});

test("people are told with what their issuer said of them, in force or not", async () => {
  await api.ask("GET", "/api/v1/me", { as: "sven" });
  const { json } = await api.ask("GET", "/api/v1/people?limit=1000", { as: "alma" });
  const { people } = z.looseObject({ people: z.array(z.looseObject({ subject: z.string() })) }).parse(json);
  const sven = people.find((p) => p.subject === "sven");
  expect(sven).toMatchObject({ claimed: { roles: [{ role: "uploader", market: "SE" }] } });
});

describe("settings are changed by who has seen them", () => {
  const put = (value: string, etag: string | null) =>
    api.ask("PUT", "/api/v1/settings/clawback-months", { as: "alma", body: { value }, headers: { "if-match": etag } });

  test("with the ETag of what was read, once", async () => {
    const etag = (await api.ask("GET", "/api/v1/settings", { as: "alma" })).headers.get("etag");
    const [changed, late, bare] = [await put("7", etag), await put("8", etag), await put("9", null)];
    expect([changed.status, late.status, bare.status]).toEqual([200, 412, 428]);
    expect((await put("8", changed.headers.get("etag"))).status).toBe(200);
  });

  test("and taken away again by the same rule: the one for all holds", async () => {
    const read = async (): Promise<{ etag: string | null; from: unknown }> => {
      const { json, headers } = await api.ask("GET", "/api/v1/settings?market=DK", { as: "alma" });
      const { keys } = z.object({ keys: z.array(z.object({ key: z.string(), from: z.string() })) }).parse(json);
      return { etag: headers.get("etag"), from: keys.find(({ key }) => key === "four-eyes")?.from };
    };
    const before = await read();
    const headers = { "if-match": before.etag };
    await api.ask("PUT", "/api/v1/settings/four-eyes", { as: "alma", body: { value: "off", market: "DK" }, headers });
    const set = await read();
    const drop = (etag: string | null) =>
      api.ask("DELETE", "/api/v1/settings/four-eyes?market=DK", { as: "alma", headers: { "if-match": etag } });
    const [late, bare, dropped] = [await drop(before.etag), await drop(null), await drop(set.etag)];
    expect([late.status, bare.status, dropped.status]).toEqual([412, 428, 200]);
    expect(dropped.json).toMatchObject({ market: "DK", settings: { fourEyes: true } });
    expect([before.from, set.from, (await read()).from]).toEqual(["default", "market", "default"]);
    const unknown = await api.ask("DELETE", "/api/v1/settings/four-ears", {
      as: "alma",
      headers: { "if-match": set.etag },
    });
    expect(unknown.json).toMatchObject({ code: "setting-unknown" });
  });

  test("and each says where it comes from", async () => {
    const sourceOf = async (market: string): Promise<unknown> => {
      const { json } = await api.ask("GET", `/api/v1/settings${market}`, { as: "alma" });
      const { keys } = z
        .looseObject({ keys: z.array(z.looseObject({ key: z.string(), from: z.string() })) })
        .parse(json);
      return keys.filter((k) => ["clawback-months", "highest-rate", "four-eyes"].includes(k.key)).map((k) => k.from);
    };
    const deps = { db: api.http.db, now: api.http.now, actor: "admin", progress: () => undefined };
    valueOf(await changeSetting(deps, "highest-rate", "21%", "NO"));
    expect(await sourceOf("?market=NO")).toEqual(["all", "market", "default"]);
    expect(await sourceOf("?market=DK")).toEqual(["all", "default", "default"]);
    expect(await sourceOf("")).toEqual(["all", "default", "default"]);
  });

  test("where data goes is shown to administrators alone", async () => {
    const [vera, alma] = [
      await api.ask("GET", "/api/v1/settings", { as: "vera" }),
      await api.ask("GET", "/api/v1/settings", { as: "alma" }),
    ];
    expect([vera.json, alma.json]).toMatchObject([
      { settings: { delivery: null } },
      { settings: { delivery: { adapter: "directory" } } },
    ]);
  });
});

describe("roles that are granted", () => {
  const Granted = z.object({ grant: z.object({ id: z.string() }) });
  const personOf = async (user: string): Promise<string> => {
    const me = await api.ask("GET", "/api/v1/me", { as: user });
    return z.object({ person: z.string() }).parse(me.json).person;
  };

  test("hold with the next request, and are gone with the next one after they are revoked", async () => {
    const body = { person: await personOf("noah"), role: "viewer", market: "SE" };
    expect((await api.ask("GET", CLOSES, { as: "noah" })).status).toBe(403);
    const given = await api.ask("POST", "/api/v1/grants", { as: "alma", body });
    expect((await api.ask("GET", CLOSES, { as: "noah" })).status).toBe(200);
    const { id } = Granted.parse(given.json).grant;
    expect((await api.ask("POST", `/api/v1/grants/${id}/revocation`, { as: "alma" })).status).toBe(200);
    expect((await api.ask("GET", CLOSES, { as: "noah" })).status).toBe(403);
  });

  test("are never one's own, nor such that somebody administers and acts", async () => {
    const own = await api.ask("POST", "/api/v1/grants", {
      as: "alma",
      body: { person: await personOf("alma"), role: "viewer", market: null },
    });
    expect([own.status, own.json]).toMatchObject([403, { code: "grant-to-self" }]);
    expect(await countActs("grant.refused")).toBe(1);
    const noah = await personOf("noah");
    await api.ask("POST", "/api/v1/grants", { as: "alma", body: { person: noah, role: "uploader", market: "SE" } });
    const both = await api.ask("POST", "/api/v1/grants", {
      as: "alma",
      body: { person: noah, role: "admin", market: "FI" },
    });
    expect([both.status, both.json]).toMatchObject([409, { code: "roles-conflict" }]);
    // Frida's uploader comes from her issuer; made an administrator, she imports no more.
    const frida = await personOf("frida");
    await api.ask("POST", "/api/v1/grants", { as: "alma", body: { person: frida, role: "admin", market: "NO" } });
    expect((await api.ask("POST", CLOSES, { as: "frida", body: MONTH })).status).toBe(403);
  });
});

describe("an upload", () => {
  const headers = { "content-type": "application/octet-stream" };
  const send = async (file: string) =>
    api.ask("POST", `/api/v1/uploads?name=${MATRICES}`, {
      as: "sven",
      raw: new Uint8Array(await sampleFile(file)),
      headers,
    });
  const Uploaded = z.object({ upload: z.string() });

  test("changes nothing until it is activated, then what was shown, once, and no more when others came between", async () => {
    const versions = () => api.ask("GET", "/api/v1/matrices?market=SE&year=2024", { as: "vera" });
    const before = (await versions()).text;
    const [one, two] = [await send(`corrections/${MATRICES}`), await send(`corrections/${MATRICES}`)];
    expect((await versions()).text).toBe(before);
    const activate = (answer: { json: unknown }) =>
      api.ask("POST", `/api/v1/uploads/${Uploaded.parse(answer.json).upload}/activation`, { as: "sven" });
    expect((await activate(one)).json).toMatchObject({ file: { status: "imported" } });
    expect((await activate(one)).json).toMatchObject({ file: { status: "unchanged" } });
    const back = await send(MATRICES);
    await activate(back);
    const third = await send(`corrections/${MATRICES}`);
    // As if it had been shown against figures that others have changed since.
    await api.database.db.run("update workbook_upload set changes_sha256 = 'of other figures' where id = $1", [
      Uploaded.parse(third.json).upload,
    ]);
    expect((await activate(third)).json).toMatchObject({ code: "upload-stale" });
    expect((await activate(two)).json).toMatchObject({ file: { status: "imported" } });
  });

  test("is drawn as its sheets look, and given back as it came under a name of ours", async () => {
    const { upload } = Uploaded.parse((await send(`corrections/${MATRICES}`)).json);
    const Sheets = z.object({
      sheets: z.array(
        z.object({ name: z.string(), cells: z.array(z.object({ cell: z.string(), shown: z.string() })) }),
      ),
    });
    const { sheets } = Sheets.parse((await api.ask("GET", `/api/v1/uploads/${upload}/sheets`, { as: "sven" })).json);
    expect(sheets.flatMap((s) => s.cells).filter((c) => c.shown === "2.24%").length).toBeGreaterThan(0);
    const list = await api.ask("GET", "/api/v1/workbooks?limit=1", { as: "vera" });
    const { workbooks } = z.object({ workbooks: z.array(z.object({ id: z.string() })) }).parse(list.json);
    const file = await api.ask("GET", `/api/v1/workbooks/${workbooks[0]?.id}/file`, { as: "vera" });
    expect(file.headers.get("content-disposition")).toMatch(
      /^attachment; filename="commission-matrices-2024-\d+\.xlsx"$/,
    );
  });
});

test("what has expired is deleted by itself, and the workers stop after the work in hand", async () => {
  const { db } = api.http;
  await db.run("insert into sign_in values ('b', 's', 'n', 'v', '/', '2020-01-01')");
  const left = () =>
    db.one(z.object({ n: z.bigint() }), "select count(*) as n from sign_in where browser_sha256 = 'b'");
  const workers = startWorkers(api.http, 10);
  await vi.waitFor(async () => expect((await left()).n).toBe(0n), 20_000);
  await workers.stop();
});

test("behind a proxy the address is the one that it saw, not what was sent along", () => {
  const asked = (forwarded: string) =>
    forwardedAddress(new Request(ORIGIN, { headers: { "x-forwarded-for": forwarded } }), undefined);
  expect([asked("1.1.1.1, 203.0.113.9"), asked("evil"), asked("")]).toEqual(["203.0.113.9", "unknown", "unknown"]);
});

test("over a real socket it stops when it is told to, after the request in hand", async () => {
  const { origins: _, addressOf: __, ...http } = api.http;
  const server = await startServer(http, { host: "127.0.0.1", port: 0, origin: null });
  const asked = fetch(`${server.address}/readyz`);
  expect((await asked).status).toBe(200);
  await server.stop();
  await expect(fetch(`${server.address}/readyz`)).rejects.toThrow("fetch failed");
});

test("a session that is not used for half an hour ends; one that is used lasts eight hours", async () => {
  const start = api.http.now().getTime();
  const after = (minutes: number) => api.setNow(new Date(start + minutes * 60_000));
  const signIn = await api.ask("POST", "/api/v1/sign-in/local", { body: { user: "vera" } });
  const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const me = async () => (await api.ask("GET", "/api/v1/me", { headers: { cookie } })).status;
  const told: number[] = [];
  for (let minutes = 29; minutes < 8 * 60; minutes += 29) {
    after(minutes);
    told.push(await me());
  }
  expect(new Set(told)).toEqual(new Set([200]));
  after(8 * 60);
  expect(await me()).toBe(401);
  after(0);
  const idle = await api.ask("POST", "/api/v1/sign-in/local", { body: { user: "vera" } });
  const unused = idle.headers.get("set-cookie")?.split(";")[0] ?? "";
  after(30);
  expect((await api.ask("GET", "/api/v1/me", { headers: { cookie: unused } })).status).toBe(401);
  after(0);
});
