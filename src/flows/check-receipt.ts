/**
 * Checks a receipt by itself, without a database: its form, its own hash, each fact's hash, what follows from the inputs by the rules, each
 * entry's id, hash and place. In: the JSON that somebody was given; the ledger's head, when it is known from elsewhere. Out: what was
 * checked, every difference by its place in the document, and what no document can prove of itself. Pure.
 */
import { z } from "zod";
import { contentHashOf } from "../contracts/content-hash.ts";
import { EVENT_TYPE } from "../contracts/parse-event.ts";
import { scanJson } from "../contracts/scan-json.ts";
import { marketByCode } from "../domain/market.ts";
import type { PlainJson } from "../ledger/canonical-json.ts";
import { sha256Of } from "../ledger/canonical-json.ts";
import { chainHash, GENESIS_HASH } from "../ledger/chain.ts";
import { entryId } from "../ledger/entry-id.ts";
import { statementId } from "../ledger/statement-id.ts";
import { currencyOf } from "./load-inputs.ts";
import { ReceiptDocument, type ReceiptBody } from "./receipt-document.ts";
import { receiptWorking } from "./receipt-working.ts";

export interface ReceiptDifference {
  readonly code:
    | "receipt-form"
    | "receipt-hash"
    | "receipt-fact"
    | "receipt-working"
    | "receipt-entry"
    | "receipt-head";
  /** RFC 6901, in the document. */
  readonly at: string;
  readonly found: string;
  readonly expected: string;
}

export interface ReceiptCheck {
  readonly ok: boolean;
  /** Null when it is no receipt at all. */
  readonly receipt: z.output<typeof ReceiptDocument> | null;
  readonly checked: readonly string[];
  readonly notProven: readonly string[];
  readonly differences: readonly ReceiptDifference[];
}

export interface KnownHead {
  readonly seq: bigint;
  readonly hash: string;
}

const MOST_DIFFERENCES = 100;
/** Markets have a currency from then on. */
const EARLIEST = "2000-01";

export const NOT_PROVEN = [
  "That the ledger holds these entries: compare the hash of its head, or of an entry, with one that was noted elsewhere, or run verify on the database.",
  "That the workbooks say what is told of them: their SHA-256 is here, the files are not.",
  "That the source sent these facts, and no others of this agent: only their hashes are here.",
  "Who uploaded, started and decided, and when: the record of acts says so.",
] as const;

/** The JSON of a file, through the strict reader of messages: nothing twice, nothing that digs without end. */
export function readReceiptText(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    const value: unknown = JSON.parse(text);
    const [problem] = scanJson(text);
    return problem === undefined ? { value } : { problem: `${problem.code}: found ${problem.found}` };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: error.message };
    throw error;
  }
}

export function checkReceipt(value: unknown, head?: KnownHead): ReceiptCheck {
  const parsed = ReceiptDocument.safeParse(value);
  if (!parsed.success) {
    const differences = parsed.error.issues.map((issue) => formDifference(issue));
    return { ok: false, receipt: null, checked: [], notProven: NOT_PROVEN, differences: shortened(differences) };
  }
  const receipt = parsed.data;
  const differences = [
    ...checkSeal(value, receipt),
    ...checkFacts(receipt),
    ...checkWorking(receipt),
    ...receipt.ledger.entries.flatMap((entry, index) => checkEntry(receipt, entry, index)),
    ...checkPlaces(receipt),
    ...checkHead(receipt, head),
  ];
  const { contracts } = receipt.inputs;
  const { entries } = receipt.ledger;
  return {
    ok: differences.length === 0,
    receipt,
    checked: [
      "The form: every field is there, and none besides.",
      "The receipt's own hash: nothing was changed since it was sealed.",
      `${contracts.length} contracts: each is what its hash says.`,
      "The statement, recomputed by the rules from the contracts, the matrix, the target and the plan: ratios, each bound, the cell, each line and its rounding.",
      `${entries.length} ledger entries: each hash from all that is posted and the hash before it, each id, their sums, and what is still to be booked.`,
      ...(head === undefined ? [] : [`The ledger's head ${head.seq}: as the receipt tells it.`]),
    ],
    notProven: NOT_PROVEN,
    differences: shortened(differences),
  };
}

function shortened(differences: readonly ReceiptDifference[]): readonly ReceiptDifference[] {
  return differences.slice(0, MOST_DIFFERENCES);
}

function formDifference(issue: z.core.$ZodIssue): ReceiptDifference {
  const unknown = issue.code === "unrecognized_keys" ? `, found also ${issue.keys.join(", ")}` : "";
  return {
    code: "receipt-form",
    at: pointer(issue.path),
    found: "another form",
    expected: `${issue.message}${unknown}`,
  };
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function checkSeal(value: unknown, { sha256 }: { readonly sha256: string }): ReceiptDifference[] {
  const { sha256: _, ...sealed } = z.record(z.string(), z.json()).parse(value);
  // A receipt has none, and no hash is told of one: what it is depends on who reads it.
  const [fraction] = fractionsIn(sealed);
  if (fraction !== undefined) return [fraction];
  const expected = sha256Of(sealed);
  return sha256 === expected ? [] : [{ code: "receipt-hash", at: "/sha256", found: sha256, expected }];
}

function fractionsIn(value: PlainJson, path: readonly string[] = []): ReceiptDifference[] {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    return [{ code: "receipt-form", at: pointer(path), found: String(value), expected: "a whole number below 2^53" }];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => fractionsIn(part, [...path, key]));
}

function checkFacts({ subject, inputs }: ReceiptBody): ReceiptDifference[] {
  const { agentId, market } = subject;
  return inputs.contracts.flatMap((told, index): ReceiptDifference[] => {
    const { contentHash } = told;
    const fact = { ...told, agentId, market, currency: inputs.currency };
    const expected = contentHashOf(EVENT_TYPE, fact);
    const at = `/inputs/contracts/${index}/contentHash`;
    return contentHash === expected ? [] : [{ code: "receipt-fact", at, found: contentHash, expected }];
  });
}

function checkWorking(receipt: z.output<typeof ReceiptDocument>): ReceiptDifference[] {
  const { subject, inputs, working } = receipt;
  const other = (at: string, found: string, expected: string): ReceiptDifference[] => [
    { code: "receipt-working", at, found, expected },
  ];
  if (marketByCode(subject.market) === null)
    return other("/subject/market", subject.market, "a market of the registry");
  if (subject.period < EARLIEST) return other("/subject/period", subject.period, `a month from ${EARLIEST} on`);
  const { currency, exponent } = currencyOf(subject.market, subject.period);
  if (inputs.currency !== currency) return other("/inputs/currency", inputs.currency, currency);
  if (inputs.exponent !== exponent) return other("/inputs/exponent", String(inputs.exponent), String(exponent));
  const { target, matrix } = inputs;
  const isWhole =
    matrix === null ||
    (matrix.rates.length === matrix.penetrationBounds.length &&
      matrix.rates.every((row) => row.length === matrix.achievementBounds.length));
  if (!isWhole) return other("/inputs/matrix/rates", "rates with gaps", "a rate for each pair of bounds");
  if (target !== null && target.market !== null && target.market !== subject.market)
    return other("/inputs/target/market", target.market, subject.market);
  try {
    return compared("/working", z.record(z.string(), z.json()).parse(working), receiptWorking(receipt));
  } catch (error) {
    // The rules refuse inputs that no close could ever have had.
    const found = error instanceof Error ? error.message.replace(/^assertion: /, "") : String(error);
    return other("/inputs", found, "inputs that a statement can be calculated from");
  }
}

/** Every place where two values differ. */
function compared(at: string, found: PlainJson | undefined, expected: PlainJson | undefined): ReceiptDifference[] {
  if (isObject(found) && isObject(expected) && Array.isArray(found) === Array.isArray(expected)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    return keys.flatMap((key) => compared(`${at}${pointer([key])}`, found[key], expected[key]));
  }
  const same = JSON.stringify(found) === JSON.stringify(expected);
  const told = (value: PlainJson | undefined): string => (value === undefined ? "nothing" : JSON.stringify(value));
  return same ? [] : [{ code: "receipt-working", at, found: told(found), expected: told(expected) }];
}

/** A list too: its indexes are keys. */
function isObject(value: PlainJson | undefined): value is { [key: string]: PlainJson } {
  return typeof value === "object" && value !== null;
}

type ReceiptEntry = ReceiptBody["ledger"]["entries"][number];

function checkEntry(receipt: ReceiptBody, entry: ReceiptEntry, index: number): ReceiptDifference[] {
  const { subject, ledger, inputs, head } = receipt;
  const { previousHash, ...posted } = entry;
  const before = ledger.entries[index - 1];
  const ordinal = ledger.entries.slice(0, index + 1).filter((e) => e.contractId === entry.contractId).length;
  const place = {
    market: subject.market,
    period: subject.period,
    agentId: subject.agentId,
    contractId: entry.contractId,
  };
  const isOfClose = ledger.closes.some(({ id, period }) => id === entry.closeId && period === entry.bookedIn);
  const facts: readonly (readonly [field: string, found: string, expected: string])[] = [
    ["market", entry.market, subject.market],
    ["period", entry.period, subject.period],
    ["agentId", entry.agentId, subject.agentId],
    ["currency", entry.currency, inputs.currency],
    ["id", entry.id, entryId(place, ordinal)],
    ["statementId", entry.statementId, statementId(subject.market, subject.period, subject.agentId)],
    ["closeId", entry.closeId, isOfClose ? entry.closeId : `one of /ledger/closes, of ${entry.bookedIn}`],
    ["hash", entry.hash, chainHash(previousHash, posted)],
    ["seq", String(entry.seq), before === undefined || entry.seq > before.seq ? String(entry.seq) : "rising numbers"],
    ["seq", String(entry.seq), entry.seq <= head.seq ? String(entry.seq) : `${head.seq} at most`],
    ["previousHash", previousHash, before !== undefined && before.seq + 1n === entry.seq ? before.hash : previousHash],
    ["previousHash", previousHash, entry.seq === 1n ? GENESIS_HASH : previousHash],
  ];
  return facts
    .filter(([, found, expected]) => found !== expected)
    .map(([field, found, expected]) => ({
      code: "receipt-entry",
      at: `/ledger/entries/${index}/${field}`,
      found,
      expected,
    }));
}

/** Each entry stands at a place that the working adds up; each close posted one of them. */
function checkPlaces({ subject, inputs, ledger }: ReceiptBody): ReceiptDifference[] {
  const standing = new Set(inputs.contracts.map((c) => c.contractId));
  const known = new Set([...standing, ...ledger.left]);
  const isPlace = (id: string): boolean => known.has(id) && (subject.contractId === null || subject.contractId === id);
  const strange = (at: string, found: string, expected: string): ReceiptDifference => ({
    code: "receipt-entry",
    at,
    found,
    expected,
  });
  const { entries, left, closes } = ledger;
  return [
    ...entries.flatMap(({ contractId }, i) =>
      isPlace(contractId) ? [] : [strange(`/ledger/entries/${i}/contractId`, contractId, "a contract of this receipt")],
    ),
    ...left.flatMap((id, i) =>
      standing.has(id) || !entries.some((e) => e.contractId === id)
        ? [strange(`/ledger/left/${i}`, id, "a contract that has entries here and stands here no more")]
        : [],
    ),
    ...closes.flatMap(({ id }, i) =>
      entries.some((e) => e.closeId === id) ? [] : [strange(`/ledger/closes/${i}/id`, id, "a close of these entries")],
    ),
  ];
}

function checkHead({ head, ledger }: ReceiptBody, known: KnownHead | undefined): ReceiptDifference[] {
  const differ = (at: string, found: string, expected: string): ReceiptDifference[] =>
    found === expected ? [] : [{ code: "receipt-head", at, found, expected }];
  const last = ledger.entries.find((e) => e.seq === head.seq);
  const own = last === undefined ? [] : differ("/head/hash", head.hash, last.hash);
  if (known === undefined) return own;
  const entry = ledger.entries.find((e) => e.seq === known.seq);
  if (head.seq === known.seq) return [...own, ...differ("/head/hash", head.hash, known.hash)];
  if (entry !== undefined)
    return [...own, ...differ(`/ledger/entries/${ledger.entries.indexOf(entry)}/hash`, entry.hash, known.hash)];
  return [...own, ...differ("/head/seq", String(head.seq), `${known.seq}, or an entry of that number`)];
}
