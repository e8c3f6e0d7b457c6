import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CATEGORIES } from "../domain/category.ts";
import type { Contract } from "../domain/contract.ts";
import { exponentOf } from "../domain/currency.ts";
import { currencyAt, MARKETS } from "../domain/market.ts";
import { formatMinor } from "../domain/money.ts";
import { isAgentName, normaliseName } from "../domain/name.ts";
import { parseCalendarDate, type CalendarDate } from "../domain/period.ts";
import { EVENT_TYPE, parseEvent, type ValidEvent } from "./parse-event.ts";

function date(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (parsed === null) throw new Error(`assertion: ${text} is no date`);
  return parsed;
}

const TODAY = date("2024-02-10");
const context = { today: () => TODAY };

const DATA = {
  contractId: "SE-2024-000123",
  sequence: 1,
  market: "SE",
  agentId: "MINI Agent 1",
  contractDate: "2024-01-16",
  category: "retail",
  financed: true,
  amount: "249900.00",
  currency: "SEK",
  brand: "MINI",
  cancellation: null,
};
const EVENT = {
  specversion: "1.0",
  id: "0b6f3c1e-6a0c-4a53-9c8e-6f1f3e0a7d10",
  source: "midas/se",
  type: "contract.recorded.v1",
  subject: "SE-2024-000123",
  time: "2024-01-17T09:12:44Z",
  data: DATA,
};

const bytes = (text: string) => new TextEncoder().encode(text);
const parseText = (text: string) => parseEvent(bytes(text), context);
const parse = (event: unknown) => parseText(JSON.stringify(event));
/** With fields of the data replaced; `undefined` leaves one out. No subject, so that the contract id may change. */
const withData = (changes: object) => ({ ...EVENT, subject: undefined, data: { ...DATA, ...changes } });
const withEnvelope = (changes: object) => ({ ...EVENT, ...changes });

function valid(event: unknown): ValidEvent {
  const parsed = parse(event);
  if (parsed.kind !== "valid") throw new Error(JSON.stringify(parsed));
  return parsed;
}

/** `field code` of each problem; empty for a valid event. */
function problemsOf(event: unknown): string[] {
  const parsed = parse(event);
  return parsed.kind !== "invalid" ? [] : parsed.problems.map((p) => `${p.field} ${p.code}`);
}

describe("the event of the specification", () => {
  test("is a contract", () => {
    const event = valid(EVENT);
    expect(event.contract).toEqual({ ...DATA, amount: undefined, amountMinor: 24_990_000n });
    expect(event.envelope).toEqual({ id: EVENT.id, source: "midas/se", time: "2024-01-17T09:12:44.000Z" });
    expect(event.contentHash).toMatch(/^[\da-f]{64}$/);
    expect(event.raw).toEqual(bytes(JSON.stringify(EVENT)));
  });

  test("is read with the optional fields left out", () => {
    const { subject: _s, time: _t, data, ...envelope } = EVENT;
    const { brand: _b, cancellation: _c, amount: _a, ...required } = data;
    const event = valid({ ...envelope, data: { ...required, financed: false } });
    expect(event.contract).toMatchObject({ brand: null, cancellation: null, amountMinor: null });
    expect(event.envelope.time).toBeNull();
  });
});

describe("a rule of the data accepts", () => {
  const agent = (n: number) => "Å".repeat(n);
  test.each<[string, object]>([
    ["a contract id of 1 character", { contractId: "x" }],
    ["a contract id of 200 characters", { contractId: "x".repeat(200) }],
    ["a contract id of 200 characters outside the basic plane", { contractId: "🚗".repeat(200) }],
    ["inner space in a contract id", { contractId: "SE 2024 1" }],
    ["sequence 1", { sequence: 1 }],
    ["the highest sequence", { sequence: 9_007_199_254_740_991 }],
    ["an agent of 200 characters", { agentId: agent(200) }],
    ["an agent of 200 characters with space around", { agentId: `  ${agent(200)}  ` }],
    ["the first date", { contractDate: "2000-01-01" }],
    ["today", { contractDate: "2024-02-10" }],
    ["one day past today", { contractDate: "2024-02-11" }],
    ["29 February of a leap year", { contractDate: "2020-02-29" }],
    ...CATEGORIES.map((category): [string, object] => [`category ${category}`, { category }]),
    ["financed false with an amount", { financed: false }],
    ["financed false without an amount", { financed: false, amount: undefined }],
    ["financed false with amount null", { financed: false, amount: null }],
    ["amount 0", { amount: "0" }],
    ["amount 0.00", { amount: "0.00" }],
    ["fewer decimals than the currency has", { amount: "100.5" }],
    ["10^12 minor units", { amount: "10000000000.00" }],
    ["a whole amount in yen", { market: "JP", currency: "JPY", amount: "1000000000000" }],
    ["three decimals in Kuwait", { market: "KW", currency: "KWD", amount: "1000000000.000" }],
    ["the kuna in Croatia before the euro", { market: "HR", currency: "HRK", contractDate: "2022-12-31" }],
    ["the euro in Croatia from 2023 on", { market: "HR", currency: "EUR", contractDate: "2023-01-01" }],
    ["no brand", { brand: undefined }],
    ["brand null", { brand: null }],
    ["a brand of 1 character", { brand: "M" }],
    ["a brand of 50 characters", { brand: "M".repeat(50) }],
    ["no cancellation", { cancellation: undefined }],
    ["a cancellation on the contract's date", { cancellation: { date: "2024-01-16" } }],
    ["a cancellation in the future", { cancellation: { date: "2031-12-31", reason: "withdrawn" } }],
    ["a cancellation with reason null", { cancellation: { date: "2024-01-16", reason: null } }],
    ["unknown fields", { colour: { paint: ["red", 1.5, null] }, cancellation: { date: "2024-01-16", by: "A" } }],
  ])("%s", (_title, changes) => {
    expect(problemsOf(withData(changes))).toEqual([]);
  });
});

describe("a rule of the data rejects", () => {
  test.each<[string, object, string]>([
    ["no contract id", { contractId: undefined }, "data.contractId missing"],
    ["contract id null", { contractId: null }, "data.contractId missing"],
    ["a number as contract id", { contractId: 1 }, "data.contractId wrong-type"],
    ["an empty contract id", { contractId: "" }, "data.contractId empty"],
    ["a contract id of 201 characters", { contractId: "x".repeat(201) }, "data.contractId too-long"],
    ["a contract id of 201 wide characters", { contractId: "🚗".repeat(201) }, "data.contractId too-long"],
    ["a tab in a contract id", { contractId: "a\tb" }, "data.contractId bad-character"],
    ["a C1 control in a contract id", { contractId: "a\u0085b" }, "data.contractId bad-character"],
    ["space before a contract id", { contractId: " a" }, "data.contractId outer-space"],
    ["no-break space after a contract id", { contractId: "a\u00a0" }, "data.contractId outer-space"],
    ["no sequence", { sequence: undefined }, "data.sequence missing"],
    ["sequence 0", { sequence: 0 }, "data.sequence out-of-range"],
    ["a negative sequence", { sequence: -1 }, "data.sequence out-of-range"],
    ["a fractional sequence", { sequence: 1.5 }, "data.sequence not-an-integer"],
    ["a sequence as text", { sequence: "1" }, "data.sequence wrong-type"],
    ["sequence 2^53", { sequence: 2 ** 53 }, "data.sequence out-of-range"],
    ["no market", { market: undefined }, "data.market missing"],
    ["a market in small letters", { market: "se" }, "data.market unknown-market"],
    ["a market by name", { market: "Sweden" }, "data.market unknown-market"],
    ["a market of no registry", { market: "ZZ" }, "data.market unknown-market"],
    ["a market with space", { market: "SE " }, "data.market unknown-market"],
    ["a market named as a property of objects", { market: "constructor" }, "data.market unknown-market"],
    ["a number as market", { market: 46 }, "data.market wrong-type"],
    ["no agent", { agentId: undefined }, "data.agentId missing"],
    ["an empty agent", { agentId: "" }, "data.agentId empty"],
    ["an agent of space", { agentId: " \u00a0 " }, "data.agentId empty"],
    ["an agent of 201 characters", { agentId: "Å".repeat(201) }, "data.agentId too-long"],
    ["a line break in an agent", { agentId: "a\nb" }, "data.agentId bad-character"],
    ["an invisible character in an agent", { agentId: "a\u200bb" }, "data.agentId bad-character"],
    ["a list as agent", { agentId: ["A"] }, "data.agentId wrong-type"],
    ["no date", { contractDate: undefined }, "data.contractDate missing"],
    ["a date that does not exist", { contractDate: "2023-02-29" }, "data.contractDate not-a-date"],
    ["month 13", { contractDate: "2023-13-01" }, "data.contractDate not-a-date"],
    ["a date with a time", { contractDate: "2024-01-16T00:00:00Z" }, "data.contractDate not-a-date"],
    ["a date without zeros", { contractDate: "2024-1-6" }, "data.contractDate not-a-date"],
    ["a date as number", { contractDate: 20240116 }, "data.contractDate wrong-type"],
    ["the day before 2000", { contractDate: "1999-12-31" }, "data.contractDate date-too-early"],
    ["two days past today", { contractDate: "2024-02-12" }, "data.contractDate date-too-late"],
    ["no category", { category: undefined }, "data.category missing"],
    ["an unknown category", { category: "fleet" }, "data.category unknown-category"],
    ["a category in capitals", { category: "Retail" }, "data.category unknown-category"],
    ["a category named as a property of objects", { category: "__proto__" }, "data.category unknown-category"],
    ["a number as category", { category: 1 }, "data.category wrong-type"],
    ["no financed", { financed: undefined }, "data.financed missing"],
    ["financed as text", { financed: "true" }, "data.financed wrong-type"],
    ["financed as number", { financed: 1 }, "data.financed wrong-type"],
    ["financed without an amount", { amount: undefined }, "data.amount missing"],
    ["financed with amount null", { amount: null }, "data.amount missing"],
    ["an amount as number", { amount: 249900 }, "data.amount wrong-type"],
    ["an empty amount", { amount: "" }, "data.amount not-a-decimal"],
    ["a negative amount", { amount: "-1.00" }, "data.amount not-a-decimal"],
    ["minus zero", { amount: "-0" }, "data.amount not-a-decimal"],
    ["a plus sign", { amount: "+1.00" }, "data.amount not-a-decimal"],
    ["an exponent", { amount: "1e3" }, "data.amount not-a-decimal"],
    ["leading zeros", { amount: "01.00" }, "data.amount not-a-decimal"],
    ["a point at the end", { amount: "1." }, "data.amount not-a-decimal"],
    ["a point at the start", { amount: ".5" }, "data.amount not-a-decimal"],
    ["a decimal comma", { amount: "1,00" }, "data.amount not-a-decimal"],
    ["thousands apart", { amount: "249 900.00" }, "data.amount not-a-decimal"],
    ["space around an amount", { amount: " 1.00" }, "data.amount not-a-decimal"],
    ["a line break after an amount", { amount: "1.00\n" }, "data.amount not-a-decimal"],
    ["digits of another script", { amount: "١٠٠" }, "data.amount not-a-decimal"],
    ["too many decimals", { amount: "1.001" }, "data.amount too-many-decimals"],
    ["zeros beyond the decimals", { amount: "1.000" }, "data.amount too-many-decimals"],
    ["decimals in yen", { market: "JP", currency: "JPY", amount: "100.0" }, "data.amount too-many-decimals"],
    ["10^12 + 1 minor units", { amount: "10000000000.01" }, "data.amount out-of-range"],
    ["an amount of 200 000 digits", { amount: "9".repeat(200_000) }, "data.amount out-of-range"],
    ["an amount too large though not financed", { financed: false, amount: "10000000001" }, "data.amount out-of-range"],
    ["no currency", { currency: undefined }, "data.currency missing"],
    ["another market's currency", { currency: "EUR" }, "data.currency currency-mismatch"],
    ["a currency in small letters", { currency: "sek" }, "data.currency currency-mismatch"],
    ["a number as currency", { currency: 752 }, "data.currency wrong-type"],
    [
      "the euro in Croatia before 2023",
      { market: "HR", currency: "EUR", contractDate: "2022-12-31" },
      "data.currency currency-mismatch",
    ],
    [
      "the kuna in Croatia from 2023 on",
      { market: "HR", currency: "HRK", contractDate: "2023-01-01" },
      "data.currency currency-mismatch",
    ],
    ["an empty brand", { brand: "" }, "data.brand empty"],
    ["a brand of 51 characters", { brand: "M".repeat(51) }, "data.brand too-long"],
    ["a number as brand", { brand: 1 }, "data.brand wrong-type"],
    ["a date as cancellation", { cancellation: "2024-01-20" }, "data.cancellation wrong-type"],
    ["false as cancellation", { cancellation: false }, "data.cancellation wrong-type"],
    ["a list as cancellation", { cancellation: [] }, "data.cancellation wrong-type"],
    ["a cancellation without a date", { cancellation: {} }, "data.cancellation.date missing"],
    [
      "a cancellation on a day that does not exist",
      { cancellation: { date: "2024-02-30" } },
      "data.cancellation.date not-a-date",
    ],
    [
      "a cancellation before the contract",
      { cancellation: { date: "2024-01-15" } },
      "data.cancellation.date before-contract",
    ],
    ["a number as reason", { cancellation: { date: "2024-01-16", reason: 7 } }, "data.cancellation.reason wrong-type"],
  ])("%s", (_title, changes, problem) => {
    expect(problemsOf(withData(changes))).toEqual([problem]);
  });

  test("a date is judged by the market's own today", () => {
    const asked: string[] = [];
    const today = (market: { code: string }) => {
      asked.push(market.code);
      return market.code === "JP" ? date("2024-02-11") : date("2024-02-10");
    };
    const of = (market: string, currency: string) => ({ market, currency, contractDate: "2024-02-12", amount: "1" });
    const at = (changes: object) => parseEvent(bytes(JSON.stringify(withData(changes))), { today }).kind;
    expect(at(of("JP", "JPY"))).toBe("valid");
    expect(at(of("SE", "SEK"))).toBe("invalid");
    expect(asked).toEqual(["JP", "SE"]);
  });
});

describe("a rule of the envelope accepts", () => {
  test.each<[string, object]>([
    ["an id and a source of 200 characters", { id: "i".repeat(200), source: "🚗".repeat(200) }],
    ["no subject", { subject: undefined }],
    ["subject null", { subject: null }],
    ["no time", { time: undefined }],
    ["time null", { time: null }],
    ["JSON as content type", { datacontenttype: "application/json" }],
    ["JSON with a charset", { datacontenttype: "application/json; charset=utf-8" }],
    ["a +json content type", { datacontenttype: "application/vnd.contract+json" }],
    ["content type null", { datacontenttype: null }],
    [
      "unknown attributes",
      { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", n: 9007199254740992 },
    ],
  ])("%s", (_title, changes) => {
    expect(problemsOf(withEnvelope(changes))).toEqual([]);
  });
});

describe("a rule of the envelope rejects", () => {
  test.each<[string, object, string]>([
    ["no specversion", { specversion: undefined }, "specversion missing"],
    ["specversion 0.3", { specversion: "0.3" }, "specversion unsupported"],
    ["a number as specversion", { specversion: 1 }, "specversion wrong-type"],
    ["no id", { id: undefined }, "id missing"],
    ["an empty id", { id: "" }, "id empty"],
    ["an id of 201 characters", { id: "i".repeat(201) }, "id too-long"],
    ["a number as id", { id: 1 }, "id wrong-type"],
    ["no source", { source: undefined }, "source missing"],
    ["an empty source", { source: "" }, "source empty"],
    ["a source of 201 characters", { source: "s".repeat(201) }, "source too-long"],
    ["no type", { type: undefined }, "type missing"],
    ["another type", { type: "contract.recorded.v2" }, "type unsupported"],
    ["a subject of another contract", { subject: "SE-2024-000124" }, "subject subject-mismatch"],
    ["an empty subject", { subject: "" }, "subject subject-mismatch"],
    ["a number as subject", { subject: 1 }, "subject wrong-type"],
    ["a content type that is not JSON", { datacontenttype: "text/xml" }, "datacontenttype unsupported"],
    ["a number as content type", { datacontenttype: 1 }, "datacontenttype wrong-type"],
    ["a number as time", { time: 1_705_482_764 }, "time wrong-type"],
    ["a date as time", { time: "2024-01-17" }, "time not-a-time"],
    ["no data", { data: undefined }, "data missing"],
    ["data as text", { data: JSON.stringify(DATA) }, "data wrong-type"],
    ["data as a list", { data: [DATA] }, "data wrong-type"],
  ])("%s", (_title, changes, problem) => {
    expect(problemsOf(withEnvelope(changes))).toEqual([problem]);
  });

  test.each(['"text"', "1", "null", "true", "[]"])("%s in place of an event", (text) => {
    const parsed = parseText(text);
    expect(parsed).toMatchObject({ kind: "invalid", id: null, source: null });
    expect(parsed.kind === "invalid" && parsed.problems.map((p) => [p.field, p.code])).toEqual([[null, "wrong-type"]]);
  });
});

describe("time", () => {
  test.each([
    ["2024-01-17T09:12:44Z", "2024-01-17T09:12:44.000Z"],
    ["2024-01-17t09:12:44z", "2024-01-17T09:12:44.000Z"],
    ["2024-01-17T09:12:44.5+01:00", "2024-01-17T08:12:44.500Z"],
    ["2024-01-17T09:12:44.123456789-23:59", "2024-01-18T09:11:44.123Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ])("%s is the instant %s", (text, instant) => {
    expect(valid(withEnvelope({ time: text })).envelope.time).toBe(instant);
  });

  test.each([
    "2024-01-17 09:12:44Z",
    "2024-01-17T09:12:44",
    "2024-01-17T09:12Z",
    "2024-01-17T24:00:00Z",
    "2024-01-17T09:60:00Z",
    "2024-01-17T09:12:61Z",
    "2023-02-29T00:00:00Z",
    "2023-02-29T00:00:00+00:00",
    "2024-01-17T09:12:44.Z",
    "2024-01-17T09:12:44+0100",
    "2024-01-17T09:12:44+24:00",
    "0000-12-31T00:00:00Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "2024-01-17T09:12:44Z\n",
    "",
  ])("%j is none", (text) => {
    expect(problemsOf(withEnvelope({ time: text }))).toEqual(["time not-a-time"]);
  });
});

describe("the problems of a message", () => {
  test("are told all at once, in the order of the specification", () => {
    const event = {
      ...EVENT,
      specversion: "2",
      id: "",
      time: "now",
      data: { ...DATA, sequence: 0, market: "??", amount: 1 },
    };
    expect(problemsOf(event)).toEqual([
      "specversion unsupported",
      "id empty",
      "time not-a-time",
      "data.sequence out-of-range",
      "data.market unknown-market",
      "data.amount wrong-type",
    ]);
  });

  test("name every field of empty data", () => {
    const required = [
      "contractId",
      "sequence",
      "market",
      "agentId",
      "contractDate",
      "category",
      "financed",
      "currency",
    ];
    expect(problemsOf({ ...EVENT, data: {} })).toEqual(required.map((name) => `data.${name} missing`));
  });

  test("say what was found and what was expected", () => {
    const parsed = parse(withData({ amount: 249900.5, currency: "NOK", financed: "yes" }));
    expect(parsed.kind === "invalid" && parsed.problems).toEqual([
      { field: "data.financed", code: "wrong-type", found: '"yes"', expected: "true or false" },
      { field: "data.currency", code: "currency-mismatch", found: "NOK", expected: "SEK" },
      { field: "data.amount", code: "wrong-type", found: "249900.5", expected: 'a decimal string such as "249900.00"' },
    ]);
  });

  test("show at most 200 characters of what was found, all of them printable", () => {
    const parsed = parse(withData({ category: `\u0007\u202e${"x".repeat(1000)}` }));
    const found = parsed.kind === "invalid" ? (parsed.problems[0]?.found ?? "") : "";
    expect(found.slice(0, 15)).toBe("\\u{7}\\u{202e}xx");
    expect(found).toHaveLength(200);
  });

  test("of JSON and of values are told together, and of one field only the first", () => {
    const text = JSON.stringify(withData({ market: "??", contractId: "" })).replace(
      '"contractId":""',
      '"contractId":"\\u0000"',
    );
    const parsed = parseText(text.replace('"brand":"MINI"', '"brand":"MINI","brand":""'));
    expect(parsed.kind === "invalid" && parsed.problems.map((p) => `${p.field} ${p.code}`)).toEqual([
      "data.contractId nul",
      "data.brand duplicate-key",
      "data.market unknown-market",
    ]);
  });

  test("come with the id and the source of the message, where these could be stored", () => {
    expect(parse(withData({ market: "??" }))).toMatchObject({ id: EVENT.id, source: "midas/se" });
    expect(parse({ id: 1, source: "s".repeat(201) })).toMatchObject({ id: null, source: null });
    expect(parseText('{"id":"a\\u0000","source":"\\ud800"}')).toMatchObject({ id: null, source: null });
  });
});

describe("the content hash", () => {
  const hash = (event: unknown) => valid(event).contentHash;
  const cancelled = { cancellation: { date: "2024-02-01", reason: "withdrawn" } };

  test.each<[string, object, object]>([
    ["100.0 and 100.00", { amount: "100.0" }, { amount: "100.00" }],
    ["100 and 100.00", { amount: "100" }, { amount: "100.00" }],
    ["an agent with other space", { agentId: " MINI \u00a0 Agent 1" }, {}],
    ["an agent with two spaces inside", { agentId: "MINI  Agent 1" }, {}],
    ["an agent with space behind", { agentId: "MINI Agent 1 " }, {}],
    ["an agent in another Unicode form", { agentId: "Mu\u0308ller" }, { agentId: "Müller" }],
    ["absent and null", { brand: undefined, cancellation: undefined }, { brand: null, cancellation: null }],
    ["amount absent and null", { financed: false, amount: undefined }, { financed: false, amount: null }],
    [
      "reason absent and null",
      { cancellation: { date: "2024-02-01" } },
      { cancellation: { date: "2024-02-01", reason: null } },
    ],
    ["an unknown field", { colour: "red" }, {}],
  ])("is the same for %s", (_title, one, other) => {
    expect(hash(withData(one))).toBe(hash(withData(other)));
  });

  test.each<[string, object]>([
    ["the id, source, time and subject", { id: "x", source: "y", time: null, subject: null }],
    ["an unknown attribute", { traceparent: "z" }],
  ])("does not depend on %s", (_title, changes) => {
    expect(hash(withEnvelope(changes))).toBe(hash(EVENT));
  });

  test("does not depend on the order of fields and on white space", () => {
    const data = Object.fromEntries(Object.entries(DATA).toReversed());
    const parsed = parseText(
      JSON.stringify(Object.fromEntries(Object.entries({ ...EVENT, data }).toReversed()), null, 2),
    );
    expect(parsed.kind === "valid" && parsed.contentHash).toBe(hash(EVENT));
  });

  test.each<[string, object]>([
    ["the contract id", { contractId: "other" }],
    ["the sequence", { sequence: 2 }],
    ["market and currency", { market: "NO", currency: "NOK" }],
    ["the agent", { agentId: "MINI Agent 2" }],
    ["the agent's case", { agentId: "Mini Agent 1" }],
    ["the date", { contractDate: "2024-01-17" }],
    ["the category", { category: "staff" }],
    ["financed", { financed: false }],
    ["the amount", { amount: "249900.01" }],
    ["the brand", { brand: "mini" }],
    ["no brand", { brand: null }],
    ["a cancellation", cancelled],
  ])("changes with %s", (_title, changes) => {
    expect(hash(withData(changes))).not.toBe(hash(withData({})));
  });

  test("changes with the cancellation's date and reason", () => {
    const hashes = [
      { date: "2024-02-01", reason: "withdrawn" },
      { date: "2024-02-02", reason: "withdrawn" },
      { date: "2024-02-01", reason: "other" },
      { date: "2024-02-01", reason: "" },
      { date: "2024-02-01" },
    ].map((cancellation) => hash(withData({ cancellation })));
    expect(new Set(hashes).size).toBe(5);
  });

  test("stays as it was stored: this digest never changes", () => {
    expect(hash(EVENT)).toBe("ec0d00e09a4a64619c8469d4ac54acacdced4c9762e55e3008fcba3ac6db88f0");
  });
});

const anyDate = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2024-02-11T00:00:00Z"), noInvalidDate: true })
  .map((d) => date(d.toISOString().slice(0, 10)));
const anyText = (maxLength: number) =>
  fc.string({ minLength: 1, maxLength, unit: "grapheme" }).filter((t) => !t.includes("\0"));

const anyContract: fc.Arbitrary<Contract> = fc
  .record({
    contractId: anyText(60).filter((t) => t.trim() === t && !/\p{Cc}/u.test(t)),
    sequence: fc.maxSafeNat().map((n) => Math.max(n, 1)),
    market: fc.constantFrom(...MARKETS),
    agentId: anyText(60).map(normaliseName).filter(isAgentName),
    contractDate: anyDate,
    category: fc.constantFrom(...CATEGORIES),
    financed: fc.boolean(),
    amountMinor: fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n })),
    brand: fc.option(anyText(20)),
    cancellation: fc.option(fc.record({ date: fc.constant(date("2024-03-01")), reason: fc.option(anyText(30)) })),
  })
  .map((c) => ({
    ...c,
    market: c.market.code,
    currency: currencyAt(c.market, c.contractDate),
    amountMinor: c.financed ? (c.amountMinor ?? 0n) : c.amountMinor,
  }));

/** The event that a source system would write for the contract. */
function render({ amountMinor, ...contract }: Contract): object {
  const exponent = exponentOf(contract.currency);
  if (exponent === null) throw new Error(`assertion: no exponent of ${contract.currency}`);
  const amount = amountMinor === null ? null : formatMinor(amountMinor, exponent);
  return { specversion: "1.0", id: "1", source: "s", type: EVENT_TYPE, data: { ...contract, amount } };
}

describe("properties", () => {
  test("a contract that is rendered and parsed is the same contract", () => {
    fc.assert(
      fc.property(anyContract, (contract) => {
        expect(valid(render(contract)).contract).toEqual(contract);
      }),
    );
  });

  test("any JSON yields a fact or problems, and never throws", () => {
    const mutated = fc
      .tuple(fc.constantFrom(...Object.keys(DATA), ...Object.keys(EVENT)), fc.jsonValue())
      .map(([key, value]) =>
        key in DATA ? { ...EVENT, data: { ...DATA, [key]: value } } : { ...EVENT, [key]: value },
      );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), mutated), (value) => {
        const parsed = parse(value);
        expect(parsed.kind !== "invalid" || parsed.problems.length > 0).toBe(true);
      }),
    );
  });

  test("any bytes yield problems, and never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => {
        const parsed = parseEvent(raw, context);
        expect(parsed.kind === "invalid" && parsed.problems.length > 0).toBe(true);
      }),
    );
  });

  test("an event with a byte changed yields a fact or problems that can be stored", () => {
    const text = bytes(JSON.stringify(EVENT));
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const parsed = parseEvent(text.with(at, byte), context);
        for (const p of parsed.kind !== "invalid" ? [] : parsed.problems) {
          expect(`${p.field}${p.found}${p.expected}`.isWellFormed()).toBe(true);
          expect(`${p.field}${p.found}${p.expected}`).not.toContain("\0");
          expect(Array.from(p.found).length).toBeLessThanOrEqual(200);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
