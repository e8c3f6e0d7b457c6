/**
 * Workbooks: uploaded, looked at, activated; every version that was, with its file; matrices and targets as they stand.
 */
import { z } from "@hono/zod-openapi";
import type { FlowDeps } from "../../../flows/deps.ts";
import {
  activateUpload,
  annotatedUpload,
  discardUpload,
  picturedUpload,
  readUpload,
  uploadWorkbook,
  type Upload,
  type Uploader,
} from "../../../flows/upload-workbook.ts";
import {
  exportWorkbook,
  readMatrixVersion,
  readMatrixVersions,
  readTargets,
  readWorkbook,
  readWorkbookPage,
  type ListedWorkbook,
} from "../../../flows/read-workbooks.ts";
import { importedFileJson, targetText } from "../../cli/import-json.ts";
import { numberCursor, PAGE_QUERY, pageOf } from "../cursor.ts";
import {
  attachment,
  created,
  endpoint,
  failed,
  NO_BODY,
  NOTHING,
  ok,
  refusedReply,
  signedIn,
  type Reply,
  type UploadedFile,
} from "../endpoint.ts";
import { Id, Instant, Market, MarketCode, Money, Name, onlyPage, PeriodField, Text, Year } from "../fields.ts";
import { invalid, notFound, type Problem } from "../problem.ts";
import { XLSX } from "../request-body.ts";
import { ImportedFileAnswer } from "../imported-file-answer.ts";

const tag = "workbooks";
const UploadId = z.strictObject({ id: z.uuid() });

export const UploadAnswer = z.strictObject({
  upload: Text,
  sha256: Text,
  expiresAt: Instant,
  file: ImportedFileAnswer,
});

function uploadJson({ id, sha256, expiresAt, shown }: Upload) {
  return { upload: id, sha256, expiresAt, file: ImportedFileAnswer.parse(shown) };
}

function uploader(call: Parameters<typeof signedIn>[0]): Uploader {
  const { person, access } = signedIn(call);
  return { personId: person.id, reach: access.upload };
}

const BY_PLACE: Problem = {
  status: 409,
  code: "upload-by-place",
  detail: "Here a workbook is scanned before it is read: ask POST /upload-places where to send it.",
};

/** The file's problems, changes and effect, kept as an upload of whoever asks. */
export async function uploadFile(
  call: Parameters<typeof signedIn>[0] & { readonly deps: FlowDeps },
  file: UploadedFile,
): Promise<Reply<z.input<typeof UploadAnswer>>> {
  if (file.name.length > 255 || file.name.includes("\0"))
    return failed(
      invalid([{ pointer: "#/file", code: "invalid", expected: "a name of at most 255 characters, without NUL" }]),
    );
  const outcome = await uploadWorkbook(call.deps, uploader(call), file, (result) => shownFile(result));
  return outcome.ok ? created(uploadJson(outcome.value)) : refusedReply(outcome.refusal);
}

const upload = { right: "upload", tag, params: UploadId, query: NOTHING, body: NO_BODY, bodyKind: "none" } as const;

const UPLOAD_ROUTES = [
  endpoint({
    ...upload,
    method: "post",
    path: "/uploads",
    summary: "Upload a workbook: its problems, changes and effect. Nothing is in force until it is activated",
    params: NOTHING,
    query: z.strictObject({ name: z.string().min(1).max(255).optional() }),
    bodyKind: "file",
    answer: UploadAnswer,
    status: 201,
    limit: "upload",
    handle: async (call) => {
      const { file, http } = call;
      if (http.uploadPlaces !== null) return failed(BY_PLACE);
      if (file === null) throw new Error("assertion: an upload has a file");
      return uploadFile(call, file);
    },
  }),
  endpoint({
    ...upload,
    method: "get",
    path: "/uploads/{id}",
    summary: "An upload of one's own, as it was shown",
    answer: UploadAnswer,
    handle: async (call) => {
      const outcome = await readUpload(call.deps, uploader(call), call.params.id);
      return outcome.ok ? ok(uploadJson(outcome.value)) : refusedReply(outcome.refusal);
    },
  }),
  endpoint({
    ...upload,
    method: "get",
    path: "/uploads/{id}/sheets",
    summary: "The sheets as they look: each cell's place and text",
    answer: z.strictObject({
      sheets: z.array(
        z.strictObject({
          name: Text,
          hidden: z.boolean(),
          cells: z.array(z.strictObject({ cell: Text, row: z.int(), column: z.int(), shown: Text })),
          merges: z.array(z.strictObject({ top: z.int(), left: z.int(), bottom: z.int(), right: z.int() })),
          cut: z.boolean(),
        }),
      ),
    }),
    handle: async (call) => {
      const outcome = await picturedUpload(call.deps, uploader(call), call.params.id);
      if (!outcome.ok) return refusedReply(outcome.refusal);
      const sheets = outcome.value.map(({ cells, merges, ...sheet }) => ({
        ...sheet,
        cells: [...cells],
        merges: [...merges],
      }));
      return ok({ sheets });
    },
  }),
  endpoint({
    ...upload,
    method: "get",
    path: "/uploads/{id}/annotated",
    summary: "The workbook with a comment in each offending cell",
    answer: z.string(),
    answerType: XLSX,
    handle: async (call) => {
      const outcome = await annotatedUpload(call.deps, uploader(call), call.params.id);
      if (!outcome.ok) return refusedReply(outcome.refusal);
      if (outcome.value === null) return failed(notFound("comment: there is nothing to say in this workbook"));
      return attachment(outcome.value, XLSX, `annotated-${call.params.id}.xlsx`);
    },
  }),
  endpoint({
    ...upload,
    method: "post",
    path: "/uploads/{id}/activation",
    summary: "Put in force exactly what was shown",
    answer: z.strictObject({ file: ImportedFileAnswer }),
    handle: async (call) => {
      const outcome = await activateUpload(call.deps, uploader(call), call.params.id);
      return outcome.ok ? ok({ file: shownFile(outcome.value) }) : refusedReply(outcome.refusal);
    },
  }),
  endpoint({
    ...upload,
    method: "delete",
    path: "/uploads/{id}",
    summary: "Discard an upload",
    answer: z.strictObject({ discarded: z.literal(true) }),
    handle: async (call) => {
      const outcome = await discardUpload(call.deps, uploader(call), call.params.id);
      return outcome.ok ? ok({ discarded: true as const }) : refusedReply(outcome.refusal);
    },
  }),
];

function shownFile(file: Parameters<typeof importedFileJson>[0]) {
  return ImportedFileAnswer.parse(importedFileJson(file, null));
}

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

const VERSION_ROUTES = [
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
    params: z.strictObject({ market: Market, year: Year, version: z.coerce.number().int().min(1).max(1_000_000) }),
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

export const WORKBOOK_ROUTES = [...UPLOAD_ROUTES, ...VERSION_ROUTES];
