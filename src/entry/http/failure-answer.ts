/**
 * The answer to a failure of our own. In: what was thrown, and during which request. Out: a problem document, and the failure in the log.
 */
import { DatabaseUnavailable } from "../../platform/postgres/database-failure.ts";
import type { HttpDeps, Principal } from "./http-deps.ts";
import { errorFields } from "./log-line.ts";
import { problemJson, type Problem } from "./problem.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

export interface Failing {
  readonly id: string;
  readonly method: string;
  readonly route?: string;
  readonly person?: Principal | null;
}

/** Our own failure: the log has the places in the code, whoever asked has the request's id. */
export function failureAnswer(http: HttpDeps, error: unknown, { id, method, route, person }: Failing): Response {
  const away = error instanceof DatabaseUnavailable;
  const problem: Problem = away
    ? {
        status: 503,
        code: error.code,
        detail: "The database is not available. Repeat the request, with the same key.",
        headers: { "Retry-After": "5" },
      }
    : {
        status: 500,
        code: "internal",
        detail: "This is our fault. Nothing unfinished was written. Report the request's id if it comes again.",
      };
  http.log({
    at: http.now().toISOString(),
    level: "error",
    event: "failure",
    request: id,
    method,
    ...(route === undefined ? {} : { route }),
    ...(person == null ? {} : { person: String(person.person.id) }),
    ...errorFields(error),
    status: problem.status,
  });
  const headers = new Headers({
    ...SECURITY_HEADERS,
    ...problem.headers,
    "X-Request-Id": id,
    "Content-Type": "application/problem+json",
  });
  return new Response(JSON.stringify(problemJson(problem, id)), { status: problem.status, headers });
}
