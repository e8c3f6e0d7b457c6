/**
 * A workbook's problem as it was kept, read again. In: a value of the database or of an object. Out: the problem with its sheet and cell.
 */
import { z } from "zod";

export const KeptProblem = z.object({
  severity: z.enum(["error", "warning"]),
  code: z.string(),
  sheet: z.string().nullable(),
  cell: z.string().nullable(),
  found: z.string(),
  expected: z.string(),
  message: z.string(),
});
