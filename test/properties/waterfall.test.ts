/**
 * Waterfalls of random histories: the shares add up to what was posted, and the naive calculator, given the inputs of the close before
 * with settings, matrices and targets of the later one, comes to the same.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { keptWaterfall } from "../../src/flows/kept-waterfall.ts";
import { readWaterfall, type AgentWaterfall, type WaterfallCause } from "../../src/flows/read-waterfall.ts";
import { DECIMALS, type World } from "../support/commission-world.ts";
import { historyArbitrary } from "../support/history-arbitrary.ts";
import { naiveLedger, naiveStatement } from "../support/naive-calculator.ts";
import { inBatchesOf, playHistory, type PostedClose } from "../support/play-history.ts";
import { propertyRun } from "../support/property-run.ts";
import { withFlowWorld } from "../support/with-flow-world.ts";
import { decimalText, knowledgeOf } from "../support/world-translation.ts";

const run = propertyRun(8);
const seen = new Set<WaterfallCause>();

test(
  `the shares of every close add up to its entries, and are what the naive calculator gives step by step (${run.told})`,
  { timeout: run.timeout },
  async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary, (steps) =>
        withFlowWorld(async (world) => {
          const { closes } = await playHistory(world, steps, { conducts: ["approve"], arrange: inBatchesOf(100) });
          for (const [index, posted] of closes.entries()) {
            const waterfall = await readWaterfall(world, posted.close);
            // Told, told again from memory, and told after another: the same.
            for (let again = 0; again < 2; again += 1)
              expect(await keptWaterfall(world, posted.close)).toEqual(waterfall);
            const earlier = closes.slice(0, index).filter(({ close }) => close.market === posted.close.market);
            expect(waterfall.previous?.id).toBe(earlier.at(-1)?.close.id);
            expectAddsUp(waterfall.agents, posted);
            const sums = waterfall.steps.reduce((sum, step) => sum + step.amountMinor, 0n);
            expect(sums).toBe(posted.added.reduce((sum, e) => sum + e.amountMinor, 0n));
            expect(waterfall.totals.reduce((sum, t) => sum + t.entries, 0)).toBe(posted.added.length);
            expectOfOracle(waterfall.agents, posted, earlier);
            for (const { cause } of waterfall.steps) seen.add(cause);
          }
        }),
      ),
      run.parameters,
    );
    expect(seen).not.toContain("rules");
  },
);

/** Place by place. */
function expectAddsUp(agents: readonly AgentWaterfall[], { added }: PostedClose): void {
  const sums = new Map<string, bigint>();
  for (const { agentId, period, shares } of agents) {
    for (const { contractId, amountMinor } of shares) {
      const place = `${period} ${agentId} ${contractId}`;
      sums.set(place, (sums.get(place) ?? 0n) + amountMinor);
    }
  }
  const entries = added.map((e) => [`${e.period} ${e.agentId} ${e.contractId}`, e.amountMinor] as const);
  expect(new Map([...sums].filter(([, sum]) => sum !== 0n))).toEqual(new Map(entries));
}

const FIRST_STEPS: ReadonlySet<WaterfallCause> = new Set(["settings", "matrix", "target"]);
/** What depends on other markets, which the mixed world knows otherwise, or tells of a block. */
const BLOCKS: ReadonlySet<WaterfallCause> = new Set(["own-month", "sold-elsewhere", "blocked", "unblocked"]);

function expectOfOracle(
  agents: readonly AgentWaterfall[],
  { close, known }: PostedClose,
  earlier: readonly PostedClose[],
): void {
  const before = earlier.at(-1);
  if (before === undefined) return;
  const mixed: World = { ...known, contracts: before.known.contracts };
  const { market } = close;
  const months = earlier.map((posted) => ({
    market,
    month: posted.close.period,
    known: knowledgeOf(posted.known),
  }));
  const told = knowledgeOf(mixed);
  const ledger = naiveLedger([...months, { market, month: before.close.period, known: told }]).at(-1) ?? [];
  for (const { agentId, period, shares } of agents) {
    const isBlocked = naiveStatement(told, agentId, market, period)?.status === "blocked";
    if (isBlocked || shares.some(({ cause }) => BLOCKS.has(cause))) continue;
    const sum = shares.reduce((total, s) => total + (FIRST_STEPS.has(s.cause) ? s.amountMinor : 0n), 0n);
    const entries = ledger.filter((e) => e.agent === agentId && e.month === period);
    const expected = entries.reduce((total, e) => total + BigInt(e.amount.replace(".", "")), 0n);
    expect(decimalText(sum, DECIMALS[market] ?? 0)).toBe(decimalText(expected, DECIMALS[market] ?? 0));
  }
}
