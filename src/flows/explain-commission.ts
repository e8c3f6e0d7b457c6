/**
 * Why an agent's commission for a period is what it is: from the ledger entries down to the workbook's file, sheet and cell.
 * In: period, agent, a market, a contract. Out: one document for each market in which the agent has anything in that period,
 * or where to look instead. Reads only.
 */
import { explainStatement, type Explanation } from "../calculation/explanation.ts";
import type { Completeness } from "../domain/completeness.ts";
import type { EntryKind, LedgerEntry } from "../domain/ledger-entry.ts";
import type { Minor } from "../domain/money.ts";
import { normaliseName } from "../domain/name.ts";
import { periodOf, type Period } from "../domain/period.ts";
import type { Plan } from "../domain/plan.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import type { Statement } from "../domain/statement.ts";
import type { Database } from "../platform/postgres/database.ts";
import { findClose, type Close } from "../store/closes.sql.ts";
import { listContracts, type ListedContract } from "../store/contracts.sql.ts";
import { streamLedger } from "../store/ledger.sql.ts";
import { marketsWithContracts, type PlaceRow } from "../store/places.sql.ts";
import type { StoredMatrixVersion } from "../store/matrices.sql.ts";
import type { StoredTarget } from "../store/targets.sql.ts";
import { completenessOf } from "./completeness.ts";
import type { FlowDeps } from "./deps.ts";
import { nameAdvice } from "./name-advice.ts";
import { readAgentPeriod, readMoment, type AgentPeriod, type Moment } from "./read-agent-period.ts";

export type { AxisWorking, Explanation, MissedThreshold } from "../calculation/explanation.ts";
export type { ContractStanding } from "../calculation/contract-standing.ts";
export type { LineWorking } from "../calculation/line-working.ts";
export type { WorkbookRef } from "../store/workbooks.sql.ts";

export interface ExplainRequest {
  readonly period: Period;
  readonly agentId: string;
  readonly market?: string | undefined;
  /** Only this contract's lines, events and entries; the ratios are those of the whole statement. */
  readonly contractId?: string | undefined;
}

export interface ExplanationDocument {
  readonly market: string;
  readonly period: Period;
  readonly agentId: string;
  readonly currency: string;
  /** Decimals of the currency. */
  readonly exponent: number;
  /** The one contract that was asked for; null: all. */
  readonly contractId: string | null;
  /** Null when no contract counts: what was posted at places that contracts left is explained all the same. */
  readonly statement: Statement | null;
  readonly final: boolean;
  readonly plan: Plan;
  readonly matrix: StoredMatrixVersion | null;
  /** The stored target that goes first, also while it is ambiguous. */
  readonly target: StoredTarget | null;
  /** Other markets in which the agent has contracts in the period. */
  readonly otherMarkets: readonly string[];
  readonly explanation: Explanation;
  /** The newest event of each explained contract, in the order of the explanation's. */
  readonly events: ReadonlyMap<string, ListedContract>;
  /** Of the whole market and period; null when the source has sent no totals. */
  readonly completeness: Completeness | null;
  /** The period whose close `waiting` is seen from; null for a period that is never settled (see `AgentPeriod`). */
  readonly closing: Period | null;
  /** By contract id. */
  readonly places: readonly PlaceHistory[];
  /** Those that posted the entries, in the order of their posting. */
  readonly closes: readonly ExplainedClose[];
  /** Of the inputs that everything here was read as of, and the ledger's last entry then. */
  readonly revision: bigint;
  readonly ledgerSeq: bigint;
  /** Whether the agent has counting contracts in other markets. */
  readonly soldElsewhere: boolean;
}

export type ExplainedClose = Pick<
  Close,
  "id" | "period" | "status" | "startedBy" | "startedAt" | "decidedBy" | "decidedAt"
>;

/** What the ledger says of one place, and what waits to be posted there. */
export interface PlaceHistory {
  readonly contractId: string;
  /** Where the contract stands now when it left this place; null while it stands here. */
  readonly movedTo: { readonly agentId: string; readonly market: string; readonly period: Period } | null;
  readonly entries: readonly LedgerEntry[];
  readonly postedMinor: Minor;
  /** What a close now would post; null when nothing waits. */
  readonly waiting: { readonly kind: EntryKind; readonly amountMinor: Minor; readonly ratePpm: number } | null;
  /** What the place should have earned by now: posted plus waiting. */
  readonly targetMinor: Minor;
}

export async function explainCommission(
  deps: Pick<FlowDeps, "db">,
  request: ExplainRequest,
): Promise<Outcome<ExplanationDocument[]>> {
  const { db } = deps;
  const agentId = normaliseName(request.agentId);
  const moment = await readMoment(db);
  const entries = await entriesOf(db, { agentId, period: request.period }, moment);
  const withContracts = await marketsWithContracts(db, { period: request.period, agentId, asOf: moment.asOf });
  const all = [...new Set([...withContracts, ...entries.map((e) => e.market)])].toSorted();
  const documents: ExplanationDocument[] = [];
  for (const market of all.filter((m) => request.market === undefined || m === request.market)) {
    const otherMarkets = withContracts.filter((m) => m !== market);
    const ofMarket = entries.filter((e) => e.market === market);
    const scope = { ...request, agentId, market };
    const document = await explainMarket(db, scope, { moment, otherMarkets, entries: ofMarket });
    if (document !== null) documents.push(document);
  }
  return documents.length > 0 ? done(documents) : nothingToExplain(db, { ...request, agentId }, moment, all);
}

async function entriesOf(
  db: Database,
  filter: { readonly agentId: string; readonly period: Period },
  { ledgerSeq }: Moment,
): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const entry of streamLedger(db, filter)) if (entry.seq <= ledgerSeq) entries.push(entry);
  return entries;
}

/** Null when the contract that is asked for has no place here. */
async function explainMarket(
  db: Database,
  scope: ExplainRequest & { readonly market: string },
  known: {
    readonly moment: Moment;
    readonly otherMarkets: readonly string[];
    readonly entries: readonly LedgerEntry[];
  },
): Promise<ExplanationDocument | null> {
  const { market, period, agentId, contractId } = scope;
  const agentPeriod = await readAgentPeriod(db, { market, period, agentId }, known.moment);
  const isAsked = (id: string): boolean => contractId === undefined || id === contractId;
  const asked = agentPeriod.places.filter((place) => isAsked(place.contractId));
  if (asked.length === 0) return null;
  const { inputs, statement, final, closing } = agentPeriod;
  const listed = await listContracts(db, known.moment.asOf, { market, period, agentId, contractId });
  const places = await placeHistories(db, asked, agentPeriod, known);
  const explanation = explainStatement({
    statement,
    contracts: agentPeriod.places.flatMap((place) => (place.standing === null ? [] : [place.standing])),
    matrix: inputs.matrixVersion,
    plan: inputs.settings,
  });
  return {
    market,
    period,
    agentId,
    currency: inputs.currency,
    exponent: inputs.exponent,
    contractId: contractId ?? null,
    statement,
    final,
    plan: inputs.settings,
    matrix: inputs.matrixVersion,
    target: inputs.storedTarget(agentId, market) ?? inputs.storedTarget(agentId, null),
    otherMarkets: known.otherMarkets,
    explanation: {
      ...explanation,
      contracts: explanation.contracts.filter((c) => isAsked(c.contract.contractId)),
      lines: explanation.lines.filter((line) => isAsked(line.contractId)),
    },
    events: new Map(listed.map((l) => [l.contract.contractId, l])),
    completeness: await completenessOf(db, market, period),
    closing,
    places,
    closes: await closesOf(db, places),
    revision: known.moment.asOf,
    ledgerSeq: known.moment.ledgerSeq,
    soldElsewhere: inputs.soldElsewhere(agentId),
  };
}

async function closesOf(db: Database, places: readonly PlaceHistory[]): Promise<ExplainedClose[]> {
  const entries = places.flatMap((place) => place.entries).toSorted((a, b) => Number(a.seq - b.seq));
  const closes: ExplainedClose[] = [];
  for (const id of new Set(entries.map((entry) => entry.closeId))) {
    const close = await findClose(db, id);
    if (close === null) throw new Error(`assertion: close ${id} posted and is gone`);
    closes.push(close);
  }
  return closes;
}

async function placeHistories(
  db: Database,
  asked: readonly PlaceRow[],
  agentPeriod: AgentPeriod,
  known: { readonly moment: Moment; readonly entries: readonly LedgerEntry[] },
): Promise<PlaceHistory[]> {
  const posted = Map.groupBy(known.entries, (entry) => entry.contractId);
  const proposed = new Map(agentPeriod.entries.map((entry) => [entry.contractId, entry]));
  const histories: PlaceHistory[] = [];
  for (const { contractId, standing } of asked) {
    const entries = posted.get(contractId) ?? [];
    const postedMinor = entries.reduce((sum, entry) => sum + entry.amountMinor, 0n);
    const waiting = proposed.get(contractId) ?? null;
    histories.push({
      contractId,
      movedTo: standing === null ? await standsNow(db, known.moment, contractId) : null,
      entries,
      postedMinor,
      waiting,
      targetMinor: postedMinor + (waiting?.amountMinor ?? 0n),
    });
  }
  return histories;
}

async function standsNow(db: Database, { asOf }: Moment, contractId: string): Promise<PlaceHistory["movedTo"]> {
  const [listed] = await listContracts(db, asOf, { contractId });
  if (listed === undefined) return null;
  const { agentId, market, contractDate } = listed.contract;
  return { agentId, market, period: periodOf(contractDate) };
}

async function nothingToExplain(
  db: Database,
  request: ExplainRequest,
  moment: Moment,
  markets: readonly string[],
): Promise<Outcome<ExplanationDocument[]>> {
  const { agentId, period, market = null, contractId = null } = request;
  const where = market === null ? "" : ` in ${market}`;
  const about = { agentId, period, market, contractId };
  if (market !== null && markets.length > 0 && !markets.includes(market)) {
    const message = `${agentId} has nothing for ${period}${where}, but in ${markets.join(", ")}. Ask for that market, or for none.`;
    return refused("nothing-to-explain", message, { ...about, markets });
  }
  if (contractId !== null) {
    const now = await standsNow(db, moment, contractId);
    const message =
      now === null
        ? `No contract ${contractId} was ever reported. Check its id.`
        : `Contract ${contractId} was never credited to ${agentId} for ${period}${where}: it stands with ${now.agentId}, ${now.market} ${now.period}. Ask for it there.`;
    return refused("nothing-to-explain", message, { ...about, standsAt: now });
  }
  const message = `${agentId} has no contract and no ledger entry for ${period}${where}. ${await nameAdvice(db, moment.asOf, agentId)}`;
  return refused("nothing-to-explain", message, about);
}
