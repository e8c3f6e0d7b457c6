/**
 * What a table shows: the rows in which every typed word is found, in an order that people would give them.
 */
import { describe, expect, test } from "vitest";
import { arrange, hasGrown, nextOrder, nothingKept, readOrder, writeOrder, type Asked, type Order } from "./arrange.ts";
import { minorOf, type Column } from "./column.ts";
import { atOnce } from "./work.ts";

interface Row {
  readonly agent: string;
  readonly amount: string | null;
}

const COLUMNS: readonly Column<Row>[] = [
  { key: "agent", head: "Agent", show: (r) => r.agent, sortBy: (r) => r.agent, findBy: (r) => r.agent },
  {
    key: "amount",
    head: "Amount",
    show: (r) => r.amount,
    sortBy: (r) => minorOf(r.amount),
    findBy: (r) => r.amount ?? "",
  },
  { key: "note", head: "Note", show: () => "seen" },
];
const row = (agent: string, amount: string | null = null): Row => ({ agent, amount });
const ASKED = { growing: false, columns: COLUMNS, key: null, falling: false, typed: "", locale: "en-GB" };
const shown = (asked: Partial<Asked<Row>> & Pick<Asked<Row>, "rows">): readonly Row[] =>
  atOnce(arrange({ ...ASKED, ...asked }, nothingKept())).shown;
const sorted = (rows: readonly Row[], order: Order | null, locale = "en-GB"): readonly Row[] =>
  shown({ rows, locale, ...order });

describe("the filter", () => {
  const rows = [row("MINI Agent 1", "10.00"), row("MINI Agent 12", "2.50"), row("BMW Österby", null)];
  test.each([
    ["nothing typed: every row", "", [0, 1, 2]],
    ["blanks alone are nothing", "  ", [0, 1, 2]],
    ["any part of a word", "gent 1", [0, 1]],
    ["small and capital letters are the same", "mini ÖSTERBY", []],
    ["also beyond ASCII", "ÖSTERBY", [2]],
    ["each word somewhere in the row, in any order", "2.50 mini", [1]],
    ["a word that is nowhere", "mini volvo", []],
    ["a column without text is not searched", "seen", []],
    ["words do not run from one column into the next", "110.00", []],
  ])("%s", (_rule, typed, expected) => {
    expect(shown({ rows, typed })).toEqual(expected.map((index) => rows[index]));
  });
});

describe("the order", () => {
  test("without an order, of an unknown column or of one that does not sort, rows stand as they came", () => {
    const rows = [row("b"), row("a")];
    for (const order of [null, { key: "volume", falling: false }, { key: "note", falling: true }])
      expect(sorted(rows, order)).toBe(rows);
  });

  test("numbers in names count as numbers", () => {
    const rows = [row("Agent 10"), row("Agent 9"), row("agent 1")];
    const names = sorted(rows, { key: "agent", falling: false }).map((r) => r.agent);
    expect(names).toEqual(["agent 1", "Agent 9", "Agent 10"]);
  });

  test.each([
    ["sv-SE", ["Zon", "Öst"]],
    ["de-DE", ["Öst", "Zon"]],
  ])("names stand as in the alphabet of %s", (locale, expected) => {
    const names = sorted([row("Öst"), row("Zon")], { key: "agent", falling: false }, locale).map((r) => r.agent);
    expect(names).toEqual(expected);
  });

  test.each([
    [false, ["-2.00", "9007199254740993.00", "9007199254740993.01", null, null]],
    [true, ["9007199254740993.01", "9007199254740993.00", "-2.00", null, null]],
  ])("money is exact, and what has none goes last (falling: %s)", (falling, expected) => {
    const rows = [null, "9007199254740993.01", "-2.00", null, "9007199254740993.00"].map((amount) => row("a", amount));
    expect(sorted(rows, { key: "amount", falling }).map((r) => r.amount)).toEqual(expected);
  });

  test.each([false, true])("rows that are equal keep their order (falling: %s)", (falling) => {
    const rows = [row("first", "1.00"), row("second", "1.00"), row("third", "1.00"), row("none"), row("none too")];
    expect(sorted(rows, { key: "amount", falling })).toEqual(rows);
  });
});

describe("what is kept from one time to the next", () => {
  const some = [row("b", "1.00"), row("a", "2.00")];
  const more = [...some, row("c", "0.50"), row("a", "0.25")];
  const asked = { ...ASKED, key: "agent", falling: false };

  test("rows that come later are sorted in as if they had been there", () => {
    const kept = nothingKept<Row>();
    for (const falling of [false, true])
      for (const rows of [some, more]) {
        const { shown: inOrder } = atOnce(arrange({ ...asked, rows, falling }, kept));
        expect(inOrder).toEqual(sorted(rows, { key: "agent", falling }));
      }
  });

  test("a letter more sorts nothing, and finds in the same order", () => {
    let asks = 0;
    const columns = COLUMNS.map((column) => ({
      ...column,
      sortBy: (r: Row) => {
        asks += 1;
        return column.sortBy?.(r) ?? null;
      },
    }));
    const kept = nothingKept<Row>();
    atOnce(arrange({ ...asked, columns, rows: more }, kept));
    const asksOfOne = asks;
    expect(atOnce(arrange({ ...asked, columns, rows: more, typed: "a" }, kept)).shown).toEqual([more[1], more[3]]);
    expect(asks).toBe(asksOfOne);
  });

  test("another list is arranged anew", () => {
    const kept = nothingKept<Row>();
    atOnce(arrange({ ...asked, rows: more, typed: "a" }, kept));
    const other = [row("z"), row("az"), row("y")];
    expect(atOnce(arrange({ ...asked, rows: other, typed: "z" }, kept)).shown).toEqual([other[1], other[0]]);
  });

  test.each([
    ["more behind it", some, more, true],
    ["the same", some, some, true],
    ["fewer", more, some, false],
    ["another list of the same length", some, [row("b", "1.00"), row("a", "2.00")], false],
    ["nothing before: nothing of it can be shown", [], more, false],
  ])("a list has grown: %s", (_rule, before, now, grown) => {
    expect(hasGrown(before, now)).toBe(grown);
  });
});

describe("sums below the table", () => {
  const columns: readonly Column<Row>[] = [
    ...COLUMNS,
    {
      key: "sum",
      head: "Sum",
      show: () => null,
      sum: {
        of: ({ amount }) => (amount === null ? null : { group: "SEK", amount }),
        show: (sums) => sums.map((s) => `${s.amount} ${s.group}`).join(),
      },
    },
  ];
  const rows = [row("a", "1.00"), row("b", "2.50"), row("ab", null)];

  test("are of the rows that are shown, in whatever order", () => {
    const kept = nothingKept<Row>();
    const sumOf = (asked: Partial<Asked<Row>>) =>
      atOnce(arrange({ ...ASKED, columns, rows, ...asked }, kept)).sums?.get("sum");
    expect(sumOf({})).toBe("3.50 SEK");
    expect(sumOf({ typed: "a" })).toBe("1.00 SEK");
    expect(sumOf({ typed: "a", key: "amount", falling: true })).toBe("1.00 SEK");
    expect(sumOf({ key: "amount" })).toBe("3.50 SEK");
    expect(sumOf({ rows: rows.slice(1) })).toBe("2.50 SEK");
  });

  test("there are none while rows are coming: a part is no sum", () => {
    expect(atOnce(arrange({ ...ASKED, columns, rows, growing: true }, nothingKept())).sums).toBeNull();
  });
});

test("a head goes rising, falling, as it came; another head begins anew; and it stands in the address", () => {
  const rising = nextOrder(null, "amount");
  const falling = nextOrder(rising, "amount");
  expect([rising, falling].map(writeOrder)).toEqual(["amount", "-amount"]);
  expect(nextOrder(falling, "amount")).toBeNull();
  expect(nextOrder(falling, "agent")).toEqual({ key: "agent", falling: false });
  for (const order of [null, rising, falling]) expect(readOrder(writeOrder(order))).toEqual(order);
});
