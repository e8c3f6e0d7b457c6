/**
 * Roles that administrators grant and revoke, beside those that the issuer claims. In: who, which role, where. Out: the grant, or why not.
 * Nobody grants to themself; whoever administers is given no role that imports or approves, and the other way round.
 */
import { accessOf, either, isNowhere, reaches, type Access, type Reach, type Role } from "../domain/access.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import { recordAct } from "../store/audit.sql.ts";
import {
  findGrant,
  grantsInForce,
  insertGrant,
  listGrants,
  listPeople,
  lockPerson,
  revokeGrant as revoke,
  type ListedPerson,
  type Person,
  type StoredGrant,
} from "../store/people.sql.ts";
import type { FlowDeps } from "./deps.ts";

export type { ListedPerson, StoredGrant } from "../store/people.sql.ts";

export interface Page {
  readonly after: bigint;
  readonly limit: number;
}

export function readPeople({ db }: Pick<FlowDeps, "db">, page: Page): Promise<ListedPerson[]> {
  return listPeople(db, page.after, page.limit);
}

export function readGrants({ db }: Pick<FlowDeps, "db">, page: Page): Promise<StoredGrant[]> {
  return listGrants(db, page.after, page.limit);
}

export interface Granter {
  readonly person: Person;
  readonly access: Access;
}

export async function grantRole(
  deps: FlowDeps,
  by: Granter,
  asked: { readonly personId: bigint; readonly role: Role; readonly market: string | null },
): Promise<Outcome<StoredGrant>> {
  const { personId, role, market } = asked;
  const details = { person: String(personId), role, market };
  if (personId === by.person.id) {
    const at = deps.now();
    const act = { at, actor: deps.actor, action: "grant.refused", subject: by.person.name };
    await deps.db.transaction((tx) => recordAct(tx, { ...act, detail: { ...details, code: "grant-to-self" } }));
    return refused("grant-to-self", "Nobody grants a role to themself. Ask another administrator.", details);
  }
  if (!mayGrant(by.access.admin, market)) {
    const message =
      "A role in a market is granted by who administers that market, a role in all by who administers all.";
    return refused("grant-out-of-reach", message, details);
  }
  return deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, personId);
    if (person === null)
      return refused(
        "person-unknown",
        `There is no person ${personId}. People appear when they first sign in.`,
        details,
      );
    const conflict = await conflictOf(tx, person, role);
    if (conflict !== null) return refused("roles-conflict", conflict, details);
    const at = deps.now();
    const id = await insertGrant(tx, { personId, role, market, by: by.person.id, at });
    if (id !== null) {
      const detail = { role, market, grant: String(id) };
      await recordAct(tx, { at, actor: deps.actor, action: "grant.given", subject: person.name, detail });
    }
    const inForce = (await grantsInForce(tx, personId)).find((g) => g.role === role && g.market === market);
    if (inForce === undefined) throw new Error("assertion: a grant that was given is in force");
    return done(inForce);
  });
}

function mayGrant(admin: Reach, market: string | null): boolean {
  return market === null ? admin === "all" : reaches(admin, market);
}

async function conflictOf(tx: Transaction, person: Person, role: Role): Promise<string | null> {
  const held = await grantsInForce(tx, person.id);
  const { upload, approve, admin } = accessOf(held);
  const acts = !isNowhere(either(upload, approve)) && role === "admin";
  const administers = !isNowhere(admin) && (role === "uploader" || role === "approver");
  if (!acts && !administers) return null;
  return "Whoever administers neither imports nor approves. Revoke the other role first.";
}

export async function revokeGrant(deps: FlowDeps, by: Granter, id: bigint): Promise<Outcome<StoredGrant>> {
  return deps.db.transaction(async (tx) => {
    const grant = await findGrant(tx, id);
    if (grant === null || !mayGrant(by.access.admin, grant.market))
      return refused("grant-unknown", `There is no grant ${id} that you may revoke.`, { grant: String(id) });
    const at = deps.now();
    if (await revoke(tx, id, by.person.id, at)) {
      const detail = { role: grant.role, market: grant.market, grant: String(id) };
      await recordAct(tx, { at, actor: deps.actor, action: "grant.revoked", subject: grant.person, detail });
    }
    return done((await findGrant(tx, id)) ?? grant);
  });
}
