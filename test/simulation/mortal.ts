/**
 * Mortal work: a piece of work that may die at a crash point, lose its connection or meet a deadlock, inside one process that goes on.
 * In: its fate, decided beforehand. Out: what it gave, or how it ended. Once dead, nothing that it still tries has any effect: every call
 * that it makes to the database or another port fails.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { watchCrashPoints } from "../../src/platform/crash-point.ts";
import type { Database, Queryable, SqlValue, Transaction } from "../../src/platform/postgres/database.ts";
import type { Random } from "./random.ts";
import type { Tally } from "./tally.ts";

/** What befalls a piece of work, each counted from 1; null: nothing does. */
export interface Fate {
  /** It dies at its nth crash point. */
  readonly diesAt: number | null;
  /** The connection is cut at its nth statement. */
  readonly cutAt: number | null;
  /** The answer to its nth commit is lost: before the commit came through, or after. */
  readonly commitLostAt: { readonly nth: number; readonly before: boolean } | null;
  /** Its nth statement meets a deadlock. */
  readonly deadlockAt: number | null;
  /** What it reads in bulk comes late. */
  readonly slow: boolean;
}

export const IMMORTAL: Fate = { diesAt: null, cutAt: null, commitLostAt: null, deadlockAt: null, slow: false };

export function drawFate(random: Random): Fate {
  return {
    diesAt: random.chance(1, 6) ? 1 + random.int(12) : null,
    cutAt: random.chance(1, 12) ? 1 + random.int(10) : null,
    commitLostAt: random.chance(1, 10) ? { nth: 1 + random.int(2), before: random.chance(1, 2) } : null,
    deadlockAt: random.chance(1, 12) ? 1 + random.int(8) : null,
    slow: random.chance(1, 3),
  };
}

/** The death of one worker. */
export class Died extends Error {
  constructor(where: string) {
    super(`the worker died: ${where}`);
    this.name = "Died";
  }
}

export interface Mortal {
  readonly name: string;
  /** Throws when the work is dead: nothing of it may have an effect any more. */
  stillAlive(): void;
  /** A crash point of the world's own, around a call to the outside. */
  pass(place: string): void;
  /** Before a statement: what is to be done to it. */
  statement(): "go" | "cut" | "deadlock";
  readonly slow: boolean;
}

const current = new AsyncLocalStorage<Mortal>();

watchCrashPoints((place) => current.getStore()?.pass(place));

export type Ended<T> =
  | { readonly how: "done"; readonly value: T }
  | { readonly how: "died" }
  | { readonly how: "failed"; readonly error: unknown };

export async function runMortal<T>(
  name: string,
  fate: Fate,
  tally: Tally,
  work: (mortal: Mortal) => Promise<T>,
): Promise<Ended<T>> {
  let dead: string | null = null;
  let passed = 0;
  let statements = 0;
  let commits = 0;
  const mortal: Mortal = {
    name,
    slow: fate.slow,
    stillAlive() {
      if (dead !== null) throw new Died(dead);
    },
    pass(place) {
      if (dead !== null) throw new Died(dead);
      passed += 1;
      if (passed === fate.diesAt) {
        dead = place;
        tally.add(`crash: ${place.replaceAll(/[A-Z]{2}-\S+|\S+\.(?:csv|json)/g, "…")}`);
        throw new Died(place);
      }
      const lost = fate.commitLostAt;
      if (lost === null || place !== (lost.before ? "before the commit" : "commit on its way")) return;
      commits += 1;
      if (commits !== lost.nth) return;
      tally.add(`connection lost ${lost.before ? "before" : "in"} COMMIT`);
      throw Object.assign(new Error("the connection was reset"), { code: "ECONNRESET" });
    },
    statement() {
      if (dead !== null) throw new Died(dead);
      statements += 1;
      if (statements === fate.cutAt) {
        tally.add("connection cut");
        return "cut";
      }
      if (statements !== fate.deadlockAt) return "go";
      tally.add("deadlock");
      return "deadlock";
    },
  };
  return current.run(mortal, async () => {
    try {
      const value = await work(mortal);
      return dead === null ? { how: "done", value } : { how: "died" };
    } catch (error) {
      return dead === null ? { how: "failed", error } : { how: "died" };
    }
  });
}

/** Enough for others to commit meanwhile. */
const SLOW_MS = 4;
const CUT = "select pg_terminate_backend(pg_backend_pid())";
const DEADLOCK = "do $$ begin raise exception 'a deadlock' using errcode = '40P01'; end $$";

/** The database as one mortal sees it. @param rewrite what becomes of each statement's text, to take a guard away */
export function mortalDatabase(db: Database, mortal: Mortal, rewrite: (sql: string) => string): Database {
  async function harm(on: Queryable): Promise<void> {
    const what = mortal.statement();
    if (what === "cut") await on.run(CUT);
    if (what === "deadlock") await on.run(DEADLOCK);
  }
  /** Outside a transaction there is nothing to meet in a deadlock, and a cut hits another statement's connection. */
  function wrapQueries(on: Queryable, harmful: boolean): Queryable {
    const before = async (): Promise<void> => (harmful ? harm(on) : mortal.stillAlive());
    async function* rows<T>(stream: (sql: string) => AsyncGenerator<T>, sql: string): AsyncGenerator<T> {
      await before();
      if (mortal.slow) await sleep(SLOW_MS);
      for await (const row of stream(rewrite(sql))) {
        mortal.stillAlive();
        yield row;
      }
    }
    return {
      async all(schema, sql, params) {
        await before();
        return on.all(schema, rewrite(sql), params);
      },
      async one(schema, sql, params) {
        await before();
        return on.one(schema, rewrite(sql), params);
      },
      async maybe(schema, sql, params) {
        await before();
        return on.maybe(schema, rewrite(sql), params);
      },
      async run(sql: string, params?: readonly SqlValue[]) {
        await before();
        return on.run(rewrite(sql), params);
      },
      copyOut: (sql) => rows((text) => on.copyOut(text), sql),
      copyOutBatches: (sql) => rows((text) => on.copyOutBatches(text), sql),
    };
  }
  return {
    ...wrapQueries(db, false),
    transaction: (work) => {
      mortal.stillAlive();
      return db.transaction((tx) => {
        const wrapped: Transaction = {
          ...wrapQueries(tx, true),
          async copyIn(sql, given) {
            await harm(tx);
            return tx.copyIn(rewrite(sql), given);
          },
        };
        return work(wrapped);
      });
    },
    close: () => Promise.resolve(),
  };
}
