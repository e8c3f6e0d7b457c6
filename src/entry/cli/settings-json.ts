/**
 * Settings as JSON, the same for the command line and the API. Secrets stand in them as references alone.
 */
import type { DeliverySetting } from "../../domain/delivery-setting.ts";
import type { PullSetting } from "../../domain/pull-setting.ts";
import { percentText } from "../../domain/rate.ts";
import type { Settings } from "../../domain/settings.ts";
import type { Json } from "./output.ts";

export function settingsJson(settings: Settings) {
  return {
    clawbackMonths: settings.clawbackMonths,
    exemptReasons: settings.exemptReasons,
    highestRatePpm: settings.highestRatePpm,
    highestRate: percentText(settings.highestRatePpm),
    eligibleCategories: settings.eligibleCategories,
    fourEyes: settings.fourEyes,
    delivery: deliveryJson(settings.delivery),
    deliveryEnabled: settings.deliveryEnabled,
    pull: settings.pull && pullJson(settings.pull),
  };
}

/** The address stands there as a reference. */
function pullJson(pull: PullSetting): Json {
  const { cancellation, brand, ...columns } = pull.columns;
  return {
    ...pull,
    watermark: { ...pull.watermark },
    columns: { ...columns, brand, cancellation: cancellation && { ...cancellation } },
  };
}

/** Secrets stand in settings as references alone, so all of it can be shown. */
function deliveryJson(delivery: DeliverySetting): Json {
  switch (delivery.adapter) {
    case "directory":
    case "s3":
    case "sftp":
      return { ...delivery, acknowledgement: delivery.acknowledgement && { ...delivery.acknowledgement } };
    case "http":
      return { ...delivery, oauth: delivery.oauth && { ...delivery.oauth }, tls: { ...delivery.tls } };
    default:
      return delivery satisfies never;
  }
}
