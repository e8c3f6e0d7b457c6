/**
 * Workbooks as they were activated: every version, with its file; matrices and targets as they stand.
 */
import { z } from "@hono/zod-openapi";
import {
  exportWorkbook,
  readMatrixVersion,
  readMatrixVersions,
  readTargets,
  readWorkbook,
  readWorkbookPage,
  type ListedWorkbook,
} from "../../../flows/read-workbooks.ts";
import { targetText } from "../../cli/import-json.ts";
import { numberCursor, PAGE_QUERY, pageOf } from "../cursor.ts";
import { attachment, endpoint, failed, NO_BODY, NOTHING, ok, signedIn } from "../endpoint.ts";
import {
  Id,
  Instant,
  Market,
  MarketCode,
  Money,
  Name,
  onlyPage,
  PeriodField,
  Text,
  wholeNumber,
  Year,
} from "../fields.ts";
import { invalid, notFound } from "../problem.ts";
import { XLSX } from "../request-body.ts";

const tag = "workbooks";

const WorkbookAnswer = z.strictObject({
  id: Text,
  file: Text,
  kind: z.enum(["commission-matrices", "sales-targets"]),
  year: z.int(),
  sha256: Text,
  bytes: z.int(),
  uploadedBy: Text,
  uploadedAt: Instant,
  versions: z.record(z.string(), z.int()).openapi({ description: "Market to the version of its matrix" }),
  targets: z.int(),
});

function workbookJson(w: ListedWorkbook): z.input<typeof WorkbookAnswer> {
  const { fileName: file, kind, year, sha256, bytes, uploadedBy, uploadedAt, versions, targets } = w;
  return { id: String(w.id), file, kind, year, sha256, bytes, uploadedBy, uploadedAt, versions, targets };
}

const Bounds = z.array(z.strictObject({ ppm: z.int(), exclusive: z.boolean() }));
const Cells = z.array(z.strictObject({ cell: Text, text: Text }));
const seen = { right: "view", tag, query: NOTHING, params: NOTHING, body: NO_BODY, bodyKind: "none" } as const;

export const WORKBOOK_ROUTES = [
  endpoint({
    ...seen,
    method: "get",
    path: "/workbooks",
    summary: "The workbooks that were activated, the newest first",
    query: z.strictObject({ ...PAGE_QUERY, year: Year.optional() }),
    answer: onlyPage({ workbooks: z.array(WorkbookAnswer) }),
    handle: async (call) => {
      const { cursor, limit, year } = call.query;
      const at = numberCursor(cursor);
      if (!at.ok) return failed(invalid([at.error]));
      const page = { after: at.after, limit: limit + 1 };
      const found = await readWorkbookPage(call.deps, signedIn(call).access.view, year, page);
      const { rows, next } = pageOf(found, limit, (w) => [String(w.id)]);
      return ok({ workbooks: rows.map(workbookJson), next });
    },
  }),
  endpoint({
    ...seen,
    method: "get",
    path: "/workbooks/{id}",
    summary: "One workbook and the targets that it gave",
    params: z.strictObject({ id: Id }),
    answer: z.strictObject({
      workbook: WorkbookAnswer,
      targets: z.array(
        z.strictObject({
          agentId: Text,
          market: MarketCode.nullable(),
          period: Text,
          amount: Money.nullable(),
          sheet: Text,
          cell: Text,
          text: Text,
        }),
      ),
    }),
    handle: async (call) => {
      const found = await readWorkbook(call.deps, signedIn(call).access.view, call.params.id);
      if (found === null) return failed(notFound("workbook"));
      const targets = found.targets.map((t) => ({
        agentId: t.agentId,
        market: t.market,
        period: t.period,
        amount: targetText(t),
        sheet: t.sheet,
        cell: t.cell,
        text: t.text,
      }));
      return ok({ workbook: workbookJson(found.workbook), targets });
    },
  }),
  endpoint({
    ...seen,
    method: "get",
    path: "/workbooks/{id}/file",
    summary: "The very file that was uploaded",
    params: z.strictObject({ id: Id }),
    answer: z.string(),
    answerType: XLSX,
    handle: async (call) => {
      const found = await exportWorkbook(call.deps, signedIn(call).access.view, call.params.id);
      if (found === null) return failed(notFound("workbook"));
      const { kind, year, id } = found.workbook;
      return attachment(found.bytes, XLSX, `${kind}-${year}-${id}.xlsx`);
    },
  }),
  endpoint({
    ...seen,
    method: "get",
    path: "/matrices",
    summary: "Every version of every matrix, the newest first",
    query: z.strictObject({ market: Market.optional(), year: Year.optional() }),
    answer: z.strictObject({
      matrices: z.array(
        z.strictObject({
          market: MarketCode,
          year: z.int(),
          version: z.int(),
          inForce: z.boolean(),
          workbook: Text,
          file: Text,
          uploadedBy: Text,
          uploadedAt: Instant,
        }),
      ),
    }),
    handle: async (call) => {
      const found = await readMatrixVersions(call.deps, signedIn(call).access.view, call.query);
      return ok({
        matrices: found.map(({ workbookId, fileName, ...m }) => ({
          ...m,
          workbook: String(workbookId),
          file: fileName,
        })),
      });
    },
  }),
  endpoint({
    ...seen,
    method: "get",
    path: "/matrices/{market}/{year}/{version}",
    summary: "A matrix: its bounds, its rates, and the cell of each",
    params: z.strictObject({ market: Market, year: Year, version: wholeNumber(1, 1_000_000) }),
    answer: z.strictObject({
      market: MarketCode,
      year: z.int(),
      version: z.int(),
      penetrationBounds: Bounds,
      achievementBounds: Bounds,
      rates: z.array(z.array(z.int())).openapi({ description: "In ppm, by penetration, then achievement" }),
      sheet: Text,
      penetrationCells: Cells,
      achievementCells: Cells,
      rateCells: z.array(Cells),
      workbook: Text,
      file: Text,
      sha256: Text,
      uploadedBy: Text,
      uploadedAt: Instant,
    }),
    handle: async (call) => {
      const found = await readMatrixVersion(call.deps, signedIn(call).access.view, call.params);
      if (found === null) return failed(notFound("matrix"));
      const { market, year, version, matrix, origin, workbook } = found;
      const { workbookId, fileName, ...by } = workbook;
      return ok({
        market,
        year,
        version,
        penetrationBounds: [...matrix.penetrationBounds],
        achievementBounds: [...matrix.achievementBounds],
        rates: matrix.ratesPpm.map((row) => [...row]),
        sheet: origin.sheet,
        penetrationCells: [...origin.penetrationCells],
        achievementCells: [...origin.achievementCells],
        rateCells: origin.rateCells.map((row) => [...row]),
        workbook: String(workbookId),
        file: fileName,
        ...by,
      });
    },
  }),
  endpoint({
    ...seen,
    method: "get",
    path: "/targets",
    summary: "The targets of a month, in force now, with their cells",
    query: z.strictObject({ period: PeriodField, market: Market.optional(), agent: Name.optional() }),
    answer: z.strictObject({
      targets: z.array(
        z.strictObject({
          agentId: Text,
          market: MarketCode.nullable(),
          period: Text,
          amount: Money.nullable(),
          workbook: Text,
          file: Text,
          sheet: Text,
          cell: Text,
          text: Text,
        }),
      ),
    }),
    handle: async (call) => {
      const { period, market, agent } = call.query;
      const found = await readTargets(call.deps, signedIn(call).access.view, { period, market, agentId: agent });
      return ok({
        targets: found.map((t) => ({
          agentId: t.agentId,
          market: t.market,
          period,
          amount: targetText({ ...t, period, text: t.shown }),
          workbook: String(t.workbook.workbookId),
          file: t.workbook.fileName,
          sheet: t.sheet,
          cell: t.cell,
          text: t.shown,
        })),
      });
    },
  }),
];
