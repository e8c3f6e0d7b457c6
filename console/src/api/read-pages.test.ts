/**
 * A list is read to its end, and says after each page whether that was it: nothing is left out in silence.
 */
import { describe, expect, test } from "vitest";
import { readPages, type RowsRead } from "./read-pages.ts";

const ROWS = ["a", "b", "c", "d", "e"];
const PAGE = 2;

const NEW = { most: Infinity, known: null, same: <Row>(_known: Row | undefined, now: Row) => now };

/** Two rows a page; the cursor is where the next one begins. */
function pageOf(cursor: string | null) {
  const from = Number(cursor ?? "0");
  const next = from + PAGE < ROWS.length ? String(from + PAGE) : null;
  return Promise.resolve({ rows: ROWS.slice(from, from + PAGE), next });
}

test.each([
  { most: Infinity, told: ["ab more", "abcd more", "abcde whole"], rule: "to its end" },
  { most: 4, told: ["ab more", "abcd cut"], rule: "to the page that has as many as wanted, and says that it goes on" },
  { most: 3, told: ["ab more", "abcd cut"], rule: "to the end of that page" },
  { most: 5, told: ["ab more", "abcd more", "abcde whole"], rule: "whole when nothing is left behind the most" },
])("a list is read $rule (at most $most)", async ({ most, told }) => {
  const seen: string[] = [];
  for await (const { rows, end } of readPages(pageOf, { ...NEW, most })) seen.push(`${rows.join("")} ${end}`);
  expect(seen).toEqual(told);
});

test("an empty list is whole", async () => {
  const seen: unknown[] = [];
  for await (const read of readPages(() => Promise.resolve({ rows: [], next: null }), NEW)) seen.push(read);
  expect(seen).toEqual([{ rows: [], end: "whole" }]);
});

describe("a list that was known", () => {
  interface Row {
    readonly id: number;
  }
  const same = (known: Row | undefined, now: Row): Row => (known?.id === now.id ? known : now);
  const rowsOf = (...ids: number[]): readonly Row[] => ids.map((id) => ({ id }));
  async function readAgain(known: RowsRead<Row>, ids: number[]): Promise<RowsRead<Row> | undefined> {
    let last: RowsRead<Row> | undefined;
    const page = () => Promise.resolve({ rows: rowsOf(...ids), next: null });
    for await (const read of readPages(page, { most: Infinity, known, same })) last = read;
    return last;
  }

  test("and has not changed is the very same", async () => {
    const known = { rows: rowsOf(1, 2), end: "whole" } as const;
    expect(await readAgain(known, [1, 2])).toBe(known);
  });

  test("and goes on has the rows that it had, and more behind them", async () => {
    const known = { rows: rowsOf(1, 2), end: "whole" } as const;
    const read = await readAgain(known, [1, 2, 3]);
    expect(read?.rows.map((row, i) => row === known.rows[i])).toEqual([true, true, false]);
  });

  test("and lost a row, or goes on where it was cut, is another", async () => {
    const known = { rows: rowsOf(1, 2), end: "whole" } as const;
    expect((await readAgain(known, [1]))?.rows).toEqual([{ id: 1 }]);
    expect(await readAgain({ ...known, end: "cut" }, [1, 2])).toEqual(known);
  });
});
