/**
 * The answers of an endpoint for its description: bodies and headers, of what goes well and of what does not. In: the endpoint. Out: its
 * `responses`. Tests hold every answer that they get to it.
 */
import { z, type RouteConfig } from "@hono/zod-openapi";
import type { Endpoint } from "./endpoint.ts";
import { ProblemDocument } from "./problem.ts";

type Responses = RouteConfig["responses"];
type Headers = Readonly<Record<string, string>>;

const PROBLEM = { "application/problem+json": { schema: ProblemDocument } };
const RETRY_AFTER = { "Retry-After": "Seconds to wait before the same request is sent again" };
const REPLAYED = { "Idempotency-Replayed": "`true`: the key came before, and this is the answer of then" };

export function answersOf(route: Endpoint): Responses {
  const replayed = route.method === "get" || route.withoutKey === true ? {} : REPLAYED;
  return {
    [String(route.status ?? 200)]: {
      description: route.summary,
      headers: described({ ...replayed, ...ownHeaders(route) }),
      ...(route.status === 303 ? {} : { content: contentOf(route) }),
    },
    ...(route.right === "public" ? {} : { "401": signInFirst() }),
    "429": { description: "Too many requests", headers: described(RETRY_AFTER), content: PROBLEM },
    "4XX": { description: "A problem", headers: described({ ...replayed, ...RETRY_AFTER }), content: PROBLEM },
    "5XX": { description: "A failure of ours", headers: described(RETRY_AFTER), content: PROBLEM },
  };
}

function signInFirst(): Responses[string] {
  const headers = described({ "WWW-Authenticate": "Says whether an access token was shown that does not count" });
  return { description: "Nobody is signed in", headers, content: PROBLEM };
}

function ownHeaders({ answerType, answerHeaders, status }: Endpoint): Headers {
  const file = answerType === undefined || answerType === "text/plain" ? {} : FILE;
  return { ...file, ...(status === 303 ? { Location: "The page that the sign-in began at" } : {}), ...answerHeaders };
}

const FILE = { "Content-Disposition": "`attachment`, with the file's name" };

function described(headers: Headers) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: "string" as const } }]),
  );
}

function contentOf(route: Endpoint) {
  const { answerType } = route;
  if (answerType === undefined) return { "application/json": { schema: route.answer } };
  const types = typeof answerType === "string" ? [answerType] : answerType;
  return Object.fromEntries(types.map((type) => [type, { schema: z.string().openapi({ format: "binary" }) }]));
}
