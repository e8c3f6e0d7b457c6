/**
 * What the stand-in has booked. In: posted batches, and what a fault makes of them. Out: batches with the state of every entry.
 * An entry is booked once, whatever batch it comes in, and a batch's id stands for one content; only faults break this, on purpose.
 * Everything is in the journal before it counts (journal.ts).
 */
import { z } from "zod";
import { csvOf } from "./csv-cells.ts";
import { openJournal } from "./journal.ts";
import type { PostedBatch } from "./posted-batch.ts";

const AT = { at: z.string(), batch: z.string() };
const REFUSED = z.record(z.string(), z.string());
const FACT = z.discriminatedUnion("fact", [
  /** A batch under a new id, with the entries that were not taken. */
  z.object({
    ...AT,
    fact: z.literal("posted"),
    market: z.string(),
    receivedSha256: z.string(),
    toldSha256: z.string(),
    columns: z.array(z.string()),
    rows: z.array(z.object({ entryId: z.string(), cells: z.array(z.string()) })),
    refused: REFUSED,
  }),
  /** The same again: what had been refused is decided anew. */
  z.object({ ...AT, fact: z.literal("decided-again"), refused: REFUSED }),
  /** The key had been forgotten: all of it is booked once more. */
  z.object({ ...AT, fact: z.literal("booked-again") }),
  z.object({ ...AT, fact: z.literal("entry-lost"), entryId: z.string() }),
]);
type Fact = z.infer<typeof FACT>;

export interface BookedEntry {
  readonly entryId: string;
  readonly cells: readonly string[];
  /** Null: it is booked. */
  readonly refused: string | null;
  /** How often it is booked: 1, unless keys were forgotten. */
  readonly times: number;
}

export interface BookedBatch {
  readonly id: string;
  readonly market: string;
  readonly at: string;
  readonly receivedSha256: string;
  /** What answers say: another one only where a fault changed what was booked. */
  readonly toldSha256: string;
  readonly columns: readonly string[];
  readonly entries: readonly BookedEntry[];
}

export interface BookingStore {
  readonly batches: () => IterableIterator<BookedBatch>;
  readonly find: (id: string) => BookedBatch | null;
  /** The batch that has the entry booked. */
  readonly batchOf: (entryId: string) => string | null;
  readonly post: (
    id: string,
    posted: PostedBatch,
    facts: Pick<PostedFact, "receivedSha256" | "toldSha256" | "refused">,
  ) => void;
  readonly decideAgain: (id: string, refused: Readonly<Record<string, string>>) => void;
  readonly bookAgain: (id: string) => void;
  readonly loseEntry: (id: string, entryId: string) => void;
  readonly close: () => void;
}
type PostedFact = Extract<Fact, { fact: "posted" }>;

export function openBookingStore(folder: string, now: () => Date): BookingStore {
  const { journal, values } = openJournal(folder);
  const batches = new Map<string, BookedBatch>();
  const booked = new Map<string, string>();
  const apply = (fact: Fact): void => {
    const batch = afterFact(batches.get(fact.batch) ?? null, fact);
    batches.set(batch.id, batch);
    for (const entry of batch.entries) if (entry.refused === null) booked.set(entry.entryId, batch.id);
    if (fact.fact === "entry-lost") booked.delete(fact.entryId);
  };
  for (const value of values) apply(FACT.parse(value));
  const record = (fact: Fact): void => {
    journal.append(fact);
    apply(fact);
  };
  const at = (): string => now().toISOString();
  return {
    batches: () => batches.values(),
    find: (id) => batches.get(id) ?? null,
    batchOf: (entryId) => booked.get(entryId) ?? null,
    post: (id, { market, columns, rows }, facts) => {
      const copies = rows.map(({ entryId, cells }) => ({ entryId, cells: [...cells] }));
      record({ fact: "posted", at: at(), batch: id, market, columns: [...columns], rows: copies, ...facts });
    },
    decideAgain: (id, refused) => record({ fact: "decided-again", at: at(), batch: id, refused: { ...refused } }),
    bookAgain: (id) => record({ fact: "booked-again", at: at(), batch: id }),
    loseEntry: (id, entryId) => record({ fact: "entry-lost", at: at(), batch: id, entryId }),
    close: journal.close,
  };
}

function afterFact(batch: BookedBatch | null, fact: Fact): BookedBatch {
  if (fact.fact === "posted") {
    const { at, market, receivedSha256, toldSha256, columns } = fact;
    const entries = fact.rows.map((row) => ({ ...row, refused: fact.refused[row.entryId] ?? null, times: 1 }));
    return { id: fact.batch, market, at, receivedSha256, toldSha256, columns, entries };
  }
  if (batch === null) throw new Error(`the journal tells of batch ${fact.batch} before it was posted`);
  switch (fact.fact) {
    case "decided-again": {
      const decided = (e: BookedEntry): BookedEntry =>
        e.refused === null ? e : { ...e, refused: fact.refused[e.entryId] ?? null };
      return { ...batch, entries: batch.entries.map(decided) };
    }
    case "booked-again":
      return {
        ...batch,
        at: fact.at,
        entries: batch.entries.map((e) => ({ ...e, times: e.times + (e.refused === null ? 1 : 0) })),
      };
    case "entry-lost":
      return { ...batch, entries: batch.entries.filter((e) => e.entryId !== fact.entryId) };
    default:
      return fact satisfies never;
  }
}

/** What it holds of a batch as CSV, from what it has booked: the very bytes that came, when nothing is refused, lost or doubled. */
export function heldCsv(batch: Pick<BookedBatch, "columns" | "entries">): string {
  const rows = batch.entries
    .filter((e) => e.refused === null)
    .flatMap((e) => Array.from({ length: e.times }, () => e.cells));
  return csvOf([batch.columns, ...rows]);
}
