/** Columns that several tables have, checked as they come out of the database. */
import { z } from "zod";
import { parsePeriod, type Period } from "../domain/period.ts";

/** A period of the database; anything else there is our own mistake. */
export const StoredPeriod = z.string().transform((text, context): Period => {
  const period = parsePeriod(text);
  if (period) return period;
  context.addIssue({ code: "custom", message: `not a period: ${text}` });
  return z.NEVER;
});
