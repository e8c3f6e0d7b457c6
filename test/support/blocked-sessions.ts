/**
 * Processes that meet at a certain moment: a table is locked, they run into it, and go on when it is let go.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Database } from "../../src/platform/postgres/database.ts";

const Count = z.object({ n: z.bigint() });
const PATIENCE_MS = 40_000;

/** Locks the table against everything while the work runs; the lock ends when the work does. */
export async function whileLocked<T>(
  db: Database,
  table: string,
  work: (held: { readonly release: () => Promise<void> }) => Promise<T>,
): Promise<T> {
  let letGo = (): void => undefined;
  const released = new Promise<void>((done) => (letGo = done));
  let locked = (): void => undefined;
  const ready = new Promise<void>((done) => (locked = done));
  const holding = db.transaction(async (tx) => {
    await tx.run(`lock table ${table} in access exclusive mode`);
    locked();
    await released;
  });
  const release = async (): Promise<void> => {
    letGo();
    await holding;
  };
  await ready;
  try {
    return await work({ release });
  } finally {
    await release();
  }
}

/** Waits until so many sessions of this database wait for a lock. */
export async function untilBlocked(db: Database, sessions: number): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { n } = await db.one(
      Count,
      "select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (n >= BigInt(sessions)) return;
    if (Date.now() > deadline) throw new Error(`${n} of ${sessions} sessions wait for a lock`);
    await sleep(20);
  }
}
