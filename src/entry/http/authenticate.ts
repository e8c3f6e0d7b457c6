/**
 * Who asks. In: a request. Out: the person with what they may now, nobody, or why what they showed does not count.
 * A session's roles are asked of the issuer again after five minutes; roles granted here are read anew with each request.
 */
import { accessOf, type RoleGrant } from "../../domain/access.ts";
import { knowPerson } from "../../flows/person-name.ts";
import { endSession, findSession, renewSession, rolesOf, type StoredSession } from "../../flows/sessions.ts";
import type { Person } from "../../flows/sessions.ts";
import { readCookie, SESSION_COOKIE } from "./cookies.ts";
import type { HttpDeps, Principal } from "./http-deps.ts";
import type { Problem } from "./problem.ts";
import { seal, unseal } from "./sealed.ts";

export type Authentication =
  | { readonly kind: "nobody" }
  | { readonly kind: "somebody"; readonly who: Principal }
  | { readonly kind: "failed"; readonly problem: Problem };

const ASKED_AGAIN_AFTER_MS = 5 * 60_000;
export const LOCAL_ISSUER = "local";

export async function authenticate(http: HttpDeps, request: Request): Promise<Authentication> {
  const header = request.headers.get("authorization");
  if (header !== null) return byBearer(http, header);
  const token = readCookie(request, SESSION_COOKIE);
  return token === null ? { kind: "nobody" } : bySession(http, token);
}

async function byBearer(http: HttpDeps, header: string): Promise<Authentication> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(header)?.[1];
  if (token === undefined || http.issuer === null) return badToken();
  const answer = await http.issuer.ofBearer(token);
  if (!answer.ok) return answer.why === "refused" ? badToken() : issuerAway();
  const person = await knowPerson(http.db, answer.value, http.now());
  return { kind: "somebody", who: await principal(http, person, answer.value.roles, { way: "bearer" }) };
}

async function principal(
  http: HttpDeps,
  person: Person,
  claimed: readonly RoleGrant[],
  by: Principal["by"],
): Promise<Principal> {
  const roles = await rolesOf(http, person, claimed);
  return { person, roles, access: accessOf(roles), by };
}

function badToken(): Authentication {
  const detail =
    "The access token does not count here: its issuer, audience, signature, age or end is not what it has to be.";
  const headers = { "WWW-Authenticate": 'Bearer error="invalid_token"' };
  return { kind: "failed", problem: { status: 401, code: "token-invalid", detail, headers } };
}

export function issuerAway(): Authentication {
  const detail = "The issuer that vouches for people does not answer. Try again in a moment.";
  const headers = { "Retry-After": "10" };
  return { kind: "failed", problem: { status: 503, code: "issuer-unavailable", detail, headers } };
}

async function bySession(http: HttpDeps, token: string): Promise<Authentication> {
  const session = await findSession(http, token);
  if (session === null) return { kind: "nobody" };
  const roles = await rolesNow(http, token, session);
  if (roles === "gone") return { kind: "nobody" };
  if (roles === "unavailable") return issuerAway();
  const by = { way: "session", token, expiresAt: session.expiresAt } as const;
  return { kind: "somebody", who: await principal(http, session.person, roles, by) };
}

async function rolesNow(http: HttpDeps, token: string, session: StoredSession): Promise<RolesNow> {
  const { person, roles } = session;
  if (person.issuer === LOCAL_ISSUER) {
    // Only while they are offered: a database that was taken elsewhere has no demo users.
    const user = http.localUsers.find((u) => u.id === person.subject);
    return user?.roles ?? "gone";
  }
  if (isFresh(http, session)) return roles;
  // A page asks several things at once, and a refresh token is often good for one use.
  const underWay = asking.get(token);
  if (underWay !== undefined) return underWay;
  const asked = askAgain(http, token).finally(() => asking.delete(token));
  asking.set(token, asked);
  return asked;
}

type RolesNow = readonly RoleGrant[] | "gone" | "unavailable";
const asking = new Map<string, Promise<RolesNow>>();

async function askAgain(http: HttpDeps, token: string): Promise<RolesNow> {
  // Read anew: whoever read it before may have waited until another request had asked, and a refresh token is often good for one use.
  const session = await findSession(http, token);
  if (session === null) return "gone";
  const { person, refresh } = session;
  if (isFresh(http, session)) return session.roles;
  if (refresh === null || http.issuer === null) return refused(http, token, session);
  const again = await http.issuer.again(unseal(refresh, token), person.subject);
  if (!again.ok) return again.why === "refused" ? refused(http, token, session) : "unavailable";
  const { refreshToken, roles: claimed } = again.value;
  const sealed = refreshToken === null ? null : seal(refreshToken, token);
  await renewSession(http, token, { roles: claimed, refresh: sealed });
  return claimed;
}

/** Where several servers run, another may have used the refresh token a moment ago. */
async function refused(http: HttpDeps, token: string, { person }: StoredSession): Promise<RolesNow> {
  const now = await findSession(http, token);
  if (now !== null && isFresh(http, now)) return now.roles;
  await endSession(http, token, person, "the issuer no longer vouches");
  return "gone";
}

function isFresh({ now }: HttpDeps, { claimedAt }: StoredSession): boolean {
  return now().getTime() - Date.parse(claimedAt) < ASKED_AGAIN_AFTER_MS;
}
