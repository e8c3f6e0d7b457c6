/**
 * The OpenAPI 3.1 document, from the very endpoints that are served and the schemas that validate. In: the endpoints. Out: the document.
 */
import { OpenAPIHono, z, type RouteConfig } from "@hono/zod-openapi";
import { SESSION_COOKIE } from "./cookies.ts";
import { answersOf } from "./described-answers.ts";
import type { Endpoint } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { EVENT_TYPES, RAW_TYPES } from "./request-body.ts";
import { FORGERY_HEADER } from "./same-origin.ts";

const TAGS: readonly (readonly [name: string, description: string])[] = [
  ["server", "Whether it lives, and what it is"],
  ["sign-in", "Signing in and out"],
  ["overview", "Where each market stands"],
  ["workbooks", "Workbooks, matrices and targets"],
  ["figures", "Contracts, statements, explanations, the ledger"],
  ["exports", "Lists as files, statements as PDF"],
  ["closes", "A month's way into the ledger, by two people"],
  ["delivery", "Batches for Core View, reconciliation, control totals"],
  ["messages", "Rejected messages"],
  ["administration", "Settings, people and roles, the record of acts"],
];

const ABOUT = `Sales commission: exact, provable, explainable to the cell. Money is a decimal string with exactly the currency's decimals.
Failures are problem documents (RFC 9457) with a stable \`code\`. Lists page by \`cursor\` and \`next\`. Every write takes an
\`Idempotency-Key\`: sent again, it is answered as the first time. What is not in a market of who asks is not there. By cookie, a write also
needs the header \`${FORGERY_HEADER}\`.`;

export function apiDocument() {
  const app = new OpenAPIHono();
  const { openAPIRegistry: registry } = app;
  registry.registerComponent("securitySchemes", "session", { type: "apiKey", in: "cookie", name: SESSION_COOKIE });
  registry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer", bearerFormat: "JWT" });
  for (const route of ENDPOINTS) registry.registerPath(described(route));
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "OpenCommission",
      version: "1",
      description: ABOUT,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: "/", description: "The server that gave this document" }],
    tags: TAGS.map(([name, description]) => ({ name, description })),
  });
}

function described(route: Endpoint): RouteConfig {
  const path = route.path.startsWith("//") ? route.path.slice(1) : `/api/v1${route.path}`;
  const changes = route.method !== "get";
  return {
    method: route.method,
    path,
    operationId: operationId(route),
    summary: route.summary,
    description: `Right: ${route.right}.`,
    tags: [route.tag],
    security: route.right === "public" ? [] : [{ session: [] }, { bearer: [] }],
    request: {
      params: route.params,
      query: route.query,
      headers: headersOf(route, changes),
      ...bodyOf(route),
    },
    responses: answersOf(route),
  };
}

function operationId({ method, path }: Endpoint): string {
  const words = path
    .replaceAll(/[{}]/g, "")
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== "");
  return [method, ...words]
    .map((word, i) => (i === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join("");
}

function headersOf(route: Endpoint, changes: boolean) {
  const shape: Record<string, z.ZodType> = {};
  if (changes && route.withoutKey !== true)
    shape["Idempotency-Key"] = z.string().min(8).max(200).openapi({ description: "New for each act" });
  if (changes)
    shape[FORGERY_HEADER] = z.string().optional().openapi({ description: "Needed with a cookie; any value" });
  for (const { name, required, description } of route.requestHeaders ?? []) {
    const text = z.string().openapi({ description });
    shape[name] = required ? text : text.optional();
  }
  return z.object(shape);
}

function bodyOf(route: Endpoint) {
  if (route.bodyKind === "none") return {};
  const binary = z.string().openapi({ format: "binary" });
  const content =
    route.bodyKind === "json"
      ? { "application/json": { schema: route.body } }
      : route.bodyKind === "events"
        ? Object.fromEntries(EVENT_TYPES.map((type) => [type, { schema: z.string().openapi({ format: "binary" }) }]))
        : {
            "multipart/form-data": { schema: z.object({ file: binary }) },
            ...Object.fromEntries(RAW_TYPES.map((type) => [type, { schema: binary }])),
          };
  return { body: { required: true, content } };
}
