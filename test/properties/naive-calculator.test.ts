/**
 * The auditor is audited: the naive calculator gives the figures of domain.md, by itself.
 */
import { describe, expect, test } from "vitest";
import { lastDay, laterByMonths, nextMonth } from "../support/naive-calendar.ts";
import {
  naiveLedger,
  naiveStatement,
  type NaiveEvent,
  type NaiveKnowledge,
  type NaiveMatrix,
} from "../support/naive-calculator.ts";
import { fraction, percentShown, roundTo, times } from "../support/naive-fraction.ts";

const SE_2024: NaiveMatrix = {
  market: "SE",
  year: "2024",
  version: 1,
  penetration: ["30%", "65%", "70%"],
  achievement: ["70%", "85%", "100%", ">115%"],
  rates: [
    ["1.60", "1.70", "1.90", "2.00"],
    ["1.92", "2.02", "2.22", "2.32"],
    ["2.00", "2.10", "2.30", "2.40"],
  ],
};

function event(contract: string, change: Partial<NaiveEvent> = {}): NaiveEvent {
  return {
    contract,
    sequence: 1,
    market: "SE",
    agent: "A",
    date: "2024-01-15",
    category: "retail",
    financed: true,
    amount: "200000.00",
    cancelledOn: null,
    cancelReason: null,
    ...change,
  };
}

function known(change: Partial<NaiveKnowledge> = {}): NaiveKnowledge {
  return {
    events: [],
    matrices: [SE_2024],
    targets: [{ agent: "A", market: null, month: "2024-01", amount: "1000000" }],
    plans: { SE: { clawbackMonths: 6, exemptReasons: [], eligible: ["retail"] } },
    decimals: { SE: 2 },
    ...change,
  };
}

test.each([
  [10, 7, "850000.00", "70.00 %", "85.00 %", "payable", "2.1000"],
  [10, 7, "849999.99", "70.00 %", "84.99 %", "payable", "2.0000"],
  [10, 7, "1150000.00", "70.00 %", "115.00 %", "payable", "2.3000"],
  [10, 7, "1150000.01", "70.00 %", "115.00 %", "payable", "2.4000"],
  [10, 2, "1150000.01", "20.00 %", "115.00 %", "below-threshold", "0.0000"],
  [3, 2, "700000.00", "66.66 %", "70.00 %", "payable", "1.9200"],
])("%d sold, %d financed, %s SEK", (total, financed, amount, penetration, achievement, status, rate) => {
  const events = Array.from({ length: total }, (_, index) =>
    event(`C${index}`, { financed: index < financed, amount: index === 0 ? amount : "0" }),
  );
  const statement = naiveStatement(known({ events }), "A", "SE", "2024-01");
  expect(statement).toMatchObject({ total, financed, volume: amount, penetration, achievement, status, rate });
});

test.each([
  ["249925.00", "5248.43"],
  ["-249925.00", "-5248.43"],
])("%s SEK at 2.10 %% are %s SEK", (amount, commission) => {
  expect(roundTo(times(fraction(amount), fraction("0.0210")), 2)).toBe(commission);
});

test("a ratio is shown rounded down", () => {
  expect(percentShown(fraction("0.84999"))).toBe("84.99 %");
});

test.each([
  ["2024-01-31", "2024-07-31"],
  ["2023-08-31", "2024-02-29"],
  ["2024-02-29", "2024-08-29"],
])("six months after %s is %s", (from, to) => {
  expect(laterByMonths(from, 6)).toBe(to);
});

test("months follow each other over the end of a year, and have their lengths", () => {
  expect(nextMonth("2023-12")).toBe("2024-01");
  expect(["2024-02", "2023-02", "2000-02", "1900-02", "2024-04"].map((month) => lastDay(month).slice(8))).toEqual([
    "29",
    "28",
    "29",
    "28",
    "30",
  ]);
});

describe("the ledger's worked example", () => {
  const others = [
    event("C2", { amount: "300000.00" }),
    event("C3", { amount: "200000.00" }),
    event("X", { financed: false, amount: null }),
  ];
  const c1 = event("C1");
  const late = event("LATE", { amount: "150000.00" });
  const cancelled = event("C1", { sequence: 2, cancelledOn: "2024-03-15" });
  const corrected = { ...SE_2024, version: 2, rates: SE_2024.rates.map(() => ["3.00", "3.00", "3.00", "3.00"]) };
  const first = known({ events: [c1, ...others] });
  const second = known({ events: [c1, ...others, late] });
  const third = known({ events: [c1, ...others, late, cancelled] });
  const fourth = { ...third, matrices: [SE_2024, corrected] };

  test("posts the entries of the table, close by close", () => {
    const ledger = naiveLedger([
      { market: "SE", month: "2024-01", known: first },
      { market: "SE", month: "2024-01", known: first },
      { market: "SE", month: "2024-02", known: second },
      { market: "SE", month: "2024-03", known: third },
      { market: "SE", month: "2024-04", known: fourth },
    ]);
    const told = ledger.map((entries) =>
      entries
        .filter((e) => e.contract === "C1" || e.contract === "LATE")
        .map((e) => `${e.contract} ${e.kind} ${e.amount}, period ${e.month}, booked ${e.bookedIn}`),
    );
    expect(told).toEqual([
      ["C1 commission 4000.00, period 2024-01, booked 2024-01"],
      [],
      [
        "C1 correction 200.00, period 2024-01, booked 2024-02",
        "LATE correction 3150.00, period 2024-01, booked 2024-02",
      ],
      ["C1 clawback -4200.00, period 2024-01, booked 2024-03"],
      ["LATE correction 1350.00, period 2024-01, booked 2024-04"],
    ]);
  });
});
