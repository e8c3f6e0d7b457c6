/**
 * Whether a request comes from our own pages. In: a request. Out: null, or why it is not let in.
 * The host is one of ours (else a foreign name that points here could be used); what changes anything by cookie carries a header that no
 * form can send, a declared content type, and, where the browser says its origin, ours.
 */
import type { Endpoint } from "./endpoint.ts";
import type { HttpDeps, Principal } from "./http-deps.ts";
import type { Problem } from "./problem.ts";
import { contentTypeOf, isDeclared } from "./request-body.ts";

export const FORGERY_HEADER = "X-OpenCommission";

export function wrongHost(http: HttpDeps, request: Request): Problem | null {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  if (http.origins.some((origin) => new URL(origin).host === host)) return null;
  return { status: 421, code: "host-unknown", detail: "This address is not known here." };
}

export function isUnsafe(request: Request): boolean {
  return request.method !== "GET" && request.method !== "HEAD";
}

export function forged(http: HttpDeps, request: Request, route: Endpoint, who: Principal | null): Problem | null {
  if (!isUnsafe(request)) return null;
  const declared = isDeclared(route.bodyKind, contentTypeOf(request));
  if (who?.by.way === "bearer") {
    if (declared) return null;
    return { status: 415, code: "content-type", detail: "Send this in the content type that the description names." };
  }
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const foreign = (origin !== null && !http.origins.includes(origin)) || (site !== null && site !== "same-origin");
  if (declared && !foreign && request.headers.get(FORGERY_HEADER) !== null) return null;
  const detail = `A change is asked for by our own pages, with the header ${FORGERY_HEADER} and a declared content type.`;
  return { status: 403, code: "forgery-suspected", detail };
}
