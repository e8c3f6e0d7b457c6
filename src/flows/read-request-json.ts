/**
 * The JSON of a request, through the same strict reader as messages: no key twice, no `__proto__`, no depth, nothing that loses digits.
 * In: bytes. Out: the value, or every problem with its field.
 */
import { readStrictJson } from "../contracts/strict-json.ts";
import type { MessageProblem } from "../domain/problem.ts";

export type RequestJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly MessageProblem[] };

export function readRequestJson(bytes: Uint8Array): RequestJson {
  const read = readStrictJson(bytes);
  if (read.kind === "unreadable") return { ok: false, problems: [read.problem] };
  return read.problems.length > 0 ? { ok: false, problems: read.problems } : { ok: true, value: read.value };
}
