/**
 * What caused each correction and clawback of a posted close.
 */
import { causeOf, type EntryCause } from "../ledger/entry-cause.ts";
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import { lastDayOf, parsePeriod } from "../domain/period.ts";
import type { Close } from "../store/closes.sql.ts";
import { changesOfClose } from "../store/entry-history.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import type { FlowDeps } from "./deps.ts";

export interface CausedEntry {
  readonly entry: LedgerEntry;
  readonly cause: EntryCause;
}

export async function readCauses(deps: Pick<FlowDeps, "db">, close: Close): Promise<CausedEntry[]> {
  const { eligibleCategories } = (await settingsAsOf(deps.db, close.revision)).of(close.market);
  const changes = await changesOfClose(deps.db, close);
  return changes.map(({ entry, before, contract }) => {
    const period = parsePeriod(contract.period);
    const cancelledInside =
      contract.cancelledOn !== null && period !== null && contract.cancelledOn <= lastDayOf(period);
    const counts = contract.financed && eligibleCategories.includes(contract.category) && !cancelledInside;
    return { entry, cause: causeOf({ entry, before, contract: { ...contract, counts } }) };
  });
}
