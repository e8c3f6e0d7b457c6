/**
 * The function that sends what is due to Core View. In: nothing but the time to do it. Out: how many batches are in which state.
 */
import { deliverBatches } from "../../flows/deliver-batches.ts";
import { asFarAsTimeAllows, call, type CallContext } from "./lambda-context.ts";
import { coreViews } from "./lambda-core-view.ts";
import { FUNCTION_ENVIRONMENTS, readEnvironment } from "./lambda-environment.ts";

const env = readEnvironment(FUNCTION_ENVIRONMENTS.deliver, process.env);

export const handler = (_event: unknown, context: CallContext): Promise<Readonly<Record<string, number>>> =>
  call("deliver", context, env, async (at) => {
    const { deps, log } = at;
    const delivery = await asFarAsTimeAllows(at, () => deliverBatches(deps, coreViews(deps), { mode: "scheduled" }));
    const { batches, closesDelivered } = delivery ?? { batches: [], closesDelivered: [] };
    const states: Record<string, number> = {};
    for (const batch of batches) {
      states[batch.state] = (states[batch.state] ?? 0) + 1;
      log.info("batch", { batch: batch.id, state: batch.state, attempts: batch.attempts, code: batch.code });
    }
    for (const close of closesDelivered) log.info("close delivered", { close });
    return states;
  });
