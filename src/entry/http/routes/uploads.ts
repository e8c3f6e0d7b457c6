/**
 * Workbooks on their way in: uploaded, looked at, activated or discarded.
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
import { importedFileJson } from "../../cli/import-json.ts";
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
import { Instant, Text } from "../fields.ts";
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

export const UPLOAD_ROUTES = [
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
