import { describe, expect, test } from "vitest";
import type { Cancellation, CountableContract } from "../domain/contract.ts";
import type { ProposedEntry } from "../domain/ledger-entry.ts";
import { parseCalendarDate, parsePeriod, type CalendarDate, type Period } from "../domain/period.ts";
import { DEFAULT_PLAN } from "../domain/plan.ts";
import { commissionOf, type Ppm } from "../domain/rate.ts";
import type { BlockedStatement, EarnedStatement } from "../domain/statement.ts";
import { settle, type PlaceToSettle, type PostedAtPlace, type SettlementInput } from "./settle.ts";

function date(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (parsed === null) throw new Error(`assertion: ${text}`);
  return parsed;
}

function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (parsed === null) throw new Error(`assertion: ${text}`);
  return parsed;
}

function cancelled(on: string, reason: string | null = null): Cancellation {
  return { date: date(on), reason };
}

function contract(contractId: string, change: Partial<CountableContract> = {}): CountableContract {
  return {
    contractId,
    contractDate: date("2024-01-15"),
    category: "retail",
    financed: true,
    amountMinor: 20_000_000n,
    cancellation: null,
    ...change,
  };
}

const FACTS = {
  agentId: "A",
  market: "SE",
  period: period("2024-01"),
  currency: "SEK",
  total: 10,
  financed: 7,
  volumeMinor: 0n,
  penetration: { numerator: 7n, denominator: 10n },
  matrixVersion: 1,
};

/** A statement whose lines are these contracts, 200 000.00 SEK each unless they say otherwise, at one rate. */
function earned(ratePpm: Ppm, contracts: readonly CountableContract[]): EarnedStatement {
  const lines = contracts.map(({ contractId, amountMinor }) => {
    const amount = amountMinor ?? 0n;
    return { contractId, amountMinor: amount, commissionMinor: commissionOf(amount, ratePpm) };
  });
  return {
    ...FACTS,
    status: ratePpm === 0 ? "below-threshold" : "payable",
    reason: null,
    targetMinor: 1n,
    achievement: { numerator: 1n, denominator: 1n },
    penetrationBand: 0,
    achievementBand: 0,
    ratePpm,
    lines,
    commissionMinor: lines.reduce((sum, line) => sum + line.commissionMinor, 0n),
  };
}

function blocked(contracts: readonly CountableContract[]): BlockedStatement {
  return {
    ...FACTS,
    status: "blocked",
    reason: "target-missing",
    targetMinor: null,
    achievement: null,
    penetrationBand: null,
    achievementBand: null,
    ratePpm: null,
    commissionMinor: null,
    lines: contracts.map((c) => ({
      contractId: c.contractId,
      amountMinor: c.amountMinor ?? 0n,
      commissionMinor: null,
    })),
  };
}

function close(change: Partial<SettlementInput>): readonly ProposedEntry[] {
  return settle({
    market: "SE",
    period: period("2024-01"),
    agentId: "A",
    currency: "SEK",
    closing: period("2024-01"),
    plan: DEFAULT_PLAN,
    statement: null,
    places: [],
    ...change,
  });
}

function place(standing: CountableContract | null, before: PostedAtPlace | null): PlaceToSettle {
  return { contractId: standing?.contractId ?? "C1", standing, posted: before };
}

function posted(amountMinor: bigint, ratePpm: Ppm, count = 1): PostedAtPlace {
  return { amountMinor, ratePpm, count };
}

function shown(entries: readonly ProposedEntry[]): readonly string[] {
  return entries.map((e) => `${e.contractId} ${e.kind} ${e.amountMinor} at ${e.ratePpm}, booked ${e.bookedIn}`);
}

/** What the ledger holds after an entry more. */
function after(before: PostedAtPlace | null, entry: ProposedEntry | undefined): PostedAtPlace | null {
  if (entry === undefined) return before;
  return posted((before?.amountMinor ?? 0n) + entry.amountMinor, entry.ratePpm, (before?.count ?? 0) + 1);
}

describe("the ledger's worked example of domain.md: C1 of agent A, 2024-01, 200 000.00 SEK", () => {
  const c1 = contract("C1");
  const late = contract("LATE");
  const gone = contract("C1", { cancellation: cancelled("2024-03-15") });
  const story = [
    ["first close", "2024-01", c1, 20_000, ["C1 commission 400000 at 20000, booked 2024-01"]],
    ["the same close again", "2024-01", c1, 20_000, []],
    [
      "a late contract lifts the rate",
      "2024-02",
      c1,
      21_000,
      ["C1 correction 20000 at 21000, booked 2024-02", "LATE correction 420000 at 21000, booked 2024-02"],
    ],
    ["C1 is cancelled", "2024-03", gone, 21_000, ["C1 clawback -420000 at 21000, booked 2024-03"]],
    ["the matrix is corrected after that", "2024-04", gone, 25_000, ["LATE correction 80000 at 25000, booked 2024-04"]],
  ] as const;

  test("posts the entries of the table, close by close", () => {
    let [postedC1, postedLate]: [PostedAtPlace | null, PostedAtPlace | null] = [null, null];
    const told = story.map(([what, closing, standing, ratePpm]) => {
      const heardOfLate = closing > "2024-01";
      const entries = close({
        closing: period(closing),
        statement: earned(ratePpm, heardOfLate ? [standing, late] : [standing]),
        places: [place(standing, postedC1), ...(heardOfLate ? [place(late, postedLate)] : [])],
      });
      postedC1 = after(
        postedC1,
        entries.find((e) => e.contractId === "C1"),
      );
      postedLate = after(
        postedLate,
        entries.find((e) => e.contractId === "LATE"),
      );
      return [what, shown(entries)];
    });
    expect(told).toEqual(story.map(([what, , , , expected]) => [what, expected]));
  });
});

describe("the kind of an entry", () => {
  const c1 = contract("C1");

  test.each([
    ["the first posting in its own period's close is a commission", "2024-01", null, "commission"],
    ["the first posting in a later close is a correction", "2024-02", null, "correction"],
    ["a further posting in its own period's close is a correction", "2024-01", posted(1n, 10_000), "correction"],
    ["so is one after a posting that was reversed", "2024-01", posted(0n, 10_000, 2), "correction"],
  ])("%s", (_, closing, before, kind) => {
    const entries = close({ closing: period(closing), statement: earned(20_000, [c1]), places: [place(c1, before)] });
    expect(entries.map((e) => e.kind)).toEqual([kind]);
  });

  test("a statement that fell below the threshold is corrected to 0, at rate 0", () => {
    const entries = close({
      closing: period("2024-02"),
      statement: earned(0, [c1]),
      places: [place(c1, posted(400_000n, 20_000))],
    });
    expect(shown(entries)).toEqual(["C1 correction -400000 at 0, booked 2024-02"]);
  });

  test("a statement that was below the threshold and rises is paid by a correction", () => {
    const entries = close({ closing: period("2024-02"), statement: earned(20_000, [c1]), places: [place(c1, null)] });
    expect(shown(entries)).toEqual(["C1 correction 400000 at 20000, booked 2024-02"]);
  });

  test("a statement below the threshold posts nothing for what was never paid", () => {
    expect(close({ statement: earned(0, [c1]), places: [place(c1, null)] })).toEqual([]);
  });

  test.each([
    ["financed no more", { financed: false, amountMinor: null }],
    ["not eligible any more", { category: "staff" as const }],
  ])("a contract that is %s is corrected to 0, at the rate of what is reversed", (_, change) => {
    const other = contract("C2");
    const entries = close({
      closing: period("2024-02"),
      statement: earned(21_000, [other]),
      places: [place(contract("C1", change), posted(400_000n, 20_000))],
    });
    expect(shown(entries)).toEqual(["C1 correction -400000 at 20000, booked 2024-02"]);
  });

  test("the last contract of an agent that counts no more leaves no statement, and is corrected to 0", () => {
    const entries = close({
      closing: period("2024-02"),
      places: [place(contract("C1", { category: "staff" }), posted(400_000n, 20_000))],
    });
    expect(shown(entries)).toEqual(["C1 correction -400000 at 20000, booked 2024-02"]);
  });
});

describe("a contract that moved leaves its old place", () => {
  test("its commission there is corrected to 0, at the rate of what is reversed", () => {
    const entries = close({ closing: period("2024-02"), places: [place(null, posted(400_000n, 20_000))] });
    expect(shown(entries)).toEqual(["C1 correction -400000 at 20000, booked 2024-02"]);
  });

  test("also where it left a statement that is blocked", () => {
    const entries = close({
      closing: period("2024-02"),
      statement: blocked([contract("C2")]),
      places: [place(null, posted(400_000n, 20_000))],
    });
    expect(shown(entries)).toEqual(["C1 correction -400000 at 20000, booked 2024-02"]);
  });

  test("a place that was left and settled posts nothing more", () => {
    expect(close({ closing: period("2024-03"), places: [place(null, posted(0n, 20_000, 2))] })).toEqual([]);
  });

  test("when it comes back, the commission is a correction, whatever was reversed before", () => {
    const c1 = contract("C1");
    const entries = close({
      closing: period("2024-03"),
      statement: earned(20_000, [c1]),
      places: [place(c1, posted(0n, 20_000, 2))],
    });
    expect(shown(entries)).toEqual(["C1 correction 400000 at 20000, booked 2024-03"]);
  });
});

describe("the clawback window: calendar months from the contract's date, the last day included", () => {
  test.each([
    ["2024-01-31", 6, "2024-07-31", "2024-08-01"],
    ["2023-08-31", 6, "2024-02-29", "2024-03-01"],
    ["2024-02-29", 6, "2024-08-29", "2024-08-30"],
    ["2023-12-31", 2, "2024-02-29", "2024-03-01"],
  ])("a contract of %s, %d months: inside until %s", (contractDate, clawbackMonths, lastInside, firstOutside) => {
    const own = period(contractDate.slice(0, 7));
    const plan = { ...DEFAULT_PLAN, clawbackMonths };
    const entriesWhenCancelled = (on: string) => {
      const c1 = contract("C1", { contractDate: date(contractDate), cancellation: cancelled(on) });
      return close({
        plan,
        period: own,
        closing: period("2024-09"),
        statement: { ...earned(20_000, [c1]), period: own },
        places: [place(c1, posted(400_000n, 20_000))],
      });
    };
    expect(shown(entriesWhenCancelled(lastInside))).toEqual(["C1 clawback -400000 at 20000, booked 2024-09"]);
    expect(entriesWhenCancelled(firstOutside)).toEqual([]);
  });

  test("with 0 months only a cancellation inside the own period takes the commission back", () => {
    const plan = { ...DEFAULT_PLAN, clawbackMonths: 0 };
    const late = contract("C1", { cancellation: cancelled("2024-02-01") });
    const inside = contract("C1", { cancellation: cancelled("2024-01-31") });
    const before = posted(400_000n, 20_000);
    const closing = period("2024-02");
    expect(close({ plan, closing, statement: earned(20_000, [late]), places: [place(late, before)] })).toEqual([]);
    expect(shown(close({ plan, closing, places: [place(inside, before)] }))).toEqual([
      "C1 clawback -400000 at 20000, booked 2024-02",
    ]);
  });

  test.each([
    ["2024-02", []],
    ["2024-03", ["C1 clawback -400000 at 20000, booked 2024-03"]],
  ])("a cancellation dated 2024-03-31, seen from the close of %s", (closing, expected) => {
    const c1 = contract("C1", { cancellation: cancelled("2024-03-31") });
    const entries = close({
      closing: period(closing),
      statement: earned(20_000, [c1]),
      places: [place(c1, posted(400_000n, 20_000))],
    });
    expect(shown(entries)).toEqual(expected);
  });

  test("what was never paid is not clawed back, and is not paid either", () => {
    const c1 = contract("C1", { cancellation: cancelled("2024-02-10") });
    expect(close({ closing: period("2024-02"), statement: earned(20_000, [c1]), places: [place(c1, null)] })).toEqual(
      [],
    );
  });

  test("only the cancelled contract's own commission is reversed", () => {
    const c1 = contract("C1", { cancellation: cancelled("2024-02-10") });
    const c2 = contract("C2");
    const entries = close({
      closing: period("2024-02"),
      statement: earned(20_000, [c1, c2]),
      places: [place(c2, posted(400_000n, 20_000)), place(c1, posted(400_000n, 20_000))],
    });
    expect(shown(entries)).toEqual(["C1 clawback -400000 at 20000, booked 2024-02"]);
  });

  test("a cancellation that is taken back is paid again, by a correction at the rate of now", () => {
    const c1 = contract("C1");
    const entries = close({
      closing: period("2024-04"),
      statement: earned(21_000, [c1]),
      places: [place(c1, posted(0n, 20_000, 2))],
    });
    expect(shown(entries)).toEqual(["C1 correction 420000 at 21000, booked 2024-04"]);
  });
});

describe("an exempt reason", () => {
  const plan = { ...DEFAULT_PLAN, exemptReasons: ["manufacturer's fault"] };

  test.each([
    ["manufacturer's fault", []],
    [" manufacturer's fault ", []],
    ["Manufacturer's fault", ["C1 clawback -400000 at 20000, booked 2024-03"]],
    [null, ["C1 clawback -400000 at 20000, booked 2024-03"]],
  ])("compared exactly after trimming: %j", (reason, expected) => {
    const c1 = contract("C1", { cancellation: cancelled("2024-03-15", reason) });
    const entries = close({
      plan,
      closing: period("2024-03"),
      statement: earned(20_000, [c1]),
      places: [place(c1, posted(400_000n, 20_000))],
    });
    expect(shown(entries)).toEqual(expected);
  });

  test("does not keep the commission of a contract cancelled inside its own period: it does not count", () => {
    const c1 = contract("C1", { cancellation: cancelled("2024-01-20", "manufacturer's fault") });
    const entries = close({
      plan,
      closing: period("2024-02"),
      statement: earned(20_000, [contract("C2")]),
      places: [place(c1, posted(400_000n, 20_000))],
    });
    expect(shown(entries)).toEqual(["C1 clawback -400000 at 20000, booked 2024-02"]);
  });
});

describe("a contract cancelled inside its own period", () => {
  test("is clawed back when we heard of it after the close; the others' differences are corrections", () => {
    const c1 = contract("C1", { cancellation: cancelled("2024-01-31") });
    const c2 = contract("C2");
    const entries = close({
      closing: period("2024-02"),
      statement: earned(19_000, [c2]),
      places: [place(c1, posted(400_000n, 20_000)), place(c2, posted(400_000n, 20_000))],
    });
    expect(shown(entries)).toEqual([
      "C1 clawback -400000 at 20000, booked 2024-02",
      "C2 correction -20000 at 19000, booked 2024-02",
    ]);
  });

  test("posts nothing when we heard of it before", () => {
    expect(close({ places: [place(contract("C1", { cancellation: cancelled("2024-01-31") }), null)] })).toEqual([]);
  });
});

describe("while a statement is blocked", () => {
  const plan = { ...DEFAULT_PLAN, exemptReasons: ["recall"] };

  test.each([
    ["a contract that stands", {}],
    ["a contract that is financed no more", { financed: false }],
    ["a contract cancelled outside the window", { cancellation: cancelled("2024-07-16") }],
    ["a contract cancelled for an exempt reason", { cancellation: cancelled("2024-03-01", "recall") }],
    ["one cancelled inside its own period for an exempt reason", { cancellation: cancelled("2024-01-20", "recall") }],
  ])("%s keeps what was posted", (_, change) => {
    const entries = close({
      plan,
      closing: period("2024-09"),
      statement: blocked([contract("C2")]),
      places: [place(contract("C1", change), posted(400_000n, 20_000))],
    });
    expect(entries).toEqual([]);
  });

  test.each(["2024-01-20", "2024-03-01", "2024-07-15"])(
    "a contract cancelled on %s is clawed back all the same",
    (on) => {
      const entries = close({
        plan,
        closing: period("2024-09"),
        statement: blocked([contract("C2")]),
        places: [place(contract("C1", { cancellation: cancelled(on) }), posted(400_000n, 20_000))],
      });
      expect(shown(entries)).toEqual(["C1 clawback -400000 at 20000, booked 2024-09"]);
    },
  );

  test("nothing is posted at a place that has no entry", () => {
    const c1 = contract("C1");
    expect(close({ statement: blocked([c1]), places: [place(c1, null)] })).toEqual([]);
  });
});

describe("entries", () => {
  test("come by contract id in code point order, whatever the order of the places", () => {
    const ids = ["\u{1F600}", "a10", "\uFFFD", "a2", "B"];
    const contracts = ids.map((id) => contract(id));
    const places = contracts.map((c) => place(c, null));
    const entries = close({ statement: earned(20_000, contracts), places });
    expect(entries.map((e) => e.contractId)).toEqual(["B", "a10", "a2", "\uFFFD", "\u{1F600}"]);
    expect(close({ statement: earned(20_000, contracts), places: places.toReversed() })).toEqual(entries);
  });

  test("carry the place, the currency, the statement and a deterministic id", () => {
    const c1 = contract("C1");
    const calculate = () => close({ statement: earned(20_000, [c1]), places: [place(c1, null)] });
    const [entry] = calculate();
    expect(entry).toMatchObject({
      market: "SE",
      period: "2024-01",
      agentId: "A",
      contractId: "C1",
      currency: "SEK",
    });
    expect(entry?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(entry?.statementId).toMatch(/^SE-2024-01-[0-9a-f]{16}$/);
    expect(calculate()).toEqual([entry]);
  });

  test("of one place never share an id, even when they are equal but for their turn", () => {
    const c1 = contract("C1");
    const ids = [1, 2, 3].map((count) =>
      close({ statement: earned(20_000, [c1]), places: [place(c1, posted(0n, 20_000, count))] }).map((e) => e.id),
    );
    expect(new Set(ids.flat()).size).toBe(3);
  });
});

describe("input that cannot belong together is our own mistake", () => {
  const c1 = contract("C1");

  test.each([
    ["a close before the period", { closing: period("2023-12") }],
    ["another agent's statement", { statement: { ...earned(20_000, [c1]), agentId: "B" } }],
    ["another market's statement", { statement: { ...earned(20_000, [c1]), market: "NO" } }],
    ["another period's statement", { statement: { ...earned(20_000, [c1]), period: period("2024-02") } }],
    ["a statement in another currency", { statement: { ...earned(20_000, [c1]), currency: "EUR" } }],
    ["a contract of another id", { places: [{ contractId: "C2", standing: c1, posted: null }] }],
    ["a contract of another period", { places: [place(contract("C1", { contractDate: date("2024-02-01") }), null)] }],
  ])("%s", (_, change) => {
    expect(() => close(change)).toThrow(/^assertion: /);
  });
});
