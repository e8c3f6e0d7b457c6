import { expect, test } from "vitest";
import { ledgerEntries, ledgerEntry } from "../../../test/support/ledger-entries.ts";
import { renderCsv } from "../../delivery/batch-bytes.ts";
import { csvFirstCells } from "./csv-first-cells.ts";

test.each([
  ["one entry", [ledgerEntry(1)]],
  ["500 entries", ledgerEntries(500)],
  ["names with line ends, quotes and commas", ledgerEntries(3, { agentId: 'a,"b",\r\n"\r\nentry-9,' })],
  ["names that a spreadsheet would run", ledgerEntries(2, { agentId: '=1\r\n"', contractId: '"' })],
])("the first cells are the ids of the entries: %s", (_what, entries) => {
  expect(csvFirstCells(renderCsv(entries))).toEqual(entries.map((entry) => entry.id));
});
