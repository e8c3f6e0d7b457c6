/**
 * A whole close of one market, calculated and not yet written: every period from the first closed one to the one being closed.
 * In: the pinned state (revision, ledger entry). Out: the proposed entries as a stream, and at its end a summary with the hash that an
 * approver approves. Two calculations of the same state give the same hash, whoever makes them.
 */
import { createHash } from "node:crypto";
import type { ProposedEntry } from "../domain/ledger-entry.ts";
import { addMonths, type Period } from "../domain/period.ts";
import type { Statement } from "../domain/statement.ts";
import { statementId } from "../ledger/statement-id.ts";
import type { Database } from "../platform/postgres/database.ts";
import type { BlockedAgent } from "../store/closes.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import { calculatePeriod, type AgentResult } from "./calculate-period.ts";
import type { Progress } from "./deps.ts";
import { loadInputs } from "./load-inputs.ts";

export interface CloseScope {
  readonly market: string;
  /** The first period that the market's ledger covers, or the one being closed when it is the first. */
  readonly from: Period;
  readonly closing: Period;
  readonly asOf: bigint;
  readonly ledgerSeq: bigint;
  /** What was calculated before, of this very state; null: everything is calculated now. */
  readonly kept?: ((period: Period) => AsyncIterable<KeptResult>) | undefined;
}

/** What a close needs of an agent's result; the statement is without its lines. */
export type KeptResult = Omit<AgentResult, "places">;

/** A close of which every period was calculated before. */
export interface KeptClose extends Pick<CloseScope, "from" | "asOf" | "ledgerSeq"> {
  readonly results: (period: Period) => AsyncIterable<KeptResult>;
}

/** Filled while the stream runs; complete when it has ended. */
export interface CloseSummary {
  /** Statements of the period being closed. */
  statementCount: number;
  entryCount: number;
  readonly blocked: BlockedAgent[];
  /** All statements of the period being closed, and the earlier ones that something is posted for. */
  readonly statements: { readonly id: string; readonly statement: Statement }[];
  proposalHash: string;
}

export function emptySummary(): CloseSummary {
  return { statementCount: 0, entryCount: 0, blocked: [], statements: [], proposalHash: "" };
}

export async function* calculateClose(
  db: Database,
  scope: CloseScope,
  summary: CloseSummary,
  progress: Progress,
): AsyncGenerator<ProposedEntry> {
  const hash = proposalHasher();
  const settings = await settingsAsOf(db, scope.asOf);
  const periods = periodsBetween(scope.from, scope.closing);
  const what = `${scope.market} ${scope.closing}: calculating`;
  for (const [index, period] of periods.entries()) {
    progress({ what, done: index, total: periods.length });
    const results = scope.kept?.(period) ?? (await resultsOf(db, scope, period, settings));
    let agents = 0;
    for await (const { agentId, statement, entries } of results) {
      // A long period is one in which the time is looked at.
      agents += 1;
      if (agents % AGENTS_A_LOOK === 0) progress({ what, done: index, total: periods.length });
      if (statement !== null) {
        if (period === scope.closing) summary.statementCount += 1;
        if (statement.status === "blocked") summary.blocked.push({ agentId, period, reason: statement.reason });
        if (period === scope.closing || entries.length > 0) {
          summary.statements.push({
            id: statementId(scope.market, period, agentId),
            statement: withoutLines(statement),
          });
        }
      }
      for (const entry of entries) {
        hash.add(entry);
        summary.entryCount += 1;
        yield entry;
      }
    }
  }
  summary.proposalHash = hash.digest(summary.blocked);
  progress({ what, done: periods.length, total: periods.length });
}

const AGENTS_A_LOOK = 200;

async function resultsOf(
  db: Database,
  scope: CloseScope,
  period: Period,
  settings: Awaited<ReturnType<typeof settingsAsOf>>,
): Promise<AsyncIterable<KeptResult>> {
  const { market, asOf, ledgerSeq, closing } = scope;
  const inputs = await loadInputs(db, { market, period, asOf }, settings);
  return calculatePeriod(db, inputs, { asOf, ledgerSeq, closing });
}

/** The hash of a proposal: its entries in order, then its blocked agents. Made when calculated and made again from what was staged. */
export function proposalHasher(): {
  add(entry: ProposedEntry): void;
  digest(blocked: readonly BlockedAgent[]): string;
} {
  const hash = createHash("sha256");
  return {
    add: (e) => {
      const amounts = [String(e.ratePpm), String(e.amountMinor), e.currency];
      hash.update(
        JSON.stringify([
          e.id,
          e.market,
          e.agentId,
          e.contractId,
          e.period,
          e.bookedIn,
          e.kind,
          ...amounts,
          e.statementId,
        ]),
      );
    },
    digest: (blocked) => {
      for (const b of blocked) hash.update(JSON.stringify(["blocked", b.agentId, b.period, b.reason]));
      return hash.digest("hex");
    },
  };
}

/** Lines are told again from the facts whenever they are asked for; keeping them would hold a whole month in memory. */
export function withoutLines(statement: Statement): Statement {
  return { ...statement, lines: [] };
}

/** All periods from the first to the last, both included. */
export function periodsBetween(first: Period, last: Period): Period[] {
  const periods: Period[] = [];
  for (let period = first; period <= last; period = addMonths(period, 1)) periods.push(period);
  return periods;
}
