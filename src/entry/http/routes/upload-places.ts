/**
 * How a workbook comes: on one machine straight to `POST /uploads`; on AWS, where a function's door takes 4 MB and every file is scanned
 * first, to a place in a bucket, and then by the place's name. A client asks for the way each time, and needs to know no edition.
 */
import { randomUUID } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { awaitUpload, discardUpload, MOST_UPLOAD_BYTES } from "../../../flows/upload-workbook.ts";
import { endpoint, failed, NO_BODY, NOTHING, ok, refusedReply, signedIn } from "../endpoint.ts";
import { Instant, Text } from "../fields.ts";
import type { Problem } from "../problem.ts";
import { uploader, uploadFile, UploadAnswer } from "./uploads.ts";

const common = { method: "post", right: "upload", tag: "workbooks", query: NOTHING } as const;

const NOT_SENT_YET: Problem = {
  status: 409,
  code: "upload-scan-running",
  detail: "The file has not come yet, or is being scanned for malware. Send the same request again in a moment.",
  headers: { "Retry-After": "5" },
};
const INFECTED: Problem = {
  status: 422,
  code: "upload-infected",
  detail:
    "The scan for malware does not find the file clean, so nobody opens it. Check the computer that it comes from.",
};
const NO_PLACES: Problem = {
  status: 409,
  code: "upload-here",
  detail: "There are no places here: send the file to POST /uploads.",
};

export const UPLOAD_PLACE_ROUTES = [
  endpoint({
    ...common,
    path: "/upload-places",
    summary: "Where to send a workbook: to `POST /uploads`, or by a form to a place of its own, for five minutes",
    params: NOTHING,
    body: NO_BODY,
    bodyKind: "none",
    answer: z.strictObject({
      way: z.enum(["here", "place"]),
      mostBytes: z.int(),
      url: Text,
      place: z.uuid().nullable(),
      fields: z.record(z.string(), z.string()).openapi({ description: "Of the form, before the part `file`" }),
      expiresAt: Instant.nullable(),
    }),
    limit: "upload",
    // A signed form is kept nowhere; one that is not used is nothing.
    withoutKey: true,
    handle: async (call) => {
      const { uploadPlaces } = call.http;
      const mostBytes = MOST_UPLOAD_BYTES;
      if (uploadPlaces === null)
        return ok({
          way: "here" as const,
          mostBytes,
          url: "/api/v1/uploads",
          place: null,
          fields: {},
          expiresAt: null,
        });
      const place = randomUUID();
      const { url, fields, expiresAt } = await uploadPlaces.open(signedIn(call).person.id, place);
      const form = { url, place, fields: { ...fields }, expiresAt: expiresAt.toISOString() };
      return ok({ way: "place" as const, mostBytes, ...form });
    },
  }),
  endpoint({
    ...common,
    path: "/upload-places/{place}",
    summary: "Read the workbook that was sent there, as `POST /uploads` does",
    params: z.strictObject({ place: z.uuid() }),
    body: z.strictObject({
      name: z
        .string()
        .min(1)
        .max(255)
        .regex(/^[^\0]*$/, "a name without NUL"),
    }),
    bodyKind: "json",
    answer: UploadAnswer,
    status: 201,
    limit: "upload",
    handle: async (call) => {
      const { uploadPlaces } = call.http;
      if (uploadPlaces === null) return failed(NO_PLACES);
      const { place: id } = call.params;
      const sent = await uploadPlaces.read(signedIn(call).person.id, id);
      switch (sent.state) {
        case "awaited": {
          // On record, so that who comes back finds it among their uploads and can ask on.
          const awaited = await awaitUpload(call.deps, uploader(call), { id, fileName: call.body.name });
          return awaited.ok ? failed(NOT_SENT_YET) : refusedReply(awaited.refusal);
        }
        case "refused":
          await discardUpload(call.deps, uploader(call), id);
          return failed(INFECTED);
        case "found":
          return uploadFile(call, { name: call.body.name, bytes: sent.bytes }, id);
        default:
          return sent satisfies never;
      }
    },
  }),
];
