/**
 * Holds answers to the API's description, as a client made from it would read them. In: what was asked and what came. Out: nothing, or an
 * error that says what the description does not tell: the status, the type, a header, or a body that does not fit.
 */
import { z } from "zod";
import { apiDocument } from "../../src/entry/http/openapi-document.ts";

const Media = z.record(z.string(), z.looseObject({ schema: z.looseObject({}) }));
const Described = z.looseObject({
  headers: z.record(z.string(), z.unknown()).default({}),
  content: Media.default({}),
});
const Operation = z.looseObject({ responses: z.record(z.string(), Described) });
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.custom<z.core.JSONSchema.JSONSchema>()) }),
});
type Told = z.infer<typeof Described>;

/** A client has to know of them; the others are of every answer, or of the connection. */
const TELLING = [
  "ETag",
  "Location",
  "Retry-After",
  "Set-Cookie",
  "WWW-Authenticate",
  "Idempotency-Replayed",
  "Content-Disposition",
];

// References as JSON Schema has them where it stands alone.
const document = Document.parse(
  JSON.parse(JSON.stringify(apiDocument()).replaceAll("#/components/schemas/", "#/$defs/")),
);
const paths = Object.entries(document.paths).map(([path, operations]) => ({
  pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
  isExact: !path.includes("{"),
  operations,
}));
const schemas = new Map<unknown, z.ZodType>();

function schemaOf(told: Told, type: string): z.ZodType {
  const media = told.content[type];
  const known = schemas.get(media);
  if (known !== undefined) return known;
  const made = z.fromJSONSchema({ ...media?.schema, $defs: document.components.schemas });
  schemas.set(media, made);
  return made;
}

export function expectDescribed(
  asked: { method: string; path: string },
  status: number,
  headers: Headers,
  text: string,
): void {
  const path = asked.path.split("?")[0] ?? "";
  const at = paths
    .filter(({ pattern }) => pattern.test(path))
    .toSorted((a, b) => Number(b.isExact) - Number(a.isExact))[0];
  const operation = at?.operations[asked.method.toLowerCase()];
  // What has no description: an address or a method that is none, and the description itself.
  if (operation === undefined || status === 405) return;
  const fail = (what: string): never => {
    throw new Error(
      `the description of ${asked.method} ${path} tells nothing of ${what}, answered with ${status}: ${text.slice(0, 500)}`,
    );
  };
  const told = operation.responses[status] ?? operation.responses[`${String(status)[0]}XX`] ?? fail(`status ${status}`);
  for (const name of TELLING) if (headers.has(name) && told.headers[name] === undefined) fail(`the header ${name}`);
  if (text === "") return;
  const type = (headers.get("content-type") ?? "").split(";")[0] ?? "";
  if (told.content[type] === undefined) fail(`the type ${type}`);
  if (!type.endsWith("json")) return;
  const read = schemaOf(told, type).safeParse(JSON.parse(text));
  if (!read.success) fail(`such a body: ${z.prettifyError(read.error)}`);
}
