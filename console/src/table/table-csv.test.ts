import { createElement, Fragment } from "react";
import { describe, expect, test } from "vitest";
import type { Column } from "./column.ts";
import { tableCsv } from "./table-csv.ts";

interface Row {
  readonly agent: string;
  readonly sum: string;
  readonly state: string;
}

function Badge({ state }: { readonly state: string }) {
  return createElement("b", null, state);
}

const COLUMNS: readonly Column<Row>[] = [
  { key: "tick", head: "Choose", control: true, show: () => "box" },
  { key: "agent", head: "Agent", show: (r) => createElement("a", { href: "/x" }, r.agent) },
  { key: "sum", head: "Sum", figures: true, show: (r) => createElement("strong", null, r.sum) },
  { key: "state", head: "State", show: (r) => createElement(Badge, { state: r.state }), findBy: (r) => r.state },
  {
    key: "hash",
    head: "Hash",
    show: () =>
      createElement(
        Fragment,
        null,
        createElement("code", { title: "0123456789" }, "012…"),
        createElement("span", { title: "sign", "aria-hidden": true }),
      ),
  },
];
const WORDS = { locale: "sv-SE", currency: "Valuta" };

describe("a table as CSV", () => {
  test("has what is shown, figures as numbers, each with its currency", () => {
    const rows = [
      { agent: "Åre, norr", sum: "−5 248,43 SEK", state: "due" },
      { agent: "=cmd()", sum: "–", state: "done" },
    ];
    expect(tableCsv(rows, COLUMNS, WORDS)).toBe(
      [
        "Agent,Sum,Valuta,State,Hash\r\n",
        '"Åre, norr",-5248.43,SEK,due,0123456789\r\n',
        "'=cmd(),,,done,0123456789\r\n",
      ].join(""),
    );
  });

  test("has no column of currencies where the head names it", () => {
    const rows = [{ agent: "A", sum: "1 000,00", state: "due" }];
    expect(tableCsv(rows, COLUMNS, WORDS)).toBe("Agent,Sum,State,Hash\r\nA,1000.00,due,0123456789\r\n");
  });

  test("has a text of its own where a cell shows more than a text", () => {
    const columns: readonly Column<Row>[] = [
      { key: "sums", head: "Sums", figures: true, show: () => createElement(Badge, { state: "" }), take: (r) => r.sum },
    ];
    expect(tableCsv([{ agent: "A", sum: "1,00 SEK; 2,00 EUR", state: "" }], columns, WORDS)).toBe(
      'Sums\r\n"1,00 SEK; 2,00 EUR"\r\n',
    );
  });
});
