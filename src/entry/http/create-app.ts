/**
 * The HTTP API as one function from request to answer, behind any server. In: what it works with. Out: a Hono app.
 *
 * Each request goes the same way: host, rate, route, who asks, rate of who asks, forgery, role, body, schema, Idempotency-Key, handler. What
 * is refused for want of rights is on record before it is answered; when the record cannot be written, that is the answer.
 */
import { randomUUID } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { recordAccess } from "../../flows/record-access.ts";
import { withOrigin } from "../../platform/act-origin.ts";
import { answerTo } from "./answer.ts";
import { keyOf, once } from "./answer-kept.ts";
import { authenticate } from "./authenticate.ts";
import { failed, mayAsk, ok, type Endpoint, type Reply } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { failureAnswer } from "./failure-answer.ts";
import { flowDeps, type HttpDeps, type Principal } from "./http-deps.ts";
import { apiDocument } from "./openapi-document.ts";
import { marked, unmarked } from "./page-mark.ts";
import { invalid, type Problem } from "./problem.ts";
import { holdsNul, queryOf } from "./query-of.ts";
import { createRateLimiter, type RateLimiter } from "./rate-limit.ts";
import { readBody } from "./request-body.ts";
import { forged, isUnsafe, wrongHost } from "./same-origin.ts";

const API = "/api/v1";
/** It describes the endpoints, and so is none of them. */
const DOCUMENT = "/openapi.json";

export function pathOf(route: Pick<Endpoint, "path">): string {
  return route.path.startsWith("//") ? route.path.slice(1) : `${API}${route.path}`;
}

export function createApp(http: HttpDeps): OpenAPIHono {
  const app = new OpenAPIHono();
  const limiter = createRateLimiter(() => new Date());
  const document = apiDocument();
  app.get(DOCUMENT, (context) => serveDocument(http, limiter, document, context));
  // Where there is a console, its first page is what one finds there.
  const served = http.console === null ? ENDPOINTS : ENDPOINTS.filter((route) => route.path !== "//");
  for (const route of served) {
    const path = pathOf(route).replaceAll(/\{(\w+)\}/g, ":$1");
    app.on(route.method.toUpperCase(), path, (context) => serve(http, limiter, route, context));
  }
  app.notFound((context) => serveUnknown(http, limiter, context));
  app.onError((error, context) => failureAnswer(http, error, { id: randomUUID(), method: context.req.method }));
  return app;
}

interface Asked {
  readonly id: string;
  readonly address: string;
  readonly started: number;
}

function askedBy(http: HttpDeps, context: Context): Asked {
  return { id: randomUUID(), address: http.addressOf(context.req.raw, context.env), started: performance.now() };
}

function barredAtAll(http: HttpDeps, limiter: RateLimiter, asked: Asked, request: Request): Problem | null {
  return wrongHost(http, request) ?? tooMany(limiter, `address ${asked.address}`, http.limits.perAddress);
}

async function serveDocument(
  http: HttpDeps,
  limiter: RateLimiter,
  document: object,
  context: Context,
): Promise<Response> {
  const asked = askedBy(http, context);
  const barred = barredAtAll(http, limiter, asked, context.req.raw);
  const reply = barred === null ? ok(document) : failed(barred);
  return finish(http, context, asked, { route: null, path: DOCUMENT, who: null, reply });
}

async function serveUnknown(http: HttpDeps, limiter: RateLimiter, context: Context): Promise<Response> {
  const asked = askedBy(http, context);
  const path = new URL(context.req.url).pathname;
  const known = ENDPOINTS.filter((route) => matches(pathOf(route), path)).map((route) => route.method.toUpperCase());
  const methods = path === DOCUMENT ? ["GET"] : known;
  const barred = barredAtAll(http, limiter, asked, context.req.raw);
  const reads = context.req.method === "GET" || context.req.method === "HEAD";
  const page =
    barred === null && reads && (methods.length === 0 || path === "/") ? (http.console?.answerTo(path) ?? null) : null;
  if (page !== null) return page;
  const problem: Problem =
    barred ??
    (methods.length === 0
      ? {
          status: 404,
          code: "route-unknown",
          detail: "There is no such address here; /openapi.json names those that are.",
        }
      : {
          status: 405,
          code: "method-unknown",
          detail: `Here only ${methods.join(", ")} is known.`,
          headers: { Allow: methods.flatMap((method) => (method === "GET" ? [method, "HEAD"] : [method])).join(", ") },
        });
  return finish(http, context, asked, { route: null, who: null, reply: failed(problem) });
}

function matches(pattern: string, path: string): boolean {
  const parts = pattern.split("/");
  const found = path.split("/");
  return (
    parts.length === found.length &&
    parts.every((part, i) => (part.startsWith("{") ? found[i] !== "" : part === found[i]))
  );
}

async function serve(http: HttpDeps, limiter: RateLimiter, route: Endpoint, context: Context): Promise<Response> {
  const asked = askedBy(http, context);
  const request = context.req.raw;
  const barred =
    barredAtAll(http, limiter, asked, request) ??
    (route.limit === "sign-in" ? tooMany(limiter, `sign-in ${asked.address}`, http.limits.signInsPerAddress) : null);
  if (barred !== null) return finish(http, context, asked, { route, who: null, reply: failed(barred) });
  let who: Principal | null = null;
  try {
    const authentication = route.forWhoever === true ? NOBODY : await authenticate(http, request);
    if (authentication.kind === "somebody") ({ who } = authentication);
    // Whoever shows something that does not count is told so, also where nothing need be shown; a browser's old cookie is nothing.
    const reply =
      authentication.kind === "failed" && route.right !== "public"
        ? failed(authentication.problem)
        : await replyTo(http, limiter, { route, who, context, asked });
    return await finish(http, context, asked, { route, who, reply });
  } catch (error) {
    return failureAnswer(http, error, { id: asked.id, method: request.method, route: pathOf(route), person: who });
  }
}

const NOBODY = { kind: "nobody" } as const;

interface Incoming {
  readonly route: Endpoint;
  readonly who: Principal | null;
  readonly context: Context;
  readonly asked: Asked;
}

async function replyTo(http: HttpDeps, limiter: RateLimiter, incoming: Incoming): Promise<Reply<unknown>> {
  const { route, who, context, asked } = incoming;
  const request = context.req.raw;
  if (route.right !== "public" && who === null) return failed(SIGN_IN_FIRST);
  const person = who === null ? null : String(who.person.id);
  const barred =
    (person === null ? null : tooMany(limiter, `person ${person}`, http.limits.perPerson)) ??
    (route.limit === "upload" ? tooMany(limiter, `upload ${person}`, http.limits.uploadsPerPerson) : null) ??
    forged(http, request, route, who);
  if (barred !== null) return failed(barred);
  if (!mayAsk(route.right, who)) return failed(notAllowed(route));
  const key = isUnsafe(request) && route.withoutKey !== true ? keyOf(request) : null;
  if (key !== null && typeof key !== "string") return failed(key);
  const query = queryOf(request);
  if (!query.ok) return failed(invalid(query.errors));
  const page = unmarked(route, context.req.path, query.value);
  if (!page.ok) return failed(invalid([page.error]));
  const params = context.req.param();
  if (Object.values(params).some(holdsNul))
    return failed(invalid([{ parameter: "path", code: "nul", expected: "no NUL" }]));
  const read = isUnsafe(request) ? await readBody(request, route.bodyKind, query.value) : NO_BODY_READ;
  if (!read.ok) return failed(read.problem);
  const origin = `${asked.address} ${who?.by.way ?? "public"}`;
  const db = withOrigin(http.db, origin);
  const checked = route.check({
    params,
    query: page.query,
    body: read.value,
    file: read.file,
    caller: who,
    deps: flowDeps(http, db, who?.person.name ?? "anonymous"),
    http: { ...http, db },
    request,
    environment: context.env,
  });
  if (!checked.ok) return failed(invalid(checked.errors));
  if (key === null || who === null) return marked(context.req.path, query.value, await checked.handle());
  return once(http, who, { key, request, bytes: read.bytes }, checked.handle);
}

const NO_BODY_READ = { ok: true, value: undefined, file: null, bytes: new Uint8Array() } as const;

const SIGN_IN_FIRST: Problem = {
  status: 401,
  code: "not-signed-in",
  detail: "Sign in, or show an access token.",
  headers: { "WWW-Authenticate": "Bearer" },
};

function notAllowed(route: Endpoint): Problem {
  const detail = `None of your roles allows this; it needs the right "${route.right}".`;
  return { status: 403, code: "not-allowed", detail };
}

function tooMany(limiter: RateLimiter, name: string, most: number): Problem | null {
  const seconds = limiter.take(name, most);
  if (seconds === 0) return null;
  const detail = `More than ${most} requests a minute. Wait ${seconds} seconds.`;
  return { status: 429, code: "too-many-requests", detail, headers: { "Retry-After": String(seconds) } };
}

interface Finished {
  readonly route: Endpoint | null;
  /** For the log, where there is no route. */
  readonly path?: string;
  readonly who: Principal | null;
  readonly reply: Reply<unknown>;
}

/** Puts refusals on record, writes the log, and turns the reply into an answer. */
async function finish(http: HttpDeps, context: Context, asked: Asked, done: Finished): Promise<Response> {
  const { route, who, reply } = done;
  const pattern = route === null ? (done.path ?? "unknown") : pathOf(route);
  const method = context.req.method;
  await recordRefusal(http, `${method} ${pattern}`, asked, done);
  const response = await answerTo(http, route, reply, { id: asked.id, request: context.req.raw });
  http.log({
    at: http.now().toISOString(),
    level: response.status >= 500 ? "error" : response.status >= 400 ? "warning" : "info",
    event: "request",
    request: asked.id,
    method,
    route: pattern,
    status: response.status,
    ...(reply.kind === "problem" ? { code: reply.problem.code } : {}),
    ...(who === null ? {} : { person: String(who.person.id) }),
    ms: Math.round(performance.now() - asked.started),
  });
  return response;
}

/** Without credentials on a route of no existence nobody is refused anything: that is not on record. */
async function recordRefusal(
  http: HttpDeps,
  subject: string,
  asked: Asked,
  { route, who, reply }: Finished,
): Promise<void> {
  if (route === null || reply.kind !== "problem") return;
  const { problem, hidden } = reply;
  if (problem.status !== 401 && problem.status !== 403 && hidden === undefined) return;
  const db = withOrigin(http.db, `${asked.address} ${who?.by.way ?? "public"}`);
  const detail = { status: problem.status, code: problem.code, ...(hidden === undefined ? {} : { market: hidden }) };
  const actor = who?.person.name ?? "anonymous";
  await recordAccess({ db, now: http.now, actor }, { action: "access.refused", subject, detail });
}
