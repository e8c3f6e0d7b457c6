/**
 * The function that copies the record of acts out of the database, every few minutes, into the bucket that nobody can change and that is
 * copied to another account. In: nothing but the time to do it. Out: how many acts went out.
 */
import { exportAudit } from "../../flows/export-audit.ts";
import { call, type CallContext } from "./lambda-context.ts";
import { FUNCTION_ENVIRONMENTS, readEnvironment } from "./lambda-environment.ts";
import { systemObjects } from "./lambda-objects.ts";

const env = readEnvironment(FUNCTION_ENVIRONMENTS["export-audit"], process.env);
const audit = systemObjects();

export const handler = (_event: unknown, context: CallContext): Promise<{ readonly entries: number }> =>
  call("export-audit", context, env, async ({ deps, log, timeLeft }) => {
    const place = { bucket: env.AUDIT_BUCKET, prefix: "acts/", timeLeft };
    const { objects, entries } = await exportAudit(deps, audit, place);
    log.info("acts exported", { objects, entries });
    return { entries };
  });
