/**
 * A refusal or failure of the API as the console knows it. In: an answer that is no success, or none at all. Out: an error with a stable code.
 */
export interface FieldProblem {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly code: string;
  readonly found?: string;
  readonly expected: string;
}

export interface ProblemDocument {
  /** 0 when there was no answer. */
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** The request's id, as it stands in the server's log; empty when there was no answer. */
  readonly instance: string;
  readonly errors: readonly FieldProblem[];
  readonly details: Readonly<Record<string, unknown>>;
}

export class ApiProblem extends Error {
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument) {
    super(`${document.code}: ${document.detail}`);
    this.name = "ApiProblem";
    this.document = document;
  }
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.document.status === 401;
}

/** The server is away, or the way to it: nothing is known of what was asked. */
export function hasNoAnswer(error: unknown): boolean {
  return error instanceof ApiProblem && error.document.status === 0;
}

/** Not there, or not for this reader to see. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiProblem && error.document.status === 404;
}

/** What is shown, of whatever was thrown. */
export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof ApiProblem) return error.document;
  return NO_ANSWER;
}

export const NO_ANSWER: ProblemDocument = {
  status: 0,
  code: "no-answer",
  detail: "The server does not answer.",
  instance: "",
  errors: [],
  details: {},
};

export async function readProblem(response: Response): Promise<ProblemDocument> {
  const text = await response.text();
  const document = jsonOf(text);
  return {
    status: response.status,
    code: textOf(document["code"]) ?? "internal",
    detail: textOf(document["detail"]) ?? response.statusText,
    instance: textOf(document["instance"]) ?? response.headers.get("x-request-id") ?? "",
    errors: Array.isArray(document["errors"]) ? document["errors"].flatMap(fieldProblemOf) : [],
    details: isRecord(document["details"]) ? document["details"] : {},
  };
}

/** A proxy's own page is no document of ours: then only the status speaks. */
function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function fieldProblemOf(value: unknown): FieldProblem[] {
  if (!isRecord(value)) return [];
  const pointer = textOf(value["pointer"]);
  const parameter = textOf(value["parameter"]);
  const found = textOf(value["found"]);
  return [
    {
      ...(pointer === null ? {} : { pointer }),
      ...(parameter === null ? {} : { parameter }),
      ...(found === null ? {} : { found }),
      code: textOf(value["code"]) ?? "invalid",
      expected: textOf(value["expected"]) ?? "",
    },
  ];
}
