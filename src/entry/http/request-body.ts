/**
 * The body of a request, within its limits. In: a request, how its body is to come. Out: a JSON value or a file, or the problem.
 * Read by chunks and left alone as soon as it is too long, whatever its Content-Length says.
 */
import { bufferToFormData } from "hono/utils/buffer";
import { readRequestJson } from "../../flows/read-request-json.ts";
import type { BodyKind, UploadedFile } from "./endpoint.ts";
import { invalid, type Problem } from "./problem.ts";

const MOST_JSON_BYTES = 1024 * 1024;
/** The largest workbook, and one byte, so that the door itself says that it is too large. */
const MOST_FILE_BYTES = 10 * 1024 * 1024 + 1;
const FORM_OVERHEAD = 64 * 1024;
/** Some ten thousand events; more of them go as files, or in several requests. */
const MOST_EVENTS_BYTES = 10 * 1024 * 1024;

export type ReadBody =
  | { readonly ok: true; readonly value: unknown; readonly file: UploadedFile | null; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: Problem };

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export const RAW_TYPES = [XLSX, "application/octet-stream"] as const;
/** As CloudEvents come, and lines of them. */
export const EVENT_TYPES = [
  "application/x-ndjson",
  "application/json",
  "application/cloudevents+json",
  "application/cloudevents-batch+json",
] as const;
const FORM_TYPE = "multipart/form-data";

export function contentTypeOf(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** Whether a body of this kind may come in this content type. */
export function isDeclared(kind: BodyKind, type: string): boolean {
  if (kind === "file") return type === FORM_TYPE || RAW_TYPES.some((raw) => raw === type);
  if (kind === "events") return EVENT_TYPES.some((known) => known === type);
  return type === "application/json" || (kind === "none" && type === "");
}

export async function readBody(
  request: Request,
  kind: BodyKind,
  query: Readonly<Record<string, string>>,
): Promise<ReadBody> {
  const most = {
    none: MOST_JSON_BYTES,
    json: MOST_JSON_BYTES,
    file: MOST_FILE_BYTES + FORM_OVERHEAD,
    events: MOST_EVENTS_BYTES,
  }[kind];
  const bytes = await bytesOf(request, most);
  if (bytes === null) return tooLarge(most);
  if (kind === "events") return eventsOf(bytes);
  if (kind === "file") return fileOf(request, bytes, query["name"]);
  if (bytes.length === 0) return { ok: true, value: undefined, file: null, bytes };
  const read = readRequestJson(bytes);
  if (read.ok) return { ok: true, value: kind === "none" ? emptyAsNothing(read.value) : read.value, file: null, bytes };
  const errors = read.problems.map((p) => ({
    pointer: p.field === null ? "#" : `#/${p.field.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll(".", "/")}`,
    code: p.code,
    expected: p.expected,
  }));
  return { ok: false, problem: invalid(errors) };
}

/** Not looked at here: what is wrong with an event is told of that event. Packed ones would be longer than they say. */
function eventsOf(bytes: Uint8Array): ReadBody {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (bytes.length > 0 && !isPacked) return { ok: true, value: undefined, file: { name: "events", bytes }, bytes };
  const errors = [{ pointer: "#", code: "invalid", expected: "events as JSON or lines of JSON, not packed" }];
  return { ok: false, problem: invalid(errors) };
}

/** `{}` where no body is needed. */
function emptyAsNothing(value: unknown): unknown {
  const isEmpty =
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
  return isEmpty ? undefined : value;
}

function tooLarge(most: number): ReadBody {
  const detail = `The body is longer than ${most} bytes.`;
  return { ok: false, problem: { status: 400, code: "body-too-large", detail } };
}

async function bytesOf(request: Request, most: number): Promise<Uint8Array | null> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const chunk: { readonly done: boolean; readonly value?: unknown } = await reader.read();
    if (chunk.done) return Buffer.concat(chunks);
    const { value } = chunk;
    if (!(value instanceof Uint8Array)) throw new Error("assertion: a body comes as bytes");
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

async function fileOf(request: Request, bytes: Uint8Array, named: string | undefined): Promise<ReadBody> {
  if (contentTypeOf(request) !== FORM_TYPE) {
    if (named === undefined) return { ok: false, problem: invalid([NAME_MISSING]) };
    return withFile({ name: named, bytes });
  }
  const form = await formOf(request, bytes);
  const parts = form === null ? [] : [...form.entries()];
  const [only] = parts;
  const file = only?.[1];
  if (parts.length !== 1 || only?.[0] !== "file" || file === undefined || typeof file === "string") {
    const errors = [{ pointer: "#", code: "invalid", expected: "a form with one part, the file, named `file`" }];
    return { ok: false, problem: invalid(errors) };
  }
  return withFile({ name: named ?? file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
}

const NAME_MISSING = {
  parameter: "name",
  code: "missing",
  expected: "the workbook's name, such as commission_matrices_2024.xlsx",
};

function withFile(file: UploadedFile): ReadBody {
  return { ok: true, value: undefined, file, bytes: Buffer.concat([Buffer.from(`${file.name}\0`), file.bytes]) };
}

/** Null when it is no form. */
async function formOf(request: Request, bytes: Uint8Array): Promise<FormData | null> {
  const type = request.headers.get("content-type") ?? "";
  try {
    return await bufferToFormData(new Uint8Array(bytes).buffer, type);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
