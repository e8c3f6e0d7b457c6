/**
 * Whether the server lives and is ready, and what it is.
 */
import { z } from "@hono/zod-openapi";
import { DatabaseUnavailable } from "../../../platform/postgres/database-failure.ts";
import { endpoint, failed, NO_BODY, NOTHING, ok } from "../endpoint.ts";

const plain = {
  right: "public",
  tag: "server",
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  bodyKind: "none",
} as const;

const ABOUT = `OpenCommission: sales commission for agent networks, exact, provable, explainable to the cell.

This is its HTTP API. It is described at /openapi.json (OpenAPI 3.1); docs/api.md tells how to sign in and what to send.
/healthz says whether the server lives, /readyz whether its database is there and of this release.
`;

export const SERVER_ROUTES = [
  endpoint({
    ...plain,
    method: "get",
    path: "//",
    summary: "What this is, in plain words",
    answer: z.string(),
    answerType: "text/plain",
    handle: () =>
      Promise.resolve({ kind: "bytes", status: 200, type: "text/plain; charset=utf-8", bytes: Buffer.from(ABOUT) }),
  }),
  endpoint({
    ...plain,
    method: "get",
    path: "//healthz",
    summary: "The server lives",
    answer: z.strictObject({ status: z.literal("ok") }),
    handle: () => Promise.resolve(ok({ status: "ok" as const })),
  }),
  endpoint({
    ...plain,
    method: "get",
    path: "//readyz",
    summary: "The database is there, and its schema is this release's",
    answer: z.strictObject({ status: z.literal("ready") }),
    handle: async ({ http }) => {
      try {
        if (await http.schemaIsCurrent()) return ok({ status: "ready" as const });
      } catch (error) {
        if (!(error instanceof DatabaseUnavailable)) throw error;
        return failed({ status: 503, code: error.code, detail: "The database is not available." });
      }
      return failed({ status: 503, code: "schema-behind", detail: "The database's schema is not this release's." });
    },
  }),
];
