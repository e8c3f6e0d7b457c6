/**
 * The query of a request as texts by name. Refused: a name twice, and NUL, which no text of the database can hold.
 */
import type { FieldProblem } from "./problem.ts";

export type QueryRead =
  | { readonly ok: true; readonly value: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly errors: readonly FieldProblem[] };

export function queryOf(request: Request): QueryRead {
  const parameters = new URL(request.url).searchParams;
  const names = [...parameters.keys()];
  const unkept = [...parameters.entries()].filter(([name, value]) => holdsNul(name) || holdsNul(value));
  if (unkept.length > 0)
    return { ok: false, errors: unkept.map(([parameter]) => ({ parameter, code: "nul", expected: "no NUL" })) };
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0)
    return { ok: false, errors: twice.map((parameter) => ({ parameter, code: "duplicate", expected: "once" })) };
  return { ok: true, value: Object.fromEntries(parameters) };
}

/** No text of the database can hold it. */
export function holdsNul(text: string): boolean {
  return text.includes("\0");
}
