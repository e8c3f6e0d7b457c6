/**
 * The fields that several routes take or give, with their one meaning.
 */
import { z } from "@hono/zod-openapi";
import { findMarket } from "../../domain/market.ts";
import { parsePeriod, type Period } from "../../domain/period.ts";

export const Market = z
  .string()
  .max(100)
  .transform((text, context): string => {
    const market = findMarket(text);
    if (market !== null) return market.code;
    context.addIssue("a market's code or name, such as SE or Sweden");
    return z.NEVER;
  })
  .openapi({ type: "string", example: "SE" });

export const PeriodField = z
  .string()
  .max(20)
  .transform((text, context): Period => {
    const period = parsePeriod(text);
    // Markets have a currency from then on; no contract is older.
    if (period !== null && period >= "2000-01") return period;
    context.addIssue("a month from 2000-01 on, such as 2024-01");
    return z.NEVER;
  })
  .openapi({ type: "string", pattern: "^\\d{4}-\\d{2}$", example: "2024-01" });

export const Name = z.string().min(1).max(400);
export const Reason = z
  .string()
  .max(2_000)
  .refine((text) => text.trim() !== "", "a reason in words");

/** A number of the database, as text: it may pass what a JSON number holds. */
export const Id = z
  .string()
  .regex(/^[1-9]\d{0,17}$/, "a number")
  .transform(BigInt)
  .openapi({ type: "string", example: "12" });
export const Ids = z.array(Id).min(1).max(1_000);
/** A whole number as digits alone: ` 5 `, `1e3` and `0x10` are what a program sends by mistake. */
export function wholeNumber(least: number, most: number) {
  return z
    .preprocess(
      (text) => (typeof text === "string" && DIGITS.test(text) ? Number(text) : text),
      z.int().min(least).max(most),
    )
    .openapi({ type: "integer", minimum: least, maximum: most });
}
const DIGITS = /^(0|[1-9]\d{0,14})$/;
export const Year = wholeNumber(2000, 2999);

// What is answered.
export const Text = z.string();
export const Money = z.string().openapi({ example: "5248.43", description: "With exactly the currency's decimals" });
export const Instant = z.string().openapi({ format: "date-time" });
export const Next = z.string().nullable().openapi({ description: "The `cursor` of the next page; null on the last" });
export const MarketCode = z.string().openapi({ example: "SE" });

/** A document that has a name in the description, or none: `nullable` would make null of it wherever it is named. */
export function orNull<T extends z.ZodType>(named: T) {
  return z.union([named, z.null()]);
}

/** @param list one field: the rows, under the list's name */
export function onlyPage<List extends z.ZodRawShape>(list: List) {
  return z.strictObject({ ...list, next: Next });
}
