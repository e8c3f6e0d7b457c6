/**
 * The function that measures what no service of AWS knows. In: nothing but the time to do it. Out: the measurements, in its log.
 */
import { measureOperations } from "../../flows/measure-operations.ts";
import { call, type CallContext } from "./lambda-context.ts";
import { FUNCTION_ENVIRONMENTS, readEnvironment } from "./lambda-environment.ts";
import { writeMetrics } from "./lambda-log.ts";

const env = readEnvironment(FUNCTION_ENVIRONMENTS.watch, process.env);

export const handler = (_event: unknown, context: CallContext): Promise<Readonly<Record<string, number>>> =>
  call("watch", context, env, async ({ deps }) => {
    const measured = await measureOperations(deps);
    writeMetrics(env.METRICS_NAMESPACE, "watch", measured);
    return measured;
  });
