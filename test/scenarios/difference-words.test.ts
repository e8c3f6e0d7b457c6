/**
 * What reconciliation finds, as the console says it: every side of every difference is in the reader's language, whoever wrote the text.
 */
import { expect, test } from "vitest";
import { SIDE_WORDS, sideText } from "../../console/src/delivery/difference-sides.ts";
import { figuresOf } from "../../console/src/words/figures.ts";
import { renderCsv } from "../../src/delivery/batch-bytes.ts";
import { renderBatch } from "../../src/delivery/batch.ts";
import {
  compareWithHeld,
  compareWithLedger,
  missingBatch,
  notInBatch,
  unknownBatch,
} from "../../src/flows/compare-batch.ts";
import type { StoredBatch } from "../../src/store/batches.sql.ts";
import { ledgerEntries, ledgerEntry } from "../support/ledger-entries.ts";

const ROWS = ledgerEntries(2, { agentId: "A, SE, contract (x), 2020-01" });
const CUT = renderBatch(ROWS);
const STORED: StoredBatch = {
  ...CUT,
  closeId: "SE-2024-01-1",
  state: "accepted",
  attempts: 1,
  lastProblem: null,
  lastProblemCode: null,
  sentAt: null,
  nextAttemptAt: null,
};
const OTHER = { ...ledgerEntry(1), amountMinor: 1n };
const HELD = { id: CUT.id, manifest: null };
const REFUSED = [{ entryId: "entry-1", state: "refused" as const, reason: "The account is locked." }];

const FOUND = [
  ...compareWithLedger(STORED, [OTHER, ...ledgerEntries(3).slice(2)]),
  notInBatch(ledgerEntry(1), null),
  ...missingBatch(STORED, []),
  ...unknownBatch({ ...HELD, csv: CUT.csv, booked: "all" }, "SE"),
  ...compareWithHeld(STORED, [], { ...HELD, csv: renderCsv([OTHER, ...ledgerEntries(3)]), booked: "all" }),
  ...compareWithHeld(STORED, [], { ...HELD, csv: renderCsv([]), booked: [] }),
  ...compareWithHeld(STORED, [], { ...HELD, csv: CUT.csv, booked: REFUSED }),
];
const SIDES = [...new Set(FOUND.flatMap((d) => [d.found, d.expected]))];

test.each(["en", "de", "sv"] as const)("in %s no side is left in the server's words", (language) => {
  expect(SIDES.length).toBeGreaterThan(8);
  const said = SIDES.map((side) => [side, sideText(side, SIDE_WORDS[language], figuresOf(language))]);
  expect(said.filter(([, ours]) => ours === null)).toEqual([]);
});

test("an entry is said with its figures as the language writes them", () => {
  const [d] = missingBatch(STORED, []);
  expect(sideText(d?.expected ?? "", SIDE_WORDS.de, figuresOf("de"))).toBe(
    "4.000,00\u00a0SEK · Provision · A, SE, contract (x), 2020-01 · Schweden · Vertrag C1 · Jan. 2024 · gebucht in Jan. 2024 · 2\u00a0% · SE-2024-01-1",
  );
});

test("a text of a newer server stays as it is", () => {
  expect(sideText("something else", SIDE_WORDS.sv, figuresOf("sv"))).toBeNull();
});
