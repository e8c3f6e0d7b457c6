/**
 * Random histories through the flows on a real database, against the naive calculator; and what must hold whatever the history is.
 * `OPENCOMMISSION_HISTORIES` sets how many are played, `OPENCOMMISSION_SEED` repeats a run: the seed stands in the tests' titles.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readCsv } from "../../src/delivery/batch-bytes.ts";
import type { ProposedEntry } from "../../src/domain/ledger-entry.ts";
import { addMonths, type Period } from "../../src/domain/period.ts";
import { streamLedger } from "../../src/store/ledger.sql.ts";
import { AGENTS, DECIMALS, type World } from "../support/commission-world.ts";
import type { FlowWorld } from "../support/flow-world.ts";
import { historyArbitrary } from "../support/history-arbitrary.ts";
import { naiveEarned, naiveLedger, naiveStatement, type NaiveClose } from "../support/naive-calculator.ts";
import { entryInNaiveWords, periodOfText, sorted, statementInNaiveWords } from "../support/naive-words.ts";
import { FIRST_CLOSED, inBatchesOf, playHistory, type Conduct, type Played } from "../support/play-history.ts";
import { withFlowWorld } from "../support/with-flow-world.ts";
import { decimalText, knowledgeOf } from "../support/world-translation.ts";
import { heldBy } from "../support/held-batches.ts";
import { propertyRun } from "../support/property-run.ts";

const MARKETS = Object.keys(DECIMALS);
/** The months that contracts are of. */
const MONTHS = ["2023-11", "2023-12", "2024-01", "2024-02"].map(periodOfText);

const conducts = fc.array(fc.constantFrom<Conduct>("approve", "approve", "approve", "reject", "leave"), {
  minLength: 12,
  maxLength: 30,
});
/** Every market is closed and approved at the end, so that what was rejected or left waiting is settled. */
const history = fc.record({ steps: historyArbitrary, conducts, batchSize: fc.constantFrom(1, 3, 100) }).map((told) => {
  const closes = told.steps.filter(({ kind }) => kind === "close").length;
  const last = MARKETS.flatMap((market) => [true, true].map((again) => ({ kind: "close" as const, market, again })));
  const fates = Array.from({ length: closes }, (_, n): Conduct => told.conducts[n] ?? "approve");
  return { ...told, steps: [...told.steps, ...last], conducts: [...fates, "approve" as const] };
});

/** What statements say, but for `final`; in all months. */
async function statementsOf(world: FlowWorld, market: string) {
  const all = [];
  for (const month of MONTHS) {
    for (const { statement, final } of await world.statements(month, market)) {
      all.push({ month, words: statementInNaiveWords(statement), final });
    }
  }
  return all;
}

/** By booked-in month: the sum of each market's entries. */
async function bookedTotals(world: FlowWorld, market: string): Promise<Map<Period, bigint>> {
  const totals = new Map<Period, bigint>();
  for await (const { bookedIn, amountMinor } of streamLedger(world.db, { market })) {
    totals.set(bookedIn, (totals.get(bookedIn) ?? 0n) + amountMinor);
  }
  return totals;
}

function expectLedgerOfOracle(played: Played): void {
  const closes: NaiveClose[] = played.closes.map(({ close, known }) => ({
    market: close.market,
    month: close.period,
    known: knowledgeOf(known),
  }));
  const expected = naiveLedger(closes).map((entries) => sorted(entries));
  expect(played.closes.map(({ added }) => sorted(added.map(entryInNaiveWords)))).toEqual(expected);
}

async function expectStatementsOfOracle(world: FlowWorld, known: World): Promise<void> {
  const knowledge = knowledgeOf(known);
  for (const month of MONTHS) {
    const read = await world.statements(month);
    const expected = MARKETS.toSorted().flatMap((market) =>
      AGENTS.map((agent) => naiveStatement(knowledge, agent, market, month)).filter((s) => s !== null),
    );
    expect(read.map(({ statement }) => statementInNaiveWords(statement))).toEqual(expected);
  }
}

/** Once a market is closed with all that is known: the entries of each place add up to what it should have earned. */
async function expectPlacesSettled(world: FlowWorld, known: World, market: string, last: Period): Promise<void> {
  const close = { market, month: last, known: knowledgeOf(known) };
  for (let period = FIRST_CLOSED; period <= last; period = addMonths(period, 1)) {
    const sums = new Map<string, bigint>();
    for await (const e of streamLedger(world.db, { market, period })) {
      const place = JSON.stringify([e.agentId, e.contractId]);
      sums.set(place, (sums.get(place) ?? 0n) + e.amountMinor);
    }
    for (const { agent, contract, amount } of naiveEarned(close, period)) {
      const place = JSON.stringify([agent, contract]);
      const sum = sums.get(place) ?? 0n;
      sums.delete(place);
      if (amount !== null) expect(Number(decimalText(sum, DECIMALS[market] ?? 0))).toBe(Number(amount));
    }
    expect([...sums].filter(([, sum]) => sum !== 0n)).toEqual([]);
  }
}

/** What Core View holds, by market, currency, agent and booked-in month, is what the ledger says. */
async function expectConserved(world: FlowWorld): Promise<void> {
  const delivered = new Map<string, bigint>();
  for (const { csv } of await heldBy(world.coreView)) {
    for (const entry of readCsv(csv ?? Buffer.from("")) ?? expect.fail("an unreadable batch")) add(delivered, entry);
  }
  const posted = new Map<string, bigint>();
  for await (const entry of streamLedger(world.db)) add(posted, entry);
  expect(delivered).toEqual(posted);
}

function add(sums: Map<string, bigint>, e: ProposedEntry): void {
  const key = [e.market, e.currency, e.agentId, e.bookedIn].join("|");
  sums.set(key, (sums.get(key) ?? 0n) + e.amountMinor);
}

/** A month's booked total never moves once the next month is closed. @param totals what was booked before */
async function expectClosedIsClosed(
  world: FlowWorld,
  market: string,
  open: Period,
  totals: Map<string, Map<Period, bigint>>,
): Promise<void> {
  const now = await bookedTotals(world, market);
  const moved = [...(totals.get(market) ?? [])].filter(([month, total]) => month < open && now.get(month) !== total);
  expect(moved).toEqual([]);
  totals.set(market, now);
}

const run = propertyRun(15);

test(
  `any history gives the naive calculator's ledger and statements, stays closed, and proves itself (${run.told})`,
  { timeout: run.timeout },
  () =>
    fc.assert(
      fc.asyncProperty(history, ({ steps, conducts: list, batchSize }) =>
        withFlowWorld(async (world) => {
          const totals = new Map<string, Map<Period, bigint>>();
          let before: unknown[] = [];
          const played = await playHistory(world, steps, {
            conducts: list,
            arrange: inBatchesOf(batchSize),
            closing: async (market) => {
              before = (await statementsOf(world, market)).map(({ words }) => words);
            },
            posted: async ({ close: { market, period }, waited }) => {
              const after = await statementsOf(world, market);
              if (!waited) expect(after.map(({ words }) => words)).toEqual(before);
              const closed = after.map(({ month }) => FIRST_CLOSED <= month && month <= period);
              expect(after.map(({ final }) => final)).toEqual(closed);
              await expectClosedIsClosed(world, market, period, totals);
              expect((await world.close(market, period)).entryCount).toBe(0);
            },
          });
          expectLedgerOfOracle(played);
          await expectStatementsOfOracle(world, played.known);
          for (const market of MARKETS) {
            const last = played.closes.findLast(({ close }) => close.market === market)?.close.period;
            if (last !== undefined) await expectPlacesSettled(world, played.known, market, last);
          }
          expect(await world.verify()).toMatchObject({ ok: true, differences: [] });
          expect((await world.reconcile()).differences).toEqual([]);
          await world.deliver();
          expect(await world.reconcile()).toMatchObject({ ok: true, differences: [], outstanding: [] });
          await expectConserved(world);
        }),
      ),
      run.parameters,
    ),
);
