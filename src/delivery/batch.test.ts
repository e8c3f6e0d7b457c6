import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledgerEntries, ledgerEntry, periodFrom } from "../../test/support/ledger-entries.ts";
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import { createBatchCutter, renderBatch, type Batch } from "./batch.ts";
import { readBatch } from "./read-batch.ts";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

function cutAll(entries: readonly LedgerEntry[]): Batch[] {
  const cutter = createBatchCutter();
  return [...entries.flatMap((entry) => cutter.add(entry)), ...cutter.end()];
}

function delivered({ seq: _seq, closeId: _closeId, hash: _hash, ...rest }: LedgerEntry) {
  return rest;
}

// The ledger of domain.md's worked example, as booked in 2024-03.
const CLAWBACK = ledgerEntry(4, {
  id: "0f5a",
  contractId: "C1",
  bookedIn: periodFrom("2024-03"),
  kind: "clawback",
  ratePpm: 21_000,
  amountMinor: -420_000n,
});
const CORRECTION = ledgerEntry(5, {
  id: "77c1",
  agentId: '=SUM("A"), Søn',
  contractId: "C2",
  bookedIn: periodFrom("2024-03"),
  kind: "correction",
  ratePpm: 22_200,
  amountMinor: 20_005n,
});

const CSV =
  "entry_id,agent_id,market,contract_id,period,booked_in,kind,rate,amount,currency,statement_id\r\n" +
  "0f5a,MINI Agent 1,SE,C1,2024-01,2024-03,clawback,2.1000,-4200.00,SEK,SE-2024-01-1\r\n" +
  '77c1,"\'=SUM(""A""), Søn",SE,C2,2024-01,2024-03,correction,2.2200,200.05,SEK,SE-2024-01-1\r\n';

describe("a batch's bytes", () => {
  test("the CSV has one entry a row, texts defused and negative amounts as numbers", () => {
    expect(text(renderBatch([CLAWBACK, CORRECTION]).csv)).toBe(CSV);
  });

  test("the manifest tells the content, in a fixed order of keys", () => {
    const sha256 = hash("sha256", CSV, "hex");
    const batch = renderBatch([CLAWBACK, CORRECTION]);
    expect(text(batch.manifest)).toBe(
      [
        "{",
        `  "id": "SE-2024-03-${sha256.slice(0, 16)}",`,
        '  "market": "SE",',
        '  "currency": "SEK",',
        '  "entries": 2,',
        '  "sum": -399995,',
        '  "first": "0f5a",',
        '  "last": "77c1",',
        `  "sha256": "${sha256}"`,
        "}",
        "",
      ].join("\n"),
    );
    expect(JSON.parse(text(batch.manifest))).toMatchObject({ id: batch.id, entries: 2, sum: -399_995, sha256 });
    expect(batch).toMatchObject({ entryCount: 2, sumMinor: -399_995n, firstSeq: 4n, lastSeq: 5n, sha256 });
  });

  test("a sum beyond what a float holds keeps its digits", () => {
    const huge = 9_007_199_254_740_993n;
    expect(text(renderBatch([ledgerEntry(1, { amountMinor: huge })]).manifest)).toContain('"sum": 9007199254740993,');
  });

  test.each([
    ["JP", "JPY", 1_500n, "1500"],
    ["KW", "KWD", -1_500n, "-1.500"],
    ["SE", "SEK", 5n, "0.05"],
  ])("of %s has amounts with exactly the decimals of %s", (market, currency, amountMinor, shown) => {
    expect(text(renderBatch([ledgerEntry(1, { market, currency, amountMinor })]).csv)).toContain(
      `,${shown},${currency},`,
    );
  });

  test("the same entries are the same batch, other entries are another", () => {
    expect(renderBatch([CLAWBACK, CORRECTION])).toEqual(renderBatch([CLAWBACK, CORRECTION]));
    expect(renderBatch([CLAWBACK]).id).not.toBe(renderBatch([CORRECTION]).id);
  });
});

describe("the ledger is cut in its order", () => {
  test.each([
    [0, []],
    [1, [1]],
    [499, [499]],
    [500, [500]],
    [501, [500, 1]],
    [1_250, [500, 500, 250]],
  ])("%d entries make batches of %j", (count, sizes) => {
    const batches = cutAll(ledgerEntries(count));
    expect(batches.map((batch) => batch.entryCount)).toEqual(sizes);
  });

  test("a batch is handed over when the first entry of the next one comes, the last one at the end", () => {
    const cutter = createBatchCutter();
    const entries = ledgerEntries(501);
    expect(entries.slice(0, 500).flatMap((entry) => cutter.add(entry))).toEqual([]);
    expect(entries.slice(500).flatMap((entry) => cutter.add(entry))).toHaveLength(1);
    expect(cutter.end()).toHaveLength(1);
    expect(cutter.end()).toEqual([]);
  });

  test.each([
    ["market", { market: "NO", currency: "SEK" }],
    ["currency", { currency: "EUR" }],
    ["booked-in period", { bookedIn: periodFrom("2024-02") }],
  ])("an entry of another %s begins a new batch", (_what, changes) => {
    const batches = cutAll([ledgerEntry(1), ledgerEntry(2, changes), ledgerEntry(3)]);
    expect(batches.map((batch) => [batch.firstSeq, batch.lastSeq])).toEqual([
      [1n, 1n],
      [2n, 2n],
      [3n, 3n],
    ]);
  });

  test.each([
    ["no entry", []],
    ["more than 500 entries", ledgerEntries(501)],
    ["two currencies", [ledgerEntry(1), ledgerEntry(2, { currency: "EUR" })]],
    ["entries out of order", [ledgerEntry(2), ledgerEntry(1)]],
    ["an entry twice", [ledgerEntry(1), ledgerEntry(1)]],
    ["an unknown currency", [ledgerEntry(1, { currency: "XXX" })]],
  ])("a batch with %s is a mistake of ours", (_what, entries) => {
    expect(() => renderBatch(entries)).toThrow("assertion");
  });
});

describe("a batch is read back", () => {
  const unusual = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1 }),
    fc.constantFrom("=1", "'=1", "''", "-5", "+46", "@x", 'a "b", c', "two\r\nlines", "\tx", "Ålesund 🚗", "الوكيل"),
  );
  const entry = fc.record({
    agentId: unusual,
    contractId: unusual,
    kind: fc.constantFrom("commission" as const, "correction" as const, "clawback" as const),
    ratePpm: fc.integer({ min: 0, max: 1_000_000 }),
    amountMinor: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
    period: fc.constantFrom("2023-12", "2024-01").map(periodFrom),
  });

  test("into the very entries that were delivered", () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 20 }),
        fc.constantFrom("SEK", "JPY", "KWD"),
        (changes, currency) => {
          const entries = changes.map((change, index) => ledgerEntry(index + 1, { ...change, currency }));
          expect(readBatch(renderBatch(entries))).toEqual({
            id: renderBatch(entries).id,
            entries: entries.map(delivered),
            problems: [],
          });
        },
      ),
    );
  });

  const batch = renderBatch([CLAWBACK, CORRECTION]);
  const edited = (bytes: Uint8Array, from: string, to: string): Uint8Array => {
    expect(text(bytes)).toContain(from);
    return Buffer.from(text(bytes).replace(from, to));
  };

  test("without its CSV it has no entries", () => {
    expect(readBatch({ ...batch, csv: null })).toMatchObject({ entries: [], problems: [{ code: "csv-missing" }] });
  });

  test("a changed amount is found by the checksum and by the sum, and the changed entry is what comes back", () => {
    const read = readBatch({ ...batch, csv: edited(batch.csv, "-4200.00", "-4100.00") });
    expect(read.entries.map((e) => e.amountMinor)).toEqual([-410_000n, 20_005n]);
    expect(read.problems).toMatchObject([
      { code: "checksum", expected: batch.sha256 },
      { code: "manifest-differs", found: '"sum": -399995,', expected: '"sum": -389995,' },
    ]);
  });

  test("a change that no figure shows is found by the checksum", () => {
    const read = readBatch({ ...batch, csv: edited(batch.csv, "MINI Agent 1", "MINI Agent 2") });
    expect(read.problems).toMatchObject([{ code: "checksum" }]);
  });

  test.each([
    ['"sum": -399995', '"sum": 0'],
    ['"entries": 2', '"entries": 3'],
    ['"market": "SE"', '"market": "NO"'],
    ['"first": "0f5a"', '"first": "77c1"'],
    ['"id": "SE', '"id": "NO'],
    ["}\n", "}\nmore\n"],
    ["}\n", "}\n\nmore"],
    ["}\n", ""],
    ['"sha256": "', '"sha256": "x'],
  ])("a manifest with %j for %j differs", (from, to) => {
    const read = readBatch({ ...batch, manifest: edited(batch.manifest, from, to) });
    expect(read.problems).toMatchObject([{ code: "manifest-differs" }]);
    expect(read.entries).toHaveLength(2);
  });

  test.each([
    ["entry_id,agent_id", "agent_id,entry_id"],
    ["2.1000", "2.1"],
    ["-4200.00", "-4200,00"],
    ["-4200.00", "'-4200.00"],
    ["-4200.00", "-4200.001"],
    ["clawback", "gift"],
    ["2024-01,2024-03", "2024-13,2024-03"],
    ["SEK,SE-2024-01-1\r\n", "SEK\r\n"],
    ["SEK", "XXX"],
    ["\r\n", "\n"],
  ])("a CSV with %j changed to %j cannot be read, and no entry is made of it", (from, to) => {
    const csv = edited(batch.csv, from, to);
    expect(readBatch({ ...batch, csv })).toMatchObject({
      entries: [],
      problems: [{ code: "checksum" }, { code: "csv-unreadable" }],
    });
  });

  test("bytes that are not UTF-8 cannot be read", () => {
    const csv = Buffer.concat([Buffer.from(batch.csv).subarray(0, -6), Buffer.from([0xff, 0x0d, 0x0a])]);
    expect(readBatch({ ...batch, csv }).problems).toMatchObject([{ code: "checksum" }, { code: "csv-unreadable" }]);
  });
});
