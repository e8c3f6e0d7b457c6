/**
 * Where a market's entries are delivered, by the settings of now. A function has no folder that lasts: a market whose setting says
 * `directory` is one that nobody has set up.
 */
import { readSettings } from "../../flows/change-setting.ts";
import type { FlowDeps } from "../../flows/deps.ts";
import { coreViewFor } from "../../platform/core-view/adapter-for.ts";
import type { CoreViewAdapter } from "../../platform/core-view/core-view.ts";

export function coreViews(deps: FlowDeps): (market: string) => Promise<CoreViewAdapter> {
  return async (market) => {
    const { delivery } = (await readSettings(deps)).of(market);
    if (delivery.adapter === "directory") return notSetUp(market);
    return coreViewFor(delivery, { dataFolder: "/var/empty", env: process.env });
  };
}

/** A market that is not set up holds none of the others back: its batches wait for a person. */
function notSetUp(market: string): CoreViewAdapter {
  const refused = {
    state: "refused",
    code: "core-view-not-set-up",
    message: `${market} has no Core View that a function can reach. Set "delivery" for it to http, sftp or s3.`,
  } as const;
  return {
    destination: `none for ${market}`,
    send: async () => refused,
    read: async () => refused,
    // Nothing was ever sent there.
    list: async () => ({ state: "listed", ids: [] }),
    close: async () => undefined,
  };
}
