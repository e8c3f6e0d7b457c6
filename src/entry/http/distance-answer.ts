/**
 * A step to another band, as it is answered.
 */
import { z } from "@hono/zod-openapi";
import { Money, Text } from "./fields.ts";

export const DistanceAnswer = z
  .strictObject({
    direction: z.enum(["up", "down"]),
    axis: z.enum(["penetration", "achievement"]),
    by: z.enum(["new-sales", "conversions", "volume"]),
    contracts: z.int().nullable(),
    volume: Money.nullable(),
    bound: z.strictObject({ ppm: z.int(), exclusive: z.boolean(), text: Text }),
    ratio: Text,
    penetrationBand: z.int(),
    achievementBand: z.int(),
    ratePpm: z.int(),
    commission: Money,
    effect: Money,
  })
  .openapi("Distance", {
    description:
      "`effect` is what the contracts that stand would earn more at that band's rate, without what the step itself would earn",
  });
