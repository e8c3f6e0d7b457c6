/**
 * The last waterfall that was told, kept in memory: its pages are asked one after the other, and each would calculate the whole again.
 * In: a close. Out: what `readWaterfall` gives. Both closes are pinned, so a kept one is the same bit by bit; one that waits, is posted and
 * is rejected are three. It goes with the process, so that other rules never meet what older ones told.
 */
import type { Database } from "../platform/postgres/database.ts";
import type { Close } from "../store/closes.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { closeBefore, readWaterfall, type Waterfall } from "./read-waterfall.ts";

interface Kept {
  readonly of: string;
  readonly waterfall: Promise<Waterfall>;
}

/** One of each database: a close of 100 000 entries takes some ten megabytes. */
const kept = new WeakMap<Database, Kept>();

export async function keptWaterfall({ db }: Pick<FlowDeps, "db">, close: Close): Promise<Waterfall> {
  const previous = await closeBefore(db, close);
  const of = JSON.stringify([close.id, close.status, String(close.revision), String(close.ledgerSeq), previous?.id]);
  const found = kept.get(db);
  if (found?.of === of) return { ...(await found.waterfall), close, previous };
  const waterfall = readWaterfall({ db }, close);
  kept.set(db, { of, waterfall });
  try {
    return await waterfall;
  } catch (error) {
    if (kept.get(db)?.waterfall === waterfall) kept.delete(db);
    throw error;
  }
}
