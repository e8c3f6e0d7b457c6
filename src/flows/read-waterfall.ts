/**
 * The waterfall of a close: what caused each difference to the market's close before, adding up to the close's entries exactly.
 * In: a close; an agent, when its contracts are asked for. Out: sums by currency and cause, and by agent. Reads only. Nothing is stored: the
 * inputs of both closes are, so it can be told again at any time. What was posted by a close that is replaced or rejected is nothing.
 */
import { compareCodePoints } from "../domain/code-point-order.ts";
import type { Minor } from "../domain/money.ts";
import type { Period } from "../domain/period.ts";
import type { Database } from "../platform/postgres/database.ts";
import { postedCloses, type Close } from "../store/closes.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import { streamBareEntries, streamChangedPlaces, type BareEntry, type ChangedPlace } from "../store/waterfall.sql.ts";
import { attributeChanges, WATERFALL_CAUSES, type Share, type WaterfallCause } from "./attribute-changes.ts";
import type { FlowDeps } from "./deps.ts";
import { loadInputs } from "./load-inputs.ts";

export type { WaterfallCause } from "./attribute-changes.ts";

export interface WaterfallStep {
  readonly currency: string;
  readonly cause: WaterfallCause;
  readonly amountMinor: Minor;
  /** Contracts' places that have a share in it, and their agents in their periods. */
  readonly places: number;
  readonly agents: number;
}

export interface AgentWaterfall {
  readonly agentId: string;
  readonly period: Period;
  readonly currency: string;
  readonly amountMinor: Minor;
  readonly entries: number;
  readonly shares: readonly Share[];
}

export interface Waterfall {
  readonly close: Close;
  /** The close that it is compared with; null for a market's first. */
  readonly previous: Close | null;
  /** By currency, then in the order of the causes; what nothing came of is left out. */
  readonly steps: readonly WaterfallStep[];
  readonly totals: readonly { readonly currency: string; readonly amountMinor: Minor; readonly entries: number }[];
  /** By agent and period. */
  readonly agents: readonly AgentWaterfall[];
}

export async function readWaterfall(deps: Pick<FlowDeps, "db">, close: Close, agentId?: string): Promise<Waterfall> {
  const { db } = deps;
  const previous = await closeBefore(db, close);
  const agents: AgentWaterfall[] = [];
  for (const [period, entries] of await entriesByPeriod(db, close, agentId)) {
    const isOwn = previous === null || period > previous.period;
    agents.push(
      ...(isOwn ? ownMonth(entries, period) : await earlierMonth(db, { close, previous, period, agentId, entries })),
    );
  }
  agents.sort((a, b) => compareCodePoints(a.agentId, b.agentId) || compareCodePoints(a.period, b.period));
  return { close, previous, steps: stepsOf(agents), totals: totalsOf(agents), agents };
}

export async function closeBefore(db: Database, close: Close): Promise<Close | null> {
  const posted = await postedCloses(db, close.market);
  const index = posted.findIndex(({ id }) => id === close.id);
  return (index === -1 ? posted.at(-1) : posted[index - 1]) ?? null;
}

type Recorded = Map<string, Map<string, Minor>>;
interface PeriodEntries {
  readonly currency: string;
  /** By agent and contract. */
  readonly recorded: Recorded;
}

async function entriesByPeriod(db: Database, close: Close, agentId?: string): Promise<Map<Period, PeriodEntries>> {
  const periods = new Map<Period, PeriodEntries>();
  for await (const entry of streamBareEntries(db, { closeId: close.id, market: close.market }, agentId)) {
    const found = periods.get(entry.period) ?? { currency: entry.currency, recorded: new Map() };
    periods.set(entry.period, found);
    addEntry(found.recorded, entry);
  }
  return periods;
}

function addEntry(recorded: Recorded, { agentId, contractId, amountMinor }: BareEntry): void {
  const amounts = recorded.get(agentId) ?? new Map<string, Minor>();
  recorded.set(agentId, amounts.set(contractId, amountMinor));
}

function ownMonth({ currency, recorded }: PeriodEntries, period: Period): AgentWaterfall[] {
  return [...recorded].map(([agentId, amounts]) => {
    const shares = [...amounts].map(([contractId, amountMinor]) => ({
      contractId,
      cause: "own-month" as const,
      amountMinor,
    }));
    return agentWaterfall({ agentId, period, currency, entries: amounts.size }, shares);
  });
}

interface EarlierMonth {
  readonly close: Close;
  readonly previous: Close;
  readonly period: Period;
  readonly agentId: string | undefined;
  readonly entries: PeriodEntries;
}

async function earlierMonth(db: Database, month: EarlierMonth): Promise<AgentWaterfall[]> {
  const { close, previous, period, agentId } = month;
  const { market } = close;
  const inputsOf = async (asOf: bigint) =>
    loadInputs(db, { market, period, agentId, asOf }, await settingsAsOf(db, asOf));
  const moments = {
    before: await inputsOf(previous.revision),
    after: await inputsOf(close.revision),
    closedBefore: previous.period,
    closing: close.period,
  };
  const { currency, recorded } = month.entries;
  const found: AgentWaterfall[] = [];
  const scope = { closeId: close.id, market, period, agentId, before: previous.revision, after: close.revision };
  for await (const places of byAgent(streamChangedPlaces(db, { ...scope, ledgerSeq: close.ledgerSeq }))) {
    const agent = places[0]?.agentId ?? "";
    const amounts = recorded.get(agent) ?? new Map<string, Minor>();
    const shares = attributeChanges(agent, places, moments, amounts);
    found.push(agentWaterfall({ agentId: agent, period, currency, entries: amounts.size }, shares));
  }
  return found;
}

async function* byAgent(places: AsyncIterable<ChangedPlace>): AsyncGenerator<ChangedPlace[]> {
  let group: ChangedPlace[] = [];
  for await (const place of places) {
    if (group[0] !== undefined && group[0].agentId !== place.agentId) {
      yield group;
      group = [];
    }
    group.push(place);
  }
  if (group.length > 0) yield group;
}

function agentWaterfall(of: Omit<AgentWaterfall, "shares" | "amountMinor">, shares: readonly Share[]): AgentWaterfall {
  return { ...of, shares, amountMinor: shares.reduce((sum, s) => sum + s.amountMinor, 0n) };
}

function stepsOf(agents: readonly AgentWaterfall[]): WaterfallStep[] {
  const steps = new Map<string, WaterfallStep>();
  for (const { currency, shares } of agents) {
    const causes = new Set<WaterfallCause>();
    for (const { cause, amountMinor } of shares) {
      const key = `${currency} ${cause}`;
      const step = steps.get(key) ?? { currency, cause, amountMinor: 0n, places: 0, agents: 0 };
      steps.set(key, {
        ...step,
        amountMinor: step.amountMinor + amountMinor,
        places: step.places + 1,
        agents: step.agents + (causes.has(cause) ? 0 : 1),
      });
      causes.add(cause);
    }
  }
  const order = (cause: WaterfallCause): number => WATERFALL_CAUSES.indexOf(cause);
  return [...steps.values()].toSorted(
    (a, b) => compareCodePoints(a.currency, b.currency) || order(a.cause) - order(b.cause),
  );
}

function totalsOf(agents: readonly AgentWaterfall[]): Waterfall["totals"] {
  const totals = new Map<string, Waterfall["totals"][number]>();
  for (const { currency, amountMinor, entries } of agents) {
    const sum = totals.get(currency) ?? { currency, amountMinor: 0n, entries: 0 };
    totals.set(currency, { currency, amountMinor: sum.amountMinor + amountMinor, entries: sum.entries + entries });
  }
  return [...totals.values()].toSorted((a, b) => compareCodePoints(a.currency, b.currency));
}
