/**
 * Everything that explains one agent in one market and period: the inputs in force, the places, the statement, what a close would post.
 * In: market, period, agent; the revision and the ledger entry up to which is read. Out: one `AgentPeriod`.
 */
import type { ProposedEntry } from "../domain/ledger-entry.ts";
import type { Period } from "../domain/period.ts";
import type { Statement } from "../domain/statement.ts";
import type { Database } from "../platform/postgres/database.ts";
import { closedRange } from "../store/closes.sql.ts";
import { ledgerHead } from "../store/ledger.sql.ts";
import type { PlaceRow } from "../store/places.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { settingsAsOf, type SettingsInForce } from "../store/settings.sql.ts";
import { calculatePeriod } from "./calculate-period.ts";
import { loadInputs, type PeriodInputs } from "./load-inputs.ts";

/** The facts and the ledger as of one moment. */
export interface Moment {
  readonly asOf: bigint;
  readonly ledgerSeq: bigint;
  readonly settings: SettingsInForce;
}

export async function readMoment(db: Database): Promise<Moment> {
  const asOf = await currentRevision(db);
  const ledgerSeq = (await ledgerHead(db))?.seq ?? 0n;
  return { asOf, ledgerSeq, settings: await settingsAsOf(db, asOf) };
}

export interface AgentPeriod {
  readonly inputs: PeriodInputs;
  readonly places: readonly PlaceRow[];
  readonly statement: Statement | null;
  /**
   * The period whose close `entries` are seen from: the newest closed one, or the period itself while it waits for its own close.
   * Null for a period before the market's first close: it is never settled.
   */
  readonly closing: Period | null;
  /** What that close would post now. */
  readonly entries: readonly ProposedEntry[];
  /** The period is closed, and a close now would post nothing here. */
  readonly final: boolean;
}

export async function readAgentPeriod(
  db: Database,
  scope: { readonly market: string; readonly period: Period; readonly agentId: string },
  moment: Moment,
): Promise<AgentPeriod> {
  const { market, period, agentId } = scope;
  const { asOf, ledgerSeq } = moment;
  const closed = await closedRange(db, market);
  const isClosed = closed !== null && closed.first <= period && period <= closed.last;
  const closing = closed === null || period > closed.last ? period : isClosed ? closed.last : null;
  const inputs = await loadInputs(db, { market, period, agentId, asOf }, moment.settings);
  for await (const result of calculatePeriod(db, inputs, { asOf, ledgerSeq, agentId, closing })) {
    const { places, statement, entries } = result;
    return { inputs, places, statement, closing, entries, final: isClosed && entries.length === 0 };
  }
  return { inputs, places: [], statement: null, closing, entries: [], final: isClosed };
}
