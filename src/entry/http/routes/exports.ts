/**
 * Lists taken out as CSV or a workbook: the rows and the filters of the lists themselves, and on record with their number.
 */
import { z } from "@hono/zod-openapi";
import { either, marketList, reaches } from "../../../domain/access.ts";
import { normaliseName } from "../../../domain/name.ts";
import {
  closeEntryTable,
  contractTable,
  ledgerTable,
  statementLineTable,
  statementTable,
} from "../../../flows/export-figures.ts";
import { EXPORT_FORMATS, exportList, recordExport, type ExportFormat } from "../../../flows/export-list.ts";
import { accessTable, auditTable, batchTable, rejectedTable, targetTable } from "../../../flows/export-records.ts";
import { statementDocument } from "../../../flows/statement-document.ts";
import { LANGUAGES } from "../../../flows/statement-words.ts";
import type { ExportTable } from "../../../flows/export-table.ts";
import { readClose } from "../../../flows/read-pages.ts";
import {
  attachment,
  endpoint,
  failed,
  hidden,
  marketsSeen,
  NO_BODY,
  NOTHING,
  ok,
  refusedReply,
  signedIn,
  type Call,
  type Reply,
} from "../endpoint.ts";
import { Market, Name, PeriodField } from "../fields.ts";
import { notFound } from "../problem.ts";
import { XLSX } from "../request-body.ts";

const FORMAT = {
  format: z.enum(EXPORT_FORMATS).default("csv").openapi({ description: "A workbook has 200 000 rows at most" }),
};
const TYPES: Readonly<Record<ExportFormat, string>> = { csv: "text/csv; charset=utf-8", xlsx: XLSX };

const taken = {
  method: "get",
  right: "view",
  tag: "exports",
  params: NOTHING,
  body: NO_BODY,
  bodyKind: "none",
  answer: z.string(),
  answerType: ["text/csv", XLSX],
} as const;

type Filters = Readonly<Record<string, string | undefined>> & { readonly format: ExportFormat };

/** The file, under a name that says what was asked for as far as it is ours to say. */
async function handOver(
  call: Call<unknown, Filters, unknown>,
  list: string,
  table: ExportTable,
): Promise<Reply<never>> {
  const { format, ...filter } = call.query;
  const outcome = await exportList(call.deps, { list, format, filter }, table);
  if (!outcome.ok) return refusedReply(outcome.refusal);
  const { market, period, close } = filter;
  const about = close === undefined ? [market ?? "all", period] : [close];
  const name = [list, ...about.filter((part) => part !== undefined)].join("-");
  return attachment(outcome.value.bytes, TYPES[format], `${name}.${format}`);
}

const ofAgent = (agent: string | undefined): string | undefined =>
  agent === undefined ? undefined : normaliseName(agent);

const FACTS = {
  period: PeriodField.optional(),
  market: Market.optional(),
  agent: Name.optional(),
  contract: Name.optional(),
};
const STATEMENTS = { period: PeriodField, market: Market.optional(), agent: Name.optional() };

const FIGURE_EXPORTS = [
  endpoint({
    ...taken,
    path: "/exports/contracts",
    summary: "The contracts as they stand, as a file",
    query: z.strictObject({ ...FORMAT, ...FACTS }),
    handle: (call) => {
      const { period, market, agent, contract } = call.query;
      const markets = marketsSeen(signedIn(call).access.view, market);
      const filter = { markets, period, agentId: ofAgent(agent), contractId: contract };
      return handOver(call, "contracts", contractTable(call.deps, filter));
    },
  }),
  endpoint({
    ...taken,
    path: "/exports/statements",
    summary: "The statements of a month, as a file",
    query: z.strictObject({ ...FORMAT, ...STATEMENTS }),
    handle: (call) => {
      const { period, market, agent } = call.query;
      const scope = { period, markets: marketsSeen(signedIn(call).access.view, market), agentId: ofAgent(agent) };
      return handOver(call, "statements", statementTable(call.deps, scope));
    },
  }),
  endpoint({
    ...taken,
    path: "/exports/statement-lines",
    summary: "The lines of a month's statements, as a file",
    query: z.strictObject({ ...FORMAT, ...STATEMENTS }),
    handle: (call) => {
      const { period, market, agent } = call.query;
      const scope = { period, markets: marketsSeen(signedIn(call).access.view, market), agentId: ofAgent(agent) };
      return handOver(call, "statement-lines", statementLineTable(call.deps, scope));
    },
  }),
  endpoint({
    ...taken,
    path: "/exports/close-entries",
    summary: "The entries that a close proposes, or has posted, as a file",
    query: z.strictObject({ ...FORMAT, close: z.string().regex(/^[A-Z]{2}-\d{4}-\d{2}-\d{1,9}$/, "a close's id") }),
    handle: async (call) => {
      const outcome = await readClose(call.deps, call.query.close);
      if (!outcome.ok) return failed(notFound("close"));
      const { close } = outcome.value;
      if (!reaches(signedIn(call).access.view, close.market)) return hidden(notFound("close"), close.market);
      return handOver(call, "close-entries", closeEntryTable(call.deps, close));
    },
  }),
  endpoint({
    ...taken,
    path: "/exports/ledger",
    summary: "The ledger's entries, as a file",
    query: z.strictObject({ ...FORMAT, ...FACTS, bookedIn: PeriodField.optional() }),
    handle: (call) => {
      const { period, bookedIn, market, agent, contract } = call.query;
      const markets = marketsSeen(signedIn(call).access.view, market);
      const filter = { markets, period, bookedIn, agentId: ofAgent(agent), contractId: contract };
      return handOver(call, "ledger", ledgerTable(call.deps, filter));
    },
  }),
];

const DOCUMENTS = [
  endpoint({
    ...taken,
    path: "/statements/pdf",
    summary: "An agent's statement as a PDF, for the agent",
    query: z.strictObject({
      period: PeriodField,
      market: Market,
      agent: Name,
      language: z.enum(LANGUAGES).default("en"),
    }),
    answerType: "application/pdf",
    handle: async (call) => {
      const { period, market, agent, language } = call.query;
      const missing = notFound("statement");
      if (!reaches(signedIn(call).access.view, market)) return hidden(missing, market);
      const outcome = await statementDocument(call.deps, { period, market, agentId: agent, language });
      if (!outcome.ok) return failed(missing);
      return attachment(outcome.value, "application/pdf", `statement-${market}-${period}.pdf`);
    },
  }),
];

const RECORD_EXPORTS = [
  endpoint({
    ...taken,
    path: "/exports/targets",
    summary: "The targets of a month, in force now, as a file",
    query: z.strictObject({ ...FORMAT, ...STATEMENTS }),
    handle: (call) => {
      const { period, market, agent } = call.query;
      const { view } = signedIn(call).access;
      return handOver(call, "targets", targetTable(call.deps, view, { period, market, agentId: agent }));
    },
  }),
  endpoint({
    ...taken,
    path: "/exports/deliveries",
    summary: "The batches for Core View, as a file",
    query: z.strictObject({
      ...FORMAT,
      market: Market.optional(),
      state: z.enum(["pending", "sent", "unknown", "partly-accepted", "accepted", "refused"]).optional(),
    }),
    handle: (call) => {
      const { market, state } = call.query;
      const filter = { markets: marketsSeen(signedIn(call).access.view, market), state };
      return handOver(call, "deliveries", batchTable(call.deps, filter));
    },
  }),
  endpoint({
    ...taken,
    path: "/exports/rejected",
    summary: "The problems of rejected messages, as a file; without the messages themselves",
    query: z.strictObject({ ...FORMAT, state: z.enum(["open", "replayed", "dismissed"]).optional() }),
    handle: (call) => {
      const { view } = signedIn(call).access;
      return handOver(call, "rejected", rejectedTable(call.deps, view, call.query.state));
    },
  }),
  endpoint({
    ...taken,
    path: "/exports/audit",
    right: "view-or-admin",
    summary: "The record of acts, as a file",
    query: z.strictObject({
      ...FORMAT,
      actor: z.string().min(1).max(400).optional(),
      action: z.string().min(1).max(100).optional(),
      subject: z.string().min(1).max(400).optional(),
    }),
    handle: (call) => {
      const { format: _, ...asked } = call.query;
      const { access } = signedIn(call);
      const withAccess = access.admin === "all";
      const filter = { ...asked, markets: marketList(either(access.view, access.admin)), withAccess };
      return handOver(call, "audit", auditTable(call.deps, filter, withAccess));
    },
  }),
  endpoint({
    ...taken,
    path: "/exports/access",
    right: "admin",
    summary: "Who holds which role where, from the issuer or granted, as a file for a review",
    query: z.strictObject(FORMAT),
    handle: (call) => handOver(call, "access", accessTable(call.deps, signedIn(call).access.admin)),
  }),
];

/** What a page makes a file of is on record like any other list: the page asks this first, and makes none when it is refused. */
const SHOWN_EXPORTS = [
  endpoint({
    method: "post",
    path: "/exports/shown",
    right: "view-or-admin",
    tag: "exports",
    summary: "Put on record that a table on a page is taken out as a CSV",
    params: NOTHING,
    query: NOTHING,
    body: z.strictObject({
      table: z
        .string()
        .regex(/^[a-z][a-z-]{0,39}$/, "a table's name")
        .openapi({ description: "The table on the page" }),
      rows: z.int().min(0).max(10_000_000),
      period: PeriodField.optional(),
      market: Market.optional(),
    }),
    bodyKind: "json",
    answer: z.strictObject({ rows: z.int() }),
    handle: async (call) => {
      const { table, rows, period, market } = call.body;
      const { view, admin } = signedIn(call).access;
      if (market !== undefined && !reaches(either(view, admin), market)) return hidden(notFound("market"), market);
      await recordExport(call.deps, { list: `shown ${table}`, format: "csv", filter: { period, market } }, rows);
      return ok({ rows });
    },
  }),
];

export const EXPORT_ROUTES = [...FIGURE_EXPORTS, ...DOCUMENTS, ...RECORD_EXPORTS, ...SHOWN_EXPORTS];
