/**
 * Steps of a close: what was calculated of it so far, by period, in parts. All steps of a close stand for one pinned state.
 */
import { z } from "zod";
import type { Period } from "../domain/period.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import { StoredPeriod } from "./columns.sql.ts";

/** The state that a close is calculated from. */
export interface PinnedState {
  readonly asOf: bigint;
  readonly ledgerSeq: bigint;
  /** The first period that the market's ledger covers. */
  readonly from: Period;
}

const Pin = z
  .object({ revision: z.bigint(), ledger_seq: z.bigint(), first_period: StoredPeriod })
  .transform((row): PinnedState => ({ asOf: row.revision, ledgerSeq: row.ledger_seq, from: row.first_period }));

/** Null while nothing of the close was kept. */
export async function pinnedState(db: Queryable, market: string, closing: Period): Promise<PinnedState | null> {
  return db.maybe(
    Pin,
    "select revision, ledger_seq, first_period from close_step where market = $1 and closing = $2 limit 1",
    [market, closing],
  );
}

/** The periods that are kept whole: a step is written in one transaction. */
export async function keptPeriods(db: Queryable, market: string, closing: Period): Promise<Period[]> {
  const rows = await db.all(
    z.object({ period: StoredPeriod }),
    "select distinct period from close_step where market = $1 and closing = $2",
    [market, closing],
  );
  return rows.map(({ period }) => period);
}

export interface StepPart {
  readonly market: string;
  readonly closing: Period;
  readonly period: Period;
  /** From 0, without a gap. */
  readonly part: number;
  readonly results: Uint8Array;
}

export async function insertStepPart(tx: Transaction, state: PinnedState, step: StepPart): Promise<void> {
  const { market, closing, period, part, results } = step;
  await tx.run(
    `insert into close_step (market, closing, period, part, revision, ledger_seq, first_period, results)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [market, closing, period, part, state.asOf, state.ledgerSeq, state.from, results],
  );
}

/** Null when there is no such part. */
export async function stepPart(db: Queryable, step: Omit<StepPart, "results">): Promise<Uint8Array | null> {
  const row = await db.maybe(
    z.object({ results: z.instanceof(Uint8Array) }),
    "select results from close_step where market = $1 and closing = $2 and period = $3 and part = $4",
    [step.market, step.closing, step.period, step.part],
  );
  return row?.results ?? null;
}

/** Of all closes of the market. */
export async function dropSteps(tx: Transaction, market: string): Promise<void> {
  await tx.run("delete from close_step where market = $1", [market]);
}
