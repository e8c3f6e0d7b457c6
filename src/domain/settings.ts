/**
 * The settings of the plan and of its running: what they are called, what they may be, what holds where nobody said anything.
 * In: a key and a text from a person. Out: a checked value, or what was expected instead.
 */
import { CATEGORIES, type Category } from "./category.ts";
import {
  DEFAULT_DELIVERY,
  DELIVERY_EXPECTED,
  deliveryText,
  parseDelivery,
  type DeliverySetting,
} from "./delivery-setting.ts";
import { DEFAULT_PLAN, type Plan } from "./plan.ts";
import { parsePull, PULL_EXPECTED, pullText, type PullSetting } from "./pull-setting.ts";
import { percentText, type Ppm } from "./rate.ts";

export interface Settings extends Plan {
  /** Nobody approves a close that they started or whose workbooks they uploaded. */
  readonly fourEyes: boolean;
  /** Where a market's ledger entries are delivered. */
  readonly delivery: DeliverySetting;
  /** The kill switch: off, nothing is sent to Core View, and what is due waits. */
  readonly deliveryEnabled: boolean;
  /** Where contract rows are pulled from; null: nothing is pulled, events are sent. */
  readonly pull: PullSetting | null;
}

export type SettingKey = keyof Settings;

export const DEFAULT_SETTINGS: Settings = {
  ...DEFAULT_PLAN,
  fourEyes: true,
  delivery: DEFAULT_DELIVERY,
  deliveryEnabled: true,
  pull: null,
};

/** The keys as people write them, with what each takes. */
export const SETTING_KEYS: readonly { readonly key: SettingKey; readonly name: string; readonly expected: string }[] = [
  { key: "clawbackMonths", name: "clawback-months", expected: "a whole number of months from 0 to 120, such as 6" },
  {
    key: "exemptReasons",
    name: "exempt-reasons",
    expected: 'cancellation reasons separated by ";", or a JSON array (none: an empty text)',
  },
  { key: "highestRatePpm", name: "highest-rate", expected: "a percentage above 0% and up to 100%, such as 20%" },
  {
    key: "eligibleCategories",
    name: "eligible-categories",
    expected: `one or more of ${CATEGORIES.join(", ")}, separated by commas`,
  },
  { key: "fourEyes", name: "four-eyes", expected: "on or off" },
  { key: "delivery", name: "delivery", expected: DELIVERY_EXPECTED },
  { key: "deliveryEnabled", name: "delivery-enabled", expected: "on or off" },
  { key: "pull", name: "pull", expected: PULL_EXPECTED },
];

/** The key for what a person wrote: `clawback-months`, `clawbackMonths`, `highestRatePpm`; null when there is none. */
export function settingKey(text: string): SettingKey | null {
  const flat = text.replace(/[^a-z]/gi, "").toLowerCase();
  const found = SETTING_KEYS.find((k) => k.key.toLowerCase() === flat || k.name.replaceAll("-", "") === flat);
  return found?.key ?? null;
}

/** Reads a setting's value. @returns the part of the settings that it gives, or null when it cannot be read */
export function parseSetting(key: SettingKey, text: string): Partial<Settings> | null {
  const value = text.trim();
  switch (key) {
    case "clawbackMonths":
      return /^\d{1,3}$/.test(value) && Number(value) <= 120 ? { clawbackMonths: Number(value) } : null;
    case "exemptReasons": {
      const exemptReasons = listOf(value, ";");
      return exemptReasons === null ? null : { exemptReasons };
    }
    case "highestRatePpm": {
      const highestRatePpm = parsePercent(value);
      return highestRatePpm === null || highestRatePpm <= 0 || highestRatePpm > 1_000_000 ? null : { highestRatePpm };
    }
    case "eligibleCategories": {
      const names = listOf(value.toLowerCase(), ",") ?? [];
      const eligibleCategories = names.map(categoryOf).filter((c) => c !== null);
      return names.length > 0 && eligibleCategories.length === names.length ? { eligibleCategories } : null;
    }
    case "fourEyes": {
      const fourEyes = onOrOff(value);
      return fourEyes === null ? null : { fourEyes };
    }
    case "delivery": {
      const reading = parseDelivery(value);
      return reading.ok ? { delivery: reading.delivery } : null;
    }
    case "deliveryEnabled": {
      const deliveryEnabled = onOrOff(value);
      return deliveryEnabled === null ? null : { deliveryEnabled };
    }
    case "pull": {
      const reading = parsePull(value);
      return reading.ok ? { pull: reading.pull } : null;
    }
    default:
      return key satisfies never;
  }
}

/**
 * What is wrong with a value that `parseSetting` gives null for. It does not repeat the value where that may hold a secret that
 * somebody wrote in the place of a reference.
 */
export function settingProblem(key: SettingKey, text: string): { readonly found: string; readonly expected: string } {
  const expected = SETTING_KEYS.find((k) => k.key === key)?.expected ?? "another value";
  if (key === "pull") return pullProblem(text, expected);
  const reading = key === "delivery" ? parseDelivery(text) : null;
  if (reading === null) return { found: JSON.stringify(text), expected };
  if (reading.ok) throw new Error(`assertion: ${key} can be read`);
  if (reading.field === null) return { found: "something else", expected };
  return { found: `${reading.field}: ${reading.found}`, expected: reading.expected };
}

/** Every wrong field at once: such a setting has some twenty. */
function pullProblem(text: string, expected: string): { readonly found: string; readonly expected: string } {
  const reading = parsePull(text);
  if (reading.ok) throw new Error("assertion: pull can be read");
  if (reading.problems.length === 0) return { found: "something else", expected };
  return {
    found: reading.problems.map((p) => `${p.field}: ${p.found}`).join("; "),
    expected: reading.problems.map((p) => `${p.field}: ${p.expected}`).join("; "),
  };
}

function onOrOff(text: string): boolean | null {
  if (/^(on|true|yes)$/i.test(text)) return true;
  return /^(off|false|no)$/i.test(text) ? false : null;
}

/** The parts of a list, each once: separated, or as a JSON array of texts; null when it looks like JSON and is not. */
function listOf(text: string, separator: string): string[] | null {
  const parts = text.startsWith("[") ? jsonTexts(text) : text.split(separator);
  return parts === null ? null : [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ""))];
}

function jsonTexts(text: string): string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((part) => typeof part === "string") ? value : null;
  } catch {
    return null;
  }
}

function categoryOf(text: string): Category | null {
  return CATEGORIES.find((c) => c === text) ?? null;
}

function parsePercent(text: string): Ppm | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))? ?%$/.exec(text);
  return match ? Number(match[1] ?? "") * 10_000 + Number((match[2] ?? "").padEnd(4, "0")) : null;
}

/** A setting's value for people. */
export function settingText(key: SettingKey, settings: Settings): string {
  switch (key) {
    case "clawbackMonths":
      return String(settings.clawbackMonths);
    case "exemptReasons":
      return settings.exemptReasons.join("; ");
    case "highestRatePpm":
      return percentText(settings.highestRatePpm);
    case "eligibleCategories":
      return settings.eligibleCategories.join(", ");
    case "fourEyes":
      return settings.fourEyes ? "on" : "off";
    case "delivery":
      return deliveryText(settings.delivery);
    case "deliveryEnabled":
      return settings.deliveryEnabled ? "on" : "off";
    case "pull":
      return pullText(settings.pull);
    default:
      return key satisfies never;
  }
}
