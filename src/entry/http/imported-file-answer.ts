/**
 * What a workbook says and would change, as it is answered: the document of `import --json`.
 */
import { z } from "@hono/zod-openapi";
import { MarketCode, Money, Text } from "./fields.ts";

const Bounds = z.array(z.strictObject({ ppm: z.int(), exclusive: z.boolean() }));
const Outcome = z.strictObject({
  status: Text,
  reason: Text.nullable(),
  ratePpm: z.int().nullable(),
  commission: Money.nullable(),
});

export const ImportedFileAnswer = z
  .strictObject({
    file: Text,
    kind: z.enum(["commission-matrices", "sales-targets"]).nullable(),
    year: z.int().nullable(),
    status: z.enum(["imported", "unchanged", "refused", "dry-run"]),
    problems: z.array(
      z.strictObject({
        severity: z.enum(["error", "warning"]),
        code: Text,
        sheet: Text.nullable(),
        cell: Text.nullable(),
        found: Text,
        expected: Text,
        message: Text,
      }),
    ),
    matrices: z.array(
      z.strictObject({
        market: MarketCode,
        year: z.int(),
        version: z.int().nullable(),
        sheet: Text,
        penetrationBounds: Bounds,
        achievementBounds: Bounds,
        rates: z.array(z.array(z.int())),
      }),
    ),
    targets: z.array(
      z.strictObject({ agentId: Text, market: MarketCode.nullable(), period: Text, amount: Money.nullable() }),
    ),
    changes: z.array(
      z.strictObject({
        market: MarketCode.nullable(),
        at: Text,
        what: Text,
        sheet: Text,
        cell: Text.nullable(),
        before: Text.nullable(),
        after: Text.nullable(),
      }),
    ),
    effects: z.array(
      z.strictObject({
        market: MarketCode,
        period: Text,
        currency: Text,
        before: Money,
        after: Money,
        difference: Money,
        statements: z.array(z.strictObject({ agentId: Text, before: Outcome, after: Outcome })),
      }),
    ),
    annotated: Text.nullable(),
  })
  .openapi("ImportedFile");
