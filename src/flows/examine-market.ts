/**
 * Before the first sending of a market: has Core View batches that this ledger never cut? Then the ledger is behind Core View, as
 * after a restore from a backup, or another installation delivers there, and sending could pay twice.
 * In: the market's adapter. Out: whether its delivery may go on; such batches are kept as differences that a person solves or waives.
 */
import type { CoreViewAdapter } from "../platform/core-view/core-view.ts";
import { neverCut } from "../store/batches.sql.ts";
import { keepDifferences, unwaivedBatches } from "../store/differences.sql.ts";
import { unknownBatch } from "./compare-batch.ts";
import type { FlowDeps } from "./deps.ts";
import type { MarketExamined, Way } from "./delivery-ways.ts";

/** So many are read and named here; `reconcile` names them all. */
const MOST_NAMED = 20;

export async function examineMarket(deps: FlowDeps, way: Way): Promise<MarketExamined> {
  if (way.examined !== null) return way.examined;
  const examined = await compare(deps, way.market, way.adapter);
  // What could not be asked is asked again with the next batch.
  if (examined.state === "clear" || examined.state === "ahead") way.examined = examined;
  return examined;
}

async function compare(deps: FlowDeps, market: string, coreView: CoreViewAdapter): Promise<MarketExamined> {
  const listed = await coreView.list(market);
  if (listed.state !== "listed") return listed;
  const unknown = await unwaivedBatches(deps.db, await neverCut(deps.db, listed.ids));
  if (unknown.length === 0) return { state: "clear" };
  const present: string[] = [];
  for (const id of unknown.slice(0, MOST_NAMED)) {
    const read = await coreView.read(id);
    if (read.state === "unavailable" || read.state === "refused") return read;
    if (read.state === "absent") continue;
    present.push(id);
    const differences = unknownBatch(read.batch, market);
    const seen = { run: 0n, place: 0n, at: deps.now() };
    await deps.db.transaction((tx) => keepDifferences(tx, differences, seen));
  }
  const ahead = [...(await unwaivedBatches(deps.db, present)), ...unknown.slice(MOST_NAMED)];
  if (ahead.length === 0) return { state: "clear" };
  const names = `${ahead.slice(0, 3).join(", ")}${ahead.length > 3 ? ", …" : ""}`;
  const problem = `Core View has ${ahead.length} ${ahead.length === 1 ? "batch" : "batches"} of ${market} that this ledger never cut (${names}): it may have been restored to an older state, or another installation delivers there. Nothing of ${market} is sent, since it could be paid twice. Find out where they come from, then run reconcile, and solve or waive the differences.`;
  return { state: "ahead", code: "core-view-ahead", problem };
}
