/**
 * Control totals and contracts in any order, repeated, in batches of any size, give the same completeness; and that is what a plain
 * count of the newest of each gives. Seeds as in flows.test.ts.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMessage } from "../../src/contracts/parse-message.ts";
import { parseCalendarDate } from "../../src/domain/period.ts";
import { readCompleteness } from "../../src/flows/completeness.ts";
import { ingestBatch } from "../../src/flows/ingest-batch.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { eventLine } from "../support/contract-event.ts";
import { propertyRun } from "../support/property-run.ts";
import { totalsLine } from "../support/totals-event.ts";
import { withEmptyDatabase } from "../support/with-flow-world.ts";

const TODAY = parseCalendarDate("2024-06-01") ?? expect.fail("a date");

interface TotalsTold {
  readonly place: string;
  readonly contracts: number;
  readonly minor: number;
}
interface ContractTold {
  readonly contract: number;
  readonly place: string;
  readonly minor: number | null;
}
/** The n-th of the totals is as of the n-th second; the n-th event of a contract has sequence n. */
interface Told {
  readonly totals: readonly TotalsTold[];
  readonly contracts: readonly ContractTold[];
}

const place = fc.constantFrom("SE 2024-01", "SE 2024-02", "NO 2024-01", "NO 2024-02");
const told: fc.Arbitrary<Told> = fc.record({
  totals: fc.array(fc.record({ place, contracts: fc.nat(4), minor: fc.nat(300) }), { minLength: 6, maxLength: 12 }),
  contracts: fc.array(fc.record({ contract: fc.nat(5), place, minor: fc.option(fc.nat(100)) }), {
    minLength: 10,
    maxLength: 20,
  }),
});

const decimal = (minor: number): string => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
const currencyOf = (market: string): string => (market === "SE" ? "SEK" : "NOK");

/** Each message as its bytes, in the order in which they happened. */
function messagesOf({ totals, contracts }: Told): string[] {
  const sent = totals.map(({ place: where, contracts: count, minor }, n) => {
    const [market = "", period = ""] = where.split(" ");
    const asOf = `2024-03-01T00:00:${String(n).padStart(2, "0")}Z`;
    return totalsLine({ market, period, contracts: count, amount: decimal(minor), currency: currencyOf(market), asOf });
  });
  const recorded = contracts.map(({ contract, place: where, minor }, n) => {
    const [market = "", period = ""] = where.split(" ");
    const data = { market, currency: currencyOf(market), contractDate: `${period}-16`, financed: minor !== null };
    return eventLine({
      contractId: `C${contract}`,
      sequence: n + 1,
      ...data,
      amount: minor === null ? null : decimal(minor),
    });
  });
  return [...sent, ...recorded];
}

/** By place: received of expected, counted in the plainest way. */
function plainly({ totals, contracts }: Told): string[] {
  const newest = new Map(contracts.map((contract) => [contract.contract, contract]));
  return [...new Map(totals.map((total) => [total.place, total])).values()]
    .map((total) => {
      const there = [...newest.values()].filter((contract) => contract.place === total.place);
      const sum = there.reduce((minor, contract) => minor + (contract.minor ?? 0), 0);
      return `${total.place}: ${there.length}/${total.contracts} ${sum}/${total.minor}`;
    })
    .toSorted();
}

async function completenessAfter(db: Database, messages: readonly string[], size: number): Promise<string[]> {
  const deps = { db, now: () => new Date("2024-06-01T12:00:00Z"), actor: "queue" };
  for (let from = 0; from < messages.length; from += size) {
    const arrivals = messages.slice(from, from + size).flatMap((text) => {
      const parsed = parseMessage(Buffer.from(text), { today: () => TODAY });
      const events = parsed.kind === "events" ? parsed.events : expect.fail("no claim checks here");
      return events.map((event) => ({ line: null, event, rawLength: event.raw.length }));
    });
    const fates = await ingestBatch(deps, arrivals, "story");
    expect(fates.filter((fate) => fate.kind === "rejected")).toEqual([]);
  }
  const found = await readCompleteness({ db }, {});
  return found
    .map(({ market, period, received: r, expected: e }) => {
      return `${market} ${period}: ${r.contracts}/${e.contracts} ${r.amountMinor}/${e.amountMinor}`;
    })
    .toSorted();
}

const run = propertyRun(10);

test(
  `totals and contracts in any order, repeated, in batches of any size, give the same completeness (fault 5) (${run.told})`,
  { timeout: run.timeout },
  () =>
    fc.assert(
      fc.asyncProperty(
        told,
        fc.array(fc.nat(1000), { minLength: 50, maxLength: 50 }),
        fc.constantFrom(1, 3, 100),
        async (world, keys, size) => {
          const messages = messagesOf(world);
          const again = messages.filter((_, n) => (keys[n] ?? 0) % 3 === 0);
          const shuffled = [...messages, ...again]
            .map((text, n) => ({ text, key: keys[(n * 7) % keys.length] ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ text }) => text);
          const found = await withEmptyDatabase(({ db }) => completenessAfter(db, shuffled, size));
          expect(found).toEqual(plainly(world));
        },
      ),
      run.parameters,
    ),
);
