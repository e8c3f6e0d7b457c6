/**
 * Administration: settings, people and their roles, and the record of acts.
 */
import { z } from "@hono/zod-openapi";
import { either, marketList, reaches, ROLES } from "../../../domain/access.ts";
import { SETTING_KEYS, settingText, type SettingKey, type Settings } from "../../../domain/settings.ts";
import { changeSetting, readSettingsVersion, type SettingsInForce } from "../../../flows/change-setting.ts";
import {
  grantRole,
  readGrants,
  readPeople,
  revokeGrant,
  type ListedPerson,
  type StoredGrant,
} from "../../../flows/grant-roles.ts";
import { readAuditPage } from "../../../flows/read-pages.ts";
import { settingsJson } from "../../cli/settings-json.ts";
import { numberCursor, PAGE_QUERY, pageOf } from "../cursor.ts";
import { created, endpoint, failed, hidden, NO_BODY, NOTHING, ok, refusedReply, signedIn } from "../endpoint.ts";
import { Id, Instant, Market, MarketCode, onlyPage, Text } from "../fields.ts";
import type { Principal } from "../http-deps.ts";
import { invalid, notFound } from "../problem.ts";

const plain = { tag: "administration", params: NOTHING, query: NOTHING, body: NO_BODY, bodyKind: "none" } as const;

const SettingsAnswer = z
  .strictObject({
    clawbackMonths: z.int(),
    exemptReasons: z.array(Text),
    highestRatePpm: z.int(),
    highestRate: Text,
    eligibleCategories: z.array(Text),
    fourEyes: z.boolean(),
    deliveryEnabled: z.boolean(),
    delivery: z.unknown().openapi({ description: "Null for who does not administer" }),
    pull: z.unknown().openapi({ description: "Null for who does not administer, and where nothing is pulled" }),
  })
  .openapi("Settings");

/** Where data goes and comes from is for administrators. */
function shownSettings(settings: Settings, administers: boolean): z.input<typeof SettingsAnswer> {
  const { delivery, pull, ...plan } = settingsJson(settings);
  const rest = { ...plan, exemptReasons: [...plan.exemptReasons], eligibleCategories: [...plan.eligibleCategories] };
  return { ...rest, delivery: administers ? delivery : null, pull: administers ? pull : null };
}

function etagOf(version: bigint): string {
  return `"settings-${version}"`;
}

const ETAG = { ETag: "The version of all settings, for `If-Match`" };

/** Versions count from 0. */
const NEVER = -1n;

function settingSource(
  settings: SettingsInForce,
  key: SettingKey,
  market: string | null,
): "market" | "all" | "default" {
  if (market !== null && settings.perMarket.get(market)?.[key] !== undefined) return "market";
  return settings.setForAll[key] === undefined ? "default" : "all";
}

const SETTING_ROUTES = [
  endpoint({
    ...plain,
    method: "get",
    path: "/settings",
    right: "view-or-admin",
    summary: "The settings in force, for all markets or one, with an ETag",
    answerHeaders: ETAG,
    query: z.strictObject({ market: Market.optional() }),
    answer: z.strictObject({
      market: MarketCode.nullable(),
      settings: SettingsAnswer,
      own: z.array(MarketCode).openapi({ description: "Markets with settings of their own" }),
      keys: z.array(
        z.strictObject({
          key: Text,
          expected: Text,
          text: Text.nullable(),
          from: z.enum(["default", "all", "market"]).openapi({
            description: "Set for this market, set for all markets, or as it is where nobody said anything",
          }),
        }),
      ),
    }),
    handle: async (call) => {
      const { access } = signedIn(call);
      const market = call.query.market ?? null;
      const reach = either(access.view, access.admin);
      if (market !== null && !reaches(reach, market)) return hidden(notFound("market"), market);
      const { settings, version } = await readSettingsVersion(call.deps);
      const shown = settings.of(market);
      const administers = market === null ? access.admin === "all" : reaches(access.admin, market);
      const isSecluded = (key: string): boolean => !administers && (key === "delivery" || key === "pull");
      const body = {
        market,
        settings: shownSettings(shown, administers),
        own: [...settings.perMarket.keys()].filter((code) => reaches(reach, code)).toSorted(),
        keys: SETTING_KEYS.map(({ key, name, expected }) => ({
          key: name,
          expected,
          text: isSecluded(key) ? null : settingText(key, shown),
          from: settingSource(settings, key, market),
        })),
      };
      return ok(body, { headers: { ETag: etagOf(version) } });
    },
  }),
  endpoint({
    ...plain,
    method: "put",
    path: "/settings/{key}",
    right: "admin",
    summary: "Change a setting that nobody has changed since it was read",
    params: z.strictObject({ key: z.string().min(1).max(60) }),
    body: z.strictObject({ value: z.string().max(20_000), market: Market.optional() }),
    bodyKind: "json",
    answerHeaders: ETAG,
    requestHeaders: [{ name: "If-Match", required: true, description: "The ETag of the settings that were read" }],
    answer: z.strictObject({ market: MarketCode.nullable(), settings: SettingsAnswer }),
    handle: async (call) => {
      const { admin } = signedIn(call).access;
      const market = call.body.market ?? null;
      if (market !== null && !reaches(admin, market)) return hidden(notFound("market"), market);
      if (market === null && admin !== "all")
        return failed({
          status: 403,
          code: "not-allowed",
          detail: "A setting of all markets is changed by who administers all. Name a market.",
        });
      const condition = call.request.headers.get("if-match");
      if (condition === null || condition.trim() === "*")
        return failed({
          status: 428,
          code: "condition-missing",
          detail: "Send If-Match with the ETag of the settings that you read; * would overwrite what nobody has seen.",
        });
      const { version: now } = await readSettingsVersion(call.deps);
      // A weak tag, or one that is none of ours, is of no version.
      const seen = condition.split(",").some((tag) => tag.trim() === etagOf(now)) ? now : NEVER;
      const outcome = await changeSetting(call.deps, call.params.key, call.body.value, market, seen);
      if (!outcome.ok) return refusedReply(outcome.refusal);
      const { version } = await readSettingsVersion(call.deps);
      return ok({ market, settings: shownSettings(outcome.value, true) }, { headers: { ETag: etagOf(version) } });
    },
  }),
];

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

export const ADMINISTRATION_ROUTES = [...SETTING_ROUTES, ...ROLE_ROUTES, ...AUDIT_ROUTES];
