/**
 * The bytes of a batch: what stands in its CSV and in its manifest, and how both are read back.
 * In: ledger entries. Out: `<id>.csv` and `<id>.manifest.json` (docs/formats.md, "Delivery to Core View"), or entries again.
 */
import { hash } from "node:crypto";
import { exponentOf } from "../domain/currency.ts";
import { ENTRY_KINDS, type EntryKind, type ProposedEntry } from "../domain/ledger-entry.ts";
import { formatMinor, parseMinor, type Minor } from "../domain/money.ts";
import { parsePeriod } from "../domain/period.ts";
import { percentFourDecimals } from "../domain/rate.ts";
import { csvRow, numberCell, textCell, undefusedText } from "../domain/csv-cell.ts";
import { parseCsv } from "./read-csv.ts";

const COLUMNS = [
  "entry_id",
  "agent_id",
  "market",
  "contract_id",
  "period",
  "booked_in",
  "kind",
  "rate",
  "amount",
  "currency",
  "statement_id",
] as const;

const RATE = /^(\d{1,5})\.(\d{4})$/;

/** What is delivered of an entry: all that it says, but not its place in our chain. */
export type DeliveredEntry = ProposedEntry;

export interface ManifestFacts {
  readonly id: string;
  readonly market: string;
  readonly currency: string;
  readonly entryCount: number;
  readonly sumMinor: Minor;
  readonly firstEntryId: string;
  readonly lastEntryId: string;
  /** Of the CSV, hex. */
  readonly sha256: string;
}

export function renderCsv(entries: readonly DeliveredEntry[]): Uint8Array<ArrayBuffer> {
  return Buffer.from(csvRow(COLUMNS) + entries.map(rowOf).join(""), "utf8");
}

function rowOf(entry: DeliveredEntry): string {
  const exponent = exponentOf(entry.currency);
  if (exponent === null) throw new Error(`assertion: entry ${entry.id} is in an unknown currency, ${entry.currency}`);
  return csvRow([
    textCell(entry.id),
    textCell(entry.agentId),
    textCell(entry.market),
    textCell(entry.contractId),
    textCell(entry.period),
    textCell(entry.bookedIn),
    textCell(entry.kind),
    numberCell(percentFourDecimals(entry.ratePpm)),
    numberCell(formatMinor(entry.amountMinor, exponent)),
    textCell(entry.currency),
    textCell(entry.statementId),
  ]);
}

/** One key a line in a fixed order; the sum as exact digits, however large. */
export function renderManifest(facts: ManifestFacts): Uint8Array<ArrayBuffer> {
  const lines = [
    `"id": ${JSON.stringify(facts.id)}`,
    `"market": ${JSON.stringify(facts.market)}`,
    `"currency": ${JSON.stringify(facts.currency)}`,
    `"entries": ${facts.entryCount}`,
    `"sum": ${facts.sumMinor}`,
    `"first": ${JSON.stringify(facts.firstEntryId)}`,
    `"last": ${JSON.stringify(facts.lastEntryId)}`,
    `"sha256": ${JSON.stringify(facts.sha256)}`,
  ];
  return Buffer.from(`{\n  ${lines.join(",\n  ")}\n}\n`, "utf8");
}

export function sha256Of(bytes: Uint8Array): string {
  return hash("sha256", bytes, "hex");
}

/** The entries of a batch's CSV, or null when it is not one of ours: other columns, an unreadable figure, not UTF-8. */
export function readCsv(csv: Uint8Array): DeliveredEntry[] | null {
  const text = Buffer.from(csv).toString("utf8");
  if (!Buffer.from(text, "utf8").equals(csv)) return null;
  const [header, ...rows] = parseCsv(text) ?? [];
  if (header?.join() !== COLUMNS.join()) return null;
  const entries: DeliveredEntry[] = [];
  for (const row of rows) {
    const entry = entryOf(row);
    if (entry === null) return null;
    entries.push(entry);
  }
  return entries;
}

function entryOf(row: readonly string[]): DeliveredEntry | null {
  if (row.length !== COLUMNS.length) return null;
  const [id = "", agentId = "", market = "", contractId = "", ...rest] = row.map(undefusedText);
  const [periodText = "", bookedInText = "", kindText = "", , , currency = "", statementId = ""] = rest;
  // Figures were never defused: they are read as they stand.
  const ratePpm = ratePpmOf(row[7] ?? "");
  const exponent = exponentOf(currency);
  const amountMinor = exponent === null ? null : parseMinor(row[8] ?? "", exponent);
  const period = parsePeriod(periodText);
  const bookedIn = parsePeriod(bookedInText);
  const kind = kindOf(kindText);
  if (ratePpm === null || amountMinor === null || period === null || bookedIn === null || kind === null) return null;
  return { id, agentId, market, contractId, period, bookedIn, kind, ratePpm, amountMinor, currency, statementId };
}

function ratePpmOf(text: string): number | null {
  const match = RATE.exec(text);
  return match ? Number(`${match[1]}${match[2]}`) : null;
}

function kindOf(text: string): EntryKind | null {
  return ENTRY_KINDS.find((kind) => kind === text) ?? null;
}
