/**
 * What happens by itself beside the requests: due batches are sent, what has expired is deleted. In: the API's dependencies. Out: a way to
 * stop, which waits for the work in hand. One at a time; a failure is logged and the next turn tries again.
 */
import { deliverBatches } from "../../flows/deliver-batches.ts";
import { forgetExpired } from "../../flows/answer-once.ts";
import { withOrigin } from "../../platform/act-origin.ts";
import { flowDeps, type HttpDeps } from "./http-deps.ts";
import { errorFields } from "./log-line.ts";

export interface Workers {
  stop(): Promise<void>;
}

const ACTOR = "scheduler";

export function startWorkers(http: HttpDeps, everyMs = 15_000): Workers {
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  const turn = (): void => {
    if (busy) return;
    busy = true;
    working = work(http).finally(() => {
      busy = false;
    });
  };
  const timer = setInterval(turn, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await working;
    },
  };
}

async function work(http: HttpDeps): Promise<void> {
  const at = http.now().toISOString();
  try {
    const deps = flowDeps(http, withOrigin(http.db, "scheduler"), ACTOR);
    const { batches } = await deliverBatches(deps, http.coreViewOf, { mode: "scheduled" });
    if (batches.length > 0)
      http.log({ at, level: "info", event: "worker", code: "delivered", batches: batches.length });
    await forgetExpired(http);
  } catch (error) {
    http.log({ at, level: "error", event: "worker", ...errorFields(error) });
  }
}
