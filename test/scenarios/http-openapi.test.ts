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
