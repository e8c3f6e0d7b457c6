/**
 * Lists taken out as CSV: the same rows that may be seen, and on record with their number.
 */
import { z } from "@hono/zod-openapi";
import { exportLedger, exportStatements } from "../../../flows/export-csv.ts";
import { attachment, endpoint, NO_BODY, NOTHING, signedIn } from "../endpoint.ts";
import { Market, PeriodField } from "../fields.ts";

const TYPE = "text/csv; charset=utf-8";
const seen = {
  method: "get",
  right: "view",
  tag: "figures",
  params: NOTHING,
  query: z.strictObject({ period: PeriodField, market: Market.optional() }),
  body: NO_BODY,
  bodyKind: "none",
  answer: z.string(),
  answerType: "text/csv",
} as const;

export const EXPORT_ROUTES = [
  endpoint({
    ...seen,
    path: "/exports/ledger",
    summary: "The entries that were booked in a month, as CSV",
    handle: async (call) => {
      const { period, market } = call.query;
      const bytes = await exportLedger(call.deps, signedIn(call).access.view, { period, market });
      return attachment(bytes, TYPE, `ledger-${market ?? "all"}-${period}.csv`);
    },
  }),
  endpoint({
    ...seen,
    path: "/exports/statements",
    summary: "The statements of a month, as CSV",
    handle: async (call) => {
      const { period, market } = call.query;
      const bytes = await exportStatements(call.deps, signedIn(call).access.view, { period, market });
      return attachment(bytes, TYPE, `statements-${market ?? "all"}-${period}.csv`);
    },
  }),
];
