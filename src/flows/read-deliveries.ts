/**
 * The batches and their states, in ledger order.
 */
import { listBatches } from "../store/batches.sql.ts";
import type { FlowDeps } from "./deps.ts";

export function readDeliveries(deps: Pick<FlowDeps, "db">): ReturnType<typeof listBatches> {
  return listBatches(deps.db);
}
