/**
 * The rules against an independent naive calculator, on random histories; and what must hold of any history whatever it is.
 */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { LedgerEntry } from "../../src/domain/ledger-entry.ts";
import { addMonths, type Period } from "../../src/domain/period.ts";
import { CHAIN_START, verifyChain } from "../../src/ledger/chain.ts";
import {
  AGENTS,
  cancellationDate,
  DECIMALS,
  EMPTY_WORLD,
  learn,
  MONTHS,
  type World,
  type WorldStep,
} from "../support/commission-world.ts";
import { contractArbitrary, historyArbitrary } from "../support/history-arbitrary.ts";
import { closeInMemory, statementInMemory } from "../support/in-memory-closes.ts";
import { naiveLedger, naiveStatement, type NaiveClose } from "../support/naive-calculator.ts";
import { entryInNaiveWords, periodOfText as period, sorted, statementInNaiveWords } from "../support/naive-words.ts";
import { factsOf, knowledgeOf } from "../support/world-translation.ts";

const MARKETS = Object.keys(DECIMALS);
const RUNS = { numRuns: 200 };
vi.setConfig({ testTimeout: 120_000 });

interface PlayedClose {
  readonly market: string;
  readonly first: Period;
  readonly closing: Period;
  readonly known: World;
  readonly added: readonly LedgerEntry[];
  /** What the very same close adds when it is run once more. */
  readonly addedAgain: readonly LedgerEntry[];
}

interface Played {
  readonly closes: readonly PlayedClose[];
  readonly ledger: readonly LedgerEntry[];
  readonly known: World;
}

/** Plays a history: each market's first close is of the second month, so that a month before it is never settled. */
function play(steps: readonly WorldStep[]): Played {
  let known = EMPTY_WORLD;
  const closes: PlayedClose[] = [];
  const ledger: LedgerEntry[] = [];
  const first = period(MONTHS[1] ?? "");
  for (const step of steps) {
    known = learn(known, step);
    if (step.kind !== "close") continue;
    const before = closes.findLast((c) => c.market === step.market)?.closing;
    let closing = first;
    if (before !== undefined) closing = step.again ? before : addMonths(before, 1);
    const close = { id: `close-${closes.length + 1}`, market: step.market, first, closing };
    const facts = factsOf(known);
    const added = closeInMemory(facts, ledger, close);
    ledger.push(...added);
    const addedAgain = closeInMemory(facts, ledger, close);
    closes.push({ market: step.market, first, closing, known, added, addedAgain });
  }
  return { closes, ledger, known };
}

/** Leaves a cancellation only where it was inside the contract's own period. */
function withoutLateCancellation(step: WorldStep): WorldStep {
  if (step.kind !== "contract") return step;
  const { date, cancellation } = step.contract;
  if (cancellation === null || cancellationDate(date, cancellation).startsWith(date.slice(0, 7))) return step;
  return { ...step, contract: { ...step.contract, cancellation: null } };
}

function sumAt(ledger: readonly LedgerEntry[], market: string, at: Period, agentId: string): bigint {
  return ledger
    .filter((e) => e.market === market && e.period === at && e.agentId === agentId)
    .reduce((sum, e) => sum + e.amountMinor, 0n);
}

describe("statements", () => {
  test("equal those of the naive calculator, for every agent, market and month of any history", () => {
    fc.assert(
      fc.property(historyArbitrary, (steps) => {
        const known = steps.reduce(learn, EMPTY_WORLD);
        const facts = factsOf(known);
        const knowledge = knowledgeOf(known);
        for (const market of MARKETS) {
          for (const agent of AGENTS) {
            for (const month of MONTHS) {
              const statement = statementInMemory(facts, market, period(month), agent);
              expect(statementInNaiveWords(statement)).toEqual(naiveStatement(knowledge, agent, market, month));
            }
          }
        }
      }),
      RUNS,
    );
  });

  test("are the same in whatever order the facts came", () => {
    const shuffled = fc
      .uniqueArray(contractArbitrary, { minLength: 2, maxLength: 20, selector: (c) => `${c.contract} ${c.sequence}` })
      .chain((contracts) =>
        fc.tuple(fc.constant(contracts), fc.shuffledSubarray(contracts, { minLength: contracts.length })),
      );
    fc.assert(
      fc.property(historyArbitrary, shuffled, (steps, [contracts, otherwise]) => {
        const known = { ...steps.reduce(learn, EMPTY_WORLD), contracts };
        for (const agent of AGENTS) {
          for (const month of MONTHS) {
            const one = statementInMemory(factsOf(known), "SE", period(month), agent);
            const other = statementInMemory(factsOf({ ...known, contracts: otherwise }), "SE", period(month), agent);
            expect(other).toEqual(one);
          }
        }
      }),
      RUNS,
    );
  });
});

describe("the ledger of any history of late events, moves, cancellations, corrections and repeated closes", () => {
  test("equals the naive calculator's, entry by entry, close by close", () => {
    fc.assert(
      fc.property(historyArbitrary, (steps) => {
        const { closes } = play(steps);
        const naiveCloses: NaiveClose[] = closes.map(({ market, closing, known }) => ({
          market,
          month: closing,
          known: knowledgeOf(known),
        }));
        const expected = naiveLedger(naiveCloses);
        expect(expected.map((entries) => sorted(entries))).toEqual(
          closes.map(({ added }) => sorted(added.map(entryInNaiveWords))),
        );
      }),
      RUNS,
    );
  });

  test("gets nothing from a close that is repeated with the same facts", () => {
    fc.assert(
      fc.property(historyArbitrary, (steps) => {
        expect(play(steps).closes.flatMap(({ addedAgain }) => addedAgain)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("holds no zero entry, no id twice, no place below zero, and a chain that fits", () => {
    fc.assert(
      fc.property(historyArbitrary, (steps) => {
        const { ledger } = play(steps);
        expect(ledger.filter((entry) => entry.amountMinor === 0n)).toEqual([]);
        expect(new Set(ledger.map((entry) => entry.id)).size).toBe(ledger.length);
        expect(ledger.reduce(verifyChain, CHAIN_START).fault).toBeNull();
        const places = new Map<string, bigint>();
        for (const { market, period: at, agentId, contractId, amountMinor } of ledger) {
          const key = JSON.stringify([market, at, agentId, contractId]);
          const sum = (places.get(key) ?? 0n) + amountMinor;
          places.set(key, sum);
          expect(sum).toBeGreaterThanOrEqual(0n);
        }
      }),
      RUNS,
    );
  });

  test("adds up to the statements' commission when nothing was cancelled after its own period", () => {
    fc.assert(
      fc.property(historyArbitrary, (steps) => {
        const last = MARKETS.map((market) => ({ kind: "close" as const, market, again: true }));
        const { closes, ledger, known } = play([...steps.map(withoutLateCancellation), ...last]);
        const facts = factsOf(known);
        for (const { market, first, closing } of closes.slice(-MARKETS.length)) {
          for (let at = first; at <= closing; at = addMonths(at, 1)) {
            const statements = AGENTS.map((agentId) => statementInMemory(facts, market, at, agentId));
            const solved = AGENTS.filter((_, index) => statements[index]?.status !== "blocked");
            const commissions = statements.filter((s) => s?.status !== "blocked").map((s) => s?.commissionMinor ?? 0n);
            expect(solved.map((agentId) => sumAt(ledger, market, at, agentId))).toEqual(commissions);
          }
        }
      }),
      RUNS,
    );
  });
});
