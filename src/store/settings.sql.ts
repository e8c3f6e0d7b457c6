/**
 * Versions of the settings; one without a value takes it away. In: a change under the input lock. Out: the settings in force as of a revision, for all and per market.
 */
import { z } from "zod";
import { CATEGORIES } from "../domain/category.ts";
import { readDelivery, type DeliverySetting } from "../domain/delivery-setting.ts";
import { readPull, type PullSetting } from "../domain/pull-setting.ts";
import { DEFAULT_SETTINGS, type Settings } from "../domain/settings.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";

const StoredSettings = z
  .object({
    clawbackMonths: z.int().min(0).max(120),
    exemptReasons: z.array(z.string()),
    highestRatePpm: z.int().min(1).max(1_000_000),
    eligibleCategories: z.array(z.enum(CATEGORIES)),
    fourEyes: z.boolean(),
    delivery: z.unknown().transform((value, context): DeliverySetting => {
      const reading = readDelivery(value);
      if (reading.ok) return reading.delivery;
      context.addIssue({ code: "custom", message: `${reading.field}: found ${reading.found}` });
      return z.NEVER;
    }),
    deliveryEnabled: z.boolean(),
    pull: z.unknown().transform((value, context): PullSetting | null => {
      const reading = readPull(value);
      if (reading.ok) return reading.pull;
      const message = reading.problems.map(({ field, found }) => `${field}: found ${found}`).join("; ");
      context.addIssue({ code: "custom", message: message || "no object" });
      return z.NEVER;
    }),
  })
  .partial();

const SettingRow = z.object({
  key: z.string(),
  market: z.string().nullable(),
  value: z.unknown(),
  is_set: z.boolean(),
});

/** Resolves the settings of a market, or those for all when null. */
export interface SettingsInForce {
  of(market: string | null): Settings;
  /** Markets that have settings of their own, with just those. */
  readonly perMarket: ReadonlyMap<string, Partial<Settings>>;
  /** What somebody has set for all markets; the rest is the plan's own. */
  readonly setForAll: Partial<Settings>;
}

export async function settingsAsOf(db: Queryable, asOf: bigint): Promise<SettingsInForce> {
  const rows = await db.all(
    SettingRow,
    `select distinct on (key, market) key, market, value, value is not null as is_set from setting_version
      where revision <= $1 order by key, market, revision desc`,
    [asOf],
  );
  const perMarket = new Map<string, Partial<Settings>>();
  let setForAll: Partial<Settings> = {};
  for (const row of rows) {
    if (!row.is_set) continue;
    const part = present(StoredSettings.parse({ [row.key]: row.value }));
    if (row.market === null) setForAll = { ...setForAll, ...part };
    else perMarket.set(row.market, { ...perMarket.get(row.market), ...part });
  }
  const forAll: Settings = { ...DEFAULT_SETTINGS, ...setForAll };
  return { of: (market) => ({ ...forAll, ...(market === null ? {} : perMarket.get(market)) }), perMarket, setForAll };
}

/** Drops keys whose value is undefined, which zod's partial objects may hold. */
function present(part: z.infer<typeof StoredSettings>): Partial<Settings> {
  const settings: { -readonly [K in keyof Settings]?: Settings[K] } = {};
  if (part.clawbackMonths !== undefined) settings.clawbackMonths = part.clawbackMonths;
  if (part.exemptReasons !== undefined) settings.exemptReasons = part.exemptReasons;
  if (part.highestRatePpm !== undefined) settings.highestRatePpm = part.highestRatePpm;
  if (part.eligibleCategories !== undefined) settings.eligibleCategories = part.eligibleCategories;
  if (part.fourEyes !== undefined) settings.fourEyes = part.fourEyes;
  if (part.delivery !== undefined) settings.delivery = part.delivery;
  if (part.deliveryEnabled !== undefined) settings.deliveryEnabled = part.deliveryEnabled;
  if (part.pull !== undefined) settings.pull = part.pull;
  return settings;
}

/** The newest change of any setting; 0 when there was none. */
export async function settingsVersion(db: Queryable): Promise<bigint> {
  const row = await db.one(
    z.object({ version: z.bigint() }),
    "select coalesce(max(revision), 0) as version from setting_version",
  );
  return row.version;
}

export async function insertSetting(
  tx: Transaction,
  setting: {
    readonly key: string;
    readonly market: string | null;
    readonly revision: bigint;
    /** Null: taken away. (A value may be null itself.) */
    readonly value: { readonly is: unknown } | null;
    readonly setBy: string;
    readonly setAt: Date;
  },
): Promise<void> {
  await tx.run(
    "insert into setting_version (key, market, revision, value, set_by, set_at) values ($1, $2, $3, $4, $5, $6)",
    [
      setting.key,
      setting.market,
      setting.revision,
      setting.value === null ? null : JSON.stringify(setting.value.is),
      setting.setBy,
      setting.setAt.toISOString(),
    ],
  );
}
