/**
 * A list is read to its end, and says after each page whether that was it: nothing is left out in silence.
 */
import { expect, test } from "vitest";
import { readPages } from "./read-pages.ts";

const ROWS = ["a", "b", "c", "d", "e"];
const PAGE = 2;

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
  for await (const { rows, end } of readPages(pageOf, most)) seen.push(`${rows.join("")} ${end}`);
  expect(seen).toEqual(told);
});

test("an empty list is whole", async () => {
  const seen: unknown[] = [];
  for await (const read of readPages(() => Promise.resolve({ rows: [], next: null }), 10)) seen.push(read);
  expect(seen).toEqual([{ rows: [], end: "whole" }]);
});
