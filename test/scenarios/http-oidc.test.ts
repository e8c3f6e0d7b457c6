/**
 * Signing in at a real issuer on loopback, and programs with its access tokens: what counts, and everything that must not.
 */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createOidcIssuer, rolesIn, type OidcSetting } from "../../src/platform/oidc-issuer.ts";
import { createTestApi, ORIGIN, type TestApi } from "../support/http-api.ts";
import { startOidcServer, type OidcServer } from "../support/oidc-server.ts";

let oidc: OidcServer;
let api: TestApi;
/** What happens elsewhere before the issuer is asked. */
let meanwhile: (() => Promise<void>) | null = null;

beforeAll(async () => {
  oidc = await startOidcServer();
  const setting: OidcSetting = {
    issuer: oidc.url,
    clientId: "commission-console",
    clientSecret: null,
    audience: "commission-api",
    rolesClaim: "roles",
    scope: "openid profile offline_access",
    oldestTokenSeconds: 300,
  };
  const ask: OidcServer["ask"] = async (address, init) => {
    await meanwhile?.();
    return oidc.ask(address, init);
  };
  api = await createTestApi({ issuer: createOidcIssuer(setting, ask) });
  api.setNow(new Date());
});
beforeEach(() => {
  const now = Math.floor(Date.now() / 1000);
  oidc.claims = {
    sub: "subject-1",
    aud: "commission-console",
    name: "Ida Issuer",
    roles: ["uploader:SE"],
    exp: now + 300,
  };
  oidc.spoil = null;
  oidc.refusing = false;
  meanwhile = null;
  api.setNow(new Date());
});
afterAll(async () => {
  await api.stop();
  await oidc.stop();
});

/** What a browser holds on its way back from the issuer. */
interface OnTheWay {
  readonly cookie: string;
  readonly path: string;
}

async function throughTheIssuer(returnTo = "/closes"): Promise<OnTheWay> {
  const begun = await api.ask("POST", "/api/v1/sign-in", { body: { returnTo } });
  const { location } = z.object({ location: z.string() }).parse(begun.json);
  const redirected = await oidc.ask(location, { method: "GET" });
  const back = new URL(redirected.headers.get("location") ?? "");
  expect(back.origin).toBe(ORIGIN);
  return { cookie: begun.headers.getSetCookie()[0]?.split(";")[0] ?? "", path: `${back.pathname}${back.search}` };
}

function comeBack({ cookie, path }: OnTheWay) {
  return api.ask("GET", path, { headers: { cookie } });
}

async function signedIn(): Promise<string> {
  const answer = await comeBack(await throughTheIssuer());
  expect(answer.status, answer.text).toBe(303);
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

const me = (cookie: string) => api.ask("GET", "/api/v1/me", { headers: { cookie } });

describe("a browser", () => {
  test("goes to the issuer with PKCE, state and nonce, comes back once, and gets a cookie alone", async () => {
    const begun = await api.ask("POST", "/api/v1/sign-in", { body: {} });
    const { location } = z.object({ location: z.string() }).parse(begun.json);
    const asked = new URL(location).searchParams;
    expect([asked.get("code_challenge_method"), asked.get("response_type")]).toEqual(["S256", "code"]);
    expect([asked.get("state"), asked.get("nonce"), asked.get("code_challenge")]).not.toContain(null);

    const way = await throughTheIssuer();
    const answer = await comeBack(way);
    expect([answer.status, answer.headers.get("location"), answer.text]).toEqual([303, "/closes", ""]);
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-opencommission=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Expires=/);
    expect((await me(cookie.split(";")[0] ?? "")).json).toMatchObject({
      name: "Ida Issuer",
      rights: { view: ["SE"], upload: ["SE"], approve: [], admin: [] },
    });
    expect((await comeBack(way)).status).toBe(401);
  });

  test("proves at the token endpoint that it is who began, by what only our server knows", async () => {
    const begun = await api.ask("POST", "/api/v1/sign-in", { body: {} });
    expect(begun.headers.getSetCookie()[0]).toMatch(
      /^__Host-opencommission-sign-in=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Expires=/,
    );
    const { location } = z.object({ location: z.string() }).parse(begun.json);
    const back = new URL((await oidc.ask(location, { method: "GET" })).headers.get("location") ?? "");
    const cookie = begun.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect((await comeBack({ cookie, path: `${back.pathname}${back.search}` })).status).toBe(303);
    const verifier = oidc.sent.at(-1)?.get("code_verifier") ?? "";
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    expect(challenge).toBe(new URL(location).searchParams.get("code_challenge"));
    expect(location).not.toContain(verifier);
  });

  test("with two cookies of the session's name is nobody: one of them may be another's", async () => {
    const cookie = await signedIn();
    expect((await me(`${cookie}; ${cookie}`)).status).toBe(401);
    expect((await me(cookie)).status).toBe(200);
  });

  test("keeps its session when another server has used the refresh token a moment ago", async () => {
    const cookie = await signedIn();
    const later = new Date(Date.now() + 5 * 60_000);
    api.setNow(later);
    const digest = createHash("sha256")
      .update(cookie.split("=")[1] ?? "")
      .digest("hex");
    // Between our question and its refusal.
    meanwhile = async () => {
      await api.http.db.run("update session set claimed_at = $2 where token_sha256 = $1", [
        digest,
        later.toISOString(),
      ]);
    };
    oidc.refusing = true;
    expect((await me(cookie)).status).toBe(200);
  });

  test("whose issuer renews another subject has no session any more", async () => {
    const cookie = await signedIn();
    oidc.claims = { ...oidc.claims, sub: "subject-9" };
    api.setNow(new Date(Date.now() + 5 * 60_000));
    expect((await me(cookie)).status).toBe(401);
  });

  test.each([
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example", "/"],
    ["/closes?x=1", "/closes?x=1"],
  ])("that asks to return to %s is sent to %s", async (returnTo, place) => {
    const answer = await comeBack(await throughTheIssuer(returnTo));
    expect(answer.headers.get("location")).toBe(place);
  });

  const now = (): number => Math.floor(Date.now() / 1000);
  test.each<[string, () => void | Promise<void>]>([
    ["another nonce", () => void (oidc.claims = { ...oidc.claims, nonce: "another" })],
    ["another audience", () => void (oidc.claims = { ...oidc.claims, aud: "another" })],
    ["another issuer", () => void (oidc.claims = { ...oidc.claims, iss: "https://issuer.example" })],
    ["an end that is over", () => void (oidc.claims = { ...oidc.claims, exp: now() - 120 })],
    ["a subject with a NUL", () => void (oidc.claims = { ...oidc.claims, sub: "a\0b" })],
    ["a subject without end", () => void (oidc.claims = { ...oidc.claims, sub: "a".repeat(256) })],
    ["no subject", () => void (oidc.claims = { ...oidc.claims, sub: "" })],
    ["no ID token", () => void (oidc.spoil = (body) => delete body["id_token"])],
    [
      "an ID token by no signature",
      () => {
        oidc.spoil = (body) => (body["id_token"] = unsignedOf(String(body["id_token"])));
      },
    ],
    [
      "an ID token by a key of somebody else",
      async () => {
        const forged = await oidc.forged({ ...oidc.claims });
        oidc.spoil = (body) => (body["id_token"] = withNonce(forged, String(body["id_token"])));
      },
    ],
    ["a refusal of the token endpoint", () => void (oidc.refusing = true)],
  ])("that comes back with %s is not signed in", async (_, spoil) => {
    const way = await throughTheIssuer();
    await spoil();
    const answer = await comeBack(way);
    expect([answer.status, answer.json]).toMatchObject([401, { code: "sign-in-failed" }]);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const last = "select action from audit_entry order by seq desc offset 1 limit 1";
    const act = await api.database.db.one(z.object({ action: z.string() }), last);
    expect(act.action).toBe("access.failed-sign-in");
  });

  test("with another state, or with the cookie of another browser, is not signed in", async () => {
    const way = await throughTheIssuer();
    const wrongState = await comeBack({ ...way, path: way.path.replace(/state=[^&]+/, "state=another") });
    const [one, two] = [await throughTheIssuer(), await throughTheIssuer()];
    const crossed = await comeBack({ cookie: two.cookie, path: one.path });
    const bare = await comeBack({ ...(await throughTheIssuer()), cookie: "a=b" });
    expect([wrongState.status, crossed.status, bare.status]).toEqual([401, 401, 401]);
  });

  test("loses a role within five minutes of the issuer's taking it, and its session when the issuer refuses", async () => {
    const cookie = await signedIn();
    oidc.claims = { ...oidc.claims, roles: ["viewer:FI"] };
    api.setNow(new Date(Date.now() + 4 * 60_000));
    expect((await me(cookie)).json).toMatchObject({ rights: { upload: ["SE"] } });
    api.setNow(new Date(Date.now() + 5 * 60_000));
    let asked = 0;
    oidc.spoil = () => (asked += 1);
    const [first, second] = await Promise.all([me(cookie), me(cookie)]);
    // A refresh token is often good for one use: who asks at once waits for the one answer.
    expect(asked).toBe(1);
    expect([first.json, second.json]).toMatchObject([
      { rights: { view: ["FI"], upload: [] } },
      { rights: { upload: [] } },
    ]);
    oidc.refusing = true;
    api.setNow(new Date(Date.now() + 11 * 60_000));
    expect((await me(cookie)).status).toBe(401);
    oidc.refusing = false;
    expect((await me(cookie)).status).toBe(401);
  });

  test("that signs out has no session any more, whoever kept the cookie", async () => {
    const cookie = await signedIn();
    expect((await api.ask("POST", "/api/v1/sign-out", { headers: { cookie } })).status).toBe(200);
    expect((await me(cookie)).status).toBe(401);
    const ended =
      "select detail ->> 'why' as why from audit_entry where action = 'session.ended' order by seq desc limit 1";
    expect(await api.database.db.one(z.object({ why: z.string() }), ended)).toEqual({ why: "signed out" });
  });

  test("is one person by issuer and subject, with one name for ever; two of a name are told apart", async () => {
    const [first] = [await me(await signedIn())];
    oidc.claims = { ...oidc.claims, name: "Ida Married" };
    const renamed = await me(await signedIn());
    expect(renamed.json).toMatchObject({
      name: "Ida Issuer",
      person: z.object({ person: z.string() }).parse(first.json).person,
    });
    oidc.claims = { ...oidc.claims, sub: "subject-2", name: "IDA  ISSUER" };
    expect((await me(await signedIn())).json).toMatchObject({ name: "IDA ISSUER (2)" });
  });

  test("has no token in the database that opens without its cookie", async () => {
    await signedIn();
    const rows = await api.database.db.all(
      z.object({ text: z.string() }),
      "select row_to_json(s)::text as text from session s",
    );
    const cookie = (await signedIn()).split("=")[1] ?? "";
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ text }) => !text.includes(cookie) && !/[0-9a-f]{8}-[0-9a-f]{4}-4/.test(text))).toBe(true);
  });
});

function unsignedOf(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
  return `${header}.${token.split(".")[1]}.`;
}

/** The claims of the real token under the signature of a forged one: what a forger who sees the nonce would send. */
function withNonce(forged: string, real: string): string {
  const [header, , signature] = forged.split(".");
  return `${header}.${real.split(".")[1]}.${signature}`;
}

describe("a program", () => {
  const ask = (token: string) => api.ask("GET", "/api/v1/me", { headers: { authorization: `Bearer ${token}` } });
  const now = (): number => Math.floor(Date.now() / 1000);

  test("with an access token is let in with its roles, and writes without the header against forgery", async () => {
    oidc.claims = {};
    const token = await oidc.token({ sub: "robot", roles: ["uploader", "approver:SE", "strangers-role"] });
    expect((await ask(token)).json).toMatchObject({
      way: "bearer",
      name: "robot",
      rights: { upload: null, approve: ["SE"] },
    });
    const headers = { authorization: `Bearer ${token}`, "x-opencommission": null };
    const closed = await api.ask("POST", "/api/v1/closes", { headers, body: { market: "SE", period: "2024-01" } });
    expect(closed.status, closed.text).toBe(200);
    const plain = { ...headers, "content-type": "text/plain" };
    expect((await api.ask("POST", "/api/v1/closes", { headers: plain, raw: "{}" })).status).toBe(415);
  });

  test.each<[string, () => Promise<string> | string]>([
    ["another audience", () => oidc.token({ aud: "commission-console" })],
    ["another issuer", () => oidc.token({ iss: "https://issuer.example" })],
    ["an end that is over", () => oidc.token({ exp: now() - 120 })],
    ["no end", () => oidc.token({ exp: undefined })],
    ["an age of more than five minutes", () => oidc.token({ iat: now() - 400 })],
    ["no subject", () => oidc.token({ sub: undefined })],
    ["a beginning that is to come", () => oidc.token({ nbf: now() + 600 })],
    ["no signature", () => oidc.unsigned({})],
    ["a signature by a key of somebody else", () => oidc.forged({})],
    ["a signature in a way that we do not take", () => oidc.otherAlgorithm({})],
    ["more than 16 KiB", () => oidc.token({ padding: "x".repeat(20_000) })],
    ["words that are no token", () => "not.a.token"],
  ])("with a token of %s is not let in, and that is on record", async (_, make) => {
    oidc.claims = {};
    const answer = await ask(await make());
    expect([answer.status, answer.json]).toMatchObject([401, { code: "token-invalid" }]);
    const act = await api.database.db.one(
      z.object({ action: z.string(), detail: z.unknown() }),
      "select action, detail from audit_entry order by seq desc limit 1",
    );
    expect(act).toMatchObject({ action: "access.refused", detail: { code: "token-invalid" } });
  });
});

describe("roles are found in a claim", () => {
  const SE = { role: "approver", market: "SE" };
  test.each([
    [{ roles: ["approver:SE", "other"] }, "roles", [SE]],
    [{ roles: "viewer approver:SE" }, "roles", [{ role: "viewer", market: null }, SE]],
    [{ realm_access: { roles: ["approver:SE"] } }, "realm_access.roles", [SE]],
    [{ "https://example.com/roles": ["approver:SE"] }, "https://example.com/roles", [SE]],
    [{ "cognito:groups": ["approver:SE"] }, "cognito:groups", [SE]],
    [{ roles: ["approver:XX", "approver:SE:FI", "Approver"] }, "roles", []],
    [{ roles: [1, null] }, "roles", []],
    [{}, "roles", []],
    [{}, "__proto__", []],
    [{}, "constructor.name", []],
  ])("%j by %s", (claims, path, roles) => {
    expect(rolesIn(claims, path)).toEqual(roles);
  });
});
