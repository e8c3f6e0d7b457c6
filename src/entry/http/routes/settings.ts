/**
 * Settings: read by who sees or administers, changed and taken away again by who administers, each as it was read (If-Match).
 */
import { z } from "@hono/zod-openapi";
import { either, reaches } from "../../../domain/access.ts";
import type { Outcome } from "../../../domain/refusal.ts";
import { SETTING_KEYS, settingText, type SettingKey, type Settings } from "../../../domain/settings.ts";
import {
  changeSetting,
  readSettingsVersion,
  unsetSetting,
  type SettingsInForce,
} from "../../../flows/change-setting.ts";
import type { FlowDeps } from "../../../flows/deps.ts";
import { settingsJson } from "../../cli/settings-json.ts";
import { endpoint, failed, hidden, NO_BODY, NOTHING, ok, refusedReply, signedIn, type Reply } from "../endpoint.ts";
import { Market, MarketCode, Text } from "../fields.ts";
import type { Principal } from "../http-deps.ts";
import { notFound } from "../problem.ts";

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

const ChangedAnswer = z.strictObject({ market: MarketCode.nullable(), settings: SettingsAnswer });

const change = {
  ...plain,
  path: "/settings/{key}",
  right: "admin",
  params: z.strictObject({ key: z.string().min(1).max(60) }),
  requestHeaders: [{ name: "If-Match", required: true, description: "The ETag of the settings that were read" }],
  answer: ChangedAnswer,
  answerHeaders: ETAG,
} as const;

async function changed(
  call: { readonly caller: Principal | null; readonly deps: FlowDeps; readonly request: Request },
  market: string | null,
  work: (seen: bigint) => Promise<Outcome<Settings>>,
): Promise<Reply<z.input<typeof ChangedAnswer>>> {
  const { admin } = signedIn(call).access;
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
  const outcome = await work(seen);
  if (!outcome.ok) return refusedReply(outcome.refusal);
  const { version } = await readSettingsVersion(call.deps);
  return ok({ market, settings: shownSettings(outcome.value, true) }, { headers: { ETag: etagOf(version) } });
}

export const SETTING_ROUTES = [
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
    ...change,
    method: "put",
    summary: "Change a setting that nobody has changed since it was read",
    body: z.strictObject({ value: z.string().max(20_000), market: Market.optional() }),
    bodyKind: "json",
    handle: (call) => {
      const { key } = call.params;
      const { value, market = null } = call.body;
      return changed(call, market, (seen) => changeSetting(call.deps, key, value, market, seen));
    },
  }),
  endpoint({
    ...change,
    method: "delete",
    summary: "Take a value away again: of a market, the one for all holds; of all markets, the plan's own",
    query: z.strictObject({ market: Market.optional() }),
    handle: (call) => {
      const { market = null } = call.query;
      return changed(call, market, (seen) => unsetSetting(call.deps, call.params.key, market, seen));
    },
  }),
];
