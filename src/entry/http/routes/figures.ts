/**
 * Figures: contracts, statements, why an amount is what it is, what it would be otherwise, and the ledger.
 */
import { z } from "@hono/zod-openapi";
import { CATEGORIES } from "../../../domain/category.ts";
import { reaches } from "../../../domain/access.ts";
import { normaliseName } from "../../../domain/name.ts";
import { explainCommission } from "../../../flows/explain-commission.ts";
import { readContractPage, readLedgerPage } from "../../../flows/read-pages.ts";
import { readStatementPage } from "../../../flows/read-statement-page.ts";
import { matricesOfUpload } from "../../../flows/read-uploads.ts";
import { readMatrixVersion } from "../../../flows/read-workbooks.ts";
import { whatIf } from "../../../flows/what-if.ts";
import { contractJson } from "../../cli/contract-json.ts";
import { explanationJson } from "../../cli/explain-json.ts";
import { ledgerJson } from "../../cli/ledger-json.ts";
import { statementJson } from "../../cli/statement-json.ts";
import { whatIfJson } from "../../cli/what-if-json.ts";
import { keyCursor, LONG_PAGE_QUERY, numberCursor, pageOf, textCursor } from "../cursor.ts";
import { endpoint, failed, hidden, marketsSeen, NO_BODY, NOTHING, ok, refusedReply, signedIn } from "../endpoint.ts";
import { Instant, Market, MarketCode, Money, Name, onlyPage, PeriodField, Text } from "../fields.ts";
import { invalid, notFound } from "../problem.ts";
import { DistanceAnswer } from "../distance-answer.ts";
import { ExplanationAnswer } from "../explanation-answer.ts";
import { ListedStatementAnswer, StatementAnswer } from "../statement-answer.ts";

const seen = {
  method: "get",
  right: "view",
  tag: "figures",
  params: NOTHING,
  body: NO_BODY,
  bodyKind: "none",
} as const;

const ContractAnswer = z.strictObject({
  contractId: Text,
  sequence: z.int(),
  market: MarketCode,
  agentId: Text,
  contractDate: Text,
  category: z.enum(CATEGORIES),
  financed: z.boolean(),
  amount: Money.nullable(),
  currency: Text,
  brand: Text.nullable(),
  cancellation: z.strictObject({ date: Text, reason: Text.nullable() }).nullable(),
  period: Text,
  state: z.enum(["active", "cancelled"]),
  counts: z.boolean(),
  event: z.strictObject({
    source: Text,
    id: Text,
    receivedAt: Instant,
    receivedFrom: Text,
    line: z.int().nullable(),
  }),
});

const LedgerAnswer = z.strictObject({
  id: Text,
  seq: z.int(),
  agentId: Text,
  market: MarketCode,
  contractId: Text,
  period: Text,
  bookedIn: Text,
  kind: Text,
  ratePpm: z.int(),
  amount: Money,
  currency: Text,
  close: Text,
  statementId: Text,
  hash: Text,
});

const WhatIfAnswer = z.strictObject({
  before: StatementAnswer,
  after: StatementAnswer,
  distances: z.array(DistanceAnswer),
});

/** A statement may have thousands of lines. */
const MOST_WITH_LINES = 1_000;
const TOO_MANY_LINES = "at most 1000 with lines; lines=false for more";

const Agent = z.strictObject({ period: PeriodField, market: Market, agent: Name });
const agentOf = (agent: string | undefined): string | undefined =>
  agent === undefined ? undefined : normaliseName(agent);

export const FIGURE_ROUTES = [
  endpoint({
    ...seen,
    path: "/contracts",
    summary: "The contracts as they stand, by id",
    query: z.strictObject({
      ...LONG_PAGE_QUERY,
      period: PeriodField.optional(),
      market: Market.optional(),
      agent: Name.optional(),
      contract: Name.optional(),
    }),
    answer: onlyPage({ contracts: z.array(ContractAnswer) }),
    handle: async (call) => {
      const { cursor, limit, period, market, agent, contract } = call.query;
      const at = textCursor(cursor);
      if (!at.ok) return failed(invalid([at.error]));
      const markets = marketsSeen(signedIn(call).access.view, market);
      const filter = { markets, period, agentId: agentOf(agent), contractId: contract };
      const found = await readContractPage(call.deps, filter, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(found.contracts, limit, (c) => [c.contract.contractId]);
      return ok({ contracts: rows.map((c) => contractJson(c, found.settingsOf(c.contract.market))), next });
    },
  }),
  endpoint({
    ...seen,
    path: "/statements",
    summary: "The statements of a month, provisional or final, by market and agent",
    query: z.strictObject({
      ...LONG_PAGE_QUERY,
      period: PeriodField,
      market: Market.optional(),
      agent: Name.optional(),
      lines: z
        .enum(["true", "false"])
        .default("true")
        .openapi({ description: "Whether each comes with its lines; with them a page has 1000 statements at most" }),
    }),
    answer: onlyPage({ statements: z.array(ListedStatementAnswer) }),
    handle: async (call) => {
      const { cursor, limit, period, market, agent, lines } = call.query;
      const withLines = lines === "true";
      if (withLines && limit > MOST_WITH_LINES)
        return failed(invalid([{ parameter: "limit", code: "invalid", expected: TOO_MANY_LINES }]));
      const at = keyCursor(cursor, 2, ([m, a]) =>
        m === undefined || a === undefined ? null : { market: m, agentId: a },
      );
      if (!at.ok) return failed(invalid([at.error]));
      const markets = marketsSeen(signedIn(call).access.view, market);
      const scope = { period, markets, agentId: agentOf(agent) };
      const found = await readStatementPage(call.deps, scope, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, ({ statement }) => [statement.market, statement.agentId]);
      const statements = rows.map((s) => {
        const stated = statementJson(s.statement, s.exponent, s.final);
        return withLines ? stated : { ...stated, lines: null };
      });
      return ok({ statements, next });
    },
  }),
  endpoint({
    ...seen,
    path: "/explanation",
    summary: "Why an agent's commission is what it is, from the workbook's cell to the ledger entry",
    query: Agent.extend({ contract: Name.optional() }),
    answer: ExplanationAnswer,
    handle: async (call) => {
      const { period, market, agent, contract } = call.query;
      const missing = notFound("statement");
      if (!reaches(signedIn(call).access.view, market)) return hidden(missing, market);
      const outcome = await explainCommission(call.deps, { period, agentId: agent, market, contractId: contract });
      const document = outcome.ok ? outcome.value.find((d) => d.market === market) : undefined;
      // A refusal would name the markets where the agent is found: they may not all be this reader's.
      return document === undefined ? failed(missing) : ok(explanationJson(document));
    },
  }),
  endpoint({
    ...seen,
    path: "/what-if",
    summary: "Another outcome: other figures, another matrix. Nothing is stored",
    query: Agent.extend({
      financed: z.coerce.number().int().min(0).max(999_999_999).optional(),
      total: z.coerce.number().int().min(1).max(999_999_999).optional(),
      volume: z.string().max(40).optional().openapi({ description: "A decimal in the market's currency" }),
      target: z.string().max(40).optional().openapi({ description: "Likewise, as if it named the market" }),
      version: z.coerce.number().int().min(1).max(1_000_000).optional().openapi({
        description: "By this version of the matrix, where no upload is given",
      }),
      upload: z.uuid().optional().openapi({ description: "By the matrices of this upload of one's own" }),
    }),
    answer: WhatIfAnswer,
    handle: async (call) => {
      const { period, market, agent, financed, total, volume, target, version, upload } = call.query;
      const { access, person } = signedIn(call);
      const missing = notFound("statement");
      if (!reaches(access.view, market)) return hidden(missing, market);
      const by = { personId: person.id, reach: access.upload };
      const uploaded = upload === undefined ? null : await matricesOfUpload(call.deps, by, upload);
      if (uploaded !== null && !uploaded.ok) return refusedReply(uploaded.refusal);
      const year = Number(period.slice(0, 4));
      const stored =
        version === undefined ? undefined : await readMatrixVersion(call.deps, access.view, { market, year, version });
      if (stored === null) return failed(notFound("matrix"));
      const matrices = uploaded?.value ?? (stored === undefined ? null : [stored]);
      const alternative = { financed, total, volume, target, matrices };
      const outcome = await whatIf(call.deps, { period, agentId: agent, market, ...alternative });
      if (outcome.ok) return ok(whatIfJson(outcome.value));
      return outcome.refusal.code === "no-statement" ? failed(missing) : refusedReply(outcome.refusal);
    },
  }),
  endpoint({
    ...seen,
    path: "/ledger",
    summary: "The ledger's entries, in its order",
    query: z.strictObject({
      ...LONG_PAGE_QUERY,
      period: PeriodField.optional(),
      bookedIn: PeriodField.optional(),
      market: Market.optional(),
      agent: Name.optional(),
      contract: Name.optional(),
    }),
    answer: onlyPage({ entries: z.array(LedgerAnswer) }),
    handle: async (call) => {
      const { cursor, limit, period, bookedIn, market, agent, contract } = call.query;
      const at = numberCursor(cursor);
      if (!at.ok) return failed(invalid([at.error]));
      const markets = marketsSeen(signedIn(call).access.view, market);
      const filter = { markets, period, bookedIn, agentId: agentOf(agent), contractId: contract };
      const found = await readLedgerPage(call.deps, filter, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (e) => [String(e.seq)]);
      return ok({ entries: rows.map(ledgerJson), next });
    },
  }),
];
