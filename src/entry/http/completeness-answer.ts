/**
 * What was received of what the source says that it sent, as it is answered.
 */
import { z } from "@hono/zod-openapi";
import { Instant, Money, Text } from "./fields.ts";

const Figures = z.strictObject({ contracts: z.int(), amount: Money });

export const COMPLETENESS_FIELDS = {
  period: Text,
  received: Figures,
  expected: Figures,
  asOf: Instant,
  complete: z.boolean(),
  waived: z.boolean(),
  text: Text,
};

export const CompletenessAnswer = z.strictObject(COMPLETENESS_FIELDS).openapi("Completeness");
