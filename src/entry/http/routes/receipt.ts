/**
 * Receipts: the whole proof of an agent's amount as one document. What `verify-receipt` checks is exactly what is answered here.
 */
import { z } from "@hono/zod-openapi";
import { reaches } from "../../../domain/access.ts";
import { readReceipt } from "../../../flows/read-receipt.ts";
import { ReceiptDocument } from "../../../flows/receipt-document.ts";
import { endpoint, failed, hidden, NO_BODY, NOTHING, ok, signedIn } from "../endpoint.ts";
import { Market, Name, PeriodField } from "../fields.ts";
import { notFound } from "../problem.ts";

export const RECEIPT_ROUTES = [
  endpoint({
    method: "get",
    path: "/receipt",
    right: "view",
    tag: "figures",
    summary: "The whole proof of an agent's commission, to be checked without us",
    params: NOTHING,
    query: z.strictObject({ period: PeriodField, market: Market, agent: Name, contract: Name.optional() }),
    body: NO_BODY,
    bodyKind: "none",
    answer: ReceiptDocument,
    handle: async (call) => {
      const { period, market, agent, contract } = call.query;
      const missing = notFound("statement");
      if (!reaches(signedIn(call).access.view, market)) return hidden(missing, market);
      const outcome = await readReceipt(call.deps, { period, market, agentId: agent, contractId: contract });
      // As with an explanation, a refusal would name other markets.
      return outcome.ok ? ok(outcome.value) : failed(missing);
    },
  }),
];
