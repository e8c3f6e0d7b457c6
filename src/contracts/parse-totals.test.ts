import { describe, expect, test } from "vitest";
import { parseCalendarDate } from "../domain/period.ts";
import { parseEvent, type ValidTotals } from "./parse-event.ts";

const TODAY = parseCalendarDate("2024-02-29") ?? expect.fail("a date");
const DATA = {
  market: "SE",
  period: "2024-01",
  contracts: 1206,
  amount: "301500000.50",
  currency: "SEK",
  asOf: "2024-02-01T03:00:00Z",
};
const EVENT = { specversion: "1.0", id: "t1", source: "midas/se", type: "contract.totals.v1", data: DATA };

const parse = (event: unknown) => parseEvent(new TextEncoder().encode(JSON.stringify(event)), { today: () => TODAY });
/** With fields of the data replaced; `undefined` leaves one out. */
const withData = (changes: object) => ({ ...EVENT, data: { ...DATA, ...changes } });

function totals(event: unknown): ValidTotals {
  const parsed = parse(event);
  return parsed.kind === "totals" ? parsed : expect.fail(JSON.stringify(parsed));
}

/** `field code` of each problem; empty for valid totals. */
function problemsOf(event: unknown): string[] {
  const parsed = parse(event);
  return parsed.kind === "invalid" ? parsed.problems.map((p) => `${p.field} ${p.code}`) : [];
}

test("the totals of the specification are read", () => {
  expect(totals(EVENT)).toMatchObject({
    envelope: { id: "t1", source: "midas/se", time: null },
    totals: {
      market: "SE",
      period: "2024-01",
      contracts: 1206n,
      amountMinor: 30_150_000_050n,
      currency: "SEK",
      asOf: "2024-02-01T03:00:00.000Z",
    },
  });
});

describe("a rule of the totals accepts", () => {
  test.each<[string, object]>([
    ["no contract at all", { contracts: 0, amount: "0" }],
    ["the highest number", { contracts: 9_007_199_254_740_991 }],
    ["10^18 minor units", { amount: "10000000000000000.00" }],
    ["10^18 minor units of three decimals", { market: "KW", currency: "KWD", amount: "1000000000000000.000" }],
    ["10^18 yen", { market: "JP", currency: "JPY", amount: "1000000000000000000" }],
    ["the first month", { period: "2000-01" }],
    ["the month of tomorrow", { period: "2024-03" }],
    ["a time tomorrow", { asOf: "2024-03-01T23:59:59Z" }],
    ["a time of another zone", { asOf: "2024-02-01T03:00:00+09:00" }],
    ["the kuna in Croatia before the euro", { market: "HR", currency: "HRK", period: "2022-12" }],
    ["the euro in Croatia from 2023 on", { market: "HR", currency: "EUR", period: "2023-01" }],
    ["unknown fields", { note: ["nightly"] }],
  ])("%s", (_title, changes) => {
    expect(problemsOf(withData(changes))).toEqual([]);
  });
});

describe("a rule of the totals rejects", () => {
  test.each<[string, object, string]>([
    ["no market", { market: undefined }, "data.market missing"],
    ["a market by name", { market: "Sweden" }, "data.market unknown-market"],
    ["no period", { period: null }, "data.period missing"],
    ["a number as period", { period: 202_401 }, "data.period wrong-type"],
    ["a date as period", { period: "2024-01-31" }, "data.period not-a-period"],
    ["month 13", { period: "2024-13" }, "data.period not-a-period"],
    ["a month before 2000", { period: "1999-12" }, "data.period date-too-early"],
    ["the month after tomorrow's", { period: "2024-04" }, "data.period date-too-late"],
    ["no number of contracts", { contracts: undefined }, "data.contracts missing"],
    ["a number as text", { contracts: "1206" }, "data.contracts wrong-type"],
    ["half a contract", { contracts: 0.5 }, "data.contracts not-an-integer"],
    ["fewer contracts than none", { contracts: -1 }, "data.contracts out-of-range"],
    ["no amount", { amount: undefined }, "data.amount missing"],
    ["an amount as a JSON number", { amount: 1.5 }, "data.amount wrong-type"],
    ["a negative amount", { amount: "-1.00" }, "data.amount not-a-decimal"],
    ["an exponent", { amount: "1e5" }, "data.amount not-a-decimal"],
    ["more decimals than the currency has", { amount: "1.005" }, "data.amount too-many-decimals"],
    ["over 10^18 minor units", { amount: "10000000000000000.01" }, "data.amount out-of-range"],
    ["a number of a hundred digits", { amount: "9".repeat(100) }, "data.amount out-of-range"],
    ["another currency", { currency: "NOK" }, "data.currency currency-mismatch"],
    ["no currency", { currency: undefined }, "data.currency missing"],
    ["no time", { asOf: undefined }, "data.asOf missing"],
    ["a number as time", { asOf: 1_706_756_400 }, "data.asOf wrong-type"],
    ["a date as time", { asOf: "2024-02-01" }, "data.asOf not-a-time"],
    ["a time before 2000", { asOf: "2000-01-01T00:59:59+01:00" }, "data.asOf date-too-early"],
    ["a time after tomorrow", { asOf: "2024-03-02T00:00:00Z" }, "data.asOf date-too-late"],
  ])("%s", (_title, changes, problem) => {
    expect(problemsOf(withData(changes))).toEqual([problem]);
  });

  test("data that are missing or no object, told as totals", () => {
    expect(problemsOf({ ...EVENT, data: undefined })).toEqual(["data missing"]);
    expect(parse({ ...EVENT, data: [DATA] })).toMatchObject({
      problems: [{ field: "data", code: "wrong-type", expected: "the totals as a JSON object" }],
    });
  });

  test("everything at once, in the order of the specification", () => {
    expect(problemsOf({ ...EVENT, id: "", subject: 1, data: {} })).toEqual([
      "id empty",
      "subject wrong-type",
      ...["market", "period", "contracts", "currency", "amount", "asOf"].map((name) => `data.${name} missing`),
    ]);
  });
});

test("a subject of totals is taken as it comes", () => {
  expect(problemsOf({ ...EVENT, subject: "SE/2024-01" })).toEqual([]);
});

describe("the content hash of totals", () => {
  const hash = (changes: object) => totals(withData(changes)).contentHash;

  test.each<[string, object]>([
    ["fewer decimals", { amount: "301500000.5" }],
    ["the same instant in another zone", { asOf: "2024-02-01T04:00:00+01:00" }],
    ["an unknown field", { note: "again" }],
  ])("is the same for %s", (_title, changes) => {
    expect(hash(changes)).toBe(hash({}));
  });

  test.each<[string, object]>([
    ["the market and currency", { market: "NO", currency: "NOK" }],
    ["the period", { period: "2024-02" }],
    ["the number", { contracts: 1207 }],
    ["the amount", { amount: "301500000.51" }],
    ["the time", { asOf: "2024-02-01T03:00:00.001Z" }],
  ])("changes with %s", (_title, changes) => {
    expect(hash(changes)).not.toBe(hash({}));
  });

  test("stays as it was stored: this digest never changes", () => {
    expect(hash({})).toBe("df9cbc19ce63ac77046d774445fa2f72162ab253cae17c51730345a2cfa0b12a");
  });
});
