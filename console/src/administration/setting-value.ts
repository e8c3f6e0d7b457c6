/**
 * A setting's value in the words of the page. In: its key and its text, as the API gives and takes it. Out: one line for people.
 */
import type { DeliverySetting } from "../../../src/domain/delivery-setting.ts";
import { parseSetting, settingKey, type SettingKey } from "../../../src/domain/settings.ts";
import type { Figures } from "../words/figures.ts";

export interface ValueWords {
  readonly none: string;
  readonly months: (count: string) => string;
  readonly on: string;
  readonly off: string;
  readonly categories: Readonly<Record<string, string>>;
}

/** The text itself where it says nothing that we know. */
export function settingWords(name: string, text: string, words: ValueWords, figures: Figures): string {
  const key = settingKey(name);
  const read = key === null ? null : parseSetting(key, text);
  if (key === null || read === null) return text;
  return valueWords(key, read, text, words, figures);
}

function valueWords(
  key: SettingKey,
  read: NonNullable<ReturnType<typeof parseSetting>>,
  text: string,
  words: ValueWords,
  figures: Figures,
): string {
  const switched = (on: boolean | undefined): string => (on === true ? words.on : words.off);
  switch (key) {
    case "clawbackMonths":
      return words.months(figures.count(read.clawbackMonths ?? 0));
    case "exemptReasons":
      return read.exemptReasons?.join("; ") || words.none;
    case "highestRatePpm":
      return figures.rate(read.highestRatePpm ?? 0);
    case "eligibleCategories":
      return (read.eligibleCategories ?? []).map((c) => words.categories[c] ?? c).join(", ");
    case "fourEyes":
      return switched(read.fourEyes);
    case "deliveryEnabled":
      return switched(read.deliveryEnabled);
    case "delivery":
      return read.delivery === undefined ? text : destination(read.delivery);
    case "pull":
      return read.pull == null ? words.off : `${read.pull.from}: ${read.pull.source}`;
    default:
      return key satisfies never;
  }
}

function destination(delivery: DeliverySetting): string {
  switch (delivery.adapter) {
    case "directory":
      return delivery.path ?? "core-view/";
    case "s3":
      return `s3://${delivery.bucket}/${delivery.prefix}`;
    case "sftp":
      return `sftp://${delivery.user}@${delivery.host}:${delivery.port}/${delivery.folder}`;
    case "http":
      return delivery.url;
    default:
      return delivery satisfies never;
  }
}
