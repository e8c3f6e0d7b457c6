/**
 * Settings: read, changed and taken away again, for all markets or one. A change is an input like any other: it gets a revision, and closes that were
 * posted before it can still be repeated.
 */
import { marketByCode } from "../domain/market.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import {
  DEFAULT_SETTINGS,
  parseSetting,
  SETTING_KEYS,
  settingKey,
  settingProblem,
  settingText,
  type SettingKey,
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
  const part = parseSetting(key, text);
  if (part === null) {
    const { found, expected } = settingProblem(key, text);
    const details = { key: known.name, found, expected };
    return refused("setting-invalid", `${known.name}: found ${found}; expected ${expected}.`, details);
  }
  return put(deps, { known, market, seen }, (inForce) => {
    const before = inForce.of(market);
    const after = { ...before, ...part };
    // A market that is given the value that holds for all keeps it when the one for all changes.
    if (isOwn(inForce, key, market) && settingText(key, before) === settingText(key, after)) return null;
    return { action: "setting.changed", after, value: after[key] };
  });
}

/**
 * Takes a value away again: of a market, the one for all holds from then on, whatever it becomes; of all, the plan's own. Where there is
 * none to take away, nothing is done.
 */
export async function unsetSetting(
  deps: FlowDeps,
  name: string,
  market: string | null,
  seen: bigint | null = null,
): Promise<Outcome<Settings>> {
  const setting = knownSetting(name);
  if (!setting.ok) return setting;
  const { key } = setting.value;
  return put(deps, { known: setting.value, market, seen }, (inForce) => {
    const isSet = market === null ? inForce.setForAll[key] !== undefined : isOwn(inForce, key, market);
    if (!isSet) return null;
    const general = market === null ? DEFAULT_SETTINGS : inForce.of(null);
    return { action: "setting.unset", after: { ...inForce.of(market), [key]: general[key] }, value: null };
  });
}

function isOwn(inForce: SettingsInForce, key: SettingKey, market: string | null): boolean {
  return market === null || inForce.perMarket.get(market)?.[key] !== undefined;
}

interface SettingPut {
  readonly known: (typeof SETTING_KEYS)[number];
  readonly market: string | null;
  readonly seen: bigint | null;
}

interface SettingStep {
  readonly action: "setting.changed" | "setting.unset";
  readonly after: Settings;
  /** Of `setting.unset`: none. */
  readonly value: unknown;
}

/** @param decide under the lock of inputs: what is put in force; null: all is as it should be */
async function put(
  deps: FlowDeps,
  { known, market, seen }: SettingPut,
  decide: (inForce: SettingsInForce) => SettingStep | null,
): Promise<Outcome<Settings>> {
  if (market !== null && marketByCode(market) === null) throw new Error(`assertion: unknown market ${market}`);
  const { key } = known;
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
    const step = decide(inForce);
    if (step === null) return done(before);
    const { action, after, value } = step;
    // One instant for both: by it verify finds a version's act on record.
    const at = deps.now();
    const version = { key, market, revision, setBy: deps.actor, setAt: at };
    await insertSetting(tx, { ...version, value: action === "setting.unset" ? null : { is: value } });
    await advanceInputs(tx, revision);
    const detail = { market, before: settingText(key, before), after: settingText(key, after) };
    await recordAct(tx, { at, actor: deps.actor, action, subject: known.name, detail });
    return done(after);
  });
}
