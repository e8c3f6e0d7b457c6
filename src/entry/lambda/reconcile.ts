/**
 * The function that compares ledger, batches and Core View. In: nothing but the time to do it. Out: whether all agree; and a report in
 * the audit bucket that nobody can change, with the end of the ledger's chain, so that a change behind it is found from outside.
 */
import { readLedgerEnd } from "../../flows/read-ledger.ts";
import { reconcileDeliveries } from "../../flows/reconcile-deliveries.ts";
import { call, type CallContext } from "./lambda-context.ts";
import { coreViews } from "./lambda-core-view.ts";
import { FUNCTION_ENVIRONMENTS, readEnvironment } from "./lambda-environment.ts";
import { systemObjects } from "./lambda-objects.ts";

const env = readEnvironment(FUNCTION_ENVIRONMENTS.reconcile, process.env);
const audit = systemObjects();

export const handler = (_event: unknown, context: CallContext): Promise<{ readonly ok: boolean }> =>
  call("reconcile", context, env, async ({ deps, log }) => {
    const { ok, open, waived, unreachable, outstanding, refused, batches, entries, sums } = await reconcileDeliveries(
      deps,
      coreViews(deps),
    );
    const end = await readLedgerEnd(deps);
    const at = deps.now().toISOString();
    const counts = {
      open,
      waived,
      unreachable: unreachable.length,
      outstanding: outstanding.length,
      refused: refused.length,
      batches,
      entries,
    };
    // Sums stand in the report, which few may read, and not in the log.
    const report = { at, ok, ...counts, sums, ledger: end };
    const key = `reconciliations/${at.slice(0, 10)}/${at}.json`;
    await audit.put({ bucket: env.AUDIT_BUCKET, key }, Buffer.from(`${JSON.stringify(report, exact, 2)}\n`));
    log.info("reconciled", { ok, ...counts });
    return { ok };
  });

/** Integers that a number cannot hold, as decimal texts. */
function exact(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
