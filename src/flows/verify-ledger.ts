/**
 * Verify: that nothing was changed behind the ledger's back, and that every close can be repeated with the same result.
 * In: the database. Out: every difference by name; none when all is well. Reads only.
 * Facts that came after a close are no difference: each close is recomputed as of the inputs that it was posted with.
 * What it cannot see: somebody who rewrites ledger, closes, inputs and records so that all of it fits. Reconciliation with Core View,
 * which has its own copy of what was delivered, and a note of the last hash kept elsewhere find that.
 */
import { postedCloses } from "../store/closes.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { checkClose, checkOwners } from "./check-close.ts";
import { checkDeliveries } from "./check-deliveries.ts";
import { checkFacts, checkSequences } from "./check-facts.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkTotals } from "./check-totals.ts";
import { checkSettings, checkWorkbooks, type WorkbookReader } from "./check-workbooks.ts";
import type { FlowDeps } from "./deps.ts";
import { tellInsteadOfFailing, type Difference } from "./difference.ts";
import { runIsolated } from "./read-isolated.ts";

export interface Verification {
  readonly ok: boolean;
  readonly entries: number;
  readonly closes: number;
  readonly differences: readonly Difference[];
}

export async function verifyLedger(deps: FlowDeps, read: WorkbookReader = runIsolated): Promise<Verification> {
  const { db } = deps;
  const differences: Difference[] = [];
  const { entries, ofClose } = await checkLedger(db, differences);
  await tellInsteadOfFailing(differences, "the contracts", () => checkFacts(db, differences));
  await checkSequences(db, differences);
  await tellInsteadOfFailing(differences, "the control totals", () => checkTotals(db, differences));
  await checkWorkbooks(db, read, differences);
  await checkSettings(db, differences);
  await checkDeliveries(db, differences);
  const closes = await postedCloses(db);
  const surroundings = { ofClose, revision: await currentRevision(db) };
  for (const [index, close] of closes.entries()) {
    deps.progress({ what: "recomputing closes", done: index, total: closes.length });
    await tellInsteadOfFailing(differences, `close ${close.id}`, () =>
      checkClose(db, close, surroundings, differences),
    );
  }
  deps.progress({ what: "recomputing closes", done: closes.length, total: closes.length });
  checkOwners(closes, surroundings, differences);
  return { ok: differences.length === 0, entries, closes: closes.length, differences };
}
