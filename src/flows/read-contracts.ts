/**
 * The contracts as they stand, with the settings that say whether they count.
 */
import type { Settings } from "../domain/settings.ts";
import { listContracts, type ContractFilter, type ListedContract } from "../store/contracts.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import type { FlowDeps } from "./deps.ts";

export type { ListedContract } from "../store/contracts.sql.ts";

export async function readContracts(
  deps: Pick<FlowDeps, "db">,
  filter: ContractFilter,
): Promise<{ contracts: readonly ListedContract[]; settingsOf: (market: string) => Settings }> {
  const asOf = await currentRevision(deps.db);
  const settings = await settingsAsOf(deps.db, asOf);
  return { contracts: await listContracts(deps.db, asOf, filter), settingsOf: (market) => settings.of(market) };
}
