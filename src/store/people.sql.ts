/**
 * People, their sessions and sign-ins under way, and the roles that were granted to them.
 */
import { z } from "zod";
import { ROLES, type Role, type RoleGrant } from "../domain/access.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

export interface Person {
  readonly id: bigint;
  readonly issuer: string;
  readonly subject: string;
  /** Alone of its kind, and never changed. */
  readonly name: string;
}

const PersonRow = z.object({ id: z.bigint(), issuer: z.string(), subject: z.string(), name: z.string() });
const PERSON = "select id, issuer, subject, name from person";

export async function findPerson(db: Queryable, issuer: string, subject: string): Promise<Person | null> {
  return db.maybe(PersonRow, `${PERSON} where issuer = $1 and subject = $2`, [issuer, subject]);
}

export async function personById(db: Queryable, id: bigint): Promise<Person | null> {
  return db.maybe(PersonRow, `${PERSON} where id = $1`, [id]);
}

/** False when the name is somebody else's, or the person is there already. */
export async function insertPerson(
  db: Queryable,
  person: Omit<Person, "id"> & { readonly nameKey: string; readonly at: Date },
): Promise<boolean> {
  const rows = await db.run(
    `insert into person (issuer, subject, name, name_key, first_seen_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [person.issuer, person.subject, person.name, person.nameKey, person.at.toISOString()],
  );
  return rows === 1;
}

const Roles = z.array(z.object({ role: z.enum(ROLES), market: z.string().nullable() }));

export interface ListedPerson extends Person {
  /** What the issuer said of them at their newest session; null when that is gone. */
  readonly claimed: { readonly roles: readonly RoleGrant[]; readonly at: string } | null;
}

/** In the order in which they came. */
export async function listPeople(db: Queryable, after: bigint, limit: number): Promise<ListedPerson[]> {
  const rows = await db.all(
    PersonRow.extend({ roles: Roles.nullable(), claimed_at: z.string().nullable() }),
    `select p.id, p.issuer, p.subject, p.name, s.roles, s.claimed_at
       from (select id, issuer, subject, name from person where id > $1 order by id limit $2) p
       left join (select distinct on (person_id) person_id, roles, claimed_at from session order by person_id, claimed_at desc) s
         on s.person_id = p.id
      order by p.id`,
    [after, limit],
  );
  return rows.map(({ roles, claimed_at, ...person }) => ({
    ...person,
    claimed: roles === null || claimed_at === null ? null : { roles, at: claimed_at },
  }));
}

export interface StoredSession {
  readonly person: Person;
  /** As the issuer claimed them at `claimedAt`. */
  readonly roles: readonly RoleGrant[];
  readonly claimedAt: string;
  readonly refresh: Uint8Array | null;
  readonly expiresAt: string;
}

export async function insertSession(
  tx: Queryable,
  session: {
    readonly tokenSha256: string;
    readonly personId: bigint;
    readonly roles: readonly RoleGrant[];
    readonly refresh: Uint8Array | null;
    readonly at: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.run(
    `insert into session (token_sha256, person_id, roles, claimed_at, refresh, started_at, expires_at)
     values ($1, $2, $3, $4, $5, $4, $6)`,
    [
      session.tokenSha256,
      session.personId,
      JSON.stringify(session.roles),
      session.at.toISOString(),
      session.refresh,
      session.expiresAt.toISOString(),
    ],
  );
}

/** Null when there is none, or it has ended. */
export async function findSession(db: Queryable, tokenSha256: string, now: Date): Promise<StoredSession | null> {
  const row = await db.maybe(
    PersonRow.extend({
      roles: Roles,
      claimed_at: z.string(),
      refresh: z.instanceof(Uint8Array).nullable(),
      expires_at: z.string(),
    }),
    `select p.id, p.issuer, p.subject, p.name, s.roles, s.claimed_at, s.refresh, s.expires_at
       from session s join person p on p.id = s.person_id
      where s.token_sha256 = $1 and s.ended_at is null and s.expires_at > $2`,
    [tokenSha256, now.toISOString()],
  );
  if (row === null) return null;
  const { id, issuer, subject, name, roles, refresh } = row;
  return {
    person: { id, issuer, subject, name },
    roles,
    claimedAt: row.claimed_at,
    refresh,
    expiresAt: row.expires_at,
  };
}

/** Puts the end of a session off, never past its longest. Written when that is a minute later at least: a page asks several things at once. */
export async function putOffEnd(
  db: Queryable,
  tokenSha256: string,
  to: { readonly at: Date; readonly longestHours: number },
): Promise<void> {
  await db.run(
    `update session set expires_at = least($2::timestamptz, started_at + make_interval(hours => $3))
      where token_sha256 = $1 and ended_at is null
        and expires_at <= least($2::timestamptz, started_at + make_interval(hours => $3)) - interval '1 minute'`,
    [tokenSha256, to.at.toISOString(), to.longestHours],
  );
}

/** What the issuer claims now. */
export async function renewSession(
  db: Queryable,
  tokenSha256: string,
  claimed: { readonly roles: readonly RoleGrant[]; readonly refresh: Uint8Array | null; readonly at: Date },
): Promise<void> {
  await db.run("update session set roles = $2, refresh = $3, claimed_at = $4 where token_sha256 = $1", [
    tokenSha256,
    JSON.stringify(claimed.roles),
    claimed.refresh,
    claimed.at.toISOString(),
  ]);
}

/** False when it had ended before. */
export async function endSession(db: Queryable, tokenSha256: string, at: Date): Promise<boolean> {
  const rows = await db.run(
    "update session set ended_at = $2, refresh = null where token_sha256 = $1 and ended_at is null",
    [tokenSha256, at.toISOString()],
  );
  return rows === 1;
}

const SignInRow = z
  .object({ state: z.string(), nonce: z.string(), verifier: z.string(), return_to: z.string() })
  .transform(({ state, nonce, verifier, return_to }) => ({ state, nonce, verifier, returnTo: return_to }));
export type PendingSignIn = z.infer<typeof SignInRow>;

export async function insertSignIn(
  db: Queryable,
  browserSha256: string,
  signIn: PendingSignIn & { readonly expiresAt: Date },
): Promise<void> {
  await db.run(
    "insert into sign_in (browser_sha256, state, nonce, verifier, return_to, expires_at) values ($1, $2, $3, $4, $5, $6)",
    [browserSha256, signIn.state, signIn.nonce, signIn.verifier, signIn.returnTo, signIn.expiresAt.toISOString()],
  );
}

/** Once: a second one who comes with it finds nothing. */
export async function takeSignIn(db: Queryable, browserSha256: string, now: Date): Promise<PendingSignIn | null> {
  return db.maybe(
    SignInRow,
    "delete from sign_in where browser_sha256 = $1 and expires_at > $2 returning state, nonce, verifier, return_to",
    [browserSha256, now.toISOString()],
  );
}

export interface StoredGrant extends RoleGrant {
  readonly id: bigint;
  readonly personId: bigint;
  readonly person: string;
  readonly grantedBy: string;
  readonly grantedAt: string;
  readonly revokedBy: string | null;
  readonly revokedAt: string | null;
}

const GrantRow = z
  .object({
    id: z.bigint(),
    person_id: z.bigint(),
    person: z.string(),
    role: z.enum(ROLES),
    market: z.string().nullable(),
    granted_by: z.string(),
    granted_at: z.string(),
    revoked_by: z.string().nullable(),
    revoked_at: z.string().nullable(),
  })
  .transform((r): StoredGrant => ({
    id: r.id,
    personId: r.person_id,
    person: r.person,
    role: r.role,
    market: r.market,
    grantedBy: r.granted_by,
    grantedAt: r.granted_at,
    revokedBy: r.revoked_by,
    revokedAt: r.revoked_at,
  }));

const GRANT = `select g.id, g.person_id, p.name as person, g.role, g.market, b.name as granted_by, g.granted_at, r.name as revoked_by,
                      g.revoked_at
                 from role_grant g join person p on p.id = g.person_id join person b on b.id = g.granted_by
                 left join person r on r.id = g.revoked_by`;

export async function listGrants(db: Queryable, after: bigint, limit: number): Promise<StoredGrant[]> {
  return db.all(GrantRow, `${GRANT} where g.id > $1 order by g.id limit $2`, [after, limit]);
}

export async function grantsInForce(db: Queryable, personId: bigint): Promise<StoredGrant[]> {
  return db.all(GrantRow, `${GRANT} where g.person_id = $1 and g.revoked_at is null order by g.id`, [personId]);
}

export async function findGrant(db: Queryable, id: bigint): Promise<StoredGrant | null> {
  return db.maybe(GrantRow, `${GRANT} where g.id = $1`, [id]);
}

/** Grants of one person are given and judged one after another. */
export async function lockPerson(tx: Transaction, id: bigint): Promise<Person | null> {
  // The row itself is never updated, and its trigger would refuse a lock for that: a lock by name does as well.
  await tx.run("select pg_advisory_xact_lock(hashtextextended('person ' || $1, 0))", [String(id)]);
  return personById(tx, id);
}

/** The id; null when the very grant is in force already. */
export async function insertGrant(
  tx: Transaction,
  grant: {
    readonly personId: bigint;
    readonly role: Role;
    readonly market: string | null;
    readonly by: bigint;
    readonly at: Date;
  },
): Promise<bigint | null> {
  const row = await tx.maybe(
    z.object({ id: z.bigint() }),
    `insert into role_grant (person_id, role, market, granted_by, granted_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    [grant.personId, grant.role, grant.market, grant.by, grant.at.toISOString()],
  );
  return row?.id ?? null;
}

/** False when it was revoked before. */
export async function revokeGrant(tx: Transaction, id: bigint, by: bigint, at: Date): Promise<boolean> {
  const rows = await tx.run(
    "update role_grant set revoked_by = $2, revoked_at = $3 where id = $1 and revoked_at is null",
    [id, by, at.toISOString()],
  );
  return rows === 1;
}
