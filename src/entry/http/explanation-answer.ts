/**
 * An explanation as it is answered: the document of `explain --json`, field by field. The compiler holds both to each other: what
 * `explanationJson` gives has to fit here, and `explanation-answer.test.ts` asks for the way back.
 */
import { z } from "@hono/zod-openapi";
import { CATEGORIES } from "../../domain/category.ts";
import { ENTRY_KINDS } from "../../domain/ledger-entry.ts";
import { BLOCKED_REASONS } from "../../domain/statement.ts";
import { CompletenessAnswer } from "./completeness-answer.ts";
import { Instant, MarketCode, Money, Text } from "./fields.ts";
import { StatementAnswer } from "./statement-answer.ts";

/** An integer that may pass 2^53. */
const Integer = z.string().openapi({ example: "249925000000" });

const CELL = { cell: Text.openapi({ example: "C7" }), text: Text };
const Cell = z.strictObject(CELL);
const Bound = z.strictObject({ ppm: z.int(), exclusive: z.boolean(), ...CELL }).openapi("BoundWithCell");

const FILE = {
  workbookId: Text.openapi({ description: "Of `/workbooks/{id}`" }),
  file: Text,
  sha256: Text,
  uploadedBy: Text,
  uploadedAt: Instant,
  sheet: Text,
};

const ExplainedContract = z.strictObject({
  contractId: Text,
  contractDate: Text,
  category: z.enum(CATEGORIES),
  financed: z.boolean(),
  amount: Money.nullable(),
  counts: z.boolean(),
  standing: z.enum(["cash", "financed", "category-not-eligible", "cancelled-in-period"]),
  cancellation: z
    .strictObject({
      date: Text,
      reason: Text.nullable(),
      windowEnds: Text,
      insideWindow: z.boolean(),
      exempt: z.boolean(),
      clawedBackFrom: Text.nullable(),
    })
    .nullable(),
  sequence: z.int().nullable(),
  event: z
    .strictObject({ source: Text, id: Text, receivedAt: Instant, receivedFrom: Text, line: z.int().nullable() })
    .nullable(),
});

export const MatrixAnswer = z
  .strictObject({
    market: MarketCode,
    year: z.int(),
    version: z.int(),
    ...FILE,
    penetrationBounds: z.array(Bound),
    achievementBounds: z.array(Bound),
    rates: z.array(z.array(z.strictObject({ ppm: z.int(), ...CELL }))),
  })
  .openapi("MatrixWithCells", { description: "Bounds rise; `rates[penetration][achievement]` follows them" });

const Target = z.strictObject({ amount: Money, market: MarketCode.nullable(), ...FILE, ...CELL });

const Comparison = z
  .strictObject({
    ppm: z.int(),
    exclusive: z.boolean(),
    ...CELL,
    left: Integer,
    operator: z.enum([">", ">="]),
    right: Integer,
    reached: z.boolean(),
  })
  .openapi("BoundComparison", { description: "numerator × 1 000 000 against bound × denominator" });

function axis<T extends z.ZodType>(figure: T) {
  const band = z.int().openapi({ description: "The highest that is reached, from 0; -1 under the lowest" });
  return z
    .strictObject({ numerator: figure, denominator: figure, text: Text, band, bounds: z.array(Comparison) })
    .nullable();
}

const RateCell = z.strictObject({
  ratePpm: z.int(),
  rate: Text,
  workbookId: Text,
  file: Text,
  sheet: Text,
  ...CELL,
  penetrationBand: z.int(),
  achievementBand: z.int(),
  penetrationBound: Cell,
  achievementBound: Cell,
});

const MissedBound = z.strictObject({ ppm: z.int(), exclusive: z.boolean(), text: Text });
const Missed = z.discriminatedUnion("axis", [
  z.strictObject({ axis: z.literal("achievement"), bound: MissedBound, missingVolume: Money }),
  z.strictObject({
    axis: z.literal("penetration"),
    bound: MissedBound,
    missingNewSales: z.int().nullable(),
    missingConversions: z.int().nullable(),
  }),
]);

const Line = z.strictObject({
  contractId: Text,
  amount: Money,
  amountMinor: Integer,
  ratePpm: z.int(),
  product: Integer,
  divisor: Integer,
  quotient: Integer,
  remainder: Integer,
  exact: Text,
  rounding: z.enum(["exact", "down", "up", "half-away"]),
  commission: Money,
});

const Entry = z.strictObject({
  id: Text,
  seq: z.int(),
  kind: z.enum(ENTRY_KINDS),
  bookedIn: Text,
  ratePpm: z.int(),
  amount: Money,
  statementId: Text,
  closeId: Text,
  hash: Text,
});

const Place = z.strictObject({
  contractId: Text,
  movedTo: z.strictObject({ agentId: Text, market: MarketCode, period: Text }).nullable(),
  entries: z.array(Entry),
  posted: Money,
  target: Money,
  waiting: z.strictObject({ kind: z.enum(ENTRY_KINDS), amount: Money, ratePpm: z.int() }).nullable(),
});

const PostingClose = z.strictObject({
  id: Text,
  period: Text,
  status: z.enum(["calculated", "approved", "delivered", "rejected"]),
  startedBy: Text,
  startedAt: Instant,
  decidedBy: Text.nullable(),
  decidedAt: Instant.nullable(),
});

export const ExplanationAnswer = z
  .strictObject({
    market: MarketCode,
    period: Text,
    agentId: Text,
    currency: Text,
    contractId: Text.nullable(),
    revision: Integer,
    statement: StatementAnswer.nullable(),
    blocked: z.strictObject({ reason: z.enum(BLOCKED_REASONS), toDo: Text }).nullable(),
    plan: z.strictObject({
      eligibleCategories: z.array(z.enum(CATEGORIES)),
      clawbackMonths: z.int(),
      exemptReasons: z.array(Text),
    }),
    contracts: z.array(ExplainedContract),
    matrix: MatrixAnswer.nullable(),
    target: Target.nullable(),
    comparisons: z.strictObject({ penetration: axis(z.int()), achievement: axis(Money) }),
    cell: RateCell.nullable(),
    missed: z.array(Missed),
    lines: z.array(Line),
    completeness: CompletenessAnswer.nullable(),
    closing: Text.nullable(),
    ledger: z.array(Place),
    closes: z.array(PostingClose),
  })
  .openapi("Explanation", {
    description: "The document of `explain --json`: docs/formats.md tells what each field is for",
  });
