/**
 * Signing in and out, and who one is. Browsers go to the issuer and come back with a code; tokens never reach them, only our own cookie.
 * Local users are offered where the database is embedded, to who asks from this machine.
 */
import { z } from "@hono/zod-openapi";
import { marketList, ROLES, type Access } from "../../../domain/access.ts";
import { knowPerson } from "../../../flows/person-name.ts";
import { recordAccess } from "../../../flows/record-access.ts";
import { beginSignIn, endSession, newToken, startSession, takeSignIn } from "../../../flows/sessions.ts";
import { LOCAL_ISSUER } from "../authenticate.ts";
import { cookie, noCookie, readCookie, SESSION_COOKIE, SIGN_IN_COOKIE } from "../cookies.ts";
import { endpoint, failed, NO_BODY, NOTHING, ok, signedIn, type Call, type Reply } from "../endpoint.ts";
import { Instant, MarketCode, Text } from "../fields.ts";
import type { HttpDeps, LocalUser } from "../http-deps.ts";
import { FORGERY_HEADER } from "../same-origin.ts";
import { seal } from "../sealed.ts";

const tag = "sign-in";
const CALLBACK = "/api/v1/sign-in/callback";
const Roles = z.array(z.strictObject({ role: z.enum(ROLES), market: MarketCode.nullable() }));
const Where = z.array(MarketCode).nullable().openapi({ description: "Markets; null: every one" });
const SETS_COOKIE = { "Set-Cookie": "For the browser alone: out of reach of scripts" };
const SignedInAnswer = z.strictObject({ name: Text, expiresAt: Instant });

function isThisMachine(address: string): boolean {
  return address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");
}

function usersFor({ http, request }: { http: HttpDeps; request: Request }, environment: unknown): readonly LocalUser[] {
  return isThisMachine(http.addressOf(request, environment)) ? http.localUsers : [];
}

/** Only a path of ours: where a browser is sent after signing in is no way out. */
export function safePath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) ? path : "/";
}

function callbackOf(http: HttpDeps): string {
  return `${http.origins[0] ?? ""}${CALLBACK}`;
}

const NO_ISSUER = { status: 404, code: "sign-in-unknown", detail: "No issuer is set up here." };
const SIGN_IN_FAILED = {
  status: 401,
  code: "sign-in-failed",
  detail: "The sign-in did not come back as it went. Begin it anew.",
};

async function comeBack(call: Call<unknown, { state?: string | undefined }, unknown>): Promise<Reply<never>> {
  const { http, request, deps } = call;
  const { issuer } = http;
  if (issuer === null) return failed(NO_ISSUER);
  const browser = readCookie(request, SIGN_IN_COOKIE);
  const begun = browser === null ? null : await takeSignIn(http, browser);
  const fail = async (code: string): Promise<Reply<never>> => {
    await recordAccess(deps, { action: "access.failed-sign-in", subject: "issuer", detail: { code } });
    return failed(SIGN_IN_FAILED);
  };
  if (begun === null) return fail("not-begun-here");
  const cameBackTo = new URL(callbackOf(http));
  cameBackTo.search = new URL(request.url).search;
  const answer = await issuer.finish(cameBackTo, begun);
  if (!answer.ok) {
    if (answer.why === "refused") return fail(answer.code);
    return failed({
      status: 503,
      code: "issuer-unavailable",
      detail: "The issuer does not answer. Try again in a moment.",
    });
  }
  const { refreshToken, roles, ...identity } = answer.value;
  const person = await knowPerson(http.db, identity, http.now());
  const token = newToken();
  const refresh = refreshToken === null ? null : seal(refreshToken, token);
  const { expiresAt } = await startSession(http, token, { person, roles, refresh, way: "issuer" });
  const cookies = [cookie(SESSION_COOKIE, token, "Strict", expiresAt), noCookie(SIGN_IN_COOKIE, "Lax")];
  return { kind: "redirect", location: begun.returnTo, cookies };
}

function meOf(access: Access) {
  return {
    view: marketList(access.view),
    upload: marketList(access.upload),
    approve: marketList(access.approve),
    admin: marketList(access.admin),
  };
}

export const SIGN_IN_ROUTES = [
  endpoint({
    method: "get",
    path: "/sign-in",
    right: "public",
    tag,
    summary: "The ways to sign in, and whether one is",
    params: NOTHING,
    query: NOTHING,
    body: NO_BODY,
    bodyKind: "none",
    answer: z.strictObject({
      issuer: z.boolean(),
      users: z.array(z.strictObject({ id: Text, name: Text, roles: Roles })),
      forgeryHeader: Text,
      signedIn: z.boolean(),
    }),
    handle: (call) =>
      Promise.resolve(
        ok({
          issuer: call.http.issuer !== null,
          users: usersFor(call, call.environment).map(({ id, name, roles }) => ({ id, name, roles: [...roles] })),
          forgeryHeader: FORGERY_HEADER,
          signedIn: call.caller !== null,
        }),
      ),
  }),
  endpoint({
    method: "post",
    path: "/sign-in",
    right: "public",
    tag,
    summary: "Begin to sign in at the issuer: go to `location`",
    params: NOTHING,
    query: NOTHING,
    body: z.strictObject({ returnTo: z.string().max(1_000).optional() }),
    bodyKind: "json",
    answer: z.strictObject({ location: Text }),
    answerHeaders: SETS_COOKIE,
    limit: "sign-in",
    withoutKey: true,
    handle: async ({ http, body }) => {
      if (http.issuer === null) return failed(NO_ISSUER);
      const begun = await http.issuer.begin(callbackOf(http));
      if (!begun.ok)
        return failed({
          status: 503,
          code: "issuer-unavailable",
          detail: "The issuer does not answer. Try again in a moment.",
        });
      const { location, checks } = begun.value;
      const browser = newToken();
      await beginSignIn(http, browser, { ...checks, returnTo: safePath(body.returnTo) });
      const until = new Date(http.now().getTime() + 10 * 60_000);
      return ok({ location }, { cookies: [cookie(SIGN_IN_COOKIE, browser, "Lax", until)] });
    },
  }),
  endpoint({
    method: "get",
    path: "/sign-in/callback",
    right: "public",
    tag,
    summary: "Where the issuer sends the browser back to",
    params: NOTHING,
    // The issuer may add parameters of its own; what counts is checked against what was begun.
    query: z.looseObject({ state: z.string().max(1_000).optional() }),
    body: NO_BODY,
    bodyKind: "none",
    answer: z.undefined(),
    answerHeaders: SETS_COOKIE,
    status: 303,
    limit: "sign-in",
    handle: comeBack,
  }),
  endpoint({
    method: "post",
    path: "/sign-in/local",
    right: "public",
    tag,
    summary: "Sign in as a local user, where there are some",
    params: NOTHING,
    query: NOTHING,
    body: z.strictObject({ user: z.string().min(1).max(100) }),
    bodyKind: "json",
    answer: SignedInAnswer,
    answerHeaders: SETS_COOKIE,
    limit: "sign-in",
    withoutKey: true,
    handle: async (call) => {
      const { http, body, deps } = call;
      const user = usersFor(call, call.environment).find(({ id }) => id === body.user);
      if (user === undefined) {
        await recordAccess(deps, {
          action: "access.failed-sign-in",
          subject: "local",
          detail: { code: "user-unknown" },
        });
        return failed({ status: 404, code: "user-unknown", detail: "There is no such local user here." });
      }
      const identity = { issuer: LOCAL_ISSUER, subject: user.id, name: user.name };
      const person = await knowPerson(http.db, identity, http.now());
      const token = newToken();
      const started = { person, roles: user.roles, refresh: null, way: "local" } as const;
      const { expiresAt } = await startSession(http, token, started);
      const cookies = [cookie(SESSION_COOKIE, token, "Strict", expiresAt)];
      return ok({ name: person.name, expiresAt: expiresAt.toISOString() }, { cookies });
    },
  }),
  endpoint({
    method: "post",
    path: "/sign-out",
    right: "signed-in",
    tag,
    summary: "End the session",
    params: NOTHING,
    query: NOTHING,
    body: NO_BODY,
    bodyKind: "none",
    answer: z.strictObject({ signedOut: z.literal(true) }),
    answerHeaders: SETS_COOKIE,
    withoutKey: true,
    handle: async (call) => {
      const { person, by } = signedIn(call);
      if (by.way === "session") await endSession(call.http, by.token, person, "signed out");
      return ok({ signedOut: true as const }, { cookies: [noCookie(SESSION_COOKIE, "Strict")] });
    },
  }),
  endpoint({
    method: "get",
    path: "/me",
    right: "signed-in",
    tag,
    summary: "Who is signed in, with their roles and how far each right reaches",
    params: NOTHING,
    query: NOTHING,
    body: NO_BODY,
    bodyKind: "none",
    answer: z.strictObject({
      person: Text,
      name: Text,
      issuer: Text,
      roles: Roles,
      rights: z.strictObject({ view: Where, upload: Where, approve: Where, admin: Where }),
      way: z.enum(["session", "bearer"]),
      expiresAt: Instant.nullable(),
    }),
    handle: (call) => {
      const { person, roles, access, by } = signedIn(call);
      return Promise.resolve(
        ok({
          person: String(person.id),
          name: person.name,
          issuer: person.issuer,
          roles: [...roles],
          rights: meOf(access),
          way: by.way,
          expiresAt: by.way === "session" ? by.expiresAt : null,
        }),
      );
    },
  }),
];
