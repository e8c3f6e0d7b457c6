/**
 * A Core View in memory that answers as a test tells it to. In: batches, and a script of what it does next. Out: the port's answers,
 * and what was asked of it. Without a script it is honest: it books what it is sent, once, and says so.
 */
import type {
  CoreViewAdapter,
  EntryAnswer,
  HeldBatch,
  ListResult,
  ReadResult,
  SendableBatch,
  SendResult,
} from "../../src/platform/core-view/core-view.ts";

export interface ScriptedCoreView extends CoreViewAdapter {
  readonly held: Map<string, HeldBatch>;
  /** Such as `send SE-2024-01-…`, in the order in which they came. */
  readonly calls: string[];
  /** Each is used once, in order; `take` books the batch as Core View. */
  readonly onSend: ((
    batch: SendableBatch,
    take: (booked?: HeldBatch["booked"]) => void,
  ) => SendResult | Promise<SendResult>)[];
  readonly onRead: ((id: string) => ReadResult | Promise<ReadResult>)[];
  readonly onList: ((market: string) => ListResult)[];
  /** What it would say of a batch without a script. */
  readonly honest: (id: string) => ReadResult;
}

export const UNAVAILABLE = {
  state: "unavailable",
  code: "core-view-unavailable",
  message: "Core View answers 503.",
  retryAfterMs: null,
} as const;

export const LOST_ANSWER = {
  state: "unknown",
  code: "core-view-timeout",
  message: "Core View did not answer in time.",
  retryAfterMs: null,
} as const;

export function scriptedCoreView(destination = "memory:core-view"): ScriptedCoreView {
  const held = new Map<string, HeldBatch>();
  const calls: string[] = [];
  const onSend: ScriptedCoreView["onSend"] = [];
  const onRead: ScriptedCoreView["onRead"] = [];
  const onList: ScriptedCoreView["onList"] = [];
  const honest = (id: string): ReadResult => {
    const batch = held.get(id);
    return batch === undefined ? { state: "absent" } : { state: "held", batch };
  };
  return {
    destination,
    honest,
    held,
    calls,
    onSend,
    onRead,
    onList,
    async send(batch) {
      calls.push(`send ${batch.id}`);
      const take = (booked: HeldBatch["booked"] = "all"): void => {
        held.set(batch.id, { id: batch.id, csv: batch.csv, manifest: batch.manifest, booked });
      };
      const scripted = onSend.shift();
      if (scripted !== undefined) return scripted(batch, take);
      take();
      return { state: "accepted" };
    },
    async read(id) {
      calls.push(`read ${id}`);
      const scripted = onRead.shift();
      if (scripted !== undefined) return scripted(id);
      return honest(id);
    },
    async list(market) {
      calls.push(`list ${market}`);
      const scripted = onList.shift();
      if (scripted !== undefined) return scripted(market);
      return { state: "listed", ids: [...held.keys()].filter((id) => id.startsWith(`${market}-`)).toSorted() };
    },
    close: () => Promise.resolve(),
  };
}

/** The ids of a batch's entries, in its order. */
export function entryIdsOf(batch: Pick<SendableBatch, "csv">): string[] {
  const rows = Buffer.from(batch.csv).toString("utf8").split("\r\n").slice(1, -1);
  return rows.map((row) => row.slice(0, row.indexOf(",")));
}

/** An answer for each entry: refused for those at the given places, no answer for others, accepted for the rest. */
export function answersFor(
  batch: Pick<SendableBatch, "csv">,
  told: { readonly refused?: readonly number[]; readonly silent?: readonly number[] },
): EntryAnswer[] {
  return entryIdsOf(batch).flatMap((entryId, index): EntryAnswer[] => {
    if (told.silent?.includes(index) === true) return [];
    return told.refused?.includes(index) === true
      ? [{ entryId, state: "refused", reason: "agent is locked" }]
      : [{ entryId, state: "accepted", reason: null }];
  });
}
