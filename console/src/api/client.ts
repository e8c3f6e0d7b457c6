/**
 * Asks the API. In: a route, as the server declares it, with its parameters. Out: its answer; or an `ApiProblem` is thrown.
 *
 * A write carries a key of its own: sent again after an answer that was lost, it is done once. The session is a cookie that no script sees.
 */
import { answerOf } from "./answer.ts";
import { ApiProblem, NO_ANSWER, readProblem } from "./api-problem.ts";
import type { Answer, Asked, Body, Method, PathOf } from "./routes.ts";

const FORGERY_HEADER = "X-OpenCommission";
/** A write without an answer is sent again with its key; more is for the person to decide. */
const TRIES = 3;
const PAUSE_MS = 700;

interface Extra {
  readonly signal?: AbortSignal;
  /** Of the next page of a list. */
  readonly cursor?: string | null;
}

export async function ask<P extends PathOf<"get">>(
  path: P,
  asked: Asked<"get", P> = {},
  extra: Extra = {},
): Promise<Answer<"get", P>> {
  const { cursor = null, signal } = extra;
  const address = addressOf<"get", P>(path, asked);
  const page = cursor === null ? "" : `${address.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
  const response = await send(`${address}${page}`, { method: "GET", ...(signal === undefined ? {} : { signal }) });
  return answerOf<Answer<"get", P>>(response);
}

export interface Tagged<T> {
  readonly answer: T;
  /** To be sent as `ifMatch` when it is changed. */
  readonly tag: string;
}

/** What may be changed by somebody else meanwhile, with the tag of how it stands. */
export async function askTagged<P extends PathOf<"get">>(
  path: P,
  asked: Asked<"get", P>,
  { signal }: Extra = {},
): Promise<Tagged<Answer<"get", P>>> {
  const request = { method: "GET", ...(signal === undefined ? {} : { signal }) };
  const response = await send(addressOf<"get", P>(path, asked), request);
  const tag = response.headers.get("etag") ?? "";
  return { answer: await answerOf<Answer<"get", P>>(response), tag };
}

export interface Written<M extends Exclude<Method, "get">, P extends string> extends Asked<M, P> {
  readonly body?: Body<M, P>;
  readonly file?: File;
  /** The `ETag` that was read, for what may have been changed meanwhile. */
  readonly ifMatch?: string;
}

/** @param key of this act; the same again repeats nothing */
export async function act<M extends Exclude<Method, "get">, P extends string>(
  method: M,
  path: P & PathOf<M>,
  written: Written<M, P> = {},
  key: string = crypto.randomUUID(),
): Promise<Answer<M, P>> {
  const headers = new Headers({ [FORGERY_HEADER]: "console", "Idempotency-Key": key });
  if (written.ifMatch !== undefined) headers.set("If-Match", written.ifMatch);
  let content: string | FormData | null = null;
  if (written.file !== undefined) {
    content = new FormData();
    content.set("file", written.file);
  } else if (written.body !== undefined) {
    headers.set("Content-Type", "application/json");
    content = JSON.stringify(written.body);
  }
  const request = { method: method.toUpperCase(), headers, ...(content === null ? {} : { body: content }) };
  const response = await sendAgain(addressOf<M, P>(path, written), request, TRIES);
  return answerOf<Answer<M, P>>(response);
}

/** The address of a file, for a link that downloads it. */
export function addressOf<M extends Method, P extends string>(path: P, asked: Asked<M, P> = {}): string {
  const params = new Map<string, unknown>(Object.entries(asked.params ?? {}));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(textOf(params.get(name))));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries<unknown>(asked.query ?? {}))
    if (textOf(value) !== "") query.set(name, textOf(value));
  const text = query.toString();
  return `/api/v1${filled}${text === "" ? "" : `?${text}`}`;
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

async function sendAgain(address: string, request: RequestInit, tries: number): Promise<Response> {
  try {
    return await send(address, request);
  } catch (error) {
    // Another attempt of the same act may still be running on the server: it tells so, and keeps its answer for us.
    const again =
      error instanceof ApiProblem && (error.document.status === 0 || error.document.code === "request-running");
    if (!again || tries <= 1) throw error;
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS);
    });
    return sendAgain(address, request, tries - 1);
  }
}

async function send(address: string, request: RequestInit): Promise<Response> {
  const response = await fetch(address, { ...request, credentials: "same-origin" }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem(NO_ANSWER);
  });
  if (!response.ok) throw new ApiProblem(await readProblem(response));
  return response;
}
