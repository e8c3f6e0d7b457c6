import { describe, expect, test } from "vitest";
import type { PullColumns } from "../domain/pull-setting.ts";
import { findColumn, rowMapper } from "./map-row.ts";
import { parseMessage } from "./parse-message.ts";
import { parseCalendarDate } from "../domain/period.ts";

const NAMES = ["no", "version", "country", "dealer", "signed", "kind", "financed", "price", "brand", "ended", "why"];
const COLUMNS: PullColumns = {
  contractId: "no",
  sequence: "version",
  market: "country",
  agentId: "dealer",
  contractDate: "signed",
  category: { column: "kind", map: { RETAIL: "retail", "-": null } },
  financed: "financed",
  amount: "price",
  currency: { value: "SEK" },
  brand: "brand",
  cancellation: { date: "ended", reason: "why" },
};
type Values = Partial<Record<(typeof NAMES)[number], string | null>>;
const PLAIN: Values = {
  no: "C1",
  version: "3",
  country: "SE",
  dealer: "MINI Agent 1",
  signed: "2024-01-16",
  kind: "RETAIL",
  financed: "t",
  price: "249900.00",
};

function eventOf(values: Values, columns: PullColumns = COLUMNS): string {
  const mapper = rowMapper({ source: "midas", columns }, NAMES);
  if (!mapper.ok) return expect.fail(JSON.stringify(mapper.missing));
  const row = { ...PLAIN, ...values };
  return mapper.eventOf(NAMES.map((name) => row[name] ?? null));
}

const today = parseCalendarDate("2024-06-01") ?? expect.fail("a date");
/** What the door says of a row: the problems' fields and codes, or the contract. */
function judged(values: Values) {
  const parsed = parseMessage(Buffer.from(eventOf(values)), { today: () => today });
  const [event] = parsed.kind === "events" ? parsed.events : [];
  if (event === undefined || event.kind === "totals") return expect.fail("no event of a contract");
  return event.kind === "valid" ? event.contract : event.problems.map((p) => `${p.field} ${p.code}: ${p.found}`);
}

test("a row becomes the contract that it says", () => {
  expect(judged({ brand: "MINI", ended: "2024-02-01", why: "withdrawn" })).toEqual({
    contractId: "C1",
    sequence: 3,
    market: "SE",
    agentId: "MINI Agent 1",
    contractDate: "2024-01-16",
    category: "retail",
    financed: true,
    amountMinor: 24_990_000n,
    currency: "SEK",
    brand: "MINI",
    cancellation: { date: "2024-02-01", reason: "withdrawn" },
  });
});

describe("a text is taken for another type only without doubt", () => {
  test.each<[Values, object]>([
    [{ financed: "true" }, { financed: true }],
    [
      { financed: "false", price: null },
      { financed: false, amountMinor: null },
    ],
    [{ financed: "f" }, { financed: false }],
    [{ signed: "2024-01-16 00:00:00" }, { contractDate: "2024-01-16" }],
    [{ signed: "2024-01-16 00:00:00.000" }, { contractDate: "2024-01-16" }],
    [{ price: "249900.5000" }, { amountMinor: 24_990_050n }],
    [{ price: "249900.0000" }, { amountMinor: 24_990_000n }],
    [{ price: "100" }, { amountMinor: 10_000n }],
    [{ price: "0.0000" }, { amountMinor: 0n }],
    [{ ended: null, why: " " }, { cancellation: null }],
    [{ kind: "staff" }, { category: "staff" }],
  ])("%j", (values, expected) => {
    expect(judged(values)).toMatchObject(expected);
  });

  test.each<[Values, string[]]>([
    [{ financed: "1" }, ['data.financed wrong-type: "1"']],
    [{ financed: "Y" }, ['data.financed wrong-type: "Y"']],
    [{ financed: "T" }, ['data.financed wrong-type: "T"']],
    [{ signed: "2024-01-16 09:00:00" }, ["data.contractDate not-a-date: 2024-01-16 09:00:00"]],
    [{ signed: "2024-01-16 00:00:00+00" }, ["data.contractDate not-a-date: 2024-01-16 00:00:00+00"]],
    [{ version: "3.0" }, ['data.sequence wrong-type: "3.0"']],
    [{ version: "0" }, ["data.sequence out-of-range: 0"]],
    [{ version: "9007199254740993" }, ['data.sequence wrong-type: "9007199254740993"']],
    [{ version: null }, ["data.sequence missing: null"]],
    [{ price: "2.499E5" }, ["data.amount not-a-decimal: 2.499E5"]],
    [{ price: "249900.0010" }, ["data.amount too-many-decimals: 249900.001"]],
    [{ price: "-10.00" }, ["data.amount not-a-decimal: -10.00"]],
    [{ price: "$10.00" }, ["data.amount not-a-decimal: $10.00"]],
    [{ price: null }, ["data.amount missing: null"]],
    [{ kind: "FLEET" }, ["data.category unknown-category: FLEET"]],
    [{ kind: "-" }, ["data.category missing: null"]],
    [{ kind: "constructor" }, ["data.category unknown-category: constructor"]],
    // Taken for none, the contract would be paid.
    [{ ended: null, why: "withdrawn" }, ["data.cancellation.date missing: null"]],
    [
      { no: null, dealer: null, country: "XX" },
      ["data.contractId missing: null", "data.market unknown-market: XX", "data.agentId missing: null"],
    ],
  ])("%j is told by the door", (values, problems) => {
    expect(judged(values)).toEqual(problems);
  });
});

const idOf = (values: Values, columns?: PullColumns): string =>
  /"id":"(\w+)"/.exec(eventOf(values, columns))?.[1] ?? "none";

describe("the id of an event is that of its data", () => {
  test("the same row has the same bytes each time", () => {
    expect(eventOf({})).toBe(eventOf({}));
    expect(eventOf({ price: "249900.0000" })).toBe(eventOf({ price: "249900" }));
  });

  test("any change of the data is another id, a column that nobody maps is none", () => {
    const changes: Values[] = [
      { no: "C2" },
      { version: "4" },
      { price: "1.00" },
      { financed: "f" },
      { ended: "2024-02-01" },
    ];
    expect(new Set([{}, ...changes].map((values) => idOf(values))).size).toBe(6);
    const without = { ...COLUMNS, brand: null };
    expect(idOf({ brand: "MINI" }, without)).toBe(idOf({ brand: "BMW" }, without));
  });
});

describe("a column is found by its name, else in other case when only one is meant", () => {
  test.each([
    [["a", "b"], "b", 1],
    [["a", "b"], "B", 1],
    [["B", "b"], "b", 1],
  ])("%j has %s", (names, column, index) => {
    expect(findColumn(names, column)).toEqual({ ok: true, index });
  });

  test.each([
    [["a"], "b", 0],
    [["a", "a"], "a", 2],
    [["aB", "Ab"], "AB", 2],
  ])("%j has not one %s", (names, column, count) => {
    expect(findColumn(names, column)).toEqual({ ok: false, column, count });
  });

  test("every column that is not there is named", () => {
    const columns = { ...COLUMNS, amount: "cost", cancellation: { date: "until", reason: null } };
    const mapper = rowMapper({ source: "midas", columns }, NAMES);
    expect(mapper.ok ? [] : mapper.missing.map((m) => m.column)).toEqual(["cost", "until"]);
  });
});
