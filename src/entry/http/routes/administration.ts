/**
 * Administration: people and their roles, and the record of acts.
 */
import { z } from "@hono/zod-openapi";
import { either, marketList, reaches, ROLES } from "../../../domain/access.ts";
import {
  grantRole,
  readGrants,
  readPeople,
  revokeGrant,
  type ListedPerson,
  type StoredGrant,
} from "../../../flows/grant-roles.ts";
import { readAuditPage } from "../../../flows/read-pages.ts";
import { numberCursor, PAGE_QUERY, pageOf } from "../cursor.ts";
import { created, endpoint, failed, NO_BODY, NOTHING, ok, refusedReply, signedIn } from "../endpoint.ts";
import { Id, Instant, Market, MarketCode, onlyPage, Text } from "../fields.ts";
import type { Principal } from "../http-deps.ts";
import { invalid } from "../problem.ts";

const plain = { tag: "administration", params: NOTHING, query: NOTHING, body: NO_BODY, bodyKind: "none" } as const;

const GrantAnswer = z
  .strictObject({
    id: Text,
    person: Text,
    name: Text,
    role: z.enum(ROLES),
    market: MarketCode.nullable(),
    grantedBy: Text,
    grantedAt: Instant,
    revokedBy: Text.nullable(),
    revokedAt: Instant.nullable(),
  })
  .openapi("Grant");

function grantJson(g: StoredGrant): z.input<typeof GrantAnswer> {
  const { role, market, grantedBy, grantedAt, revokedBy, revokedAt } = g;
  return {
    id: String(g.id),
    person: String(g.personId),
    name: g.person,
    role,
    market,
    grantedBy,
    grantedAt,
    revokedBy,
    revokedAt,
  };
}

function granter({ person, access }: Principal) {
  return { person, access };
}

function personJson({ id, name, issuer, subject, claimed }: ListedPerson) {
  const said = claimed === null ? null : { roles: claimed.roles.map((r) => ({ ...r })), at: claimed.at };
  return { id: String(id), name, issuer, subject, claimed: said };
}

const ROLE_ROUTES = [
  endpoint({
    ...plain,
    method: "get",
    path: "/people",
    right: "admin",
    summary: "Everybody who has signed in",
    query: z.strictObject(PAGE_QUERY),
    answer: onlyPage({
      people: z.array(
        z.strictObject({
          id: Text,
          name: Text,
          issuer: Text,
          subject: Text,
          claimed: z
            .strictObject({
              roles: z.array(z.strictObject({ role: z.enum(ROLES), market: MarketCode.nullable() })),
              at: Instant,
            })
            .nullable()
            .openapi({ description: "What the issuer said at their newest session; null when that is gone" }),
        }),
      ),
    }),
    handle: async (call) => {
      const at = numberCursor(call.query.cursor);
      if (!at.ok) return failed(invalid([at.error]));
      const { limit } = call.query;
      const read = await readPeople(call.deps, { after: at.after ?? 0n, limit: limit + 1 });
      const { rows, next } = pageOf(read, limit, (p) => [String(p.id)]);
      return ok({ people: rows.map(personJson), next });
    },
  }),
  endpoint({
    ...plain,
    method: "get",
    path: "/grants",
    right: "admin",
    summary: "The roles that were granted here, revoked ones too",
    query: z.strictObject(PAGE_QUERY),
    answer: onlyPage({ grants: z.array(GrantAnswer) }),
    handle: async (call) => {
      const at = numberCursor(call.query.cursor);
      if (!at.ok) return failed(invalid([at.error]));
      const { limit } = call.query;
      const read = await readGrants(call.deps, { after: at.after ?? 0n, limit: limit + 1 });
      const { rows, next } = pageOf(read, limit, (g) => [String(g.id)]);
      const { admin } = signedIn(call).access;
      const seen = rows.filter((g) => (g.market === null ? admin === "all" : reaches(admin, g.market)));
      return ok({ grants: seen.map(grantJson), next });
    },
  }),
  endpoint({
    ...plain,
    method: "post",
    path: "/grants",
    right: "admin",
    summary: "Grant a role to somebody else",
    body: z.strictObject({ person: Id, role: z.enum(ROLES), market: Market.nullable() }),
    bodyKind: "json",
    answer: z.strictObject({ grant: GrantAnswer }),
    status: 201,
    handle: async (call) => {
      const { person, role, market } = call.body;
      const outcome = await grantRole(call.deps, granter(signedIn(call)), { personId: person, role, market });
      return outcome.ok ? created({ grant: grantJson(outcome.value) }) : refusedReply(outcome.refusal);
    },
  }),
  endpoint({
    ...plain,
    method: "post",
    path: "/grants/{id}/revocation",
    right: "admin",
    summary: "Revoke a role: it is gone with the next request",
    params: z.strictObject({ id: Id }),
    answer: z.strictObject({ grant: GrantAnswer }),
    handle: async (call) => {
      const outcome = await revokeGrant(call.deps, granter(signedIn(call)), call.params.id);
      return outcome.ok ? ok({ grant: grantJson(outcome.value) }) : refusedReply(outcome.refusal);
    },
  }),
];

const AUDIT_ROUTES = [
  endpoint({
    ...plain,
    method: "get",
    path: "/audit",
    right: "view-or-admin",
    summary: "The record of acts, the newest first: who, what, when, from where",
    query: z.strictObject({
      ...PAGE_QUERY,
      actor: z.string().min(1).max(400).optional(),
      action: z.string().min(1).max(100).optional(),
      subject: z.string().min(1).max(400).optional(),
    }),
    answer: onlyPage({
      acts: z.array(
        z.strictObject({
          seq: Text,
          at: Instant,
          actor: Text,
          action: Text,
          subject: Text,
          market: MarketCode.nullable(),
          origin: Text.nullable(),
          detail: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    handle: async (call) => {
      const { cursor, limit, ...asked } = call.query;
      const at = numberCursor(cursor);
      if (!at.ok) return failed(invalid([at.error]));
      const { access } = signedIn(call);
      const filter = {
        ...asked,
        markets: marketList(either(access.view, access.admin)),
        withAccess: access.admin === "all",
      };
      const read = await readAuditPage(call.deps, filter, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(read, limit, (a) => [String(a.seq)]);
      const withOrigin = access.admin === "all";
      return ok({
        acts: rows.map((a) => ({ ...a, seq: String(a.seq), origin: withOrigin ? a.origin : null })),
        next,
      });
    },
  }),
];

export const ADMINISTRATION_ROUTES = [...ROLE_ROUTES, ...AUDIT_ROUTES];
