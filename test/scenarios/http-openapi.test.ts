/**
 * The description of the API: valid by the strict rules of its linter, and of the very routes that are served.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { pathOf } from "../../src/entry/http/create-app.ts";
import { ENDPOINTS } from "../../src/entry/http/endpoints.ts";
import { apiDocument } from "../../src/entry/http/openapi-document.ts";
import { expectDescribed } from "../support/described-answers.ts";

const REDOCLY = join(import.meta.dirname, "../../node_modules/@redocly/cli/bin/cli.js");
const run = promisify(execFile);

test("it passes the linter's strict rules", async () => {
  const folder = await mkdtemp(join(tmpdir(), "opencommission-openapi-"));
  const file = join(folder, "openapi.json");
  await writeFile(file, JSON.stringify(apiDocument()));
  // The way back from the issuer answers with a redirection alone.
  const rules = ["--extends=recommended-strict", "--skip-rule=operation-2xx-response", "--format=json"];
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const linted = run(process.execPath, [REDOCLY, "lint", file, ...rules], { env, cwd: folder });
  const told = await linted.catch((error: unknown) => z.object({ stdout: z.string() }).parse(error));
  const { problems } = z
    .object({ problems: z.array(z.object({ ruleId: z.string(), message: z.string() })) })
    .parse(JSON.parse(told.stdout));
  expect(problems).toEqual([]);
  await rm(folder, { recursive: true });
});

test("no object of it is two closed ones in one, which no value could ever fit", () => {
  expect(JSON.stringify(apiDocument())).not.toContain('"allOf"');
});

test("nothing that has a name may be null: where it may be missing, the place says so", () => {
  const Named = z.record(z.string(), z.looseObject({ type: z.unknown() }));
  const named = Named.parse(apiDocument().components?.schemas);
  expect(Object.entries(named).filter(([, schema]) => schema.type !== "object")).toEqual([]);
});

test.each<[string, number, Record<string, string>, unknown]>([
  ["a body with a field more", 200, {}, { status: "ok", more: 1 }],
  ["a body with a field less", 200, {}, {}],
  ["another type", 200, { "content-type": "text/html" }, { status: "ok" }],
  ["a status that is not described", 302, {}, { status: "ok" }],
  ["a header that is not described", 200, { etag: "x" }, { status: "ok" }],
])("tests hold every answer to it: %s is found out", (_, status, more, body) => {
  const headers = new Headers({ "content-type": "application/json", ...more });
  const told = () => expectDescribed({ method: "GET", path: "/healthz" }, status, headers, JSON.stringify(body));
  expect(told).toThrow("the description of GET /healthz tells nothing of");
});

test("it describes every route, and none besides", () => {
  const { paths } = apiDocument();
  const described = Object.entries(paths ?? {}).flatMap(([path, item]) =>
    Object.keys(z.record(z.string(), z.unknown()).parse(item)).map((method) => `${method} ${path}`),
  );
  expect(described.toSorted()).toEqual(ENDPOINTS.map((route) => `${route.method} ${pathOf(route)}`).toSorted());
});

test("every write takes an Idempotency-Key, but for signing in and out, and for asking where a workbook is to be sent", () => {
  const without = ENDPOINTS.filter((route) => route.method !== "get" && route.withoutKey === true);
  expect(without.map((route) => route.path)).toEqual(["/sign-in", "/sign-in/local", "/sign-out", "/upload-places"]);
});

test("whatever is taken from outside refuses fields that it does not know", () => {
  const strict = (schema: z.ZodType): boolean => !schema.safeParse({ fieldThatIsNot: 1 }).success;
  const open = ENDPOINTS.filter((route) => !strict(route.query) || (route.bodyKind === "json" && !strict(route.body)));
  // What an issuer adds to its answer is its own affair.
  expect(open.map((route) => route.path)).toEqual(["/sign-in/callback"]);
});
