import { describe, expect, test } from "vitest";
import { parsePull, pullText, readingOf, type PullSetting } from "./pull-setting.ts";
import { parseSetting, settingProblem } from "./settings.ts";

const columns = {
  contractId: "CONTRACT_NO",
  sequence: "VERSION",
  market: "COUNTRY",
  agentId: "DEALER",
  contractDate: "SIGNED",
  category: { column: "KIND", map: { RETAIL: "retail", "10": "staff" } },
  financed: { column: "FINANCED", map: { Y: true, N: false } },
  amount: "PRICE",
  currency: { value: "SEK" },
};
const postgresql = {
  from: "postgresql",
  address: "env:PULL_DATABASE_URL",
  source: "midas/se",
  query: "select * from sale",
  watermark: { column: "CHANGED_AT", type: "timestamp" },
  columns,
};
const { address: _, ...shared } = postgresql;
const athena = { ...shared, from: "athena", region: "eu-north-1", workGroup: "pull", database: "sales" };

function settingOf(value: unknown): PullSetting {
  const reading = parsePull(JSON.stringify(value));
  return reading.ok && reading.pull !== null ? reading.pull : expect.fail(JSON.stringify(reading));
}

describe("a pull setting is read", () => {
  test("with defaults that miss nothing", () => {
    expect(settingOf(postgresql)).toEqual({
      ...postgresql,
      watermark: { column: "CHANGED_AT", type: "timestamp", overlapMinutes: 60 },
      columns: { ...columns, brand: null, cancellation: null },
      timeoutMs: 600_000,
    });
    expect(settingOf(athena)).toMatchObject({ catalog: "AwsDataCatalog", outputLocation: null, endpoint: null });
  });

  test.each([["off"], [" OFF "], ["null"]])("%j is none", (text) => {
    expect(parsePull(text)).toEqual({ ok: true, pull: null });
  });

  test("what is shown is read back as the same, in whatever order a database keeps its keys", () => {
    for (const value of [postgresql, athena]) {
      const setting = settingOf(value);
      expect(parsePull(pullText(setting))).toEqual({ ok: true, pull: setting });
      const category = { column: "KIND", map: { "10": "staff", RETAIL: "retail" } };
      expect(pullText(settingOf({ ...value, columns: { ...columns, category } }))).toBe(pullText(setting));
    }
  });
});

describe("what is wrong is told by its path", () => {
  const wrong = (value: unknown): string[] => {
    const reading = parsePull(JSON.stringify(value));
    return reading.ok ? [] : reading.problems.map((problem) => problem.field);
  };
  test.each<[string, unknown, string[]]>([
    ["from", { ...postgresql, from: "mysql" }, ["from", "address"]],
    ["an address itself", { ...postgresql, address: "postgresql://u:p@h/d" }, ["address"]],
    ["two statements", { ...postgresql, query: "select 1; delete from sale" }, ["query"]],
    ["another statement", { ...postgresql, query: "delete from sale" }, ["query"]],
    ["no watermark", { ...postgresql, watermark: null }, ["watermark"]],
    ["a text's watermark", { ...postgresql, watermark: { column: "C", type: "text" } }, ["watermark.type"]],
    [
      "an overlap of another type",
      { ...postgresql, watermark: { column: "C", type: "integer", overlapMinutes: 5 } },
      ["watermark.overlapMinutes"],
    ],
    ["no columns", { ...postgresql, columns: "*" }, ["columns"]],
    [
      "all at once",
      {
        ...postgresql,
        source: "",
        columns: { ...columns, market: 7, category: { column: "", map: { RETAIL: 1 } }, currency: { value: 1 } },
        more: true,
      },
      [
        "source",
        "more",
        "columns.market",
        "columns.category.column",
        "columns.category.map.RETAIL",
        "columns.currency.value",
      ],
    ],
    ["a constant sequence", { ...postgresql, columns: { ...columns, sequence: { value: 1 } } }, ["columns.sequence"]],
    [
      "a cancellation's reason alone",
      { ...postgresql, columns: { ...columns, cancellation: { reason: "R" } } },
      ["columns.cancellation.date"],
    ],
    ["Athena's region", { ...athena, region: "Stockholm", workGroup: null }, ["region", "workGroup"]],
    ["an endpoint in the clear", { ...athena, endpoint: "http://athena.example" }, ["endpoint"]],
  ])("%s", (_what, value, paths) => {
    expect(wrong(value)).toEqual(paths);
  });

  test("and never repeats what may hold a secret", () => {
    const text = "postgresql://user:geheim@host/db";
    expect(parseSetting("pull", text)).toBeNull();
    expect(JSON.stringify(settingProblem("pull", text))).not.toContain("geheim");
    expect(JSON.stringify(settingProblem("pull", JSON.stringify({ ...postgresql, address: text })))).not.toContain(
      "geheim",
    );
  });
});

test("another query, place or mapping is another reading; another overlap or time limit is not", () => {
  const one = readingOf(settingOf(postgresql));
  const others = [
    { ...postgresql, query: "select * from sale where true" },
    { ...postgresql, address: "env:OTHER" },
    { ...postgresql, source: "midas/no" },
    { ...postgresql, columns: { ...columns, brand: { value: "MINI" } } },
    { ...postgresql, watermark: { column: "VERSION", type: "timestamp" } },
    athena,
  ];
  expect(new Set([one, ...others.map((value) => readingOf(settingOf(value)))]).size).toBe(7);
  const same = { ...postgresql, timeoutMs: 1_000, watermark: { ...postgresql.watermark, overlapMinutes: 5 } };
  expect(readingOf(settingOf(same))).toBe(one);
});
