/**
 * Closes without a database: groups facts as the flow does, and lets the product's own rules calculate, settle and chain.
 * In: the facts of a moment and the ledger so far. Out: statements; the entries that a close adds.
 */
import { calculateStatement, type MatrixInForce, type TargetInForce } from "../../src/calculation/statement.ts";
import { compareCodePoints } from "../../src/domain/code-point-order.ts";
import { counts, type Contract } from "../../src/domain/contract.ts";
import type { LedgerEntry } from "../../src/domain/ledger-entry.ts";
import { addMonths, periodOf, type Period } from "../../src/domain/period.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { Statement } from "../../src/domain/statement.ts";
import { chainHash, GENESIS_HASH } from "../../src/ledger/chain.ts";
import { settle, type PlaceToSettle, type PostedAtPlace } from "../../src/ledger/settle.ts";

export interface Facts {
  /** Each contract once, as it stands. */
  readonly contracts: readonly Contract[];
  readonly planOf: (market: string) => Plan;
  readonly currencyOf: (market: string) => string;
  readonly matrixOf: (market: string, period: Period) => MatrixInForce | null;
  readonly targetOf: (agentId: string, market: string, period: Period) => TargetInForce | null;
}

/** Null when the agent has no counting contract there. */
export function statementInMemory(facts: Facts, market: string, period: Period, agentId: string): Statement | null {
  const sold = facts.contracts.filter((c) => c.agentId === agentId && periodOf(c.contractDate) === period);
  return calculateStatement({
    agentId,
    market,
    period,
    currency: facts.currencyOf(market),
    plan: facts.planOf(market),
    contracts: sold.filter((c) => c.market === market),
    matrix: facts.matrixOf(market, period),
    target: facts.targetOf(agentId, market, period),
    soldElsewhere: sold.some((c) => c.market !== market && counts(c, facts.planOf(c.market))),
  });
}

/** The entries that the close of `closing` adds after `ledger`, for every period from the market's first close on. */
export function closeInMemory(
  facts: Facts,
  ledger: readonly LedgerEntry[],
  close: { readonly id: string; readonly market: string; readonly first: Period; readonly closing: Period },
): readonly LedgerEntry[] {
  const added: LedgerEntry[] = [];
  let previousHash = ledger.at(-1)?.hash ?? GENESIS_HASH;
  for (let period = close.first; period <= close.closing; period = addMonths(period, 1)) {
    for (const agentId of agentsAt(facts, ledger, close.market, period)) {
      const proposed = settle({
        market: close.market,
        period,
        agentId,
        currency: facts.currencyOf(close.market),
        closing: close.closing,
        plan: facts.planOf(close.market),
        statement: statementInMemory(facts, close.market, period, agentId),
        places: placesOf(facts, ledger, close.market, period, agentId),
      });
      for (const entry of proposed) {
        const numbered = { ...entry, seq: BigInt(ledger.length + added.length + 1), closeId: close.id };
        previousHash = chainHash(previousHash, numbered);
        added.push({ ...numbered, hash: previousHash });
      }
    }
  }
  return added;
}

function agentsAt(facts: Facts, ledger: readonly LedgerEntry[], market: string, period: Period): readonly string[] {
  const standing = facts.contracts.filter((c) => c.market === market && periodOf(c.contractDate) === period);
  const posted = ledger.filter((e) => e.market === market && e.period === period);
  return [...new Set([...standing, ...posted].map((either) => either.agentId))].sort(compareCodePoints);
}

function placesOf(
  facts: Facts,
  ledger: readonly LedgerEntry[],
  market: string,
  period: Period,
  agentId: string,
): readonly PlaceToSettle[] {
  const posted = new Map<string, PostedAtPlace>();
  for (const entry of ledger) {
    if (entry.market !== market || entry.period !== period || entry.agentId !== agentId) continue;
    const before = posted.get(entry.contractId);
    posted.set(entry.contractId, {
      amountMinor: (before?.amountMinor ?? 0n) + entry.amountMinor,
      count: (before?.count ?? 0) + 1,
      ratePpm: entry.ratePpm,
    });
  }
  const standing = new Map(
    facts.contracts
      .filter((c) => c.market === market && c.agentId === agentId && periodOf(c.contractDate) === period)
      .map((c) => [c.contractId, c]),
  );
  return [...new Set([...standing.keys(), ...posted.keys()])].map((contractId) => ({
    contractId,
    standing: standing.get(contractId) ?? null,
    posted: posted.get(contractId) ?? null,
  }));
}
