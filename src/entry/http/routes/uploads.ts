/**
 * Workbooks on their way in: uploaded, looked at, activated or discarded.
 */
import { z } from "@hono/zod-openapi";
import { UPLOAD_STATES } from "../../../domain/upload-state.ts";
import type { FlowDeps } from "../../../flows/deps.ts";
import {
  annotatedUpload,
  picturedUpload,
  readUpload,
  readUploadPage,
  type ListedUpload,
  type Upload,
  type Uploader,
} from "../../../flows/read-uploads.ts";
import { activateUpload, discardUpload, renewUpload, uploadWorkbook } from "../../../flows/upload-workbook.ts";
import { importedFileJson } from "../../cli/import-json.ts";
import { isInstant, keyCursor, PAGE_QUERY, pageOf } from "../cursor.ts";
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
import { Instant, Market, MarketCode, onlyPage, Text } from "../fields.ts";
import { invalid, notFound, type Problem } from "../problem.ts";
import { XLSX } from "../request-body.ts";
import { ImportedFileAnswer } from "../imported-file-answer.ts";

const tag = "workbooks";
const UploadId = z.strictObject({ id: z.uuid() });

const State = z.enum(UPLOAD_STATES).openapi({
  description:
    "`awaited`: being scanned or read. `ready`: not in force, can be activated. `unchanged`: all of it is in force. `refused`: has errors. `activated`: in force, as `workbook`",
});
const Overtaken = z
  .boolean()
  .openapi({ description: "Figures of its markets were put in force since: look at it anew" });
const Became = Text.nullable().openapi({ description: "The workbook that it became" });

export const UploadAnswer = z.strictObject({
  upload: Text,
  state: State,
  workbook: Became,
  overtaken: Overtaken,
  sha256: Text,
  expiresAt: Instant,
  file: ImportedFileAnswer,
});

function uploadJson({ id, workbookId, shown, ...rest }: Upload) {
  const workbook = workbookId === null ? null : String(workbookId);
  return { upload: id, workbook, ...rest, file: ImportedFileAnswer.parse(shown) };
}

const ListedAnswer = z.strictObject({
  upload: Text,
  state: State,
  workbook: Became,
  file: Text,
  kind: z.enum(["commission-matrices", "sales-targets"]).nullable(),
  year: z.int().nullable(),
  errors: z.int(),
  warnings: z.int(),
  changes: z.int(),
  markets: z
    .array(MarketCode.nullable())
    .openapi({ description: "Whose figures it would change; null: every market's" }),
  overtaken: Overtaken,
  sha256: Text.nullable(),
  askOn: z.boolean().openapi({ description: "It lies at a place: ask on by POST /upload-places/{upload}" }),
  uploadedBy: Text,
  uploadedAt: Instant,
  expiresAt: Instant,
});

function listedJson(
  { id, fileName, workbookId, ...rest }: ListedUpload,
  { uploadedBy, hasPlaces }: { readonly uploadedBy: string; readonly hasPlaces: boolean },
): z.input<typeof ListedAnswer> {
  const workbook = workbookId === null ? null : String(workbookId);
  return { upload: id, file: fileName, workbook, askOn: hasPlaces && rest.state === "awaited", uploadedBy, ...rest };
}

export function uploader(call: Parameters<typeof signedIn>[0]): Uploader {
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
  place: string | null,
): Promise<Reply<z.input<typeof UploadAnswer>>> {
  if (file.name.length > 255 || file.name.includes("\0"))
    return failed(
      invalid([{ pointer: "#/file", code: "invalid", expected: "a name of at most 255 characters, without NUL" }]),
    );
  const outcome = await uploadWorkbook(call.deps, uploader(call), file, shownFile, place);
  return outcome.ok ? created(uploadJson(outcome.value)) : refusedReply(outcome.refusal);
}

/** As the database writes one. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const upload = { right: "upload", tag, params: UploadId, query: NOTHING, body: NO_BODY, bodyKind: "none" } as const;

export const UPLOAD_ROUTES = [
  endpoint({
    ...upload,
    method: "get",
    path: "/uploads",
    summary:
      "One's own uploads, the newest first: what waits for its activation, what was refused, what became of the others",
    params: NOTHING,
    query: z.strictObject({
      ...PAGE_QUERY,
      state: z.enum(UPLOAD_STATES).optional(),
      market: Market.optional(),
    }),
    answer: onlyPage({ uploads: z.array(ListedAnswer) }),
    handle: async (call) => {
      const { cursor, limit, ...filter } = call.query;
      const at = keyCursor(cursor, 2, ([uploadedAt = "", id = ""]) =>
        isInstant(uploadedAt) && UUID.test(id) ? { uploadedAt, id } : null,
      );
      if (!at.ok) return failed(invalid([at.error]));
      const read = await readUploadPage(call.deps, uploader(call), filter, { after: at.after, limit: limit + 1 });
      const { rows, next } = pageOf(read, limit, (u) => [u.uploadedAt, u.id]);
      const of = { uploadedBy: signedIn(call).person.name, hasPlaces: call.http.uploadPlaces !== null };
      return ok({ uploads: rows.map((row) => listedJson(row, of)), next });
    },
  }),
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
      return uploadFile(call, file, null);
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
    answer: z.strictObject({ file: ImportedFileAnswer, workbook: Became }),
    handle: async (call) => {
      const outcome = await activateUpload(call.deps, uploader(call), call.params.id);
      if (!outcome.ok) return refusedReply(outcome.refusal);
      const { imported, workbookId } = outcome.value;
      return ok({ file: shownFile(imported), workbook: workbookId === null ? null : String(workbookId) });
    },
  }),
  endpoint({
    ...upload,
    method: "post",
    path: "/uploads/{id}/renewal",
    summary: "Look at the same file anew, against what is in force by now: another upload, in place of this one",
    answer: UploadAnswer,
    status: 201,
    limit: "upload",
    handle: async (call) => {
      const outcome = await renewUpload(call.deps, uploader(call), call.params.id, shownFile);
      return outcome.ok ? created(uploadJson(outcome.value)) : refusedReply(outcome.refusal);
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
