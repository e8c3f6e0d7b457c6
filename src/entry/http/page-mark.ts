/**
 * The mark of a list in its cursors: which list it is and what it was filtered by. In: a request, and the `next` of its answer. Out: the
 * cursor without the mark, or the problem; and the `next` with it. A page of another list, or after a changed filter, would leave rows out
 * without a word.
 */
import { createHash } from "node:crypto";
import type { Endpoint, Reply } from "./endpoint.ts";
import type { FieldProblem } from "./problem.ts";

type Query = Readonly<Record<string, string>>;

const MARK = /^([\w-]{8})\.(.+)$/s;
const LENGTH = 8;

/** @param path as asked, so that the entries of two closes are two lists */
function markOf(path: string, query: Query): string {
  const filters = Object.entries(query)
    .filter(([name]) => name !== "cursor" && name !== "limit")
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const digest = createHash("sha256").update(JSON.stringify([path, filters]));
  return digest.digest("base64url").slice(0, LENGTH);
}

export type Unmarked =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly error: FieldProblem };

export function unmarked(route: Endpoint, path: string, query: Query): Unmarked {
  const { cursor } = query;
  if (cursor === undefined || !("cursor" in route.query.shape)) return { ok: true, query };
  const [, mark, key] = MARK.exec(cursor) ?? [];
  if (mark === markOf(path, query) && key !== undefined) return { ok: true, query: { ...query, cursor: key } };
  const expected = "`next` of this very list's page before, with the same filters";
  return { ok: false, error: { parameter: "cursor", code: "invalid", expected } };
}

export function marked(path: string, query: Query, reply: Reply<unknown>): Reply<unknown> {
  if (reply.kind !== "json" || typeof reply.body !== "object" || reply.body === null) return reply;
  if (!("next" in reply.body) || typeof reply.body.next !== "string") return reply;
  return { ...reply, body: { ...reply.body, next: `${markOf(path, query)}.${reply.body.next}` } };
}
