/**
 * A receipt: the whole proof of an agent's commission for a period in one document, which anybody can check without us. What was given
 * (`inputs`, `ledger.entries`) stands beside what follows from it by the rules (`working`). In: JSON. Out: the same, understood.
 * Integers that may pass 2^53 are texts, money in minor units. It holds one agent's figures alone.
 */
import { z } from "zod";
import { CATEGORIES } from "../domain/category.ts";
import { ENTRY_KINDS } from "../domain/ledger-entry.ts";
import { parseCalendarDate, parsePeriod, type CalendarDate, type Period } from "../domain/period.ts";
import type { PlainJson } from "../ledger/canonical-json.ts";

export const RECEIPT_FORMAT = "opencommission-receipt-1";

const Text = z.string().max(2_000);
const Integer = z
  .string()
  .max(40)
  .regex(/^(0|-?[1-9]\d*)$/)
  .transform(BigInt);
const Ppm = z.int().min(0).max(20_000_000);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Instant = z.string().max(40);
const PeriodText = z.string().transform((text, context): Period => {
  const period = parsePeriod(text);
  if (period !== null) return period;
  context.addIssue("a month such as 2024-01");
  return z.NEVER;
});
const DateText = z.string().transform((text, context): CalendarDate => {
  const date = parseCalendarDate(text);
  if (date !== null) return date;
  context.addIssue("a date such as 2024-01-31");
  return z.NEVER;
});

const CELL = { cell: Text, text: Text };
const Workbook = z.strictObject({ id: Text, file: Text, sha256: Hash, uploadedBy: Text, uploadedAt: Instant });
const Bound = z.strictObject({ ppm: Ppm, exclusive: z.boolean(), ...CELL });

const Matrix = z.strictObject({
  year: z.int(),
  version: z.int(),
  workbook: Workbook,
  sheet: Text,
  penetrationBounds: z.array(Bound).min(1),
  achievementBounds: z.array(Bound).min(1),
  /** `rates[penetration][achievement]`. */
  rates: z.array(z.array(z.strictObject({ ppm: Ppm, ...CELL }))),
});

const Target = z.strictObject({
  /** Of the target itself; null: of whichever one market the agent sold in. */
  market: Text.nullable(),
  unit: z.enum(["minor", "whole"]),
  value: Integer,
  workbook: Workbook,
  sheet: Text,
  ...CELL,
});

const Contract = z.strictObject({
  contractId: Text,
  sequence: z.int(),
  contractDate: DateText,
  category: z.enum(CATEGORIES),
  financed: z.boolean(),
  amountMinor: Integer.nullable(),
  brand: Text.nullable(),
  cancellation: z.strictObject({ date: DateText, reason: Text.nullable() }).nullable(),
  /** SHA-256 of the fact as it was normalised when it came. */
  contentHash: Hash,
  event: z.strictObject({
    source: Text,
    id: Text,
    receivedAt: Instant,
    receivedFrom: Text,
    line: z.int().nullable(),
  }),
});

const Entry = z.strictObject({
  seq: Integer,
  closeId: Text,
  id: Text,
  market: Text,
  period: PeriodText,
  agentId: Text,
  contractId: Text,
  bookedIn: PeriodText,
  kind: z.enum(ENTRY_KINDS),
  ratePpm: Ppm,
  amountMinor: Integer,
  currency: Text,
  statementId: Text,
  /** Of the entry before it in the ledger, whosever it is. */
  previousHash: Hash,
  hash: Hash,
});

const Close = z.strictObject({
  id: Text,
  period: PeriodText,
  status: z.enum(["approved", "delivered"]),
  startedBy: Text,
  startedAt: Instant,
  decidedBy: Text.nullable(),
  decidedAt: Instant.nullable(),
});

const FIELDS = {
  format: z.literal(RECEIPT_FORMAT),
  issuedAt: Instant,
  /** The state of inputs and ledger that it is of. */
  revision: Integer,
  head: z.strictObject({ seq: Integer, hash: Hash }),
  /** `contractId`: the ledger's part is of this contract alone. The ratios are always of all. */
  subject: z.strictObject({ agentId: Text, market: Text, period: PeriodText, contractId: Text.nullable() }),
  inputs: z.strictObject({
    currency: Text,
    exponent: z.int().min(0).max(4),
    plan: z.strictObject({
      clawbackMonths: z.int().min(0).max(120),
      exemptReasons: z.array(Text),
      highestRatePpm: Ppm,
      eligibleCategories: z.array(z.enum(CATEGORIES)),
    }),
    matrix: Matrix.nullable(),
    target: Target.nullable(),
    /** Whether the agent has counting contracts in other markets: a target without a market is then ambiguous. */
    soldElsewhere: z.boolean(),
    contracts: z.array(Contract),
  }),
  ledger: z.strictObject({
    /** The period whose close `waiting` is seen from; null where none ever settles. */
    closing: PeriodText.nullable(),
    /** Places that contracts have left, with nothing standing there. */
    left: z.array(Text),
    entries: z.array(Entry),
    closes: z.array(Close),
  }),
};

/** What follows from the rest: held to what the rules give, field by field, so its own schema says no more than that it is JSON. */
const Working = z.record(z.string(), z.unknown());

export const ReceiptBody = z.strictObject(FIELDS);
export const ReceiptDocument = z.strictObject({ ...FIELDS, working: Working, sha256: Hash });

/** What a receipt is told from, understood. */
export type ReceiptBody = z.output<typeof ReceiptBody>;
/** As it is written. */
export type ReceiptJson = Omit<z.input<typeof ReceiptDocument>, "working"> & {
  readonly working: Record<string, PlainJson>;
};
