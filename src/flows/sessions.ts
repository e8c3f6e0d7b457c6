/**
 * Sessions of browsers. In: who signed in, and how. Out: a token for the cookie, and later whose it is.
 * The token is known to the browser alone: the database holds its digest. A session ends by its time, unused, or by signing out; what it may do is
 * asked anew with every request, so a role that was revoked here is gone at once, and one that the issuer took away when it is asked again.
 */
import { createHash, randomBytes } from "node:crypto";
import type { RoleGrant } from "../domain/access.ts";
import type { Database } from "../platform/postgres/database.ts";
import { recordAct } from "../store/audit.sql.ts";
import {
  endSession as end,
  findSession as find,
  grantsInForce,
  insertSession,
  insertSignIn,
  putOffEnd,
  renewSession as renew,
  takeSignIn as take,
  type PendingSignIn,
  type Person,
  type StoredSession,
} from "../store/people.sql.ts";

export type { Person, StoredSession } from "../store/people.sql.ts";

export interface SessionDeps {
  readonly db: Database;
  readonly now: () => Date;
  /** After how long a session that is not used ends; 30 when not given. */
  readonly sessionIdleMinutes?: number;
}

const SESSION_HOURS = 8;
const IDLE_MINUTES = 30;
const SIGN_IN_MINUTES = 10;

/** 256 bits, as text for a cookie. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** @param started.refresh sealed already; null when there is nothing to ask the issuer again with */
export async function startSession(
  deps: SessionDeps,
  token: string,
  started: {
    readonly person: Person;
    readonly roles: readonly RoleGrant[];
    readonly refresh: Uint8Array | null;
    readonly way: "issuer" | "local";
  },
): Promise<{
  /** The latest: for the cookie. */
  readonly expiresAt: Date;
}> {
  const { person, roles, refresh, way } = started;
  const { db, now } = deps;
  const at = now();
  const longest = new Date(at.getTime() + SESSION_HOURS * 3_600_000);
  const unused = unusedEnd(deps, at);
  const expiresAt = unused < longest ? unused : longest;
  await db.transaction(async (tx) => {
    await insertSession(tx, { tokenSha256: digest(token), personId: person.id, roles, refresh, at, expiresAt });
    const detail = { issuer: person.issuer, person: String(person.id), way };
    await recordAct(tx, { at, actor: person.name, action: "session.started", subject: person.name, detail });
  });
  return { expiresAt: longest };
}

/** When it ends unless it is used before. */
function unusedEnd({ sessionIdleMinutes = IDLE_MINUTES }: SessionDeps, at: Date): Date {
  return new Date(at.getTime() + sessionIdleMinutes * 60_000);
}

/** Null when there is none any more. One that is found was used by that, and ends later. */
export async function findSession(deps: SessionDeps, token: string): Promise<StoredSession | null> {
  const at = deps.now();
  const session = await find(deps.db, digest(token), at);
  if (session === null) return null;
  await putOffEnd(deps.db, digest(token), { at: unusedEnd(deps, at), longestHours: SESSION_HOURS });
  return session;
}

export async function renewSession(
  { db, now }: SessionDeps,
  token: string,
  claimed: { readonly roles: readonly RoleGrant[]; readonly refresh: Uint8Array | null },
): Promise<void> {
  await renew(db, digest(token), { ...claimed, at: now() });
}

export async function endSession(
  { db, now }: SessionDeps,
  token: string,
  person: Person,
  why: "signed out" | "the issuer no longer vouches",
): Promise<void> {
  const at = now();
  await db.transaction(async (tx) => {
    if (!(await end(tx, digest(token), at))) return;
    await recordAct(tx, {
      at,
      actor: person.name,
      action: "session.ended",
      subject: person.name,
      detail: { person: String(person.id), why },
    });
  });
}

/** What the issuer claims, and what administrators granted. */
export async function rolesOf(
  { db }: Pick<SessionDeps, "db">,
  person: Person,
  claimed: readonly RoleGrant[],
): Promise<RoleGrant[]> {
  const granted = await grantsInForce(db, person.id);
  return [...claimed, ...granted.map(({ role, market }) => ({ role, market }))];
}

/** Remembers a sign-in that goes to the issuer, for the browser that holds the token. */
export async function beginSignIn({ db, now }: SessionDeps, token: string, signIn: PendingSignIn): Promise<void> {
  await insertSignIn(db, digest(token), { ...signIn, expiresAt: new Date(now().getTime() + SIGN_IN_MINUTES * 60_000) });
}

/** The sign-in that this browser began; once. */
export async function takeSignIn({ db, now }: SessionDeps, token: string): Promise<PendingSignIn | null> {
  return take(db, digest(token), now());
}
