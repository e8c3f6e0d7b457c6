/**
 * An adapter to the smallest Core View there is: the memory of this process. In: batches. Out: the very bytes, while it lives.
 * Try it: `npm run conformance -- docs/example-core-view.ts`.
 */
import { createHash } from "node:crypto";
import type { CoreViewAdapter, SendableBatch, Unavailable } from "../src/platform/core-view/core-view.ts";
import type { CoreViewUnderTest } from "../test/support/core-view-under-test.ts";

interface Memory {
  readonly batches: Map<string, SendableBatch>;
  isAway: boolean;
}

const AWAY: Unavailable = {
  state: "unavailable",
  code: "core-view-unavailable",
  message: "The memory is away. It comes back by itself.",
  retryAfterMs: null,
};

function createMemoryCoreView(memory: Memory): CoreViewAdapter {
  return {
    destination: "memory:",
    send: async (batch) => {
      const found = createHash("sha256").update(batch.csv).digest("hex");
      if (found !== batch.sha256) {
        return { state: "refused", code: "batch-changed", message: `Its checksum is ${found}, not ${batch.sha256}.` };
      }
      if (memory.isAway) return AWAY;
      const held = memory.batches.get(batch.id) ?? batch;
      if (held.sha256 !== batch.sha256) {
        return { state: "refused", code: "core-view-conflict", message: `${batch.id} is there with other content.` };
      }
      memory.batches.set(batch.id, held);
      return { state: "accepted" };
    },
    read: async (id) => {
      if (memory.isAway) return AWAY;
      const batch = memory.batches.get(id);
      if (batch === undefined) return { state: "absent" };
      return { state: "held", batch: { id, csv: batch.csv, manifest: batch.manifest, booked: "all" } };
    },
    list: async (market) => {
      if (memory.isAway) return AWAY;
      const ids = [...memory.batches.keys()].filter((id) => id.startsWith(`${market}-`));
      return { state: "listed", ids: ids.toSorted() };
    },
    close: async () => undefined,
  };
}

/** What the suite asks for: an adapter over an empty Core View, and what that Core View can be made to do. */
export async function makeCoreView(): Promise<CoreViewUnderTest> {
  const memory: Memory = { batches: new Map(), isAway: false };
  return {
    adapter: createMemoryCoreView(memory),
    restarted: () => createMemoryCoreView(memory),
    stop: async () => {
      memory.isAway = true;
      return async () => {
        memory.isAway = false;
      };
    },
  };
}
