/**
 * A statement as it is answered: the document of `statements --json`.
 */
import { z } from "@hono/zod-openapi";
import { BLOCKED_REASONS } from "../../domain/statement.ts";
import { MarketCode, Money, Text } from "./fields.ts";

export const StatementAnswer = z
  .strictObject({
    agentId: Text,
    market: MarketCode,
    period: Text,
    status: z.enum(["payable", "below-threshold", "blocked"]),
    reason: z.enum(BLOCKED_REASONS).nullable(),
    total: z.int(),
    financed: z.int(),
    volume: Money,
    target: Money.nullable(),
    currency: Text,
    penetration: z.strictObject({ numerator: z.int(), denominator: z.int(), text: Text }),
    achievement: z.strictObject({ numerator: Money, denominator: Money, text: Text }).nullable(),
    ratePpm: z.int().nullable(),
    commission: Money.nullable(),
    final: z.boolean(),
    matrixVersion: z.int().nullable(),
    lines: z.array(z.strictObject({ contractId: Text, amount: Money, commission: Money.nullable() })),
  })
  .openapi("Statement");

/** One of a list: without its lines when they were not asked for. Whole and not extended: two closed objects in one would describe nothing. */
export const ListedStatementAnswer = z
  .strictObject({
    ...StatementAnswer.shape,
    lines: StatementAnswer.shape.lines.nullable().openapi({ description: "Null with `lines=false`" }),
  })
  .openapi("ListedStatement");
