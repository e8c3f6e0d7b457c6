/**
 * Settings: read and changed, for all markets or one. A change is an input like any other: it gets a revision, and closes that were
 * posted before it can still be repeated.
 */
import { marketByCode } from "../domain/market.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import {
  parseSetting,
  SETTING_KEYS,
  settingKey,
  settingProblem,
  settingText,
  type Settings,
} from "../domain/settings.ts";
import { recordAct } from "../store/audit.sql.ts";
import { advanceInputs, currentRevision, lockInputs } from "../store/revision.sql.ts";
import { insertSetting, settingsAsOf, settingsVersion, type SettingsInForce } from "../store/settings.sql.ts";
import type { FlowDeps } from "./deps.ts";

export type { SettingsInForce } from "../store/settings.sql.ts";

export async function readSettings(deps: Pick<FlowDeps, "db">): Promise<SettingsInForce> {
  return settingsAsOf(deps.db, await currentRevision(deps.db));
}

/** The same, with the number that changes when any of them does. */
export async function readSettingsVersion(
  deps: Pick<FlowDeps, "db">,
): Promise<{ readonly settings: SettingsInForce; readonly version: bigint }> {
  const version = await settingsVersion(deps.db);
  return { settings: await readSettings(deps), version };
}

/** The setting that a person means; refused when there is none of that name. */
export function knownSetting(name: string): Outcome<(typeof SETTING_KEYS)[number]> {
  const key = settingKey(name);
  const known = SETTING_KEYS.find((k) => k.key === key);
  if (known !== undefined) return done(known);
  const names = SETTING_KEYS.map((k) => k.name).join(", ");
  return refused("setting-unknown", `There is no setting "${name}"; expected one of ${names}.`, { found: name });
}

export async function changeSetting(
  deps: FlowDeps,
  name: string,
  text: string,
  market: string | null,
  /** The version that whoever changes it has seen; null: whatever it is. */
  seen: bigint | null = null,
): Promise<Outcome<Settings>> {
  const setting = knownSetting(name);
  if (!setting.ok) return setting;
  const known = setting.value;
  const { key } = known;
  if (market !== null && marketByCode(market) === null) throw new Error(`assertion: unknown market ${market}`);
  const part = parseSetting(key, text);
  if (part === null) {
    const { found, expected } = settingProblem(key, text);
    const details = { key: known.name, found, expected };
    return refused("setting-invalid", `${known.name}: found ${found}; expected ${expected}.`, details);
  }
  return deps.db.transaction(async (tx) => {
    const revision = (await lockInputs(tx)) + 1n;
    const newest = await settingsVersion(tx);
    if (seen !== null && seen !== newest) {
      const message =
        "The settings have changed since you read them. Read them again and look whether your change still holds.";
      return refused("setting-changed", message, { seen: String(seen), now: String(newest) });
    }
    const inForce = await settingsAsOf(tx, revision);
    const before = inForce.of(market);
    const after = { ...before, ...part };
    // A market that is given the value that holds for all keeps it when the one for all changes.
    const isOwn = market === null || inForce.perMarket.get(market)?.[key] !== undefined;
    if (isOwn && settingText(key, before) === settingText(key, after)) return done(before);
    // One instant for both: by it verify finds a version's act on record.
    const at = deps.now();
    await insertSetting(tx, { key, market, revision, value: after[key], setBy: deps.actor, setAt: at });
    await advanceInputs(tx, revision);
    const detail = { market, before: settingText(key, before), after: settingText(key, after) };
    await recordAct(tx, { at, actor: deps.actor, action: "setting.changed", subject: known.name, detail });
    return done(after);
  });
}
