/**
 * Problem documents (RFC 9457): one shape for every failure. In: a code and words, or a refusal of a flow. Out: status and document.
 * Fields that are wrong are named by JSON pointers; nothing of our insides is ever told.
 */
import { z } from "@hono/zod-openapi";
import type { Refusal } from "../../domain/refusal.ts";
import { apiDetail } from "./api-words.ts";

export const FieldProblem = z
  .strictObject({
    pointer: z.string().optional().openapi({ description: "Where in the body, as an RFC 6901 pointer: `#/reason`" }),
    parameter: z.string().optional().openapi({ description: "The parameter of path, query or header" }),
    code: z.string(),
    found: z.string().optional(),
    expected: z.string(),
  })
  .openapi("FieldProblem");
export type FieldProblem = z.infer<typeof FieldProblem>;

export const ProblemDocument = z
  .strictObject({
    type: z.string().openapi({ example: "urn:opencommission:problem:close-stale" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().openapi({ description: "The request's id, as it stands in the log" }),
    code: z.string().openapi({ description: "Stable; docs/formats.md lists them" }),
    details: z.record(z.string(), z.unknown()).optional(),
    errors: z.array(FieldProblem).optional(),
  })
  .openapi("Problem");

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
}

const TITLES: Readonly<Record<number, string>> = {
  400: "The request cannot be read",
  401: "Sign in first",
  403: "Not allowed",
  404: "Not found",
  405: "No such method here",
  408: "The request came too slowly",
  409: "Not as things stand",
  412: "Changed meanwhile",
  415: "Another content type is expected",
  421: "Another host",
  422: "The request cannot be carried out",
  428: "A condition is missing",
  429: "Too many requests",
  431: "The headers are too long",
  500: "Our fault",
  502: "A neighbour failed",
  503: "Not available now",
};

/** As it goes out. */
export function problemJson(problem: Problem, requestId: string): z.infer<typeof ProblemDocument> {
  const { status, code, detail, details, errors } = problem;
  return {
    type: `urn:opencommission:problem:${code}`,
    title: TITLES[status] ?? "Failed",
    status,
    detail,
    instance: `urn:opencommission:request:${requestId}`,
    code,
    ...(details === undefined ? {} : { details: plain(details) }),
    ...(errors === undefined ? {} : { errors: [...errors] }),
  };
}

function plain(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const told: unknown = JSON.parse(
    JSON.stringify(details, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  );
  return z.record(z.string(), z.unknown()).parse(told);
}

const STATUS: Readonly<Record<string, number>> = {
  "close-unknown": 404,
  "batch-not-found": 404,
  "rejected-unknown": 404,
  "difference-unknown": 404,
  "upload-unknown": 404,
  "person-unknown": 404,
  "grant-unknown": 404,
  "no-statement": 404,
  "nothing-to-explain": 404,
  "setting-unknown": 404,
  "four-eyes": 403,
  "market-not-yours": 403,
  "grant-to-self": 403,
  "grant-out-of-reach": 403,
  "setting-changed": 412,
  "setting-invalid": 422,
  "target-invalid": 422,
  "volume-invalid": 422,
  "volume-without-financed": 422,
  "matrix-not-in-file": 422,
  "reason-missing": 422,
  "idempotency-key-reused": 422,
  "upload-refused": 422,
  "export-too-long": 422,
};

/** What a flow refuses, in the API's words: a conflict with how things stand, unless it is something else. */
export function refusedProblem(refusal: Refusal): Problem {
  const { code, details } = refusal;
  return { status: STATUS[code] ?? 409, code, detail: apiDetail(refusal), details };
}

/** The same words whether it is not there or not for this reader. */
export function notFound(what: string): Problem {
  return { status: 404, code: "not-found", detail: `There is no such ${what}.` };
}

export function invalid(errors: readonly FieldProblem[]): Problem {
  const where = errors.map((e) => e.pointer ?? e.parameter ?? "").filter((name) => name !== "");
  const names = where.length === 0 ? "" : `: ${where.slice(0, 10).join(", ")}`;
  return { status: 400, code: "request-invalid", detail: `The request does not fit its description${names}.`, errors };
}
