/**
 * Asks the markets' Core Views within one reconciliation. One that does not answer is not asked again in this run: the others go on.
 * In: questions. Out: answers; null where there was none, and which markets those were.
 */
import type { CoreViewAdapter, CoreViewProblem, ReadResult } from "../platform/core-view/core-view.ts";

/** A market whose Core View could not be asked, or not to the end. */
export interface Unreachable {
  readonly market: string;
  readonly code: "core-view-unreachable";
  readonly message: string;
}

export interface Desk {
  /** Null when the market's Core View cannot be asked. */
  read(market: string, id: string): Promise<Extract<ReadResult, { state: "held" | "absent" }> | null>;
  list(market: string): Promise<readonly string[] | null>;
  /** By market. */
  unreachable(): Unreachable[];
  /** Forgets who did not answer. */
  reset(): void;
  /** Closes every adapter that was asked for. */
  close(): Promise<void>;
}

export function createDesk(coreViewOf: (market: string) => Promise<CoreViewAdapter>): Desk {
  const adapters = new Map<string, CoreViewAdapter>();
  const failed = new Map<string, Unreachable>();
  const adapterOf = async (market: string): Promise<CoreViewAdapter | null> => {
    if (failed.has(market)) return null;
    const adapter = adapters.get(market) ?? (await coreViewOf(market));
    adapters.set(market, adapter);
    return adapter;
  };
  const fail = (market: string, { destination }: CoreViewAdapter, why: CoreViewProblem): null => {
    const message = `The Core View of ${market} (${destination}) could not be asked (${why.code}): ${why.message} What it has of ${market} was not compared to the end: run reconcile again when it answers.`;
    failed.set(market, { market, code: "core-view-unreachable", message });
    return null;
  };
  return {
    async read(market, id) {
      const adapter = await adapterOf(market);
      const read = await adapter?.read(id);
      if (adapter === null || read === undefined) return null;
      return read.state === "held" || read.state === "absent" ? read : fail(market, adapter, read);
    },
    async list(market) {
      const adapter = await adapterOf(market);
      const listed = await adapter?.list(market);
      if (adapter === null || listed === undefined) return null;
      return listed.state === "listed" ? listed.ids : fail(market, adapter, listed);
    },
    unreachable: () => [...failed.values()].toSorted((a, b) => (a.market < b.market ? -1 : 1)),
    reset: () => failed.clear(),
    close: async () => {
      for (const adapter of new Set(adapters.values())) await adapter.close();
    },
  };
}
